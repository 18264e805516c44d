"""Credits that pay nothing yet, by kind, on the sheet of the receipts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from encours.api.words import CREDITS
from encours.i18n import mark
from encours.reports.workbook.look import Kind
from encours.reports.workbook.page import Page
from encours.reports.workbook.table import Column, Placed, added, draw

CASH = ("payment", "advance")


def write(page: Page, row: int) -> int:
    """The table, and its ties to the position and to the months above; the row that follows."""
    report, say = page.report, page.report.say
    row = page.heading(row, say(mark("Unapplied credits by kind")))
    rows = _rows(page)
    if not rows:
        return page.note(
            row, say(mark("Every credit is applied: no payment, advance or credit note is open."))
        )
    columns = [
        Column("label", say(mark("Kind")), Kind.TEXT),
        Column("amount", say(mark("Unapplied credits")), Kind.MONEY, summed=True),
        Column("count", say(mark("Open items")), Kind.COUNT, summed=True),
    ]
    table = draw(page, row, columns, rows, total={})
    position = report.asked.now
    row = page.check(
        table.after,
        say(mark("With the gross, the unapplied credits add up to the net position of the summary.")),
        *_apart(
            page,
            f"{report.gross}+{table.sum('amount')}-{report.net}",
            position["gross"] + added(rows, "amount") - position["net"],
            amounts=3,
        ),
    )
    return _cash(table, row, rows) if "receipts by entity" in report.tables else row


def _apart(page: Page, difference: str, shown: Decimal, amounts: int) -> tuple[str, Decimal]:
    """A difference and its value, without what so many converted amounts, each rounded by itself, may make of it."""
    allowed = page.report.asked.slack * amounts
    if not allowed:
        return difference, shown
    return f"MAX(ABS({difference})-{allowed},0)", max(abs(shown) - allowed, Decimal(0))


def _rows(page: Page) -> list[dict[str, Any]]:
    report = page.report
    found = report.asked.show("unapplied", "item_count", by="kind", where=f"kind={','.join(CREDITS)}")
    return [
        {
            "label": report.say(CREDITS[row["kind"]]),
            "amount": row["unapplied"],
            "count": row["item_count"],
            "cash": row["kind"] in CASH,
        }
        for row in found
        if row["item_count"]
    ]


def _cash(table: Placed, row: int, rows: Sequence[Mapping[str, Any]]) -> int:
    """Payments and advances are those left open by entity; and of them, what came before the months shown."""
    page, asked, say = table.page, table.page.report.asked, table.page.report.say
    cash = [(rank, line["amount"]) for rank, line in enumerate(rows, table.first) if line["cash"]]
    cells = "+".join(table.cell("amount", rank) for rank, _amount in cash) or "0"
    by_entity = page.report.tables["receipts by entity"]
    total = sum((amount for _rank, amount in cash), Decimal(0))
    row = page.check(
        row,
        say(mark("The payments and advances not matched are those of the entities.")),
        *_apart(
            page,
            f"{cells}+{by_entity.sum('left')}",
            total + added(by_entity.rows, "left"),
            amounts=2 * len(cash) + 1,
        ),
    )
    older = -total - sum((month["left"] for month in asked.unmatched_payments.values()), Decimal(0))
    if abs(older) > asked.slack * 2 * (len(cash) + len(asked.unmatched_payments)):
        text = say(mark("Of these payments and advances, received before the months above: {0} {1}."))
        page.note(row, text.format(say.number(older), asked.currency))
    return row + 1
