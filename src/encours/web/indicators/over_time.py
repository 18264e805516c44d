"""A figure over time: month after month against its target, and against dates one chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.cube.figure import tone
from encours.cube.periods import day_of, previous, year_before
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.trend import trend
from encours.web import typography
from encours.web.charts.plot import Plot
from encours.web.charts.specs import lines
from encours.web.indicators.families import months
from encours.web.indicators.subject import Subject

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Compared:
    """The figure at another date, and how it has changed since."""

    label: str
    day: date
    text: str
    href: str
    change: str
    tone: str


def series(subject: Subject) -> dict[str, Any]:
    """The month-ends up to the date as a chart, with what is usual and whether the figure drifts from it."""
    visit = subject.visit
    asked = months(subject.of, MONTHS, visit.book.about.customers)
    result = subject.ask(history=asked)
    rows = [
        {
            "as_of": date.fromisoformat(row["as_of"]),
            "value": row[subject.key],
            "href": subject.url(date=row["as_of"]),
            "lower_bound": (n, subject.key) in result.lower_bounds,
        }
        for n, row in enumerate(result.rows)
    ]
    goal = visit.target(subject.name)
    labels = {"as_of": _("Date"), "value": subject.label}
    plot = Plot(
        rows,
        "as_of",
        "value",
        unit=subject.unit,
        currency=subject.currency,
        labels=labels,
        target=goal,
        notes=result.notes,
    )
    return {"chart": lines(plot), "months": asked, "usual": _usual(subject, rows), "short": asked < MONTHS}


def _usual(subject: Subject, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What the figure usually is, in a sentence."""
    found = trend([None if row["value"] is None else Decimal(row["value"]) for row in rows])
    if found is None:
        return {}
    usual = typography.shown(found.usual, subject.unit, subject.currency, "short")
    gap = typography.signed(found.gap, subject.unit, subject.currency, "short")
    if found.drifting:
        text = _("Unusual: {0} against a median of {1} over the twelve month-ends before.").format(gap, usual)
    else:
        text = _("Median of the twelve month-ends before: {0}.").format(usual)
    return {"text": text, "drifting": found.drifting}


def comparison(subject: Subject) -> dict[str, Any]:
    """Against the month-end before, the same day a year before, and the date the address names."""
    result = subject.ask(compare=True)
    values = {date.fromisoformat(row["as_of"]): row[subject.key] for row in result.rows}
    day = subject.visit.day
    other, problem = _other(subject)
    if other is not None and other not in values:
        values[other] = subject.ask(as_of=other).rows[0][subject.key]
    wanted = [(_("Month-end before"), previous(day)), (_("A year before"), year_before(day))]
    wanted += [(_("Date chosen"), other)] if other else []
    return {
        "rows": [_compared(subject, label, at, values[at], values[day]) for label, at in wanted],
        "other": other.isoformat() if other else str(subject.visit.request.GET.get("versus", "")),
        "problem": problem,
        "kept": kept(subject, "versus"),
    }


def kept(subject: Subject, *but: str) -> list[tuple[str, str]]:
    """What a form of this page carries along besides its own fields."""
    left = {*but, "part"}
    return [
        (name, value)
        for name, values in subject.visit.request.GET.lists()
        for value in values
        if name not in left
    ]


def _other(subject: Subject) -> tuple[date | None, str]:
    text = str(subject.visit.request.GET.get("versus", "")).strip()
    try:
        return day_of(text or None), ""
    except UsageError as error:
        return None, str(error)


def _compared(subject: Subject, label: str, at: date, then: Any, now: Any) -> Compared:
    change = None if now is None or then is None else now - then
    return Compared(
        label,
        at,
        typography.shown(then, subject.unit, subject.currency, "short"),
        subject.url(date=at.isoformat()),
        "" if change is None else typography.signed(change, subject.unit, subject.currency, "short"),
        tone(subject.of.better, change),
    )
