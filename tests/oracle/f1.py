"""Fixture F1 of the definitions: ten items of three customers, as of 30 June 2025."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.oracle.ledger import Allocation, Customer, Dispute, Entity, Item, Ledger

AS_OF = date(2025, 6, 30)


def ledger() -> Ledger:
    """F1: payments are items of their own, valued and matched on the day given."""
    items = [
        _item("I1", "A", "invoice", "2025-03-31", "2025-05-15", 12_000),
        _item("I2", "A", "invoice", "2025-05-10", "2025-06-30", 6_000),
        _item("C3", "A", "credit_note", "2025-06-05", "", -1_200),
        _item("I4", "B", "invoice", "2025-04-15", "2025-06-14", 24_000),
        _item("I5", "B", "invoice", "2025-02-28", "2025-03-30", 3_600),
        _item("I6", "C", "invoice", "2025-06-20", "2025-08-19", 18_000),
        _item("I7", "C", "invoice", "2025-03-20", "2025-04-30", 9_600),
        _item("P8", "C", "payment", "2025-06-25", "", -2_000),
        _item("I9", "A", "invoice", "2025-04-01", "2025-05-31", 4_800),
        _item("I10", "B", "invoice", "2025-05-31", "2025-06-30", 2_400),
    ]
    paid = {"I1": (7_000, "2025-05-20"), "I7": (9_600, "2025-05-05")}
    paid |= {"I9": (4_800, "2025-05-28"), "I10": (2_400, "2025-07-02")}
    customers = {item.item: item.customer for item in items}
    allocations = []
    for debit, (amount, on) in paid.items():
        items.append(_item(f"P{debit}", customers[debit], "payment", on, "", -amount))
        allocations.append(Allocation("F", debit, f"P{debit}", date.fromisoformat(on), Decimal(amount)))
    return Ledger(
        (Entity("F"),),
        tuple(Customer("F", name) for name in "ABC"),
        tuple(items),
        tuple(allocations),
        disputes=(Dispute("D1", "F", "B", date(2025, 6, 10), item="I4"),),
    )


def _item(item: str, customer: str, kind: str, issued: str, due: str, amount: int) -> Item:
    day = date.fromisoformat(issued)
    falls = date.fromisoformat(due) if due else None
    return Item("F", customer, item, kind, day, Decimal(amount), day, falls)
