"""Columns that tables of a book are written with."""

from __future__ import annotations

from encours.book.columns import Column, Type


def text(name: str, about: str, required: bool = False) -> Column:
    return Column(name, Type.TEXT, about, required)


def date(name: str, about: str, required: bool = False) -> Column:
    return Column(name, Type.DATE, about, required)


def money(name: str, about: str, required: bool = False) -> Column:
    return Column(name, Type.MONEY, about, required)


ENTITY = text("entity", "Company that keeps the ledger", required=True)
CUSTOMER = text("customer", "Customer account in that entity", required=True)
CURRENCY = text("currency", "ISO 4217 code; the entity's currency when empty")
ITEM = text("item", "Item concerned, when one is")
