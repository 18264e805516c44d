"""The sheet of the indicators: thirteen months of each, whether it drifts, and why the DSO changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from encours.cube.figure import tone
from encours.i18n import mark
from encours.indicators.catalogue import indicator
from encours.indicators.record import Indicator, Unit
from encours.indicators.trend import Trend, trend
from encours.reports.workbook import bridge
from encours.reports.workbook.asked import INDICATORS
from encours.reports.workbook.charts import Place, Series, lines
from encours.reports.workbook.look import BAD, GOOD, SERIES, SOFT_INK, SUNKEN, Kind, number_format
from encours.reports.workbook.page import FIRST_ROW, HEADER_HEIGHT, Page
from encours.reports.workbook.report import Report

WIDTHS = (1.5, 37, *([8.5] * 13), 1.5, 9, 9, 21)
FIRST_MONTH = 2
KINDS = {Unit.DAYS: Kind.DAYS, Unit.RATE: Kind.RATE, Unit.PERCENT: Kind.RATE, Unit.INDEX: Kind.INDEX}
DSO_LINES = ("dso", "dso_countback", "dso_best_possible")
RATE_LINES = ("on_time_rate:0", "on_time_rate:5", "cei", "overdue_rate")
BREAKS = {"overdue_rate", "cei"}  # where a new family begins in the table


def write(report: Report) -> None:
    """Fill the sheet, and leave where the DSO stands for the chart of the summary."""
    say = report.say
    page = Page(
        report, say(mark("DSO and indicators")), say(mark("DSO and indicators, month by month")), WIDTHS
    )
    report.indicators = page
    row = _table(page, FIRST_ROW)
    page.freeze(FIRST_ROW, FIRST_MONTH, printed=False)
    row = page.note(
        row, say(mark("Flows over three months. n.c.: not computable. ≥: the history of sales is too short."))
    )
    row = page.note(
        row, say(mark("Usual: median of the twelve dates before. A drift is both unusual and material."))
    )
    row = page.keep(FIRST_ROW, row + 1)
    row = page.keep(row, _charts(page, row) + 1)
    page.keep(row, bridge.write(page, row))


def shown(name: str, figures: Any) -> Decimal | None:
    """The figure as the sheets hold it: percentages as shares of one."""
    value: Decimal | None = figures[name]
    return value / 100 if value is not None and _unit(name) is Unit.PERCENT else value


def label(report: Report, name: str) -> str:
    """The indicator's name, with the days of grace when it has some."""
    base, _colon, grace = name.partition(":")
    text = report.say(indicator(base).label)
    return report.say(mark("{0}, D+{1}")).format(text, grace) if grace not in ("", "0") else text


def kind(name: str) -> Kind:
    return KINDS[_unit(name)]


def worse(name: str, found: Trend) -> bool:
    """Whether a drift is bad news."""
    return tone(_of(name).better, found.gap) == "bad"


def drift(report: Report, name: str) -> Trend | None:
    """How the last point of an indicator stands against those before."""
    return trend([shown(name, report.asked.indicators[day]) for day in report.asked.dates])


def _unit(name: str) -> Unit:
    return _of(name).unit


def _of(name: str) -> Indicator:
    return indicator(name.partition(":")[0])


def _table(page: Page, row: int) -> int:
    report, sheet, look, say = page.report, page.sheet, page.report.look, page.report.say
    dates = report.asked.dates
    usual = FIRST_MONTH + len(dates) + 1
    page.height(row, HEADER_HEIGHT)
    sheet.write_string(row, 1, say(mark("Indicator")), look.header(Kind.TEXT))
    for rank, day in enumerate(dates, FIRST_MONTH):
        sheet.write_datetime(row, rank, day, look(Kind.MONTH, **_header()))
    for rank, text in enumerate((mark("Usual"), mark("Gap"), mark("Signal")), usual):
        kind_of, indent = (Kind.TEXT, 1) if rank == usual + 2 else (Kind.DAYS, 0)
        sheet.write_string(row, rank, say(text), look.header(kind_of, indent=indent))
    for rank, name in enumerate(INDICATORS, row + 1):
        _line(page, rank, name, dates)
        _signal(page, rank, usual, name)
    return row + len(INDICATORS) + 1


