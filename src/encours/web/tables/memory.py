"""Rows held in memory: searched, sorted, added up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from encours.web.tables.columns import WORDS, Column, Row
from encours.web.tables.query import Order


def searched(rows: Sequence[Row], columns: Iterable[Column], text: str) -> Sequence[Row]:
    """Rows whose words hold each word looked for, accents and capitals aside."""
    looked_for = folded(text).split()
    if not looked_for:
        return rows
    read = [column for column in columns if column.kind in WORDS or column.second]
    found = []
    for row in rows:
        words = " ".join(_words(column, row) for column in read)
        if all(word in words for word in looked_for):
            found.append(row)
    return found


def ordered(rows: Sequence[Row], columns: Iterable[Column], order: Order | None) -> Sequence[Row]:
    """In the order asked for; rows that tie keep theirs, and those without a value come last both ways."""
    column = next((column for column in columns if order and column.key == order.key), None)
    if column is None or order is None:
        return rows
    valued: list[tuple[Any, Row]] = []
    without: list[Row] = []
    for row in rows:
        value = column.of(row)
        if value is None or value == "":
            without.append(row)
        else:
            valued.append((folded(str(value)) if column.kind in WORDS else value, row))
    valued.sort(key=lambda pair: pair[0], reverse=order.descending)
    return [*(row for _value, row in valued), *without]


def totals(rows: Sequence[Row], columns: Iterable[Column]) -> dict[str, Any]:
    """The total of each column that has one, over all the rows."""
    return {column.key: column.totalled(rows) for column in columns if column.total}


def folded(text: str) -> str:
    """Without accents or capitals: as names are looked up.

    >>> folded("Œuvre Élégante"), folded("STRASSE") == folded("Straße")
    ('oeuvre elegante', True)
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _words(column: Column, row: Row) -> str:
    second = column.second(row) if column.second else ""
    return folded(f"{column.of(row) or ''} {second or ''}")
