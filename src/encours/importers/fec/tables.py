"""The items, customers and entities of FEC files as tables of the book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from encours.book.reading import RowsTable
from encours.book.records import ITEMS
from encours.importers.fec.history import BROUGHT, LETTER, LETTER_DATE, REOPENS, brought
from encours.importers.fec.item import Item
from encours.importers.fec.items import Company, names_of
from encours.importers.fec.ledger import Line

Column = tuple[pa.DataType, list[Any]]


def items_table(companies: Sequence[Company], currency: str) -> RowsTable:
    """One row per item, with the accounting columns worth keeping as custom fields."""
    rows = [
        (company, item)
        for company in companies
        for item in (*company.items, *(one for one in company.restated if not one.bare))
    ]
    items = [item for _company, item in rows]
    lines = [item.line for item in items]
    groups = [company.matching.first.get(item.key) for company, item in rows]
    columns: dict[str, Column] = {
        "entity": (pa.string(), [company.entity for company, _item in rows]),
        "customer": (pa.string(), [item.customer for item in items]),
        "item": (pa.string(), [item.key for item in items]),
        "kind": (pa.string(), [item.kind.value for item in items]),
        "nature": _text(item.nature for item in items),
        "document": _text(line.piece for line in lines),
        "posting_date": (pa.date32(), [line.day for line in lines]),
        "issue_date": (pa.date32(), [item.issue for item in items]),
        "due_date": (pa.date32(), [item.due for item in items]),
        "due_source": (pa.string(), [item.due_source for item in items]),
        "currency": (pa.string(), [currency] * len(rows)),
        "amount": (pa.int64(), [item.units for item in items]),
        "doubtful": (pa.bool_(), [item.doubtful for item in items]),
        **_custom_fields(items),
        "_group": (pa.string(), [member.group if member else None for member in groups]),
        "_group_date": (pa.date32(), [member.on if member else None for member in groups]),
        **_origin(
            [
                member.line if member and item.held else item.line
                for item, member in zip(items, groups, strict=True)
            ]
        ),
    }
    return _table(columns)


def members_table(companies: Sequence[Company]) -> RowsTable:
    """Items of the book that a letter of the files matches, and items that more than one matches."""
    rows = [(company.entity, member) for company in companies for member in company.matching.members]
    return _table(
        {
            "entity": (pa.string(), [entity for entity, _member in rows]),
            "item": (pa.string(), [member.item.key for _entity, member in rows]),
            "_group": (pa.string(), [member.group for _entity, member in rows]),
            "_group_date": (pa.date32(), [member.on for _entity, member in rows]),
            **_origin([member.line for _entity, member in rows]),
        }
    )


def withdrawn_table(companies: Sequence[Company]) -> RowsTable:
    """Items of the book that a period given again no longer holds."""
    rows = [(company.entity, one.item) for company in companies for one in company.withdrawn]
    return _table(
        {
            "entity": (pa.string(), [entity for entity, _item in rows]),
            "item": (pa.string(), [item for _entity, item in rows]),
        }
    )


def customers_table(companies: Sequence[Company]) -> RowsTable:
    """The customers of the items. Only what the file knows: nothing else of a customer is touched."""
    rows = [
        (company.entity, customer, name, line)
        for company in companies
        for customer, (name, line) in names_of(company).items()
    ]
    columns: dict[str, Column] = {
        "entity": (pa.string(), [entity for entity, _customer, _name, _line in rows]),
        "customer": (pa.string(), [customer for _entity, customer, _name, _line in rows]),
        **_origin([line for _entity, _customer, _name, line in rows]),
    }
    if any(name for _entity, _customer, name, _line in rows):
        columns["name"] = (pa.string(), [name or customer for _entity, customer, name, _line in rows])
    return _table(columns)


def entities_table(companies: Sequence[Company], known: Sequence[str], currency: str | None) -> RowsTable:
    """The companies. Their SIREN when the file names give it, their currency when it is said or new."""
    columns: dict[str, Column] = {
        "entity": (pa.string(), [company.entity for company in companies]),
        "_file": (pa.string(), [company.years[0].file for company in companies]),
        "_line": (pa.int64(), [1] * len(companies)),
    }
    sirens = [company.siren for company in companies]
    if all(sirens):
        columns["siren"] = (pa.string(), sirens)
    if currency or not any(company.entity in known for company in companies):
        columns["currency"] = (pa.string(), [currency or "EUR"] * len(companies))
    return _table(columns)


def _custom_fields(items: Sequence[Item]) -> dict[str, Column]:
    """Fields that hold something: the journal, account, label and letter of the line, the file's other columns."""
    lines = [item.line for item in items]
    fields = {
        "payment_method": [line.method for line in lines],
        "JournalCode": [line.entry[0] for line in lines],
        "CompteNum": [line.account for line in lines],
        "EcritureLib": [line.label for line in lines],
        LETTER: [line.letter for line in lines],
        LETTER_DATE: [_letter_date(item) for item in items],
        BROUGHT: [brought(item) for item in items],
        REOPENS: [item.reopens for item in items],
        "Montantdevise": [line.foreign_amount for line in lines],
        "Idevise": [line.foreign_currency for line in lines],
        "opening": ["1" if line.opening else "" for line in lines],
    }
    columns = {name: _text(values) for name, values in fields.items() if any(values)}
    for heading in dict.fromkeys(heading for line in lines for heading, _value in line.more):
        columns[_free_name(heading, columns)] = _text(dict(line.more).get(heading, "") for line in lines)
    return columns


def _letter_date(item: Item) -> str:
    """The date of the letter that the line itself bears."""
    own = next((mark.on for mark in item.marks if mark.since == item.line.day), None)
    return str(own) if own else ""


def _free_name(heading: str, taken: Mapping[str, Column]) -> str:
    """A heading that is none of the book's own columns."""
    reserved = heading.lower() in ITEMS.names or heading.startswith("_") or heading in taken
    return f"fec_{heading.lstrip('_')}" if reserved else heading


def _origin(lines: Sequence[Line]) -> dict[str, Column]:
    return {
        "_file": (pa.string(), [line.file for line in lines]),
        "_line": (pa.int64(), [line.line for line in lines]),
    }


def _text(values: Iterable[str]) -> Column:
    return pa.string(), [value or None for value in values]


def _table(columns: Mapping[str, Column]) -> RowsTable:
    return RowsTable(pa.table({name: pa.array(values, type) for name, (type, values) in columns.items()}))
