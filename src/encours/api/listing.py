"""Long lists of rows: a page of them with what all of them add up to, or all of them little by little."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from encours.api.amounts import shown
from encours.api.connection import Connection
from encours.api.result import Paged, Result
from encours.api.rows import Behind, as_result, read
from encours.book.engine import Engine
from encours.cube import rows as cube_rows
from encours.cube.branches import Text
from encours.cube.listing import detailed, ordered, picked, tallied
from encours.cube.search import FOUND, searched
from encours.errors import UsageError
from encours.i18n import _


@dataclass(frozen=True, slots=True, repr=False)
class Page(Paged):
    """`rows` are those of the page, `count` and `total` (of the measure) those of the whole list."""

    rows: Result
    count: int
    total: Decimal | int


def page_of(connection: Connection, asked: Behind, order: str, search: str, limit: int, offset: int) -> Page:
    """A page of the rows behind a measure; beyond the last one it is empty."""
    refuse_negative(limit, offset)
    engine = connection.engine
    asked.load_rates()
    said = ordered(asked.converter, asked.of, asked.over, asked.cut, asked.name, order)
    only = _found(connection, asked, search)
    first = picked(asked.of, asked.over, asked.cut, said, limit, offset, only)
    numbers = engine.rows(first.sql, first.parameters)
    count, total = _tally(connection, asked, only)
    return Page(_detailed(engine, asked, numbers), count, total)


def stream_of(
    connection: Connection, asked: Behind, order: str, search: str
) -> Iterator[list[dict[str, Any]]]:
    """Every row, some thousands at a time; what is wrong is said at once, and the connection closed at the end."""
    asked.load_rates()
    said = ordered(asked.converter, asked.of, asked.over, asked.cut, asked.name, order)
    only = _found(connection, asked, search)
    text = cube_rows.rows(asked.converter, asked.of, asked.over, asked.cut, order=said, only=only)
    return _batches(connection, asked, text)


def _batches(connection: Connection, asked: Behind, text: Text) -> Iterator[list[dict[str, Any]]]:
    try:
        for columns, found in connection.engine.batches(text.sql, text.parameters):
            yield read(asked, columns, found)
    finally:
        connection.close()


def refuse_negative(limit: int, offset: int) -> None:
    """A page has a first row and some rows."""
    if limit < 0 or offset < 0:
        raise UsageError(_("A page starts at row 0 or after and has 0 rows or more."))


def _found(connection: Connection, asked: Behind, search: str) -> Text | None:
    """The condition that keeps what was searched, kept at hand from one page to the next."""
    if not search.strip():
        return None
    text = searched(asked.of, asked.over, asked.cut, search.strip())
    key = (text.sql, *text.parameters)
    if connection.searched != key:
        connection.searched = ()
        connection.engine.run(text.sql, text.parameters)
        connection.searched = key
    return FOUND


def _tally(connection: Connection, asked: Behind, only: Text | None) -> tuple[int, Decimal | int]:
    """Counted once: the next pages and the other orders of a list have the same."""
    text = tallied(asked.converter, asked.of, asked.over, asked.cut, only)
    key = (text.sql, *text.parameters, asked.converter.reporting, connection.searched if only else "")
    return connection.kept(key, lambda: _counted(connection.engine, asked, text))


def _counted(engine: Engine, asked: Behind, text: Text) -> tuple[int, Decimal | int]:
    count, total = 0, Decimal(0)
    with localcontext() as context:
        context.prec = 40
        for currency, rows, value, missing in engine.rows(text.sql, text.parameters):
            count += rows
            total += Decimal(value) * (_factor(asked, currency, missing) if asked.of.money else 1)
    return count, shown(asked.of, total, asked.converter)


def _factor(asked: Behind, currency: str, missing: str | None) -> Decimal:
    factor = asked.converter.factor(currency, asked.over.end)
    if factor is None or missing:
        raise asked.converter.missing(missing or f"{currency} {asked.over.end}")
    return factor


def _detailed(engine: Engine, asked: Behind, numbers: list[tuple[int, int | None]]) -> Result:
    text = detailed(asked.converter, asked.of, asked.over, asked.cut, numbers)
    columns, found = engine.columns(text.sql, text.parameters)
    places = {number: place for place, (number, _item) in enumerate(numbers)}
    in_order = sorted(found, key=lambda row: places[row[0]])
    return as_result(asked, columns[1:], read(asked, columns[1:], (row[1:] for row in in_order)))
