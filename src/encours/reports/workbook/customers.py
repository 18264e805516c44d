"""The sheet of the customers that owe most, with the age, the disputes and the follow-up of what they owe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any

from encours.i18n import mark
from encours.money.parts import add_up
from encours.reports.workbook.ageing import (
    ADDED,
    BUCKETS,
    LATE,
    aged_rows,
    bucket_columns,
    derived,
)
from encours.reports.workbook.asked import TOP
from encours.reports.workbook.look import ACCENT_SOFT, AGEING, BAD, Kind
from encours.reports.workbook.page import FIRST_ROW, Page
from encours.reports.workbook.report import Report
from encours.reports.workbook.splits import named, whole_position
from encours.reports.workbook.table import Column, Placed, draw

WIDTHS = (1.5, 30, 6.5, 11, 11, 7.5, 8, 10.5, 7.5, 18, *([9.5] * 5), 10, 9, 7, 16, 20)
BLOCKS = 15
Key = tuple[Any, ...]


def write(report: Report) -> None:
    """Fill the sheet."""
    say = report.say
    title = say(mark("The {0} customers that owe most")).format(TOP)
    page = Page(report, say(mark("Top {0} customers")).format(TOP), title, WIDTHS)
    top = [row for row in report.asked.customers if row["net"] > 0][:TOP]
    if not top:
        page.note(FIRST_ROW, say(mark("No customer owes anything on this date.")))
        return
    rows = _rows(report, top)
    listed = [*rows, *_others(report, rows)]
    table = draw(page, FIRST_ROW, _columns(page), listed, total=_total(listed))
    report.tables["customers"] = table
    page.freeze(FIRST_ROW, 2)
    page.sheet.autofilter(FIRST_ROW, 1, FIRST_ROW + len(rows), len(WIDTHS) - 1)
    whole_position(table, listed)
    _decorate(table, rows)


def _columns(page: Page) -> list[Column]:
    say = page.report.say
    first, last = f"{{{BUCKETS[0]}}}", f"{{{BUCKETS[-1]}}}"
    gross = f"SUM({first}:{last})"
    return [
        Column("label", say(mark("Customer")), Kind.TEXT),
        Column("entity", say(mark("Entity")), Kind.TEXT),
        Column("customer", say(mark("Account")), Kind.TEXT),
        Column("net", say(mark("Net")), Kind.MONEY, f"={gross}+{{unapplied}}", True),
        Column("share", say(mark("Share")), Kind.RATE, f"={{net}}/{page.report.net}"),
        Column(
            "reached",
            say(mark("Cumulated share")),
            Kind.RATE,
            f"=SUM({{net_first}}:{{net}})/{page.report.net}",
        ),
        Column("overdue", say(mark("Overdue")), Kind.MONEY, f"=SUM({{{LATE[0]}}}:{last})", True),
        Column(
            "rate", say(mark("Overdue ratio")), Kind.RATE, f'=IF({gross}=0,"{{unknown}}",{{overdue}}/{gross})'
        ),
        Column("strip", say(mark("Age of the open debits")), Kind.TEXT),
        *bucket_columns(page.report),
        Column("unapplied", say(mark("Unapplied credits")), Kind.MONEY, summed=True),
        Column("disputed", say(mark("Disputed")), Kind.MONEY, summed=True),
        Column("dbt", say(mark("DBT")), Kind.DAYS),
        Column("status", say(mark("Reminder status")), Kind.TEXT),
        Column("cause", say(mark("Blocking cause")), Kind.TEXT),
    ]


def _rows(report: Report, top: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    asked, codes = report.asked, [row["customer"] for row in top]
    aged = _aged(report, top, codes)
    known = {_key(row): row for row in asked.of_customers(codes, "disputed", "dbt")}
    status = _largest(asked.of_customers(codes, "gross", by="reminder_status"), "reminder_status")
    causes = _largest(asked.of_customers(codes, "gross", by="blocking_cause"), "blocking_cause")
    rows = []
    for row in top:
        key = _key(row)
        rows.append(
            {
                **row,
                **aged[key],
                "label": row["customer_name"] or row["customer"],
                "disputed": known.get(key, {}).get("disputed", Decimal(0)),
                "dbt": known.get(key, {}).get("dbt"),
                "status": named(report, "reminder_status", status.get(key)),
                "cause": named(report, "blocking_cause", causes.get(key)),
                "strip": "",
            }
        )
    return _shared(report, rows)


def _aged(report: Report, top: list[Mapping[str, Any]], codes: list[str]) -> dict[Key, dict[str, Any]]:
    """Their buckets and credits, rounded down each column: with those of all others they add up to its total."""
    asked, split = report.asked, ("net", "item_count")
    found = aged_rows(asked.of_customers(codes, *split, by="bucket", exact=True), "entity", "customer")
    cells = [found[_key(row)] for row in top]
    exact = aged_rows(asked.show(*split, by="bucket", exact=True))[()]
    whole = aged_rows(asked.show(*split, by="bucket"))[()]
    for key in (*BUCKETS, "unapplied"):
        others = exact[key] - sum((row[key] for row in cells), Decimal(0))
        shown = add_up([*(row[key] for row in cells), others], asked.decimals, whole[key])
        for row, part in zip(cells, shown, strict=False):  # the last is that of the others
            row[key] = part
    return {_key(row): derived(parts) for row, parts in zip(top, cells, strict=True)}


def _key(row: Mapping[str, Any]) -> Key:
    return row["entity"], row["customer"]


def _largest(rows: Any, dimension: str) -> dict[Key, str]:
    """For each customer, the value on the largest open amount; what has none does not count."""
    found: dict[Key, str] = {}
    for row in sorted(rows, key=lambda row: row["gross"]):
        if row[dimension] is not None and row["gross"]:
            found[_key(row)] = row[dimension]
    return found


def _shared(report: Report, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their share of the whole net position, and that of the rows down to them."""
    whole = report.asked.now["net"]
    reached = accumulate(row["net"] for row in rows)
    return [
        {**row, "share": _share(row["net"], whole), "reached": _share(sum_, whole)}
        for row, sum_ in zip(rows, reached, strict=True)
    ]


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return part / whole if whole else None


