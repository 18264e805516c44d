"""Rows of a vast aged balance found by words, or put in the order of one bucket: on columns, without reading a row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from encours.cube.buckets import UNAPPLIED
from encours.web.aged.lines import MEASURES, Line, Values
from encours.web.aged.query import Aged
from encours.web.tables import Order
from encours.web.tables.memory import folded

if TYPE_CHECKING:
    import pyarrow as pa

MARKS = r"\p{Mn}"  # what is left of an accent once set apart from its letter


def found_in(
    asked: Aged, order: Order | None, limit: int, offset: int, text: str
) -> tuple[list[Values], int, Line]:
    """The rows of a page, how many there are in all, and what all of them add up to.

    The total of rows found by words says nothing of another date.
    """
    cells = _searched(_cells(asked), asked.keys, text)
    rows = _rows(asked, cells, order)
    page = rows.slice(offset, limit)
    values = list(zip(*(page.column(key).to_pylist() for key in asked.keys), strict=True))
    return values, rows.num_rows, _total(asked, cells)


def _cells(asked: Aged) -> pa.Table:
    """One row for each cell of the balance, its dimensions as plain text."""
    import pyarrow as pa

    by = [*asked.keys, "bucket"]
    found = asked.visit.book.show(*MEASURES, by=by, **asked.question).to_arrow()
    columns = [found.column(name).cast(pa.string()) for name in by]
    return pa.table([*columns, *(found.column(name) for name in MEASURES)], [*by, *MEASURES])


def _searched(cells: pa.Table, keys: Sequence[str], text: str) -> pa.Table:
    """Every word stands in one of the dimensions, accents and capitals aside."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for word in folded(text).split():
        held = pa.nulls(cells.num_rows, pa.bool_()).fill_null(False)
        for key in keys:
            held = pc.or_(held, pc.match_substring(_plain(cells.column(key)), word).combine_chunks())
        cells = cells.filter(held)
    return cells


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow.compute as pc

    apart = pc.utf8_normalize(pc.utf8_lower(column.fill_null("")), "NFKD")
    return pc.replace_substring_regex(apart, pattern=MARKS, replacement="")


def _rows(asked: Aged, cells: pa.Table, order: Order | None) -> pa.Table:
    """The rows with what orders them, in order; those that tie by their gross, then their name."""
    import pyarrow as pa
    import pyarrow.compute as pc

    key = order.key if order else "gross"
    bucket = int(key[1:]) if key[0] == "b" else None
    if bucket is not None:
        here = pc.equal(cells.column("bucket"), asked.labels[bucket])
        counted = cells.column("item_count" if asked.shown == "count" else "gross")
        cells = cells.append_column("wanted", pc.if_else(here, counted, pa.scalar(0).cast(counted.type)))
    summed = [name for name in (*MEASURES, "wanted") if name in cells.column_names]
    rows = cells.group_by(list(asked.keys)).aggregate([(name, "sum") for name in summed])
    rows = rows.append_column("rank", _rank(asked, rows, key))
    way = "ascending" if order and not order.descending else "descending"
    ties = [("gross_sum", "descending"), *((name, "ascending") for name in asked.keys)]
    return rows.sort_by([("rank", way), *ties])


def _rank(asked: Aged, rows: pa.Table, key: str) -> pa.ChunkedArray:
    """What a column is ordered by; to be put in order an amount needs no more digits than a float has."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if key[0] == "d":
        name = asked.by[int(key[1:])]
        return _plain(rows.column("customer_name" if name == "customer" else name))
    sums = {name: rows.column(name).cast(pa.float64()) for name in rows.column_names if name.endswith("_sum")}
    if key[0] == "b":
        share = asked.shown == "share"
        return pc.divide(sums["wanted_sum"], sums["gross_sum"]) if share else sums["wanted_sum"]
    if key == "net":
        return pc.add(sums["gross_sum"], sums["unapplied_sum"])
    return sums[{"unapplied": "unapplied_sum", "count": "item_count_sum"}.get(key, "gross_sum")]


def _total(asked: Aged, cells: pa.Table) -> Line:
    """All the cells as one line."""
    summed = cells.group_by("bucket").aggregate([(name, "sum") for name in MEASURES]).to_pylist()
    by = {row["bucket"]: row for row in summed}
    held = [by.get(label) for label in asked.labels]
    credit = by.get(UNAPPLIED)
    return Line(
        (),
        tuple(row["gross_sum"] if row else Decimal(0) for row in held),
        tuple(row["item_count_sum"] if row else 0 for row in held),
        credit["unapplied_sum"] if credit else Decimal(0),
        credit["item_count_sum"] if credit else 0,
    )
