"""What a table of a book is: its columns, how each is written in a file, and the key that knows a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Type(StrEnum):
    """How a column is written in a file and held in the store."""

    TEXT = "text"
    DATE = "date"  # ISO in files
    MOMENT = "moment"  # ISO date and time in files, UTC when it says nothing
    MONEY = "money"  # decimal in files, whole units of 1/100 000 in the store
    NUMBER = "number"  # exact decimal with up to nine decimals
    WHOLE = "whole"
    FLAG = "flag"  # true/false, 1/0, yes/no, oui/non in files; empty is false


@dataclass(frozen=True, slots=True)
class Column:
    """One field: its meaning is part of the documentation."""

    name: str
    type: Type
    about: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its business key decides what is new, changed or the same at import."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...] = field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when the table has none."""
        return {column.name: column for column in self.columns}[name]
