"""A list opened: where its columns are, which of its lines are items, and what the steps of reading it share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.book.reading import Options, PrintedTotal
from encours.importers.fec.kinds import Accounts, accounts_from
from encours.importers.fields import AMOUNTS
from encours.importers.flat.accounts import other_accounts
from encours.importers.flat.amounts import plain_amounts
from encours.importers.flat.articles import repeated
from encours.importers.flat.asides import Aside, set_aside
from encours.importers.flat.brought_forward import dated_forward, taken_forward
from encours.importers.flat.buckets import with_amounts
from encours.importers.flat.columns import check_mapping, require, settle
from encours.importers.flat.dates import bare_dates
from encours.importers.flat.faults import Faults, Mask
from encours.importers.flat.grouped import carried_down
from encours.importers.flat.lines import items_only
from encours.importers.flat.lookalikes import numbered, payment_repeats, payment_statuses, refuse_lookalikes
from encours.importers.flat.no_receivables import no_receivables
from encours.importers.flat.standing import Standings, read_standings
from encours.importers.flat.totals import whole_totals
from encours.importers.mapping import FlatMapping
from encours.importers.standing import Standing
from encours.importers.tabular import Cells, Grid, Layout, find_layout, read_grid

_SETTLES = ("open", "paid", "settled_date", "matching_date", "matching_ref")


@dataclass(slots=True)
class Work:
    """What the steps of reading one file share. `standings` are those of the lines of `grid`, None when no column
    speaks of them; `asides` are the lines of the file that are not in it, `totals` those that print its total,
    `printed` what they say; `passed_over` are titles and totals of any kind, `openings` the lines of `grid` that are
    balances brought forward."""

    layout: Layout
    grid: Grid
    mapping: FlatMapping
    options: Options
    faults: Faults
    notes: list[str]
    standings: Standings | None = None
    asides: list[Aside] = field(default_factory=list)
    totals: Aside | None = None
    printed: list[PrintedTotal] = field(default_factory=list)
    passed_over: Aside | None = None
    openings: Mask = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def cells(self, name: str) -> Cells:
        return self.grid.columns[self.layout.fields[name]]

    def header(self, name: str) -> str:
        return self.layout.headers[self.layout.fields[name]]

    def has(self, name: str) -> bool:
        return name in self.layout.fields


def open_work(path: Path, mapping: FlatMapping, options: Options) -> Work:
    """The list of a file, without the lines that are not its items."""
    layout, grid, rest, notes = _laid_out(path, mapping, options)
    keep, forward, passed = items_only(layout, grid, rest)
    opened, grid = taken_forward(layout, grid, forward, accounts_from(options.mapping))
    above, nobody = dated_forward(layout, grid, keep)
    keep, forward = (keep | opened) & ~nobody, (forward & ~opened) | nobody
    opened |= above
    standings = read_standings(layout, grid, payment_statuses(layout, mapping))
    totals = whole_totals(layout, grid, keep | forward)
    asides = [set_aside("forward", forward, layout, grid)] if forward.any() else []
    asides += _elsewhere(layout, grid, keep, accounts_from(options.mapping))
    asides += no_receivables(layout, grid, keep, mapping)
    asides += _owing_nothing(layout, grid, keep, standings)
    asides += _repeats(layout, grid, keep)
    faults = _faults(path, layout, grid, keep)
    printed = set_aside("total", totals, layout, grid) if totals.any() else None
    passed_over = set_aside("title", passed, layout, grid) if passed.any() else None
    if not keep.all():
        grid, standings = _filtered(grid, standings, keep)
    return Work(
        layout,
        grid,
        mapping,
        options,
        faults,
        notes,
        standings,
        asides,
        printed,
        [],
        passed_over,
        opened[keep],
    )


def _laid_out(
    path: Path, mapping: FlatMapping, options: Options
) -> tuple[Layout, Grid, Mask | None, list[str]]:
    """The list with its columns known and its customers beside their items; the headings and totals found by then."""
    layout = find_layout(path, mapping)
    check_mapping(layout, mapping)
    grid = read_grid(layout, options.progress)
    layout, grid, aged = with_amounts(layout, grid, mapping)
    grid = _plain(layout, grid)
    carried = carried_down(layout, grid, mapping)
    if carried:
        layout, grid = carried.layout, carried.grid
    layout, notes = settle(layout, grid, mapping)
    require(layout, options.snapshot is not None)
    refuse_lookalikes(layout, grid, mapping)
    notes = [*([carried.note] if carried else []), *aged, *notes]
    return numbered(layout, mapping), grid, carried.rest if carried else None, notes


def _plain(layout: Layout, grid: Grid) -> Grid:
    """The list with its amounts written plainly."""
    columns = list(grid.columns)
    for name in AMOUNTS:
        if name in layout.fields:
            index = layout.fields[name]
            columns[index] = plain_amounts(columns[index], name not in ("debit", "credit"))
    return replace(grid, columns=columns)


def _elsewhere(layout: Layout, grid: Grid, keep: Mask, families: Accounts) -> list[Aside]:
    """The lines of a whole ledger that are on other accounts than customers', taken out of `keep`."""
    others = other_accounts(layout, grid, families)
    if others is None or not (keep & others).any():
        return []
    aside = set_aside("account", keep & others, layout, grid)
    keep &= ~others
    return [aside]


def _owing_nothing(layout: Layout, grid: Grid, keep: Mask, standings: Standings | None) -> list[Aside]:
    """The lines whose status says they owe nothing, taken out of `keep`: what is settled only where the list says
    neither when nor what is left of it."""
    if standings is None:
        return []
    unsaid = np.ones(len(keep), dtype=bool)
    for name in _SETTLES:
        if name in layout.fields:
            unsaid &= pc.is_null(bare_dates(grid.columns[layout.fields[name]]).text).to_numpy(
                zero_copy_only=False
            )
    asides = []
    for standing in (Standing.VOID, Standing.DRAFT, Standing.LOST, Standing.SETTLED):
        mask = keep & standings.are(standing)
        if standing == Standing.SETTLED:
            mask &= unsaid
        if mask.any():
            asides.append(set_aside(standing, mask, layout, grid))
            keep &= ~mask
    return asides


def _repeats(layout: Layout, grid: Grid, keep: Mask) -> list[Aside]:
    """The lines that repeat an invoice for each of its articles, or a payment for each of its invoices, taken out."""
    asides = []
    for reason, again in (
        ("repeat", repeated(layout, grid, keep)),
        ("payment_repeat", payment_repeats(layout, grid, keep)),
    ):
        if again is not None and again.any():
            asides.append(set_aside(reason, again, layout, grid))
            keep &= ~again
    return asides


def _faults(path: Path, layout: Layout, grid: Grid, keep: Mask) -> Faults:
    faults = Faults(path.name, grid.lines.to_numpy()[keep])
    places = np.cumsum(keep) - 1
    for position, column, why in grid.faults:
        if keep[position]:
            faults.add([int(places[position])], layout.headers[column] if column >= 0 else "", why)
    return faults


def _filtered(grid: Grid, standings: Standings | None, keep: Mask) -> tuple[Grid, Standings | None]:
    chosen = pa.array(keep)
    columns = [Cells(c.text.filter(chosen), c.numeric and c.numeric.filter(chosen)) for c in grid.columns]
    if standings:
        unknown = {word: mask[keep] for word, mask in standings.unknown.items()}
        standings = replace(standings, codes=standings.codes[keep], unknown=unknown)
    return Grid(grid.lines.filter(chosen), columns), standings
