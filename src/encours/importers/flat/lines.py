"""Which lines of a list are items: titles, rules, repeated headers and totals are passed over, and said."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.importers.fields import AMOUNTS, DATES
from encours.importers.flat.faults import Mask
from encours.importers.flat.printed import printed
from encours.importers.tabular import Cells, Grid, Layout

_TOTAL = re.compile(
    r"\W*(sous[- ]?totaux|sous[- ]?total|sub[- ]?total|grand total|total|totaux|cumul|report|a reporter"
    r"|à reporter|solde (général|total|client|fin|au)|somme|result|résultat|\*+)(\b|$|\W)",
    re.IGNORECASE,
)


def items_only(layout: Layout, grid: Grid, rest: Mask | None = None) -> tuple[Mask, Mask, Mask]:
    """The lines that may be items; balances brought forward without a date; and the others that are not blank. `rest`
    are headings and totals known as such."""
    filled = np.zeros(len(grid.lines), dtype=np.int64)
    for cells in grid.columns:
        filled += pc.is_valid(cells.text).to_numpy(zero_copy_only=False)
    blank = filled == 0
    skipped = (filled == 1) & (len([h for h in layout.headers if h]) > 1)
    skipped |= rest if rest is not None else False
    unsure = ~blank & ~skipped & ~_dated(layout, grid)
    kinds = _undated(layout, grid.columns, unsure)
    skipped[np.flatnonzero(unsure)[[kind == "total" for kind in kinds]]] = True
    forward = np.zeros(len(blank), dtype=bool)
    forward[np.flatnonzero(unsure)[[kind == "forward" for kind in kinds]]] = True
    skipped |= _repeats_header(layout, grid) | _is_rule(layout, grid)
    faulty = {position for position, _column, _why in grid.faults}
    skipped[[p for p in faulty if not skipped[p]]] = False
    return ~blank & ~skipped & ~forward, forward, skipped


def _dated(layout: Layout, grid: Grid) -> Mask:
    dated = np.zeros(len(grid.lines), dtype=bool)
    for name in DATES:
        if name in layout.fields:
            dated |= _dates(grid.columns[layout.fields[name]].text)
    return dated


def _dates(text: pa.Array) -> Mask:
    """The cells filled with anything but the words of a total or of a balance brought forward, which may be there."""
    encoded = text.dictionary_encode()
    totals = [printed((value,)).kind in ("total", "forward") for value in encoded.dictionary.to_pylist()]
    mask: Mask = pc.is_valid(text).to_numpy(zero_copy_only=False).copy()
    if any(totals):
        mask &= ~np.array([*totals, False])[
            encoded.indices.fill_null(len(totals)).to_numpy(zero_copy_only=False)
        ]
    return mask


def _undated(layout: Layout, columns: Sequence[Cells], unsure: Mask) -> list[str]:
    """Of the lines without any date: "forward" for a balance brought forward, "total" for those that say they are
    totals or name neither customer nor document, "" for the others."""
    names = [
        layout.fields[f] for f in ("customer", "customer_name", "document", "item") if f in layout.fields
    ]
    sums = [layout.fields[f] for f in AMOUNTS if f in layout.fields]
    chosen = pa.array(unsure)
    rows = zip(*(cells.text.filter(chosen).to_pylist() for cells in columns), strict=True)
    return [_kind(row, names, sums) for row in rows]


def _kind(row: Sequence[str | None], names: Sequence[int], sums: Sequence[int]) -> str:
    if any(row[index] for index in sums) and printed(row).kind == "forward":
        return "forward"
    total = not any(row[index] for index in names) or any(text and _TOTAL.match(text) for text in row)
    return "total" if total else ""


def _is_rule(layout: Layout, grid: Grid) -> Mask:
    """Lines drawn with dashes, as printed lists have."""
    index = layout.fields.get("customer", layout.fields.get("customer_name", 0))
    drawn = pc.match_substring_regex(grid.columns[index].text, r"^[-=_+]{2,}$")
    mask: Mask = pc.fill_null(drawn, False).to_numpy(zero_copy_only=False)
    return mask


def _repeats_header(layout: Layout, grid: Grid) -> Mask:
    """Printed lists repeat their header on each page."""
    same = np.ones(len(grid.lines), dtype=bool)
    for name in ("customer", "customer_name", *DATES):
        if name in layout.fields:
            index = layout.fields[name]
            equal = pc.equal(grid.columns[index].text, pa.scalar(layout.headers[index]))
            same &= pc.fill_null(equal, False).to_numpy(zero_copy_only=False)
    return same
