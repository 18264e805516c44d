"""The causes of a change of DSO, each in days, in money and in a sentence; they add up to the change exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.cube import buckets
from encours.cube.periods import window as window_of
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
COMPONENT = {"terms": "not_due", "delay": "overdue", "unapplied_cash": "unapplied"}
NOTHING = Decimal(0)
EMPTY = Position(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, days=1)
Levels = tuple[Decimal, dict[str, Decimal], Decimal]  # at the first date, of each cause, at the second


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
    before, days, after = levels(visit, since, window)
    year = visit.show("sales", window="12m").value
    was, now = (_amounts(visit, at, window) for at in (since, day))
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


def levels(visit: Visit, since: date, window: str) -> Levels:
    """The DSO of both dates and the days of each cause between them."""
    rows = visit.book.bridge(visit.day, since, currency=visit.currency, window=window).rows
    days = {row["cause"]: Decimal(row["days"]) for row in rows[1:-1]}
    before = Decimal(rows[0]["days"]).quantize(STEP)
    return before, days, before + sum(days.values(), Decimal(0))


def levels_by_entity(visit: Visit, since: date, window: str) -> dict[str, Levels | None]:
    """The same for every entity, of a few questions in all; none for one without sales in a period."""
    before, after, restated = (
        _positions(visit, at, rates_of, window)
        for at, rates_of in ((since, since), (visit.day, visit.day), (visit.day, since))
    )
    found: dict[str, Levels | None] = {}
    for entity in sorted({*before, *after}):
        was, now, then = (held.get(entity, EMPTY) for held in (before, after, restated))
        parts = bridge(was, now, then)
        found[entity] = None if parts is None else _level(was, {part.name: part.days for part in parts})
    return found


def _level(was: Position, days: dict[str, Decimal]) -> Levels:
    balance = was.not_due + was.overdue + was.disputed + was.unapplied
    start = (days_of_sales(balance, was.sales, was.days) or Decimal(0)).quantize(STEP)
    return start, days, start + sum(days.values(), Decimal(0))


def _positions(visit: Visit, day: date, rates_of: date, period: str) -> dict[str, Position]:
    """What makes the DSO of each entity at a date, its balances at the rates of another."""
    asked: dict[str, Any] = {"as_of": day, "exact": True}
    converter = visit.book.converter(visit.currency)
    sums: dict[str, dict[str, Decimal]] = {}
    for row in visit.show("net", "disputed", by=["entity", "currency", "bucket"], **asked):
        now, then = (converter.factor(row["currency"], at) for at in (day, rates_of))
        factor = then / now if now and then and day != rates_of else Decimal(1)
        held = sums.setdefault(row["entity"], dict.fromkeys(COMPONENTS, Decimal(0)))
        held[COMPONENT[_cause(row["bucket"])]] += (row["net"] - row["disputed"]) * factor
        held["disputed"] += row["disputed"] * factor
    by_entity = {
        row["entity"]: row["sales"] for row in visit.show("sales", by="entity", window=period, **asked)
    }
    length, nothing = window_of(day, period).days, dict.fromkeys(COMPONENTS, Decimal(0))
    return {
        one: Position(**sums.get(one, nothing), sales=by_entity.get(one, Decimal(0)), days=length)
        for one in {*sums, *by_entity}
    }


def _amounts(visit: Visit, at: date, window: str) -> dict[str, Decimal]:
    """What each cause is about, at a date."""
    found = dict.fromkeys(MEASURES, Decimal(0))
    for row in visit.show("net", "disputed", by="bucket", as_of=at):
        found[_cause(row["bucket"])] += row["net"] - row["disputed"]
        found["disputes"] += row["disputed"]
    found["sales_volume"] = visit.show("sales", as_of=at, window=window).value
    return found


def _cause(bucket: str) -> str:
    return {buckets.NOT_DUE: "terms", buckets.UNAPPLIED: "unapplied_cash"}.get(bucket, "delay")


def _sentence(
    visit: Visit, name: str, days: Decimal, was: Mapping[str, Decimal], now: Mapping[str, Decimal]
) -> str:
    change = typography.signed(days, Unit.DAYS)
    if name not in SENTENCES:
        return _(CURRENCY).format(change)
    amounts = [typography.money(held[name], visit.currency, "short") for held in (was, now)]
    return _(SENTENCES[name]).format(*amounts, change)


def _href(visit: Visit, name: str, window: str) -> str:
    """The rows, at the later date, of the measure a cause is about."""
    if name not in MEASURES:
        return ""
    return visit.rows_url(MEASURES[name], window=window if name == "sales_volume" else None)
