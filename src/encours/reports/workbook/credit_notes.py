"""The sheet of the credit notes issued: by month, by entity, and the customers that receive most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from encours.i18n import mark
from encours.reports.workbook.ageing import share_formula
from encours.reports.workbook.asked import as_of
from encours.reports.workbook.charts import Place, Series, stacked
from encours.reports.workbook.look import BAR, Kind, short_money
from encours.reports.workbook.page import FIRST_ROW, Page
from encours.reports.workbook.report import Report
from encours.reports.workbook.table import Column, Placed, added, draw

MOST = 20
MEASURES = ("credit_notes", "sales")
ADDED = (*MEASURES, "invoiced")


def write(report: Report) -> None:
    """Fill the sheet."""
    say = report.say
    page = Page(report, say(mark("Credit notes")), say(mark("Credit notes issued")))
    months = [_row(as_of(flow), flow) for flow in report.asked.monthly()]
    if not any(row["credit_notes"] for row in months):
        page.note(FIRST_ROW, say(mark("No credit note has been issued over these months.")))
        return
    row, table = _by_month(page, months)
    row = page.keep(FIRST_ROW, row)
    row = page.keep(row, _split(page, row, table, ("entity",), say(mark("Over these months, by entity"))) + 1)
    heading = say(mark("Over these months, the {0} customers with the most credit notes")).format(MOST)
    page.keep(row, _split(page, row, table, ("entity", "customer", "customer_name"), heading))


def _row(label: Any, flow: Mapping[str, Any]) -> dict[str, Any]:
    invoiced = flow["sales"] + flow["credit_notes"]
    rate = flow["credit_notes"] / flow["sales"] if flow["sales"] else None
    return {"label": label, **{key: flow[key] for key in MEASURES}, "invoiced": invoiced, "rate": rate}


def _columns(page: Page, label: str, kind: Kind = Kind.TEXT) -> list[Column]:
    say = page.report.say
    return [
        Column("label", label, kind),
        Column("credit_notes", say(mark("Credit notes issued")), Kind.MONEY, summed=True, colour=BAR),
        Column("invoiced", say(mark("Invoiced before credit notes")), Kind.MONEY, summed=True),
        Column("sales", say(mark("Sales")), Kind.MONEY, "={invoiced}-{credit_notes}", summed=True),
        Column("rate", say(mark("Dilution")), Kind.RATE, share_formula("credit_notes", "sales")),
    ]


def _accounts(page: Page) -> list[Column]:
    say = page.report.say
    return [
        Column("entity", say(mark("Entity")), Kind.TEXT),
        Column("customer", say(mark("Account")), Kind.TEXT),
    ]


def _total(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    held = list(rows)
    return _row(None, {key: sum((row[key] for row in held), Decimal(0)) for key in MEASURES})


def _by_month(page: Page, months: Sequence[Mapping[str, Any]]) -> tuple[int, Placed]:
    say, asked = page.report.say, page.report.asked
    note = say(mark("By issue date; a credit note lowers the sales of its month."))
    title = say(mark("Credit notes issued each month"))
    row = page.heading(FIRST_ROW, title, note)
    columns = _columns(page, say(mark("Month")), Kind.MONTH)
    table = draw(page, row, columns, months, total={"rate": _total(months)["rate"]})
    largest = max(line["credit_notes"] for line in months)
    series = [Series(table.title("credit_notes"), table.column("credit_notes"), BAR)]
    place = Place(row, 7, 630, 310, title)
    stacked(page, place, table.column("label"), series, short_money(largest, asked.currency))
    return max(table.after, place.after), table


def _split(page: Page, row: int, months: Placed, by: tuple[str, ...], heading: str) -> int:
    """The same flows by other dimensions, the months added up, the smallest together."""
    say = page.report.say
    flows = page.report.asked.monthly(*by)
    rows = _gathered(page, flows, by)
    row = page.heading(row, heading)
    columns = _columns(page, say(mark("Entity")))
    if len(by) > 1:
        columns = [*_columns(page, say(mark("Customer"))), *_accounts(page)]
    table = draw(page, row, columns, rows, total={"rate": _total(rows)["rate"]})
    return page.check(
        table.after,
        say(mark("The total is that of the months.")),
        f"{table.sum('credit_notes')}-{months.sum('credit_notes')}",
        added(rows, "credit_notes") - added(months.rows, "credit_notes"),
    )


def _gathered(page: Page, flows: Iterable[Mapping[str, Any]], by: tuple[str, ...]) -> list[dict[str, Any]]:
    sums: dict[tuple[Any, ...], dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(MEASURES, Decimal(0)))
    for flow in flows:
        cells = sums[tuple(flow[name] for name in by)]
        for key in MEASURES:
            cells[key] += flow[key]
    ordered = sorted(sums.items(), key=lambda item: -item[1]["credit_notes"])
    rows = [_named(dict(zip(by, key, strict=True)), cells) for key, cells in ordered]
    if len(rows) <= MOST:
        return rows
    others = page.report.say(mark("Others ({0})")).format(len(rows) - MOST)
    return [*rows[:MOST], {**_total(rows[MOST:]), "label": others}]


def _named(key: Mapping[str, Any], cells: Mapping[str, Any]) -> dict[str, Any]:
    """A row under the name of a customer, or of an entity."""
    return {**key, **_row(key.get("customer_name") or key.get("customer") or key["entity"], cells)}
