"""Which lines of a list are items: titles, rules, repeated headers and totals are passed over, and said."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.i18n import _
from encours.importers.flat_faults import Mask, some_lines
from encours.importers.flat_fields import DATES
from encours.importers.tabular import Cells, Grid, Layout

_TOTAL = re.compile(
    r"\W*(sous[- ]?totaux|sous[- ]?total|sub[- ]?total|grand total|total|totaux|cumul|report|a reporter"
    r"|à reporter|solde (général|total|client|fin|au)|somme|result|résultat|\*+)(\b|$|\W)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-=_*+. ]*")


def items_only(layout: Layout, grid: Grid) -> tuple[Mask, list[str]]:
    """The lines that may be items, and a note naming the others that are not blank."""
    filled = np.zeros(len(grid.lines), dtype=np.int64)
    for cells in grid.columns:
        filled += pc.is_valid(cells.text).to_numpy(zero_copy_only=False)
    blank = filled == 0
    skipped = (filled == 1) & (len([h for h in layout.headers if h]) > 1)
    unsure = ~blank & ~skipped & ~_dated(layout, grid)
    for position in np.flatnonzero(unsure):
        skipped[position] = _is_total(layout, grid.columns, int(position))
    skipped |= _repeats_header(layout, grid)
    faulty = {position for position, _column, _why in grid.faults}
    skipped[[p for p in faulty if not skipped[p]]] = False
    return ~blank & ~skipped, _note(grid.lines.to_numpy()[skipped].tolist())


def _dated(layout: Layout, grid: Grid) -> Mask:
    dated = np.zeros(len(grid.lines), dtype=bool)
    for name in DATES:
        if name in layout.fields:
            text = grid.columns[layout.fields[name]].text
            dated |= pc.is_valid(text).to_numpy(zero_copy_only=False)
    return dated


def _is_total(layout: Layout, columns: Sequence[Cells], position: int) -> bool:
    """A line without any date is a total when it says so, or names neither a customer nor a document."""
    texts = [cells.text[position].as_py() for cells in columns]
    named = any(texts[layout.fields[f]] for f in ("customer", "document", "item") if f in layout.fields)
    said = [text for text in texts if text]
    return not named or all(map(_RULE.fullmatch, said)) or any(_TOTAL.match(text) for text in said)


def _repeats_header(layout: Layout, grid: Grid) -> Mask:
    """Printed lists repeat their header on each page."""
    same = np.ones(len(grid.lines), dtype=bool)
    for name in ("customer", *DATES):
        if name in layout.fields:
            index = layout.fields[name]
            equal = pc.equal(grid.columns[index].text, pa.scalar(layout.headers[index]))
            same &= pc.fill_null(equal, False).to_numpy(zero_copy_only=False)
    return same


def _note(lines: list[int]) -> list[str]:
    if not lines:
        return []
    message = _("{count} lines that are not items passed over, such as titles and totals (lines {lines})")
    return [message.format(count=len(lines), lines=some_lines(lines))]
