"""The sheet of the cash received: matched to what it pays, and not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from encours.i18n import mark
from encours.reports.workbook import unapplied
from encours.reports.workbook.asked import as_of
from encours.reports.workbook.charts import Place, Series, stacked
from encours.reports.workbook.look import Kind, short_money
from encours.reports.workbook.page import FIRST_ROW, Page
from encours.reports.workbook.report import Report
from encours.reports.workbook.table import Column, added, draw

MATCHED, UNMATCHED = "#2E9E74", "#F09C4F"


def write(report: Report) -> None:
    """Fill the sheet."""
    say = report.say
    page = Page(report, say(mark("Receipts")), say(mark("Payments received")))
    months = _months(report)
    if any(row["received"] for row in months):
        row = page.keep(FIRST_ROW, _by_month(page, months))
        row = page.keep(row, _by_entity(page, row)) + 1
    else:
        row = page.note(FIRST_ROW, say(mark("No payment has been received over these months.")))
    page.keep(row, unapplied.write(page, row))


def _months(report: Report) -> list[dict[str, Any]]:
    matched = {as_of(row): row["receipts"] or Decimal(0) for row in report.asked.monthly()}
    rows = []
    for day, payments in report.asked.unmatched_payments.items():
        received = matched[day] + payments["month"]
        rate = matched[day] / received if received else None
        rows.append(
            {
                "label": day,
                "received": received,
                "matched": matched[day],
                "unmatched": payments["month"],
                "rate": rate,
                "left": payments["left"],
            }
        )
    return rows


def _by_month(page: Page, months: Sequence[Mapping[str, Any]]) -> int:
    say, asked = page.report.say, page.report.asked
    note = say(
        mark("By value date, as known at the end of each month; the last column is what is still open today.")
    )
    row = page.heading(FIRST_ROW, say(mark("Payments received each month")), note)
    totals = {key: sum(line[key] for line in months) for key in ("matched", "received")}
    rate = totals["matched"] / totals["received"] if totals["received"] else None
    table = draw(page, row, _columns(page), months, total={"rate": rate})
    page.report.tables["receipts"] = table
    largest = max(line["received"] for line in months)
    place = Place(row, 8, 552, 310, say(mark("Payments received each month")))
    series = [
        Series(table.title(key), table.column(key), colour)
        for key, colour in (("matched", MATCHED), ("unmatched", UNMATCHED))
    ]
    stacked(page, place, table.column("label"), series, short_money(largest, asked.currency))
    return max(table.after, place.after)


def _columns(page: Page) -> list[Column]:
    say, asked = page.report.say, page.report.asked
    shown = say.day(asked.day)
    return [
        Column("label", say(mark("Month")), Kind.MONTH),
        Column("received", say(mark("Received")), Kind.MONEY, "={matched}+{unmatched}", True),
        Column("matched", say(mark("Matched")), Kind.MONEY, "", True, MATCHED),
        Column("unmatched", say(mark("Not matched at month-end")), Kind.MONEY, "", True, UNMATCHED),
        Column(
            "rate",
            say(mark("Matched share")),
            Kind.RATE,
            '=IF({received}=0,"{unknown}",{matched}/{received})',
        ),
        Column("left", say(mark("Not matched on {0}")).format(shown), Kind.MONEY, "", True),
    ]


def _by_entity(page: Page, row: int) -> int:
    say, asked = page.report.say, page.report.asked
    matched: dict[str, Decimal] = defaultdict(Decimal)
    for flow in asked.monthly("entity"):
        matched[flow["entity"]] += flow["receipts"]
    left = {line["entity"]: -line["unapplied"] for line in asked.open_payments("entity")}
    names = sorted({*matched, *left}, key=lambda name: -matched[name])
    rows = [{"label": name, "matched": matched[name], "left": left.get(name, Decimal(0))} for name in names]
    row = page.heading(row, say(mark("Over these months, by entity")))
    columns = [
        Column("label", say(mark("Entity")), Kind.TEXT),
        Column("matched", say(mark("Matched")), Kind.MONEY, summed=True),
        Column("left", say(mark("Not matched on {0}")).format(say.day(asked.day)), Kind.MONEY, summed=True),
    ]
    table = page.report.tables["receipts by entity"] = draw(page, row, columns, rows, total={})
    months = page.report.tables["receipts"]
    return page.check(
        table.after,
        say(mark("The total of the entities is the total of the months.")),
        f"{table.sum('matched')}-{months.sum('matched')}",
        added(rows, "matched") - added(months.rows, "matched"),
    )
