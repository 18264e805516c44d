"""A customer as people look at it: who it is, its kin, its limit, what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from encours.cube import customers as cube
from encours.cube.branches import Text
from encours.money import from_units

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook

Account = tuple[str, str]  # entity, customer


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """What the customers table says of an account, "" where it says nothing; `known` is false for one that only
    items speak of. `custom` holds the fields of one's own. The contact is `email` and `phone`."""

    entity: str
    customer: str
    name: str
    siren: str
    group: str
    country: str
    zone: str
    sector: str
    category: str
    portfolio: str
    collector: str
    salesperson: str
    payment_terms: str
    email: str
    phone: str
    language: str
    custom: Mapping[str, str]
    known: bool


@dataclass(frozen=True, slots=True)
class Sibling:
    """An account of the same company (`same_siren`) or of the same group; `currency` is that of its entity."""

    entity: str
    customer: str
    name: str
    siren: str
    group: str
    country: str
    currency: str
    same_siren: bool
    same_group: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """A credit limit in force; `overrun` says whether passing it is `allowed` or `blocking`."""

    amount: Decimal
    currency: str
    from_date: date
    to_date: date | None
    overrun: str
    decided_by: str


def card(book: OpenBook, entity: str, customer: str) -> CustomerCard | None:
    """The card of an account; None when the book has none of that name, or none this perimeter shows."""
    number = number_of(book, entity, customer)
    if number is None:
        return None
    (row,) = rows_of(book, cube.card(number))
    return CustomerCard(**{**_said(row), "custom": dict(row["custom"] or {}), "known": row["known"]})


def siblings(book: OpenBook, entity: str, customer: str) -> list[Sibling]:
    """Accounts of the same SIREN, then of the same group, in every entity, the account itself among them."""
    number = number_of(book, entity, customer)
    if number is None:
        return []
    flags = ("same_siren", "same_group")
    found = rows_of(book, cube.siblings(number, book.confines))
    return [Sibling(**{**_said(row), **{flag: row[flag] for flag in flags}}) for row in found]


def limits(book: OpenBook, customers: Sequence[Account], as_of: date) -> dict[Account, Limit]:
    """The limit in force on a day of each account that has one and may be seen."""
    numbers = numbers_of(book, customers)
    if not numbers:
        return {}
    return {
        numbers[row["customer_id"]]: Limit(
            from_units(row["amount"], row["currency"]),
            row["currency"],
            row["from_date"],
            row["to_date"],
            row["overrun"] or "",
            row["decided_by"] or "",
        )
        for row in rows_of(book, cube.limits(list(numbers), as_of))
    }


def number_of(book: OpenBook, entity: str, customer: str) -> int | None:
    """The number of an account in this version of the book, if it may be seen."""
    return next(iter(numbers_of(book, [(entity, customer)])), None)


def numbers_of(book: OpenBook, customers: Sequence[Account]) -> dict[int, Account]:
    """The accounts that may be seen, by their numbers in this version of the book."""
    if not customers:
        return {}
    text = cube.numbers(customers, book.confines)
    return {number: (entity, name) for number, entity, name in book.engine.rows(text.sql, text.parameters)}


def rows_of(book: OpenBook, text: Text) -> list[dict[str, Any]]:
    """The rows of a query, by column."""
    columns, found = book.engine.columns(text.sql, text.parameters)
    return [dict(zip(columns, row, strict=True)) for row in found]


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    return {column: value or "" for column, value in row.items()}
