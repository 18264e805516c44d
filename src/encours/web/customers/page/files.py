"""How the tables of a customer stand on their pages, and what their files say of whom they are about."""

from __future__ import annotations

from typing import Any

from encours.web.customers.page.account import Account
from encours.web.tables import Frame


def frame(account: Account, title: str, **more: Any) -> Frame:
    """Its files are named after the customer; their footer says the customer, the date and the currency."""
    return Frame(title, perimeter=perimeter(account), code=account.customer, **more)


def perimeter(account: Account) -> str:
    return f"{account.name} ({account.entity} {account.customer})"