def _others(report: Report, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """All other customers in one line, those in credit among them."""
    asked, say = report.asked, report.say
    count = len(asked.customers) - len(rows)
    if count <= 0:
        return
    whole = aged_rows(asked.show("net", "item_count", by="bucket"))[()]
    rest = derived({key: whole[key] - sum((row[key] for row in rows), Decimal(0)) for key in ADDED})
    disputed = asked.now["disputed"] - sum((row["disputed"] for row in rows), Decimal(0))
    yield {
        **rest,
        "label": say(mark("Others ({0})")).format(count),
        "disputed": disputed,
        "dbt": "",
        "share": _share(rest["net"], asked.now["net"]),
        "reached": _share(asked.now["net"], asked.now["net"]),
    }


def _total(listed: list[dict[str, Any]]) -> dict[str, Any]:
    gross = sum((row["gross"] for row in listed), Decimal(0))
    overdue = sum((row["overdue"] for row in listed), Decimal(0))
    net = sum((row["net"] for row in listed), Decimal(0))
    return {"rate": _share(overdue, gross), "share": _share(net, net)}


def _decorate(table: Placed, rows: list[dict[str, Any]]) -> None:
    """Bars behind the net, the age of each customer's debits as a strip, the disputed amounts in red."""
    page, last = table.page, table.first + len(rows) - 1
    bar = {"type": "data_bar", "bar_solid": True, "bar_color": ACCENT_SOFT, "bar_border_color": ACCENT_SOFT}
    place = table.places["net"]
    from_zero = {"data_bar_2010": True, "min_type": "num", "min_value": 0}
    page.sheet.conditional_format(table.first, place, last, place, {**bar, **from_zero})
    red = {"type": "cell", "criteria": ">", "value": 0, "format": page.report.look(font_color=BAD, bold=True)}
    place = table.places["disputed"]
    page.sheet.conditional_format(table.first, place, last, place, red)
    for rank, row in enumerate(rows, table.first):
        _strip(table, rank, row)


def _strip(table: Placed, row: int, cells: Mapping[str, Any]) -> None:
    """The buckets side by side in one cell, each as wide as its share."""
    page, place = table.page, table.places["strip"]
    look = page.report.look
    parts = [
        (look(font_size=8, font_color=colour), "█" * blocks)
        for blocks, colour in zip(blocks_of([cells[key] for key in BUCKETS]), AGEING, strict=True)
        if blocks
    ]
    body = look.body(Kind.TEXT, indent=1)
    if len(parts) > 1:
        page.sheet.write_rich_string(row, place, *(piece for part in parts for piece in part), body)
    elif parts:
        colour = next(colour for key, colour in zip(BUCKETS, AGEING, strict=True) if cells[key] > 0)
        page.sheet.write_string(
            row, place, parts[0][1], look.body(Kind.TEXT, font_size=8, font_color=colour, indent=1)
        )


def blocks_of(amounts: Sequence[Decimal], blocks: int = BLOCKS) -> list[int]:
    """Whole blocks in proportion to amounts, `blocks` in all; the largest remainders take what is left over.

    >>> blocks_of([Decimal(70), Decimal(20), Decimal(7), Decimal(0), Decimal(3)])
    [11, 3, 1, 0, 0]
    """
    whole = sum(amounts, Decimal(0))
    if whole <= 0:
        return [0] * len(amounts)
    exact = [amount * blocks / whole for amount in amounts]
    given = [int(share) for share in exact]
    order = sorted(range(len(exact)), key=lambda rank: given[rank] - exact[rank])
    for rank in order[: blocks - sum(given)]:
        given[rank] += 1
    return given
