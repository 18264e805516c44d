"""The DSO bridge: why the DSO changed between two dates, for the whole and entity by entity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.cube.figure import tone
from encours.cube.periods import add_months, day_of, month_end, parse, previous, year_before
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.dso import DSO
from encours.indicators.record import Unit
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.cards.cards import Card
from encours.web.cards.page import show
from encours.web.charts.bridge import waterfall
from encours.web.charts.plot import Plot
from encours.web.charts.record import Chart
from encours.web.indicators.causes import LABELS, Bridge, Levels, bridged, levels_by_entity
from encours.web.indicators.contributors import rounded
from encours.web.indicators.splits import entity_names
from encours.web.labels.parameters import periods
from encours.web.tables import Column, Frame, Kind, Table, of_rows
from encours.web.visit.visit import Visit, enter
from encours.web.workflow.choices.chosen import window

SIGNED, HUNDREDTHS = "indicators/signed.html", "indicators/hundredths.html"


@dataclass(frozen=True, slots=True)
class Span:
    """From a date to that of the page, under a period of sales."""

    since: date
    window: str
    problem: str = ""


@require_GET
def bridge(request: HttpRequest) -> HttpResponseBase:
    """The page; or one of its cards; or one of its tables as a file."""
    visit = enter(request, Right.SEE)
    span = span_asked(visit)
    said = {"span": span, "ways": _ways(visit, span), "current": "indicators", "kept": kept(request)}
    said["periods"] = periods(span.window)
    return show(visit, "indicators/bridge.html", cards(span), lambda _slots: said)


def span_asked(visit: Visit) -> Span:
    """From the month-end before unless the address says another date."""
    query = visit.request.GET
    usual, asked = previous(visit.day), str(query.get("since", "")).strip()
    over = str(query.get("window", "")).strip() or window()
    try:
        parse(over)
    except UsageError as error:
        return Span(usual, window(), str(error))
    try:
        since = day_of(asked or None) or usual
    except UsageError as error:
        return Span(usual, over, str(error))
    if since >= visit.day:
        return Span(usual, over, _("A bridge starts before the date of the page."))
    return Span(since, over)


def cards(span: Span) -> list[Card]:
    """The two of them, each with its table."""
    causes, entities = partial(causes_table, span=span), partial(entities_table, span=span)
    return [
        Card("causes", _("Causes"), "indicators/causes.html", partial(_causes, span), "tall", causes),
        Card(
            "entities",
            _("By entity"),
            "indicators/entities.html",
            partial(_entities, span),
            "middling",
            entities,
        ),
    ]


def _causes(span: Span, visit: Visit) -> dict[str, Any]:
    found = rounded(bridged(visit, span.since, span.window))
    change = typography.signed(found.change, Unit.DAYS)
    said = _("The DSO went from {0} on {1} to {2} on {3}: {4}, or {5} of working capital.").format(
        typography.days(found.before),
        typography.day(found.since),
        typography.days(found.after),
        typography.day(found.until),
        change,
        typography.signed(found.money, Unit.MONEY, visit.currency, "short"),
    )
    chart = _chart(visit, found, span)
    return {
        "said": said,
        "tone": tone(DSO.better, found.change),
        "chart": chart,
        "table": _of(visit, found, span),
    }


def _chart(visit: Visit, found: Bridge, span: Span) -> Chart:
    ends = [
        {
            "cause": _("DSO {0}").format(typography.day(day)),
            "days": level,
            "href": visit.url("indicator", "dso", date=day.isoformat(), window=span.window),
        }
        for day, level in ((found.since, found.before), (found.until, found.after))
    ]
    steps = [{"cause": one.label, "days": one.days, "href": one.href} for one in found.causes]
    labels = {"cause": _("Cause"), "days": _("Days")}
    return waterfall(Plot([ends[0], *steps, ends[1]], "cause", "days", unit=Unit.DAYS, labels=labels))


def causes_table(visit: Visit, span: Span) -> Table:
    """The causes as a table, which is also what its files hold."""
    return _of(visit, rounded(bridged(visit, span.since, span.window)), span)


def _of(visit: Visit, found: Bridge, span: Span) -> Table:
    columns = [
        Column(
            "label",
            _("Cause"),
            Kind.WHO,
            href=lambda cause: cause.href,
            second=lambda cause: cause.sentence,
            second_label=_("Explanation"),
        ),
        Column(
            "days",
            _("Days"),
            Kind.DAYS,
            template=HUNDREDTHS,
            total=lambda causes: sum(cause.days for cause in causes),
        ),
        Column(
            "money",
            _("Working capital"),
            Kind.MONEY,
            template=HUNDREDTHS,
            currency=visit.currency,
            total=True,
        ),
    ]
    return of_rows(visit.request, "causes", columns, found.causes, _frame(visit, span, "causes", _("Causes")))


def _entities(span: Span, visit: Visit) -> dict[str, Any]:
    return {"table": entities_table(visit, span)}


def entities_table(visit: Visit, span: Span) -> Table:
    """A bridge for each entity: its DSO before, its causes, its DSO after."""
    found = levels_by_entity(visit, span.since, span.window)
    names = entity_names(visit)
    rows = [
        _entity(visit, span, entity, names.get(entity, entity), levels) for entity, levels in found.items()
    ]
    columns = [
        Column("name", _("Entity"), Kind.WHO, href=lambda row: row["href"], second=lambda row: row["why"]),
        Column("before", _("DSO {0}").format(typography.day(span.since)), Kind.DAYS),
        *(Column(name, _(label), Kind.DAYS, template=SIGNED) for name, label in LABELS.items()),
        Column("after", _("DSO {0}").format(typography.day(visit.day)), Kind.DAYS),
    ]
    frame = _frame(visit, span, "entities", _("Bridge by entity"))
    return of_rows(visit.request, "entities", columns, rows, frame)


def _entity(visit: Visit, span: Span, entity: str, label: str, levels: Levels | None) -> dict[str, Any]:
    """An entity without sales has no bridge, and says so."""
    href = visit.url("bridge", entity=entity, since=span.since.isoformat(), window=span.window)
    if levels is None:
        why = _("No bridge: one of the two periods had no sales.")
        return {**dict.fromkeys((*LABELS, "before", "after")), "name": label, "why": why, "href": href}
    before, days, after = levels
    return {**days, "before": before, "after": after, "name": label, "why": "", "href": href}


def span_in_words(visit: Visit, span: Span) -> str:
    """The two dates, and the period of sales."""
    days = _("from {0} to {1}").format(typography.day(span.since), typography.day(visit.day))
    return f"{days} · {typography.over(span.window)}"


def _frame(visit: Visit, span: Span, key: str, title: str) -> Frame:
    return Frame(
        title=title,
        perimeter=span_in_words(visit, span),
        prefix=key,
        search=False,
    )


def _ways(visit: Visit, span: Span) -> list[tuple[str, str, bool]]:
    """The spans people choose most: label, address, whether it is this one."""
    day = visit.day
    quarter = add_months(day, -3)
    spans = (
        (_("Month"), previous(day)),
        (_("Quarter"), month_end(quarter) if day == month_end(day) else quarter),
        (_("Year"), year_before(day)),
    )
    over = span.window if span.window != window() else None
    return [
        (label, visit.url("bridge", since=since.isoformat(), window=over), since == span.since)
        for label, since in spans
    ]


def kept(request: HttpRequest) -> list[tuple[str, str]]:
    """All that the address says besides the form of the page."""
    fields = ("since", "window", "part")
    return [(name, value) for name, values in request.GET.lists() for value in values if name not in fields]
