"""Balances brought forward, as printed ledgers begin with for each customer: what of them can be taken as owed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.importers.fec.kinds import Accounts
from encours.importers.fields import DATES
from encours.importers.flat.accounts import other_accounts
from encours.importers.flat.faults import Mask
from encours.importers.flat.printed import printed
from encours.importers.tabular import Cells, Grid, Layout


def taken_forward(layout: Layout, grid: Grid, forward: Mask, families: Accounts) -> tuple[Mask, Grid]:
    """Those that have a customer and an amount, in a list of customers' accounts only; and the list with the words
    that stand in place of their dates taken out."""
    none = np.zeros(len(forward), dtype=bool)
    if not forward.any() or other_accounts(layout, grid, families) is not None:
        return none, grid
    taken = forward & _filled(layout, grid, ("customer", "customer_name"))
    taken &= _filled(layout, grid, ("amount", "debit", "credit"))
    taken &= ~_names_itself(layout, grid, taken)
    if not taken.any():
        return none, grid
    columns = list(grid.columns)
    for index in {layout.fields[name] for name in DATES if name in layout.fields}:
        cells = columns[index]
        text = pc.if_else(pa.array(taken), pa.scalar(None, pa.string()), cells.text)
        columns[index] = Cells(text, cells.numeric)
    return taken, replace(grid, columns=columns)


def _filled(layout: Layout, grid: Grid, names: tuple[str, ...]) -> Mask:
    filled = np.zeros(len(grid.lines), dtype=bool)
    for name in names:
        if name in layout.fields:
            filled |= pc.is_valid(grid.columns[layout.fields[name]].text).to_numpy(zero_copy_only=False)
    return filled


def _names_itself(layout: Layout, grid: Grid, taken: Mask) -> Mask:
    """The lines whose words stand where the customer should."""
    found = np.zeros(len(taken), dtype=bool)
    for name in ("customer", "customer_name"):
        if name in layout.fields:
            text = grid.columns[layout.fields[name]].text
            for place in np.flatnonzero(taken).tolist():
                found[place] |= printed((text[place].as_py(),)).kind == "forward"
    return found
