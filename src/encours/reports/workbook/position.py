"""The sheet of the position: the aged balance by month and by entity, and how it moved."""

from __future__ import annotations

from encours.i18n import mark
from encours.reports.workbook import evolution
from encours.reports.workbook.ageing import BUCKETS, aged_rows, columns, total_of
from encours.reports.workbook.asked import as_of
from encours.reports.workbook.charts import Place, Series, stacked
from encours.reports.workbook.look import AGEING, Kind, short_money
from encours.reports.workbook.page import FIRST_ROW, Page
from encours.reports.workbook.report import Report
from encours.reports.workbook.table import Placed, draw

CHART_WIDTH, CHART_HEIGHT = 1216, 280


def write(report: Report) -> None:
    """Fill the sheet, and leave the ageing by month for other sheets' charts."""
    say = report.say
    page = Page(report, say(mark("Ageing")), say(mark("Position and aged balance")))
    row = _by_month(page, FIRST_ROW)
    row = _by_entity(page, row + 1)
    evolution.write(page, row + 1)


def _by_month(page: Page, row: int) -> int:
    report, say = page.report, page.report.say
    rows = aged_rows(report.asked.ageing, "as_of")
    days = {as_of({"as_of": key[0]}): cells for key, cells in rows.items()}
    months = [{"label": day, **days[day]} for day in report.asked.dates if day in days]
    row = page.heading(row, say(mark("Aged balance at each month-end")))
    if not months:
        return page.note(row, say(mark("Nothing is open on this date.")))
    table = draw(page, row, columns(report, say(mark("Month-end")), Kind.MONTH), months)
    _whole_position(table)
    row = _monthly_check(table, months)
    place = Place(row + 1, 1, CHART_WIDTH, CHART_HEIGHT, say(mark("Aged balance at each month-end")))
    ageing_chart(table, page, place)
    report.anchors["ageing"] = str(len(months))
    report.monthly_ageing = table
    return place.after


def ageing_chart(table: Placed, page: Page, place: Place) -> None:
    """The months of an aged balance as stacked columns."""
    series = [
        Series(table.title(key), table.column(key), colour)
        for key, colour in zip(BUCKETS, AGEING, strict=True)
    ]
    asked = page.report.asked
    largest = max(figures["gross"] for figures in asked.position.values())
    stacked(page, place, table.column("label"), series, short_money(largest, asked.currency))
