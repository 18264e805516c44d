"""A ledger as plain records, and its folder in the interchange format: what the tests hand to the importer."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

DEBITS = ("invoice", "debit_note", "bill", "other_debit")
CREDITS = ("credit_note", "payment", "advance", "write_off", "other_credit")


@dataclass(frozen=True)
class Entity:
    entity: str
    currency: str = "EUR"


@dataclass(frozen=True)
class Customer:
    entity: str
    customer: str
    name: str = ""
    group: str = ""
    siren: str = ""
    country: str = ""
    sector: str = ""
    portfolio: str = ""
    collector: str = ""
    salesperson: str = ""
    tier: str = ""  # no column of the book: a custom field


@dataclass(frozen=True)
class Item:
    entity: str
    customer: str
    item: str
    kind: str
    posting_date: date
    amount: Decimal
    issue_date: date | None = None
    due_date: date | None = None
    currency: str = ""
    business_unit: str = ""
    salesperson: str = ""
    blocking_cause: str = ""
    reminder_status: str = ""
    doubtful: bool = False
    nature: str = ""
    campaign: str = ""  # no column of the book: a custom field

    @property
    def issued(self) -> date:
        return self.issue_date or self.posting_date

    @property
    def due(self) -> date:
        return self.due_date or self.issued


@dataclass(frozen=True)
class Allocation:
    entity: str
    debit_item: str
    credit_item: str
    date: date
    amount: Decimal


@dataclass(frozen=True)
class Rate:
    date: date
    currency: str
    rate: Decimal


@dataclass(frozen=True)
class Dispute:
    dispute: str
    entity: str
    customer: str
    opened_on: date
    closed_on: date | None = None
    item: str = ""
    cause: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True)
class Ledger:
    entities: tuple[Entity, ...] = ()
    customers: tuple[Customer, ...] = ()
    items: tuple[Item, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    rates: tuple[Rate, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    def currency(self, item: Item) -> str:
        """The item's currency, or that of its entity's accounts when it says none."""
        return item.currency or next(e.currency for e in self.entities if e.entity == item.entity)

    def with_(self, **tables: Sequence[object]) -> Ledger:
        return replace(self, **{name: tuple(rows) for name, rows in tables.items()})  # type: ignore[arg-type]


TABLES = ("entities", "customers", "items", "allocations", "rates", "disputes")


def write(ledger: Ledger, folder: Path) -> Path:
    """The ledger as a folder of CSV tables; tables without rows are left out. Returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        rows = getattr(ledger, name)
        if rows:
            write_table(folder / f"{name}.csv", [line(row) for row in rows])
    return folder


def write_table(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def line(row: object) -> dict[str, str]:
    return {f.name: cell(getattr(row, f.name)) for f in fields(row)}  # type: ignore[arg-type]


def cell(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "true"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
