"""Totals of a source beside the book's once it is imported: they agree, or the report says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.book.engine import Engine
from encours.book.reading import Tie
from encours.errors import option
from encours.money import from_units, to_units
from encours.said import Said, _, several, sum_text

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class TieCheck:
    """A total of the source beside the book's. It is that of the items posted up to `last`, from `first` where the
    source only knows the movements of its days."""

    entity: str
    account: str
    currency: str
    source: Decimal
    book: Decimal
    first: date | None = None
    last: date | None = None

    @property
    def agrees(self) -> bool:
        return self.source == self.book

    @property
    def advice(self) -> Said | None:
        """What to do when they differ."""
        if self.agrees:
            return None
        message = _(
            "{entity}: the book differs from the ledger by {gap} {currency}. Correct the lines refused, take back "
            "({undo}) what another source brought for this entity, and import the ledger whole, oldest year first."
        )
        gap = sum_text(to_units(self.book - self.source))
        return message.format(entity=self.entity, gap=gap, currency=self.currency, undo=option("undo"))

    def as_data(self) -> dict[str, Any]:
        """Facts for JSON, amounts as text."""
        return {
            "entity": self.entity,
            "account": self.account,
            "currency": self.currency,
            "source": str(self.source),
            "book": str(self.book),
            "agrees": self.agrees,
            "first": self.first and self.first.isoformat(),
            "last": self.last and self.last.isoformat(),
            "advice": self.advice,
        }


def beside_the_book(engine: Engine, ties: Sequence[Tie], items: str, currency: str) -> tuple[TieCheck, ...]:
    """Each entity's accounts, taken together, beside the items that the SQL table `items` holds for it; `currency` is
    its column of currencies."""
    wanted: dict[tuple[Any, ...], list[Tie]] = {}
    for tie in ties:
        about = (tie.entity, tie.currency, tie.first, tie.last, tuple(tie.journals))
        wanted.setdefault(about, []).append(tie)
    return tuple(
        TieCheck(
            entity,
            _accounts(group),
            ccy,
            sum((tie.amount for tie in group), Decimal(0)),
            from_units(_held(engine, group[0], items, currency), ccy),
            first,
            last,
        )
        for (entity, ccy, first, last, _journals), group in wanted.items()
    )


def _accounts(group: Sequence[Tie]) -> str:
    if len(group) <= MOST_NAMED:
        return " + ".join(tie.account for tie in group)
    return several(
        "{0} account",
        "{0} accounts",
    ).format(len(group))


def _held(engine: Engine, tie: Tie, items: str, currency: str) -> int:
    tests: dict[str, Any] = {"entity = ?": tie.entity, f"{currency} = ?": tie.currency}
    if tie.last:
        tests["posting_date <= ?"] = tie.last
    if tie.first:
        # Of a period, only what its own journals brought: another file may bring the others.
        tests["posting_date >= ?"] = tie.first
        tests["custom['JournalCode'] IN (SELECT UNNEST(?))"] = list(tie.journals)
    where = " AND ".join(tests)
    return int(
        engine.value(f"SELECT COALESCE(SUM(amount), 0) FROM {items} WHERE {where}", list(tests.values()))
    )
