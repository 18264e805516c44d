"""A figure reckoned before the reader: its two sides and its terms, each leading to its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api.known import ADVICE
from encours.api.words import inside
from encours.cube.measure import MONEY_DAYS
from encours.cube.measures import BY_NAME as MEASURES
from encours.cube.periods import window
from encours.i18n import _
from encours.indicators.record import Need, Shape, Times, Unit, When
from encours.web import typography
from encours.web.indicators import fractions
from encours.web.indicators.fractions import ABOVE, BELOW, TERM, Fraction
from encours.web.indicators.subject import Subject


@dataclass(frozen=True, slots=True)
class Term:
    """A measure of the formula: over what it is taken, its value, and the rows behind it if there is a list."""

    label: str
    over: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The value in words (`least`: it is a lower bound; `why`: it has none), its two sides, its terms."""

    value: Any
    text: str
    least: bool
    why: str
    above: str
    below: str
    times: str
    terms: tuple[Term, ...]
    days: int


def reckoned(subject: Subject) -> Reckoned:
    """The figure at the date, with all it is made of when that is made of sums: one question."""
    wanted = subject.fraction
    terms = fractions.terms(subject.of, subject.settings)
    also = fractions.sides(wanted) | terms
    result = subject.ask(*also, also=also)
    row = result.rows[0]
    value = row[subject.key]
    return Reckoned(
        value,
        typography.shown(value, subject.unit, subject.currency, "cents"),
        (0, subject.key) in result.lower_bounds,
        ""
        if value is not None
        else _lacks(result.reason(0, subject.key)) or _why(subject.of.shape, row, wanted),
        side(row.get(ABOVE), wanted.above_kind, subject.visit.currency) if wanted else "",
        side(row.get(BELOW), wanted.below_kind, subject.visit.currency) if wanted else "",
        times(wanted, _days(subject)) if wanted else "",
        tuple(_terms(subject, row)) if terms else (),
        _days(subject),
    )


def side(value: Any, kind: str, currency: str) -> str:
    """One side of the line, exact enough to divide again."""
    if kind == MONEY_DAYS:
        return (
            ""
            if value is None
            else f"{typography.number(value, 2)}{typography.NO_BREAK}{money_days(currency)}"
        )
    return typography.shown(value, Unit(kind), currency, "cents")


def money_days(currency: str) -> str:
    """The unit of amounts times days."""
    return f"{typography.SYMBOLS.get(currency, currency)}·{_('d')}"


def times(wanted: Fraction, days: int) -> str:
    """What the quotient is multiplied by, in words."""
    if wanted.times is Times.DAYS:
        return typography.days(days).replace(f"{typography.number(days, 1)}", str(days))
    return "" if wanted.times is Times.ONE else str(wanted.times.factor(days))


def _days(subject: Subject) -> int:
    return window(subject.visit.day, subject.period).days if subject.period else 0


def _lacks(reason: str) -> str:
    return _("No value: {0}. {1}").format(inside(reason), _(ADVICE)) if reason else ""


def _why(shape: Shape, row: dict[str, Any], wanted: Fraction | None) -> str:
    """Why there is no value."""
    if shape is Shape.MONTHS:
        return _("No value: the balance is negative, or there was no sale before it.")
    if shape is Shape.SHARES:
        return _("No value: nobody owes anything.")
    below = row.get(BELOW)
    if wanted and below is not None and below <= 0:
        return _("No value: the denominator is zero or negative, the figure would make no sense.")
    return _("No value: something is divided by zero.")


def _terms(subject: Subject, row: dict[str, Any]) -> Sequence[Term]:
    needs = subject.of.needs(subject.settings)
    return [term(subject, need, row[f"{TERM}{n}"]) for n, need in enumerate(needs)]


def term(subject: Subject, need: Need, value: Decimal | None) -> Term:
    """One measure of the formula, as the page tells it."""
    text = side(value, MEASURES[need.measure].kind, subject.visit.currency)
    return Term(measure_label(need.measure), _over(subject, need), text, rows_href(subject, need))


def measure_label(name: str) -> str:
    return _(MEASURES[name].label)


def rows_href(subject: Subject, need: Need, where: Sequence[str] = ()) -> str:
    """The list of the rows summed, at the date and over the period of the term; nothing where there is no list."""
    of = MEASURES[need.measure]
    name = of.name if of.published and of.fact.shown else of.rows
    if not name:
        return ""
    more: dict[str, str | None] = {}
    if MEASURES[name].flow:
        more["window"] = "12m" if need.when is When.YEAR else subject.period
    if need.when is When.START:
        more["date"] = _start(subject).isoformat()
    return subject.visit.rows_url(name, [*subject.where, *where], **more)


def _over(subject: Subject, need: Need) -> str:
    day = subject.visit.day
    if need.when is When.START:
        return typography.day(_start(subject))
    if need.when is When.END:
        return typography.day(day)
    over = window(day, "12m" if need.when is When.YEAR else subject.period)
    return f"{typography.day(over.start)} – {typography.day(over.end)}"


def _start(subject: Subject) -> date:
    return window(subject.visit.day, subject.period).before
