"""An aged balance of very many rows: the book orders them, and only those of the page are read whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from encours.cube.filters import equals
from encours.web.aged.in_memory import every_line, lines_of, nets
from encours.web.aged.index import found_in
from encours.web.aged.lines import Line, Values, compared
from encours.web.aged.query import Aged
from encours.web.tables import Column, Frame, Order, Table, of_pages
from encours.web.tables.memory import ordered, searched

RANKED = ("gross", "unapplied", "net", "item_count")


def table(asked: Aged, columns: Sequence[Column], total: Line, frame: Frame) -> Table:
    """The table, a page at a time; `total` is what all the rows add up to."""

    def fetch(
        order: Order | None, limit: int, offset: int, text: str
    ) -> tuple[Sequence[Line], int, Mapping[str, Any]]:
        if text or (order and order.key.startswith("b")):
            keys, count, summed = found_in(asked, order, limit, offset, text)
        else:
            (keys, count), summed = _ranked(asked, order, limit, offset), total
        return _lines(asked, keys), count, _totals(columns, summed if text else total)

    def stream(order: Order | None, text: str) -> Iterable[Line]:
        return ordered(searched(every_line(asked), columns, text), columns, order)

    return of_pages(asked.visit.request, "aged", columns, fetch, stream, frame)


def _ranked(asked: Aged, order: Order | None, limit: int, offset: int) -> tuple[list[Values], int]:
    found = asked.visit.ranked(
        *RANKED, by=list(asked.keys), **asked.question, order=_order(asked, order), limit=limit, offset=offset
    )
    return [tuple(row[key] for key in asked.keys) for row in found.rows], found.count


def _order(asked: Aged, order: Order | None) -> str:
    """The order of a column in the words of the book."""
    if order is None:
        return "-gross"
    names = {"count": "item_count"}
    for place, name in enumerate(asked.by):
        names[f"d{place}"] = "customer_name" if name == "customer" else name
    return ("-" if order.descending else "") + names.get(order.key, order.key)


def _lines(asked: Aged, keys: Sequence[Values]) -> list[Line]:
    """The rows of the page, in its order."""
    if not keys:
        return []
    # A customer's code tells its rows apart from nearly all others: no name is looked at besides.
    told = [place for place, name in enumerate(asked.keys) if name != "customer_name" or name in asked.by]
    where = [equals(asked.keys[place], *_values(keys, place)) for place in told]
    found = lines_of(asked, where)
    if asked.against is not None:
        before = {values: net for values, net in nets(asked, where).items() if values in found}
        found = {line.values: line for line in compared(found, before, len(asked.labels))}
    return [found[values] for values in keys if values in found]


def _values(keys: Sequence[Values], place: int) -> Iterable[str | None]:
    return dict.fromkeys(values[place] for values in keys)


def _totals(columns: Sequence[Column], total: Line) -> dict[str, Any]:
    """What all the rows add up to, column by column."""
    return {column.key: column.totalled([total]) for column in columns if column.total}
