"""The sheet of the position: the aged balance by month and by entity, and how it moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from encours.i18n import mark
from encours.reports.workbook import evolution
from encours.reports.workbook.ageing import BUCKETS, aged_rows, columns
from encours.reports.workbook.charts import Place, Series, stacked
from encours.reports.workbook.look import AGEING, Kind, short_money
from encours.reports.workbook.page import FIRST_ROW, Page
from encours.reports.workbook.report import Drawn, Report
from encours.reports.workbook.splits import split_table
from encours.reports.workbook.table import Placed, draw

CHART_WIDTH, CHART_HEIGHT = 1214, 240


def write(report: Report) -> None:
    """Fill the sheet, and leave the ageing by month for the chart of the first one."""
    say = report.say
    page = Page(report, say(mark("Ageing")), say(mark("Position and aged balance")))
    row = page.keep(FIRST_ROW, _by_month(page, FIRST_ROW))
    row = page.keep(row, evolution.write(page, row)) + 1
    first = page.heading(row, say(mark("Aged balance by entity")))
    table = split_table(page, first, "entity", say(mark("Entity")))
    page.keep(row, table.after + 1 if table else first + 1)


def _by_month(page: Page, row: int) -> int:
    report, say = page.report, page.report.say
    months = _months(report)
    row = page.heading(row, say(mark("Aged balance at each month-end")))
    if not months:
        return page.note(row, say(mark("Nothing is open on this date.")))
    # The net is asked for undivided: comparing it with its parts proves something.
    shown = [
        replace(column, formula="") if column.key == "net" else column
        for column in columns(report, say(mark("Month-end")), Kind.MONTH)
    ]
    table = report.tables["ageing"] = draw(page, row, shown, months)
    report.gross = table.cell("gross", table.last)
    row = _checks(table, months)
    place = Place(row + 1, 1, CHART_WIDTH, CHART_HEIGHT, say(mark("Aged balance at each month-end")))
    ageing_chart(table, page, place)
    return place.after


def _months(report: Report) -> list[dict[str, Any]]:
    asked = report.asked
    aged = {date.fromisoformat(key[0]): cells for key, cells in aged_rows(asked.ageing, "as_of").items()}
    return [
        {"label": day, **aged[day], "net": asked.position[day]["net"]} for day in asked.dates if day in aged
    ]


def _checks(table: Placed, months: Sequence[Mapping[str, Any]]) -> int:
    page, say = table.page, table.page.report.say
    gross, unapplied, net = (table.column(key) for key in ("gross", "unapplied", "net"))
    row = page.check(
        table.after,
        say(mark("On every date, the buckets and the unapplied credits add up to the net position.")),
        f"SUMPRODUCT(ABS(ROUND({gross}+{unapplied}-{net},{page.report.asked.decimals})))",
        sum((abs(row["gross"] + row["unapplied"] - row["net"]) for row in months), Decimal(0)),
    )
    return page.check(
        row,
        say(mark("The last date is the net position of the summary.")),
        f"{table.cell('net', table.last)}-{page.report.net}",
        months[-1]["net"] - page.report.asked.now["net"],
    )


def ageing_chart(table: Drawn, page: Page, place: Place) -> None:
    """The months of an aged balance as stacked columns."""
    series = [
        Series(table.title(key), table.column(key), colour)
        for key, colour in zip(BUCKETS, AGEING, strict=True)
    ]
    asked = page.report.asked
    largest = max(asked.position[day]["gross"] for day in asked.dates)
    stacked(page, place, table.column("label"), series, short_money(largest, asked.currency))
