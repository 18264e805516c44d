"""Lists in which the customer stands on a heading line above his items, as printed lists and aged details have him."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.importers.fields import AMOUNTS, DATES, SYNONYMS
from encours.importers.flat.brought_forward import says_forward
from encours.importers.flat.buckets import age_columns, with_amounts
from encours.importers.flat.faults import Mask
from encours.importers.flat.names import folded
from encours.importers.flat.printed import Printed, customers_of, printed
from encours.importers.headers import lacks, plain
from encours.importers.mapping import FlatMapping
from encours.importers.tabular import Cells, Grid, Layout, read_grid
from encours.said import _

_PEEK = 400
_DATE = (
    r"^([0-9]{1,4}[-/. ]*[0-9a-zéû]+[-/., ]+[0-9]{2,4}\b|[0-9]{5,8}(\.[0-9]+)?$|"
    r"(jan|f[eé]v|feb|mar|apr|avr|ma[yi]|jui|jun|jul|ao|aug|sep|oct|nov|d[eé]c)[a-zéû]*[-. ]+[0-9]{1,2}\b)"
)
_MOST_NAMED = 0.1  # of the items, that may name a customer of their own in a list grouped by customer
_CUSTOMER = ("customer", "customer_name")


@dataclass(frozen=True, slots=True)
class Carried:
    """A list with the customer beside each of his items; `rest` are its headings and totals."""

    layout: Layout
    grid: Grid
    note: str
    rest: Mask


@dataclass(frozen=True, slots=True)
class Block:
    """A heading that is open at some line: its texts, and whether a total closes it."""

    texts: tuple[str, ...]
    closed: bool


def is_grouped(layout: Layout) -> bool:
    """Whether the first lines are those of a list grouped by customer, or aged: all it lacks is a column that names
    him, or one of amounts."""
    wanted = set(lacks(layout.fields)) - {"customer"} - ({"amount"} if age_columns(layout.headers) else set())
    if wanted:
        return False
    peek = replace(layout, rows=lambda: islice(layout.rows(), _PEEK))
    peek, grid, _notes = with_amounts(peek, read_grid(peek), FlatMapping())
    return not set(lacks(peek.fields)) or carried_down(peek, grid, FlatMapping()) is not None


def carried_down(layout: Layout, grid: Grid, mapping: FlatMapping) -> Carried | None:
    """The list with the customer of each heading beside his items; None when it is not grouped so."""
    if set(_CUSTOMER) & set(mapping.columns):
        return None
    layout = _dates_first(layout, grid)
    dated, priced = dated_lines(layout, grid), _filled(layout, grid, AMOUNTS)
    items = dated & priced
    if not items.any() or _named(layout, grid, items) > _MOST_NAMED:
        return None
    lines = _undated(grid, dated)
    first = int(np.flatnonzero(items)[0])
    if not any(place < first and line.kind == "heading" for place, line in lines):
        return None
    owners, rest = _owners(lines, np.flatnonzero(items))
    if not owners:
        return None
    return _completed(layout, grid, owners, rest, items)


def _dates_first(layout: Layout, grid: Grid) -> Layout:
    """The layout, with the dates of the items in a first column without a header, where most of them stand."""
    if "posting_date" in layout.fields or not layout.headers or layout.headers[0]:
        return layout
    first = replace(layout, fields={**layout.fields, "posting_date": 0})
    alone = dated_lines(replace(first, fields={"posting_date": 0}), grid).sum()
    return first if 0 < dated_lines(layout, grid).sum() <= alone else layout


def _filled(layout: Layout, grid: Grid, names: Sequence[str]) -> Mask:
    mask = np.zeros(len(grid.lines), dtype=bool)
    for name in names:
        if name in layout.fields:
            mask |= pc.is_valid(grid.columns[layout.fields[name]].text).to_numpy(zero_copy_only=False)
    return mask


def dated_lines(layout: Layout, grid: Grid) -> Mask:
    """The lines that hold something like a date: headings and totals may stand in the column of dates."""
    mask = np.zeros(len(grid.lines), dtype=bool)
    for name in DATES:
        if name in layout.fields:
            like = pc.match_substring_regex(grid.columns[layout.fields[name]].text, _DATE, ignore_case=True)
            mask |= pc.fill_null(like, False).to_numpy(zero_copy_only=False)
    return mask


def _named(layout: Layout, grid: Grid, items: Mask) -> float:
    """The share of the items that name a customer themselves; an account of the ledger names none, nor do the
    words of a balance brought forward."""
    accounts = {plain(name) for name in SYNONYMS["account"]}
    columns = [name for name in _CUSTOMER if name in layout.fields]
    columns = [name for name in columns if plain(layout.headers[layout.fields[name]]) not in accounts]
    named = np.zeros(len(items), dtype=bool)
    for name in columns:
        text = grid.columns[layout.fields[name]].text
        named |= pc.is_valid(text).to_numpy(zero_copy_only=False) & ~says_forward(text)
    return float((named & items).sum() / items.sum())


def _undated(grid: Grid, dated: Mask) -> list[tuple[int, Printed]]:
    """The lines without a date that are not blank, and what each is."""
    places = np.flatnonzero(~dated)
    chosen = pa.array(places)
    columns = [cells.text.take(chosen).to_pylist() for cells in grid.columns]
    rows = zip(*columns, strict=True)
    return [(int(place), printed(row)) for place, row in zip(places, rows, strict=True) if any(row)]


def _owners(
    lines: Sequence[tuple[int, Printed]], items: np.ndarray
) -> tuple[list[tuple[int, tuple[str, ...]]], set[int]]:
    """From which line on each heading holds, () where none does; and the lines that are no items.

    A block closed by a total may hold others: sites of one customer, customers of one salesperson. The customer is on
    the outermost level that has items of its own.
    """
    last = {folded(line.texts[0]): place for place, line in lines if line.kind == "total"}
    stack: list[Block] = []
    states: list[tuple[int, tuple[Block, ...]]] = []
    rest = set()
    for place, line in lines:
        if line.kind in ("heading", "total"):
            rest.add(place)
            stack = _after(stack, line, place, last)
            states.append((place, tuple(stack)))
    starts = np.array([place for place, _stack in states])
    index = np.searchsorted(starts, items, side="right") - 1
    depths = {len(states[i][1]) for i in np.unique(index) if i >= 0} - {0}
    level = min(depths, default=0)
    owners = [(place, stack[level - 1].texts if len(stack) >= level else ()) for place, stack in states]
    return (owners if level else []), rest


def _after(stack: list[Block], line: Printed, place: int, last: dict[str, int]) -> list[Block]:
    if line.kind == "heading":
        closed = any(last.get(name, -1) > place for name in _names(line.texts))
        while stack and not stack[-1].closed:
            stack = stack[:-1]
        return [*stack, Block(line.texts, closed)]
    name = folded(line.texts[0])
    if not name:
        return stack[:-1] if stack and not stack[-1].closed else []
    at = [depth for depth, block in enumerate(stack) if name in _names(block.texts)]
    return stack[: at[-1]] if at else stack


def _names(texts: tuple[str, ...]) -> set[str]:
    """What the total of a heading may call it: the whole, the code, the name."""
    [(code, name)] = customers_of([texts])
    return {folded(text) for text in (" ".join(texts), *texts, code, name) if text}


def _completed(
    layout: Layout, grid: Grid, owners: list[tuple[int, tuple[str, ...]]], rest: set[int], items: Mask
) -> Carried:
    """The list with two more columns, code and name; the customer columns it had hold the headings, and go."""
    count = len(grid.lines)
    customers = list(dict.fromkeys(texts for _place, texts in owners if texts))
    known = dict(zip(customers, customers_of(customers), strict=True))
    starts = np.array([place for place, _texts in owners])
    index = np.searchsorted(starts, np.arange(count), side="right") - 1
    codes = [known[texts][0] if texts else None for _place, texts in owners]
    names = [known[texts][1] if texts else None for _place, texts in owners]
    aside: Mask = np.isin(np.arange(count), sorted(rest))
    held = (index >= 0) & ~aside
    taken = pa.array(np.where(held, index, 0), mask=~held)
    code, name = (pa.array(values, pa.string()).take(taken) for values in (codes, names))
    grid = replace(grid, columns=[*grid.columns, Cells(code), Cells(name)])
    width = len(layout.headers)
    fields = {field: column for field, column in layout.fields.items() if field not in _CUSTOMER}
    fields |= {"customer_name": width + 1} | ({"customer": width} if any(codes) else {})
    _document(layout, grid, fields, items)
    headers = (*layout.headers, _("customer of the heading"), _("name of the heading"))
    message = _("customers stand on lines above their items ({count}, such as {name})")
    note = message.format(count=len(customers), name=known[customers[0]][1])
    return Carried(replace(layout, headers=headers, fields=fields), grid, note, aside)


def _document(layout: Layout, grid: Grid, fields: dict[str, int], items: Mask) -> None:
    """The number of an item may stand under the name of its customer, in a column without a header."""
    if "document" in fields or 0 in fields.values() or not layout.headers or layout.headers[0]:
        return
    text = grid.columns[0].text.filter(pa.array(items))
    if 10 * text.null_count < len(text):
        fields["document"] = 0
