"""What a rule would have told over the last twelve months, before it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from encours.api import OpenBook
from encours.cube.periods import add_months, month_end, previous
from encours.errors import EncoursError
from encours.watch import drift
from encours.watch.batches import batches
from encours.watch.condition import CHANGES, Check, verdict
from encours.watch.finding import Found
from encours.watch.telling import News, news
from encours.web.alerts.watching.events import BY_NAME as EVENTS
from encours.web.alerts.watching.figures import asking_of, values_of
from encours.web.alerts.watching.run import look_within
from encours.web.workflow.alerts.models import Alert, Rule

MONTHS = 12
FEW_CUSTOMERS = 20_000  # beyond, each month of every customer takes longer than a page may
TOLD = (News.BEGUN, News.WORSE)


@dataclass(frozen=True, slots=True)
class Month:
    """How many times it would have told something on a month-end."""

    day: date
    times: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """`months` is empty where the past cannot be told of; `now` is what it would tell today, the worst first."""

    months: tuple[Month, ...]
    now: tuple[Alert, ...]
    count: int
    problem: str = ""

    @property
    def times(self) -> int:
        return sum(month.times for month in self.months)


def rehearse(book: OpenBook, rule: Rule) -> Rehearsal:
    """In the book of the perimeter it is looked at within."""
    rule.pk = rule.pk or 0
    try:
        found = look_within(book, [rule])[rule.pk]
        past = _past(book, rule) if not found.problem and _may_look_back(book, rule) else []
    except EncoursError as error:
        return Rehearsal((), (), 0, str(error))
    now = tuple(_alert(rule, found))
    return Rehearsal(tuple(past), now, len(found.states) + found.left_out, found.problem)


def _may_look_back(book: OpenBook, rule: Rule) -> bool:
    if rule.event and not EVENTS[rule.event].past:
        return False
    many = bool(rule.event) or rule.each == "customer"
    return not many or book.about.customers <= FEW_CUSTOMERS


def _past(book: OpenBook, rule: Rule) -> list[Month]:
    worst: dict[str, int] = {}
    months = []
    for day, levels, unknown in _levels(book, rule):
        said = news(worst, levels, unknown)
        months.append(Month(day, sum(what in TOLD for what in said.values())))
        worst = {
            subject: max(levels.get(subject, 0), worst.get(subject, 0))
            for subject, what in said.items()
            if what is not News.CEASED
        } | {subject: level for subject, level in worst.items() if subject not in said}
    return months


def _levels(book: OpenBook, rule: Rule) -> Iterator[tuple[date, Mapping[str, int], frozenset[str]]]:
    """Month-end by month-end: the class of each subject, and those nothing can be said of."""
    newest = book.data_date
    last = newest if newest == month_end(newest) else previous(newest)
    if rule.event:
        for day in _month_ends(last, MONTHS):
            found = look_within(book, [rule], day)[rule.pk]
            yield day, {state.subject: state.level for state in found.states}, found.unknown
        return
    yield from _of_figure(book, rule, last)


def _of_figure(
    book: OpenBook, rule: Rule, last: date
) -> Iterator[tuple[date, Mapping[str, int], frozenset[str]]]:
    """One question for all the months."""
    asking = asking_of(rule.pk, rule.figure, rule.condition, rule.each, rule.where, rule.currency)
    test = asking.condition.test
    before = drift.MONTHS if test is Check.DRIFTS else asking.condition.months if test in CHANGES else 0
    dates = _month_ends(last, MONTHS + before)
    (batch,) = batches([asking.watched()], book.about.custom)
    values, _currency, _units = values_of(book, batch, dates)
    for place in range(before, len(dates)):
        levels, unknown = {}, set()
        for cell, series in values[rule.figure].items():
            said = verdict(asking.condition, series[place - before : place + 1])
            subject = "\x1f".join(cell)
            if said is None:
                unknown.add(subject)
            elif said.level:
                levels[subject] = said.level
        yield dates[place], levels, frozenset(unknown)


def _month_ends(last: date, number: int) -> list[date]:
    first = last.replace(day=1)
    return [month_end(add_months(first, -back)) for back in reversed(range(number))]


def _alert(rule: Rule, found: Found, most: int = 8) -> Iterator[Alert]:
    """The first states as pages tell them; they are not kept."""
    shown: Sequence = found.states[:most]
    for state in shown:
        yield Alert(
            label=rule.label,
            criticality=rule.criticality,
            figure=rule.figure,
            event=rule.event,
            facts=dict(state.facts),
            level=state.level,
            value="" if state.value is None else format(state.value, "f"),
            reference="" if state.reference is None else format(state.reference, "f"),
            unit=state.unit,
            currency=state.currency,
            day=found.day,
        )
