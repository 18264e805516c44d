"""The first sheet: the position at a glance, its curves, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from encours.i18n import mark
from encours.reports.workbook import largest
from encours.reports.workbook.asked import INDICATORS
from encours.reports.workbook.charts import Place
from encours.reports.workbook.indicators import DSO_LINES, draw_lines, drift, kind, label, worse
from encours.reports.workbook.look import BAD, GOOD, Kind
from encours.reports.workbook.page import FIRST_ROW, Page
from encours.reports.workbook.position import ageing_chart
from encours.reports.workbook.report import Report
from encours.reports.workbook.tiles import CELLS, HEIGHT, draw_tile, tiles
from encours.reports.workbook.words import Words

CELL, GAP = 10, 1.2
TILES = 6
WIDTHS = (1.5, *([*([CELL] * CELLS), GAP] * TILES))
CHART_ROW = FIRST_ROW + HEIGHT + 1
CHART_HEIGHT = 360
LEFT, RIGHT = 1, 1 + (CELLS + 1) * TILES // 2


def begin(report: Report) -> Page:
    """The sheet with its tiles, whose cells the other sheets compare themselves with."""
    say = report.say
    page = Page(report, say(mark("Summary")), say(mark("Receivables dashboard")), WIDTHS)
    page.height(FIRST_ROW + 1, 30)
    cells: dict[str, str] = {}
    for rank, tile in enumerate(tiles(report)):
        col = 1 + rank * (CELLS + 1)
        draw_tile(page, FIRST_ROW, col, tile)
        cells[tile.key] = page.cell(FIRST_ROW + 1, col)
    report.net, report.disputed = cells["net"], cells["disputed"]
    return page


def finish(report: Report, page: Page) -> None:
    """The charts, drawn from the tables of the other sheets, and the lines to read first."""
    say = report.say
    width = 705
    page.heading(CHART_ROW, say(mark("Aged balance at each month-end")))
    if "ageing" in report.tables:
        place = Place(CHART_ROW + 1, LEFT, width, CHART_HEIGHT, say(mark("Aged balance at each month-end")))
        ageing_chart(report.tables["ageing"], page, place)
    else:
        page.note(CHART_ROW + 1, say(mark("Nothing is open on this date.")))
    page.heading(CHART_ROW, say(mark("DSO, in days")), col=RIGHT)
    place = Place(CHART_ROW + 1, RIGHT, width, CHART_HEIGHT, say(mark("DSO, in days")))
    if not draw_lines(report, page, place, DSO_LINES, "0"):
        page.note(
            CHART_ROW + 1, say(mark("A curve needs two dates at least: import an older history.")), RIGHT
        )
    if "customers" in report.tables:
        largest.write(page, place.after, RIGHT, report.tables["customers"])
    _to_read(report, page, place.after)


def _to_read(report: Report, page: Page, row: int) -> None:
    row = page.heading(row, report.say(mark("To look at"))) - 1
    for sentence in list(_drifts(report)) or [_calm(report)]:
        row += 1
        page.sheet.write_string(row, LEFT, "•  " + sentence, report.look())
    _all_controls(report, page, row + 2)


def _all_controls(report: Report, page: Page, row: int) -> None:
    """One line for every control of the workbook."""
    broken = f'COUNTIF({report.controls},"✗*")'
    good = report.say(mark("✓ The {0} controls of the workbook hold: see the last sheet.")).format(
        len(report.ties)
    )
    bad = report.say(mark("✗ Some controls of the workbook do not hold: see the last sheet."))
    shown = good if all(tie.holds for tie in report.ties) else bad
    page.sheet.write_formula(
        row, LEFT, f'=IF({broken}=0,"{good}","{bad}")', report.look(font_color=GOOD), shown
    )
    wrong = {"type": "text", "criteria": "begins with", "value": "✗"}
    page.sheet.conditional_format(
        row, LEFT, row, LEFT, {**wrong, "format": report.look(font_color=BAD, bold=True)}
    )


def _calm(report: Report) -> str:
    if any(drift(report, name) for name in INDICATORS):
        return report.say(mark("No indicator drifts away from its twelve months before."))
    return report.say(mark("The history is too short to tell a drift: import at least seven months."))


def _drifts(report: Report) -> Iterator[str]:
    say = report.say
    for name in INDICATORS:
        found = drift(report, name)
        if found is None or not found.drifting:
            continue
        better = mark("{0}: {1}, against a usual {2}: it improves.")
        text = mark("{0}: {1}, against a usual {2}: it worsens.") if worse(name, found) else better
        yield say(text).format(
            label(report, name), _figure(say, name, found.last), _figure(say, name, found.usual)
        )


def _figure(say: Words, name: str, value: Decimal) -> str:
    return say.days(value) if kind(name) is Kind.DAYS else say.percent(value)
