"""Aged details whose items have their amount in the column of their age, and in no other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.importers.fields import AMOUNTS
from encours.importers.mapping import FlatMapping
from encours.importers.tabular import Cells, Grid, Layout
from encours.said import _, several

_AGE = re.compile(
    r"(not( yet)? due|non[ -][ée]chu|[àa] [ée]choir|current|courant|at date|older|plus ancien|ant[ée]rieur|"
    r"(over|plus de|more than|>|≥|\+) ?[0-9]+|[0-9]+ ?\+|[0-9]+ (and|et) (over|plus)|[<>] ?[0-9]+ (months?|mois)|"
    r"[0-9]+ (months?|mois)|(de |from |[ée]chu )?[0-9]+ ?(-|–|to|[àa]) ?[0-9]+)( ?(days?|jours?|j|d))?( past due)?",
    re.IGNORECASE,
)
_NOTHING = r"^[-–0.,\s€$£]*$"
_FEWEST = 2


def age_columns(headers: Sequence[str]) -> list[int]:
    """The columns of ages, when there are several.

    >>> age_columns(["Client", "Non échu", "1-30", "31 à 60 jours", "> 90", "Total"]), age_columns(["1-30", "Total"])
    ([1, 2, 3, 4], [])
    """
    found = [index for index, header in enumerate(headers) if _AGE.fullmatch(header.strip())]
    return found if len(found) >= _FEWEST else []


def with_amounts(layout: Layout, grid: Grid, mapping: FlatMapping) -> tuple[Layout, Grid, list[str]]:
    """The list with the amount of each line, taken from the one age that has it where no column of amounts does."""
    ages = age_columns(layout.headers)
    if not ages or set(AMOUNTS) & set(mapping.columns):
        return layout, grid, []
    aged = [_worth(grid.columns[index].text) for index in ages]
    filled = np.sum([pc.is_valid(text).to_numpy(zero_copy_only=False) for text in aged], axis=0)
    bare = np.ones(len(grid.lines), dtype=bool)
    for name in AMOUNTS:
        if name in layout.fields:
            bare &= pc.is_null(grid.columns[layout.fields[name]].text).to_numpy(zero_copy_only=False)
    taken = bare & (filled == 1)
    if not taken.any():
        return layout, grid, []
    text = pc.if_else(pa.array(taken), pc.coalesce(*aged), pa.scalar(None, pa.string()))
    numeric = [grid.columns[index].numeric for index in ages]
    marked = pc.is_valid(text) if all(one is not None for one in numeric) else None
    if "amount" in layout.fields:
        cells = grid.columns[layout.fields["amount"]]
        text = pc.coalesce(cells.text, text)
        marked = pc.or_(cells.numeric, marked) if cells.numeric is not None and marked is not None else None
    grid = replace(grid, columns=[*grid.columns, Cells(text, marked)])
    fields = {**layout.fields, "amount": len(layout.headers)}
    note = several(
        "{count} amount is in the column of its age: {columns}",
        "{count} amounts are in the column of their age: {columns}",
    )
    said = note.format(count=int(taken.sum()), columns=", ".join(layout.headers[index] for index in ages))
    return replace(layout, headers=(*layout.headers, _("amount by age")), fields=fields), grid, [said]


def _worth(text: pa.Array) -> pa.Array:
    """The cells that are worth something: a zero in the other ages is nothing."""
    nothing = pc.fill_null(pc.match_substring_regex(text, _NOTHING), True)
    return pc.if_else(nothing, pa.scalar(None, pa.string()), text)
