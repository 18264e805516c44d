"""Whom to work on first: the customers of a book, ranked by what a minute of work should bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from encours.api.arguments import Conditions, filters_of
from encours.api.result import Result
from encours.collection import BUCKETS, Facts, Line, Reason, doing, ranked, reasons, why_not
from encours.collection.facts import NONE, STARTS
from encours.cube import worklist as cube
from encours.cube.filters import equals
from encours.cube.periods import day_of
from encours.i18n import _
from encours.indicators.record import Unit
from encours.money import SCALE, decimals_of, rounded

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook

MONEY = (
    "promised",
    "credits",
    "held",
    "blocked",
    "disputed",
    "promised_items",
    "due",
    "broken",
    "answered",
    "overrun",
)
AS_THEY_ARE = (
    "oldest_days",
    "due_on",
    "broken_on",
    "answered_on",
    "usual_days",
    "contacted_on",
    "reached",
    "calls",
    "mails",
    "contacts",
    "next_on",
    "phone",
    "email",
)
TEXT = ("entity", "customer", "name", "portfolio", "collector", "next_step", "contact", "outcome")
ROW = (
    "rank",
    "entity",
    "customer",
    "customer_name",
    "collector",
    "action",
    "action_text",
    "reasons",
    "amount",
    "currency",
    "expected_gain",
    "minutes",
    "runner_up",
)
UNITS = {"rank": Unit.COUNT, "amount": Unit.MONEY, "expected_gain": Unit.MONEY, "minutes": Unit.COUNT}
OPEN = tuple(f"b{n}" for n in range(len(BUCKETS)))


@dataclass(frozen=True, slots=True)
class Worklist:
    """`lines` in their order; `facts` of every customer with something late or soon due, those who are not on the list
    among them. `day` is that of the ledger, `until` the last on which people are heard."""

    lines: Sequence[Line]
    facts: Mapping[tuple[str, str], Facts]
    day: date
    until: date
    currency: str

    @property
    def rows(self) -> Sequence[Line]:
        """What makes its size, for those who keep answers."""
        return self.lines

    def told(self, limit: int = 0, offset: int = 0) -> list[dict[str, Any]]:
        """As programs read them, all of them or a page: the columns of `ROW`, reasons each with its code and text."""
        some = self.lines[offset : offset + limit if limit else None]
        return [row_of(rank, line, self.until) for rank, line in enumerate(some, offset + 1)]

    def why_not(self, entity: str, customer: str) -> tuple[Reason, ...]:
        """Why an account is not on the list; nothing when it is."""
        return why_not(self.facts.get((entity, customer)))

    def result(self, data_date: date, limit: int = 0, *, in_words: bool = False) -> Result:
        """The list as any answer is given; `in_words` says the reasons of a line in one text."""
        rows = self.told(limit)
        if in_words:
            texts = [" · ".join(one["text"] for one in row["reasons"]) for row in rows]
            rows = [{**row, "reasons": text} for row, text in zip(rows, texts, strict=True)]
        told = tuple(name for name in ROW if name not in UNITS)
        return Result(rows, told, UNITS, labels(), self.currency, data_date, self.day)


def worklist(
    book: OpenBook,
    as_of: date | str | None = None,
    *,
    until: date | None = None,
    collector: str | None = None,
    where: Conditions = (),
    currency: str | None = None,
) -> Worklist:
    """The customers that may be seen and are worth work on a day: all of them, those of a collector, or those that meet
    conditions on what they are. DataError for a currency without a rate."""
    day = day_of(as_of) or book.data_date
    whom = filters_of(where, book.about.custom)
    if collector is not None:
        whom = (*whom, *filters_of([equals("collector", collector)], book.about.custom))
    asked = cube.Asked(day, max(until or day, day), STARTS, whom)
    book.lay(*cube.TABLES)
    converter = book.converter(currency)
    converter.load([day])
    text = cube.facts(asked, book.confines)
    columns, rows = book.engine.columns(text.sql, text.parameters)
    at = {name: place for place, name in enumerate(columns)}
    for row in rows:
        if row[at["missing"]]:
            raise converter.missing(f"{row[at['missing']]} {day}")
    found = [_facts(row, at, converter.reporting) for row in rows]
    lines = ranked(found, asked.until)
    return Worklist(
        lines, {(one.entity, one.customer): one for one in found}, day, asked.until, converter.reporting
    )


def row_of(rank: int, line: Line, until: date) -> dict[str, Any]:
    """One line, for programs."""
    facts, first = line.facts, line.first
    decimals = decimals_of(facts.currency)
    return {
        "rank": rank,
        "entity": facts.entity,
        "customer": facts.customer,
        "customer_name": facts.name or None,
        "collector": facts.collector or None,
        "action": str(first.action),
        "action_text": doing(first, facts),
        "reasons": [{"code": one.code, "text": str(one.text)} for one in reasons(facts, until)],
        "amount": rounded(first.amount, decimals),
        "currency": facts.currency,
        "expected_gain": rounded(first.gain, decimals),
        "minutes": first.minutes,
        "runner_up": str(line.runner_up.action) if line.runner_up else None,
    }


def labels() -> dict[str, str]:
    """The columns, in words."""
    return {
        "rank": _("Rank"),
        "action": _("Code of the action"),
        "action_text": _("What to do"),
        "reasons": _("Why"),
        "amount": _("At stake"),
        "expected_gain": _("Expected gain"),
        "minutes": _("Minutes"),
        "runner_up": _("Next best"),
    }


def _facts(row: Sequence[Any], at: Mapping[str, int], currency: str) -> Facts:
    """A row of the question; money from units to amounts."""
    known: dict[str, Any] = {name: _amount(row[at[name]]) for name in MONEY}
    known |= {name: row[at[name]] for name in AS_THEY_ARE}
    known |= {name: row[at[name]] or "" for name in TEXT}
    return Facts(currency=currency, open=tuple(_amount(row[at[name]]) for name in OPEN), **known)


def _amount(units: int) -> Decimal:
    return Decimal(units).scaleb(-SCALE) if units else NONE
