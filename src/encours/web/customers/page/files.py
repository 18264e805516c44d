"""How the tables of a customer stand on their pages, and what their files say of whom they are about."""

from __future__ import annotations

from typing import Any

from encours.web.customers.page.account import Account
from encours.web.tables import Frame


def frame(account: Account, title: str, name: str, **more: Any) -> Frame:
    """`name` is the last word of the file; the footer says the customer, the date and the currency."""
    return Frame(title, perimeter=perimeter(account), file=f"encours-{account.customer}-{name}", **more)


def perimeter(account: Account) -> str:
    return f"{account.name} ({account.entity} {account.customer})"
