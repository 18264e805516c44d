"""The causes of a change of DSO, each in days, in money and in a sentence; they add up to the change exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api.bridge import known_apart
from encours.cube import buckets
from encours.cube.periods import window as window_of
from encours.errors import DataError
from encours.i18n import _, mark
from encours.indicators.bridge import PARTS, STEP, Position, bridge
from encours.indicators.dso import days_of_sales, working_capital_effect
from encours.indicators.record import Unit
from encours.web import typography
from encours.web.visit.visit import Visit

LABELS = dict(PARTS)
SENTENCES = {
    "sales_volume": mark("Sales of the period went from {0} to {1}: the pace of sales alone makes {2}."),
    "terms": mark("What is not due, disputes aside, went from {0} to {1}: {2}."),
    "delay": mark("What is overdue, disputes aside, went from {0} to {1}: {2}."),
    "disputes": mark("Disputed amounts went from {0} to {1}: {2}."),
    "unapplied_cash": mark("Unapplied credits went from {0} to {1}: {2}."),
}
CURRENCY = mark("Exchange rates alone make {0}.")
MEASURES = {
    "sales_volume": "sales",
    "terms": "not_due",
    "delay": "overdue",
    "disputes": "disputed",
    "unapplied_cash": "unapplied",
}

COMPONENTS = ("not_due", "overdue", "disputed", "unapplied")
AMOUNTS = (*COMPONENTS, "sales")
COMPONENT = {"terms": "not_due", "delay": "overdue", "unapplied_cash": "unapplied"}
NOTHING = Decimal(0)
EMPTY = Position(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, days=1)
Levels = tuple[Decimal, dict[str, Decimal], Decimal]  # at the first date, of each cause, at the second


@dataclass(frozen=True, slots=True)
class Asked:
    """What a date is made of: balances by entity, currency and bucket, sales by entity over so many days."""

    day: date
    balances: tuple[Mapping[str, Any], ...]
    sales: Mapping[str, Decimal]
    days: int


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause. `money` is what its days tie up (positive) or free, at the sales of the last twelve months."""

    name: str
    label: str
    days: Decimal
    money: Decimal
    sentence: str
    href: str


@dataclass(frozen=True, slots=True)
class Bridge:
    """`before` + the days of the causes = `after`, to a millionth of a day."""

    since: date
    until: date
    before: Decimal
    after: Decimal
    causes: tuple[Cause, ...]

    @property
    def change(self) -> Decimal:
        return self.after - self.before

    @property
    def money(self) -> Decimal:
        return sum((cause.money for cause in self.causes), Decimal(0))


def bridged(visit: Visit, since: date, window: str) -> Bridge:
    """The bridge of the scope of the page; DataError when one of the periods had no sales."""
    day = visit.day
    by_entity = _positions(visit, since, window)
    was, now, then = (_together(held) for held in by_entity)
    found = _levels(was, now, then)
    if found is None:
        raise DataError(
            _("The DSO has no bridge from {0} to {1}: one of the two had no sales.").format(since, day)
        )
    before, days, after = found
    year = visit.show("sales", window="12m").value
    causes = tuple(
        Cause(
            name,
            _(LABELS[name]),
            days[name],
            working_capital_effect(days[name], year),
            _sentence(visit, name, days[name], was, now),
            _href(visit, name, window),
        )
        for name in LABELS
    )
    return Bridge(since, day, before, after, causes)


def levels_by_entity(visit: Visit, since: date, window: str) -> dict[str, Levels | None]:
    """The DSO of both dates and the days of each cause between them, for every entity; none for one without sales in
    a period."""
    before, after, restated = _positions(visit, since, window)
    return {
        entity: _levels(*(held.get(entity, EMPTY) for held in (before, after, restated)))
        for entity in sorted({*before, *after})
    }


def _levels(was: Position, now: Position, then: Position) -> Levels | None:
    parts = bridge(was, now, then)
    return None if parts is None else _level(was, {part.name: part.days for part in parts})


def _level(was: Position, days: dict[str, Decimal]) -> Levels:
    balance = was.not_due + was.overdue + was.disputed + was.unapplied
    start = (days_of_sales(balance, was.sales, was.days) or Decimal(0)).quantize(STEP)
    return start, days, start + sum(days.values(), Decimal(0))


def _positions(
    visit: Visit, since: date, period: str
) -> tuple[dict[str, Position], dict[str, Position], dict[str, Position]]:
    """What makes the DSO of each entity at the first date, at that of the page, and there at the rates of the first.

    Each date is asked for once, whatever is made of it: the whole is the sum of its entities.
    """
    where = known_apart(visit.book, (since, visit.day), (), period)
    first, last = (_asked(visit, day, period, where) for day in (since, visit.day))
    return (
        _at_rates(visit, first, since),
        _at_rates(visit, last, visit.day),
        _at_rates(visit, last, since),
    )


def _asked(visit: Visit, day: date, period: str, where: list[str]) -> Asked:
    at: dict[str, Any] = {"as_of": day, "exact": True, "where": where}
    by = ["entity", "currency", "bucket"]
    balances = visit.show("net", "disputed", by=by, edges=buckets.DEFAULT, **at)
    sales = {row["entity"]: row["sales"] for row in visit.show("sales", by="entity", window=period, **at)}
    return Asked(day, tuple(balances), sales, window_of(day, period).days)


def _at_rates(visit: Visit, asked: Asked, rates_of: date) -> dict[str, Position]:
    """The balances of a date at the rates of another; sales keep the rates of their own dates."""
    converter = visit.book.converter(visit.currency)
    sums: dict[str, dict[str, Decimal]] = {}
    for row in asked.balances:
        now, then = (converter.factor(row["currency"], at) for at in (asked.day, rates_of))
        factor = then / now if now and then and asked.day != rates_of else Decimal(1)
        held = sums.setdefault(row["entity"], dict.fromkeys(COMPONENTS, NOTHING))
        held[COMPONENT[_cause(row["bucket"])]] += (row["net"] - row["disputed"]) * factor
        held["disputed"] += row["disputed"] * factor
    nothing = dict.fromkeys(COMPONENTS, NOTHING)
    return {
        one: Position(**sums.get(one, nothing), sales=asked.sales.get(one, NOTHING), days=asked.days)
        for one in {*sums, *asked.sales}
    }


def _together(held: Mapping[str, Position]) -> Position:
    """The position of all entities; every one of them is over the same days."""
    amounts = {name: sum((getattr(one, name) for one in held.values()), NOTHING) for name in AMOUNTS}
    return Position(**amounts, days=max((one.days for one in held.values()), default=1))


def _cause(bucket: str) -> str:
    return {buckets.NOT_DUE: "terms", buckets.UNAPPLIED: "unapplied_cash"}.get(bucket, "delay")


def _sentence(visit: Visit, name: str, days: Decimal, was: Position, now: Position) -> str:
    change = typography.signed(days, Unit.DAYS)
    if name not in SENTENCES:
        return _(CURRENCY).format(change)
    held = (getattr(one, MEASURES[name]) for one in (was, now))
    amounts = [typography.money(amount, visit.currency, "short") for amount in held]
    return _(SENTENCES[name]).format(*amounts, change)


def _href(visit: Visit, name: str, window: str) -> str:
    """The rows, at the later date, of the measure a cause is about."""
    if name not in MEASURES:
        return ""
    return visit.rows_url(MEASURES[name], window=window if name == "sales_volume" else None)
