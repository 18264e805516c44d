"""The totals a list prints, beside what its lines add up to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.book.reading import PrintedTotal
from encours.importers.flat.amounts import read_amounts
from encours.importers.flat.asides import Aside
from encours.importers.flat.faults import Faults, Mask
from encours.importers.flat.printed import printed
from encours.importers.tabular import Grid, Layout
from encours.money import from_units

_MOST = 100_000  # lines that are no items: beyond, they are not searched for totals
_WHOLE = re.compile(r"grand|g[ée]n[ée]ral|overall|liste|report", re.IGNORECASE)
_ALL = ("account", "settled", "void", "draft", "lost", "no_receivable", "paid_at_once")
# The lines set aside that a printed total may count: all, those that were issued once, or none.
_COUNTED = (_ALL, ("account", "settled", "lost", "paid_at_once"), ())
_SUMS = (("open",), ("amount",), ("debit", "credit"))


def whole_totals(layout: Layout, grid: Grid, keep: Mask) -> Mask:
    """The lines that print a total of the whole list: those that name no customer, one that says so before others."""
    places = np.flatnonzero(~keep)
    found = np.zeros(len(keep), dtype=bool)
    if not 0 < len(places) <= _MOST:
        return found
    chosen = pa.array(places)
    columns = [cells.text.take(chosen).to_pylist() for cells in grid.columns[: len(layout.headers)]]
    rows = list(zip(*columns, strict=True))
    totals = [number for number, row in enumerate(rows) if any(row) and printed(row).texts == ("",)]
    said = [number for number in totals if any(text and _WHOLE.search(text) for text in rows[number])]
    found[places[said[-1:] or totals]] = True
    return found


def total_of(
    file: str,
    totals: Aside,
    asides: Sequence[Aside],
    values: Mapping[str, pa.Array],
    marks: Mapping[str, str],
) -> list[PrintedTotal]:
    """The total printed beside what the lines read add up to, in the first of open amount, amount, and debits less
    credits that the total line gives; none when it gives none. `values` are the columns of the items, in units."""
    for names in _SUMS:
        if not set(names) <= set(values):
            continue
        own = [units for units in (_units(totals, name, marks) for name in names) if units is not None]
        if not own:
            continue
        every = [_ours(values, asides, names, marks, some) for some in _COUNTED]
        counted = np.sum([units * sign for units, sign in zip(own, (1, -1), strict=False)], axis=0)
        return [_nearest(file, [int(units) for units in counted], every, totals)]
    return []


def _ours(
    values: Mapping[str, pa.Array],
    asides: Sequence[Aside],
    names: Sequence[str],
    marks: Mapping[str, str],
    reasons: Sequence[str],
) -> int:
    """What the lines read add up to, with those set aside for these reasons."""
    sums = [_sum(values[name]) + _aside(asides, name, marks, reasons) for name in names]
    return sums[0] - sum(sums[1:])


def _nearest(file: str, printed_totals: list[int], every: list[int], totals: Aside) -> PrintedTotal:
    """The printed total that one of our sums is, else what is printed beside the first of them."""
    for ours in every:
        if ours in (*printed_totals, sum(printed_totals)):
            return PrintedTotal(file, int(totals.lines[-1]), from_units(ours), from_units(ours))
    ours = every[0]
    return PrintedTotal(file, int(totals.lines[-1]), from_units(sum(printed_totals)), from_units(ours))


def _units(aside: Aside, name: str, marks: Mapping[str, str]) -> np.ndarray | None:
    """What the lines set aside have in that column; None when they have nothing there."""
    if name not in aside.cells or name not in marks:
        return None
    found = read_amounts(name, aside.cells[name], marks[name], Faults("", aside.lines))
    if found.null_count == len(found):
        return None
    units: np.ndarray = pc.fill_null(found, 0).to_numpy(zero_copy_only=False)
    return units


def _aside(asides: Sequence[Aside], name: str, marks: Mapping[str, str], reasons: Sequence[str]) -> int:
    found = (_units(aside, name, marks) for aside in asides if aside.reason in reasons)
    return sum(int(units.sum()) for units in found if units is not None)


def _sum(values: pa.Array) -> int:
    return int(pc.sum(values).as_py() or 0)
