"""An aged balance whose rows are all at hand: sorted, searched and grouped here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from encours.web.aged.lines import MEASURES, ZERO, Line, Values, added, compared, lines, nothing
from encours.web.aged.query import Aged
from encours.web.tables import Column, Frame, Order, Table, of_pages, of_rows
from encours.web.tables.memory import ordered, searched, totals


def every_line(asked: Aged) -> list[Line]:
    """All the rows, compared with another date when one is asked for; amounts keep every digit, so that they add up."""
    found = lines(_split(asked, asked.keys), asked.keys, asked.labels)
    if asked.against is None:
        return list(found.values())
    return compared(found, nets(asked), len(asked.labels))


def whole(asked: Aged) -> Line:
    """The balance without any split: what the rows add up to."""
    found = lines(_split(asked, ()), (), asked.labels)
    line = found.get((), nothing(len(asked.labels)))
    if asked.against is None:
        return line
    at = {**asked.question, "as_of": asked.against}
    before: dict[Values, Any] = {(): asked.visit.show("net", **at, exact=True).value}
    return compared({(): line}, before, len(asked.labels))[0]


def total(asked: Aged, found: Sequence[Line]) -> Line:
    """What rows that are all at hand add up to: the same, without another question."""
    line = added(found, len(asked.labels))
    return replace(line, before=line.before or ZERO) if asked.against else line


def nets(asked: Aged, where: Sequence[str] = ()) -> dict[Values, Any]:
    """The net of each row at the other date."""
    at = {**asked.question, "as_of": asked.against, "where": [*asked.where, *where]}
    found = asked.visit.show("net", by=list(asked.keys), **at, exact=True)
    return {tuple(row[key] for key in asked.keys): row["net"] for row in found}


def table(asked: Aged, columns: Sequence[Column], found: Sequence[Line], frame: Frame) -> Table:
    """The table of these rows; by two dimensions, under a subtotal for each value of the first."""
    request = asked.visit.request
    if not asked.grouped:
        return of_rows(request, "aged", columns, found, frame)

    def fetch(
        order: Order | None, limit: int, offset: int, text: str
    ) -> tuple[Sequence[Line], int, Mapping[str, Any]]:
        kept = searched(found, columns, text)
        shown = list(_groups(asked, columns, kept, order))
        return shown[offset : offset + limit], len(shown), totals(kept, columns)

    def stream(order: Order | None, text: str) -> Iterable[Line]:
        """Without the subtotals, which a spreadsheet would add again."""
        kept = searched(found, columns, text)
        return (line for line in _groups(asked, columns, kept, order) if not line.subtotal)

    return of_pages(request, "aged", columns, fetch, stream, frame)


def _split(asked: Aged, keys: Sequence[str], where: Sequence[str] = ()) -> Iterable[Mapping[str, Any]]:
    question = {**asked.question, "where": [*asked.where, *where]}
    return asked.visit.show(*MEASURES, by=[*keys, "bucket"], **question, exact=True)


def lines_of(asked: Aged, where: Sequence[str]) -> dict[Values, Line]:
    """The rows that meet some conditions more."""
    return lines(_split(asked, asked.keys, where), asked.keys, asked.labels)


def _groups(
    asked: Aged, columns: Sequence[Column], found: Sequence[Line], order: Order | None
) -> Iterator[Line]:
    """Each subtotal, then its lines, both in the order asked for."""
    size = 2 if asked.by[0] == "customer" else 1
    by_group = sorted(found, key=lambda line: [(value is None, value or "") for value in line.values[:size]])
    inside = {values: list(those) for values, those in groupby(by_group, key=lambda line: line.values[:size])}
    width = len(asked.labels)
    subtotals = [added(those, width, values, subtotal=True) for values, those in inside.items()]
    for subtotal in ordered(subtotals, columns, order):
        yield subtotal
        yield from ordered(inside[subtotal.values], columns, order)
