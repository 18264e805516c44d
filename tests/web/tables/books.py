"""A short list of customers, with what lists are made of: accents, gaps, two currencies, figures with links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from encours.web.tables import Checks, Column, Frame, Kind

COLUMNS = (
    Column(
        "name",
        "Customer",
        Kind.WHO,
        href=lambda row: f"/customers/{row['code']}/",
        second=lambda row: row["code"],
        second_label="Code",
    ),
    Column(
        "overdue",
        "Overdue",
        Kind.MONEY,
        currency="EUR",
        style="cents",
        total=True,
        total_href="/items/?measure=overdue",
        href=lambda row: f"/items/?customer={row['code']}",
    ),
    Column("rate", "Overdue rate", Kind.RATE, total=lambda rows: Decimal("0.5") if rows else None),
    Column("late", "Days late", Kind.DAYS),
    Column("items", "Items", Kind.COUNT, total=True),
    Column("due", "Oldest due date", Kind.DATE),
    Column("collector", "Collector", Kind.TAG, hidden=True),
    Column("blocked", "Blocked", Kind.FLAG),
)
CHECKS = Checks(lambda row: row["code"], lambda row: f"Tick {row['name']}", "overdue", "/remind/")
FRAME = Frame("Late customers", "Group · 20 Nov 2026", sort="-overdue", checks=CHECKS)


def customer(code: str, name: str, overdue: str | None, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "overdue": None if overdue is None else Decimal(overdue),
        "rate": None,
        "late": None,
        "items": 1,
        "due": date(2026, 10, 1),
        "collector": "Ana",
        "blocked": False,
        **more,
    }


ROWS = [
    customer("C1", "Zinguerie Morel", "1200.10", rate=Decimal("0.2864"), late=Decimal("12")),
    customer("C2", "Élan Bâtiment", "8195.74", blocked=True, due=date(2026, 9, 30)),
    customer("C3", "Eclair SA", None, collector="Zoé"),
    customer("C4", "Œuvre & fils", "-250.005", items=3, due=None),
]


def many(count: int) -> Iterator[dict[str, Any]]:
    """As many customers as wanted, one at a time: 1 cent, 2 cents…"""
    for number in range(1, count + 1):
        yield customer(f"C{number}", f"Customer {number}", f"{number / 100:.2f}", items=number)
