"""The causes of a change of DSO, each in days, in money and in a sentence; they add up to the change exactly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from encours.api.bridge import known_apart, no_bridge
from encours.api.bridge_cells import Key, Question, changes
from encours.errors import DataError
from encours.i18n import _, mark
from encours.indicators.bridge import COMPONENT, PARTS, STEP, Change, Position, bridge, together
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

Levels = tuple[Decimal, dict[str, Decimal], Decimal]  # at the first date, of each cause, at the second


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause. `money` is what its days tie up (positive) or free, at the sales of the last twelve months."""

    name: str
    label: str
    days: Decimal
    money: Decimal
    amounts: tuple[str, ...]  # what it is about at both dates, as they are written
    href: str

    @property
    def sentence(self) -> str:
        said = SENTENCES.get(self.name, CURRENCY)
        return _(said).format(*self.amounts, typography.signed(self.days, Unit.DAYS, style="cents"))


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
    whole = together(_changes(visit, since, window).values())
    was, now = whole.before, whole.after
    found = _levels(whole)
    if found is None:
        raise DataError(no_bridge(since, day))
    before, days, after = found
    year = visit.show("sales", window="12m").value
    causes = tuple(
        Cause(
            name,
            _(LABELS[name]),
            days[name],
            working_capital_effect(days[name], year),
            _amounts(visit, name, was, now),
            _href(visit, name, since, window),
        )
        for name in LABELS
    )
    return Bridge(since, day, before, after, causes)


def levels_by_entity(visit: Visit, since: date, window: str) -> dict[str, Levels | None]:
    """The DSO of both dates and the days of each cause between them, for every entity; none for one without sales in
    a period."""
    found = _changes(visit, since, window)
    return {entity: _levels(change) for (entity,), change in sorted(found.items())}


def _levels(change: Change) -> Levels | None:
    parts = bridge(change.before, change.after, change.restated)
    if parts is None:
        return None
    was, days = change.before, {part.name: part.days for part in parts}
    start = (days_of_sales(was.balance, was.sales, was.days) or Decimal(0)).quantize(STEP)
    return start, days, start + sum(days.values(), Decimal(0))


def _changes(visit: Visit, since: date, period: str) -> dict[Key, Change]:
    """The change of each entity: the whole is the sum of its entities."""
    return changes(question(visit, since, period, ("entity",)))


def question(visit: Visit, since: date, period: str, by: tuple[str, ...], *where: str) -> Question:
    """What a bridge asks of the scope of the page, cut by some dimensions."""
    apart = known_apart(visit.book, (since, visit.day), (), period)
    converter = visit.book.converter(visit.currency)
    return Question(visit.show, converter, since, visit.day, period, (*apart, *where), by)


def _amounts(visit: Visit, name: str, was: Position, now: Position) -> tuple[str, ...]:
    if name not in MEASURES:
        return ()
    held = (getattr(one, COMPONENT.get(name, "sales")) for one in (was, now))
    return tuple(typography.money(amount, visit.currency, "short") for amount in held)


def _href(visit: Visit, name: str, since: date, window: str) -> str:
    """The customers who make a cause."""
    return visit.url("bridge_cause", name, since=since.isoformat(), window=window)
