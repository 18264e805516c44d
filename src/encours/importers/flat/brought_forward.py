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
from encours.importers.flat.printed import FORWARD, printed
from encours.importers.headers import fields_named
from encours.importers.tabular import Cells, Grid, Layout

_CUSTOMERS = frozenset(("customer", "customer_name"))
_ALONE = rf"(?i)^({FORWARD})(\s+(au|du|le|de|as|of|at|on|the|exercice|period|p[ée]riode))*[^A-Za-z]*$"


def says_forward(text: pa.Array) -> Mask:
    """The cells that hold the words of a balance brought forward and nothing else: they are no customer's name.

    >>> says_forward(pa.array(["Solde initial au 01/01/2026", "Ouverture Conseil", None])).tolist()
    [True, False, False]
    """
    mask: Mask = pc.fill_null(pc.match_substring_regex(text, _ALONE), False).to_numpy(zero_copy_only=False)
    return mask


def dated_forward(layout: Layout, grid: Grid, keep: Mask) -> tuple[Mask, Mask]:
    """Of the items, the balances brought forward whose words stand where a customer does: those whose customer is
    known from above, and those of nobody."""
    said = np.zeros(len(keep), dtype=bool)
    for index, header in enumerate(layout.headers):
        if _CUSTOMERS & {field for field, _rank in fields_named(header)} or (index == 0 and not header):
            said |= says_forward(grid.columns[index].text)
    said &= keep
    nobody = said & (_names_itself(layout, grid, said) | ~_filled(layout, grid, tuple(_CUSTOMERS)))
    return said & ~nobody, nobody


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
