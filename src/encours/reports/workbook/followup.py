"""The sheets of what is being done: by reminder status, by blocking cause, and the disputes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from encours.i18n import mark
from encours.reports.workbook.ageing import LATE
from encours.reports.workbook.charts import Place, Series, bars, stacked
from encours.reports.workbook.look import AGEING, BAR, Kind, short_money
from encours.reports.workbook.page import FIRST_ROW, Page
from encours.reports.workbook.position import CHART_WIDTH
from encours.reports.workbook.report import Report
from encours.reports.workbook.splits import split_rows, split_table
from encours.reports.workbook.table import Column, Placed, added, draw

MOST_BARS = 15


def write_reminders(report: Report) -> None:
    """The sheet by reminder status."""
    say = report.say
    page = Page(report, say(mark("Reminders")), say(mark("Position by reminder status")))
    empty = say(mark("No open item carries a reminder status: none is recorded, and the sources give none."))
    _attribute(page, FIRST_ROW, "reminder_status", say(mark("Reminder status")), empty)


def write_blocking(report: Report) -> None:
    """The sheet by blocking cause, with the disputes by cause."""
    say = report.say
    page = Page(report, say(mark("Blocks and disputes")), say(mark("Blocking causes and disputes")))
    empty = say(mark("No open item carries a blocking cause: none is recorded, and the sources give none."))
    row = page.heading(FIRST_ROW, say(mark("Position by blocking cause")))
    row = _attribute(page, row, "blocking_cause", say(mark("Blocking cause")), empty)
    row = page.keep(FIRST_ROW, row)
    _disputes(page, row)


def _attribute(page: Page, row: int, dimension: str, label: str, empty: str) -> int:
    """The aged balance by an attribute of the items, and a chart of what is overdue in each."""
    say = page.report.say
    rows = split_rows(page, dimension)
    if not any(line["known"] for line in rows):
        return page.note(row, empty)
    note = say(
        mark(
            "What is recorded by the date; where nothing is, what the newest import gives, on past dates too."
        )
    )
    row = page.note(row, note)
    table = split_table(page, row, dimension, label, filtered=True)
    assert table is not None
    return _chart(table, rows, say(mark("Overdue, {0}")).format(label.lower()))


def _chart(table: Placed, rows: Sequence[Any], title: str) -> int:
    """What is overdue in each known value, by age."""
    page = table.page
    known = sum(1 for line in rows if line["known"])
    last = table.first + min(known, MOST_BARS) - 1
    if not any(line["overdue"] for line in rows[:known]):
        return table.after + 1
    row = page.heading(table.after + 2, title)
    series = [
        Series(table.title(key), page.span(table.first, table.places[key], last, table.places[key]), colour)
        for key, colour in zip(LATE, AGEING[1:], strict=True)
    ]
    place = Place(row, 1, CHART_WIDTH, 110 + 28 * min(known, MOST_BARS), title)
    numbers = short_money(max(line["overdue"] for line in rows[:known]), page.report.asked.currency)
    labels = page.span(table.first, table.places["label"], last, table.places["label"])
    bars(page, place, labels, series, numbers)
    return place.after


def _disputes(page: Page, row: int) -> None:
    say, asked = page.report.say, page.report.asked
    first, row = row, page.heading(row, say(mark("Open disputes by cause")))
    found = asked.show("disputed", "gross", "item_count", by="dispute_cause")
    rows = [
        {
            "label": line["dispute_cause"] or say(mark("(none)")),
            "disputed": line["disputed"],
            "gross": line["gross"],
            "count": line["item_count"],
            "rate": line["disputed"] / asked.now["disputed"],
        }
        for line in found
        if line["disputed"]
    ]
    if not rows:
        page.note(row, say(mark("No dispute is open on this date.")))
        return
    rows.sort(key=lambda line: -line["disputed"])
    table = draw(page, row, _dispute_columns(page), rows, total={"rate": Decimal(1)})
    page.check(
        table.after,
        say(mark("The total is the disputed amount of the summary.")),
        f"{table.sum('disputed')}-{page.report.disputed}",
        added(rows, "disputed") - asked.now["disputed"],
    )
    row = page.keep(first, table.after + 2)
    page.keep(row, _dispute_history(page, row))


def _dispute_columns(page: Page) -> list[Column]:
    say = page.report.say
    return [
        Column("label", say(mark("Dispute cause")), Kind.TEXT),
        Column("disputed", say(mark("Disputed")), Kind.MONEY, summed=True),
        Column("rate", say(mark("Share")), Kind.RATE, f"={{disputed}}/{page.report.disputed}"),
        Column("gross", say(mark("Gross of these items")), Kind.MONEY, summed=True),
        Column("count", say(mark("Open items")), Kind.COUNT, summed=True),
    ]


def _dispute_history(page: Page, row: int) -> int:
    say, asked = page.report.say, page.report.asked
    months = [
        {
            "label": day,
            "disputed": asked.position[day]["disputed"],
            "rate": asked.indicators[day]["dispute_rate"],
        }
        for day in asked.dates
    ]
    title = say(mark("Disputed amount at each month-end"))
    row = page.heading(row, title)
    columns = [
        Column("label", say(mark("Month-end")), Kind.MONTH),
        Column("disputed", say(mark("Disputed")), Kind.MONEY, colour=BAR),
        Column("rate", say(mark("Dispute rate")), Kind.RATE),
    ]
    table = draw(page, row, columns, months)
    largest = max(month["disputed"] for month in months)
    series = [Series(table.title("disputed"), table.column("disputed"), BAR)]
    numbers = short_money(largest, asked.currency)
    place = Place(row, 5, 790, 300, title)
    stacked(page, place, table.column("label"), series, numbers)
    return max(table.after, place.after)
