"""A list opened: where its columns are, which of its lines are items, and what the steps of reading it share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from encours.book.reading import Options
from encours.importers.flat.columns import check_mapping, require, settle
from encours.importers.flat.faults import Faults
from encours.importers.flat.lines import items_only
from encours.importers.mapping import FlatMapping
from encours.importers.tabular import Cells, Grid, Layout, find_layout, read_grid


@dataclass(slots=True)
class Work:
    """What the steps of reading one file share."""

    layout: Layout
    grid: Grid
    mapping: FlatMapping
    options: Options
    faults: Faults
    notes: list[str]

    def cells(self, name: str) -> Cells:
        return self.grid.columns[self.layout.fields[name]]

    def header(self, name: str) -> str:
        return self.layout.headers[self.layout.fields[name]]

    def has(self, name: str) -> bool:
        return name in self.layout.fields


def open_work(path: Path, mapping: FlatMapping, options: Options) -> Work:
    layout = find_layout(path, mapping)
    check_mapping(layout, mapping)
    grid = read_grid(layout, options.progress)
    layout, notes = settle(layout, grid, mapping)
    require(layout, options.snapshot is not None)
    keep, passed_over = items_only(layout, grid)
    places = np.cumsum(keep) - 1
    chosen = pa.array(keep)
    columns = [Cells(c.text.filter(chosen), c.numeric and c.numeric.filter(chosen)) for c in grid.columns]
    faults = Faults(path.name, grid.lines.filter(chosen).to_numpy())
    for position, column, why in grid.faults:
        if keep[position]:
            faults.add([int(places[position])], layout.headers[column] if column >= 0 else "", why)
    return Work(
        layout, Grid(grid.lines.filter(chosen), columns), mapping, options, faults, notes + passed_over
    )
