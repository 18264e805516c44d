"""A figure reckoned before the reader: its two sides and its terms, each leading to its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.cube.measures import BY_NAME as MEASURES
from encours.cube.periods import window
from encours.i18n import _, mark
from encours.indicators.record import Indicator, Need, Shape, Unit, When
from encours.web import typography
from encours.web.indicators import fractions
from encours.web.indicators.fractions import ABOVE, BELOW, MONEY_DAYS, TERM, Fraction
from encours.web.indicators.subject import Subject

LABELS = {
    "debit_count": mark("Open debits, number"),
    "disputed_count": mark("Disputed items, number"),
    "open_age": mark("Σ open × days since issue"),
    "paid_late_days": mark("Σ paid × days after the due date"),
    "paid_late_days_floored": mark("Σ paid × days after the due date, early ones as 0"),
    "paid_age_days": mark("Σ paid × days since issue"),
    "closing_count": mark("Receipts that closed an invoice, number"),
    "closing_late_days": mark("Σ days after the due date"),
    "closing_late_days_floored": mark("Σ days after the due date, early ones as 0"),
    "recovered": mark("Receipts that came late"),
    "recovered_days": mark("Σ received × days late"),
    "recovered_overdue": mark("Receipts on what was overdue at the start"),
    "on_time_due": mark("Fell due in the period, net of credit notes"),
    "on_time_paid": mark("Of which paid in time"),
    "on_time_due_count": mark("Invoices that fell due in the period"),
    "on_time_paid_count": mark("Of which wholly paid in time"),
    "disputes_open": mark("Disputes open at the start"),
    "dispute_open_days": mark("Days since open disputes were opened"),
    "disputes_opened": mark("Disputes opened in the period"),
    "disputes_resolved": mark("Disputes settled in the period"),
    "dispute_resolution_days": mark("Σ days to settle"),
    "dispute_resolution_median": mark("Median of the days to settle"),
}
# The rows a sum that no list adds up is computed on.
ROWS = {
    "debit_count": "gross",
    "open_age": "gross",
    "disputed_count": "disputed",
    "paid_late_days": "receipts",
    "paid_late_days_floored": "receipts",
    "paid_age_days": "receipts",
}


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
    of = subject.of
    if not isinstance(of, Indicator):
        return _plain(subject)
    wanted = fractions.fraction(of, subject.settings)
    sums = of.shape is Shape.SUMS
    also = {**(fractions.sides(of, wanted) if wanted and sums else {})}
    also |= fractions.terms(of, subject.settings) if sums else {}
    result = subject.ask(*also, also=also)
    row = result.rows[0]
    value = row[subject.key]
    return Reckoned(
        value,
        typography.shown(value, subject.unit, subject.currency, "cents"),
        (0, subject.key) in result.lower_bounds,
        _why(of, row, wanted) if value is None else "",
        side(row.get(ABOVE), wanted.above_kind, subject.visit.currency) if wanted and sums else "",
        side(row.get(BELOW), wanted.below_kind, subject.visit.currency) if wanted and sums else "",
        times(wanted, _days(subject)) if wanted and sums else "",
        tuple(_terms(subject, of, row)) if sums else (),
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
    if wanted.times == "days":
        return typography.days(days).replace(f"{typography.number(days, 1)}", str(days))
    return wanted.times


def _plain(subject: Subject) -> Reckoned:
    value = subject.ask().value
    text = typography.shown(value, subject.unit, subject.currency, "cents")
    return Reckoned(value, text, False, "", "", "", "", (), _days(subject))


def _days(subject: Subject) -> int:
    return window(subject.visit.day, subject.period).days if subject.period else 0


def _why(of: Indicator, row: dict[str, Any], wanted: Fraction | None) -> str:
    """Why there is no value."""
    if of.shape is Shape.MONTHS:
        return _("No value: the balance is negative, or there was no sale before it.")
    if of.shape is Shape.SHARES:
        return _("No value: nobody owes anything.")
    below = row.get(BELOW)
    if wanted and below is not None and below <= 0:
        return _("No value: the denominator is zero or negative, the figure would make no sense.")
    return _("No value: something is divided by zero.")


def _terms(subject: Subject, of: Indicator, row: dict[str, Any]) -> Sequence[Term]:
    needs = of.needs(subject.settings)
    return [term(subject, need, row[f"{TERM}{n}"]) for n, need in enumerate(needs)]


def term(subject: Subject, need: Need, value: Decimal | None) -> Term:
    """One measure of the formula, as the page tells it."""
    text = side(value, fractions.kind(need.measure), subject.visit.currency)
    return Term(measure_label(need.measure), _over(subject, need), text, rows_href(subject, need))


def measure_label(name: str) -> str:
    return _(LABELS[name] if name in LABELS else MEASURES[name].label)


def rows_href(subject: Subject, need: Need, where: Sequence[str] = ()) -> str:
    """The list of the rows summed, at the date and over the period of the term; nothing where there is no list."""
    of = MEASURES[need.measure]
    name = need.measure if of.published and of.fact.shown else ROWS.get(need.measure, "")
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