def _header() -> dict[str, Any]:
    return {
        "font_size": 9,
        "bold": True,
        "font_color": SOFT_INK,
        "align": "right",
        "valign": "bottom",
        "bottom": 1,
        "bottom_color": SOFT_INK,
    }


def _line(page: Page, row: int, name: str, dates: Sequence[date]) -> None:
    report, look = page.report, page.report.look
    edge = {"top": 1, "top_color": SOFT_INK} if name in BREAKS else {}
    page.sheet.write_string(row, 1, label(report, name), look.body(Kind.TEXT, bold=name == "dso", **edge))
    for rank, day in enumerate(dates, FIRST_MONTH):
        last = {"bold": True, "bg_color": SUNKEN} if day == report.asked.day else {}
        value = shown(name, report.asked.indicators[day])
        more: dict[str, Any] = {**edge, **last}
        if (day, name) in report.asked.lower_bounds:
            more["num_format"] = '"≥ "' + number_format(kind(name), report.say.lang).split(";")[0]
        page.put(row, rank, value, kind(name), look.body(kind(name), **more))


def _signal(page: Page, row: int, col: int, name: str) -> None:
    """The usual figure, how far the last one is from it, and whether that is a drift."""
    report, look, say = page.report, page.report.look, page.report.say
    found = drift(report, name)
    edge = {"top": 1, "top_color": SOFT_INK} if name in BREAKS else {}
    if found is None:
        text = say(mark("too short a history"))
        for rank, value in enumerate(("", "", text), col):
            page.sheet.write_string(row, rank, value, look.body(Kind.TEXT, font_color=SOFT_INK, **edge))
        return
    gap, change = _gap(name, found)
    page.put(row, col, found.usual, kind(name), look.body(kind(name), **edge))
    page.put(row, col + 1, gap, change, look.body(change, **edge))
    bad = worse(name, found)
    ink: dict[str, Any] = (
        {"bold": True, "font_color": BAD if bad else GOOD} if found.drifting else {"font_color": SOFT_INK}
    )
    page.sheet.write_string(
        row, col + 2, say(_signal_text(found, bad)), look.body(Kind.TEXT, indent=1, **{**edge, **ink})
    )


def _gap(name: str, found: Trend) -> tuple[Decimal, Kind]:
    return (found.gap, Kind.DAYS_CHANGE) if kind(name) is Kind.DAYS else (found.gap * 100, Kind.POINTS)


def _signal_text(found: Trend, bad: bool) -> str:
    if not found.drifting:
        return mark("as usual")
    return mark("▲ drifting, for the worse") if bad else mark("▼ drifting, for the better")


def _charts(page: Page, row: int) -> int:
    report, say = page.report, page.report.say
    titles = (say(mark("DSO, in days")), say(mark("Shares and effectiveness")))
    for title, names, col, width in ((titles[0], DSO_LINES, 1, 700), (titles[1], RATE_LINES, 9, 620)):
        page.heading(row, title, col=col)
        numbers = (
            "0" if kind(names[0]) is Kind.DAYS else number_format(Kind.RATE, say.lang).replace("0.0", "0")
        )
        if not draw_lines(report, page, Place(row + 1, col, width, 300, title), names, numbers):
            page.note(row + 1, say(mark("A curve needs two dates at least: import an older history.")), col)
    return Place(row + 1, 1, 0, 300, "").after


def draw_lines(report: Report, page: Page, place: Place, names: Sequence[str], numbers: str) -> bool:
    """Lines of indicators over the last dates where all of them can be computed; False when fewer than two."""
    dates = report.asked.dates
    known = [all(report.asked.indicators[day][name] is not None for name in names) for day in dates]
    length = next((back for back, whole in enumerate(reversed(known)) if not whole), len(known))
    if length < 2:
        return False
    first, last = FIRST_MONTH + len(dates) - length, FIRST_MONTH + len(dates) - 1
    source = report.indicators
    assert source is not None
    series = []
    for rank, name in enumerate(names):
        row = FIRST_ROW + 1 + INDICATORS.index(name)
        series.append(
            Series(source.cell(row, 1), source.span(row, first, row, last), SERIES[rank], rank == 2)
        )
    lines(page, place, source.span(FIRST_ROW, first, FIRST_ROW, last), series, numbers)
    return True
