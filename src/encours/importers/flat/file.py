"""One list read from its file to clean lines: every field typed, every faulty line set apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.book.codes import currency_fault
from encours.book.reading import Known, Options
from encours.book.records import ITEMS, Kind
from encours.errors import DataError, Problem, option
from encours.i18n import _
from encours.importers.fields import AMOUNTS, DATES, FIELDS
from encours.importers.flat.amounts import currencies_in, decide_marks, read_amounts
from encours.importers.flat.codes import read_codes
from encours.importers.flat.columns import check_mapping, custom_columns, require, settle
from encours.importers.flat.dates import bare_dates, decide_orders, read_dates
from encours.importers.flat.faults import Faults, Mask, some_lines
from encours.importers.flat.kinds import read_kinds
from encours.importers.flat.lines import items_only
from encours.importers.flat.money import Money, like, put_together
from encours.importers.headers import french
from encours.importers.mapping import FlatMapping
from encours.importers.tabular import Cells, Grid, Layout, find_layout, read_grid

TEXTS = tuple(name for name in FIELDS if name not in (*DATES, *AMOUNTS, "side", "kind"))
DEFAULT_ENTITY = "MAIN"
_RESERVED = frozenset((*ITEMS.names, *FIELDS))


@dataclass(slots=True)
class Lines:
    """The lines of one file: a column per field, `_file`, `_line`, `_paid`, `_open`, and the custom columns."""

    table: pa.Table
    problems: list[Problem]
    notes: list[str]
    read: int
    custom: list[str] = field(default_factory=list)
    undated: bool = False  # neither a posting nor an issue date column


@dataclass(slots=True)
class _Work:
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


def read_file(path: Path, mapping: FlatMapping, options: Options, known: Known) -> Lines:
    """DataError when the file as a whole cannot be read; what is wrong in a line is among the problems."""
    work = _open(path, mapping, options)
    dates = _dates(work)
    money = _money(work)
    kinds = _kinds(work, money)
    columns = {name: _text(work, name) for name in TEXTS}
    columns |= {
        "entity": _entity(work, columns["entity"], known),
        "currency": _currency(work, columns["currency"]),
    }
    columns |= dates | {"kind": kinds}
    columns |= _amounts(work, money, columns)
    custom = custom_columns(work.layout, mapping.ignore, _RESERVED)
    columns |= {name: work.grid.columns[index].text for name, index in custom.items()}
    _missing(work, columns)
    table = pa.table({**columns, "_line": work.grid.lines})
    table = table.append_column(
        "_file", pa.array([path.name], pa.string()).take(pa.array(np.zeros(len(table), int)))
    )
    kept = custom_in_use(table, list(custom))
    good = table.filter(pa.array(work.faults.accepted() & _not_zero(work, money)))
    return Lines(
        good,
        work.faults.problems(),
        work.notes,
        len(table),
        kept,
        not (work.has("posting_date") or work.has("issue_date")),
    )


def custom_in_use(table: pa.Table, custom: list[str]) -> list[str]:
    """The custom columns that hold anything at all."""
    return [name for name in custom if table[name].null_count < len(table)]


def _open(path: Path, mapping: FlatMapping, options: Options) -> _Work:
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
    return _Work(
        layout, Grid(grid.lines.filter(chosen), columns), mapping, options, faults, notes + passed_over
    )


def _dates(work: _Work) -> dict[str, pa.Array]:
    """The date columns; posting and issue date stand in for each other."""
    names = [name for name in DATES if work.has(name)]
    bare = {name: bare_dates(work.cells(name)) for name in names}
    forced = work.options.date_order or work.mapping.date_order
    orders = decide_orders({work.header(name): bare[name] for name in names}, forced)
    none = pa.nulls(len(work.grid.lines), pa.date32())
    read = dict.fromkeys(DATES, none)
    for name in names:
        header = work.header(name)
        read[name] = read_dates(header, bare[name], orders[header], work.faults)
    posting, issue = read["posting_date"], read["issue_date"]
    if not work.has("posting_date") and not work.has("issue_date"):
        issue = _from_due(work, read["due_date"])
    elif not work.has("posting_date"):
        work.notes.append(_("no posting date column: items exist from their issue date"))
    elif not work.has("issue_date"):
        work.notes.append(_("no issue date column: items are issued on their posting date"))
    return {**read, "posting_date": pc.coalesce(posting, issue), "issue_date": pc.coalesce(issue, posting)}


def _from_due(work: _Work, due: pa.Array) -> pa.Array:
    """A list of open items with due dates alone: each existed by then, and by the day of the list at the latest."""
    work.notes.append(
        _("no posting or issue date column: items exist from their due date, or from the snapshot")
    )
    return pc.min_element_wise(due, pa.scalar(work.options.snapshot, pa.date32()), skip_nulls=False)


def _money(work: _Work) -> Money:
    names = [name for name in AMOUNTS if work.has(name)]
    columns = {work.header(name): work.cells(name) for name in names}
    default = "," if work.layout.separator == ";" or french(work.layout.headers) else "."
    marks = decide_marks(columns, default, work.mapping.decimal)
    values = {}
    for name in names:
        header = work.header(name)
        values[name] = read_amounts(header, work.cells(name), marks[header], work.faults)
    side = work.cells("side").text if work.has("side") else None
    return put_together(values, side, {name: work.header(name) for name in work.layout.fields}, work.faults)


def _kinds(work: _Work, money: Money) -> pa.Array:
    """The kinds; the amounts of `money` are turned where the file writes credits without a sign."""
    count = len(money.amount)
    types = work.cells("kind").text if work.has("kind") else None
    if constant := work.mapping.constants.get("kind"):
        blank = pa.array([constant] * count, pa.string())
        types = pc.coalesce(types, blank) if types is not None else blank
    documents = work.cells("document").text if work.has("document") else None
    said: Mapping[str, Kind] = work.mapping.kinds
    result = read_kinds(types, money.amount, documents, said, work.grid.lines.to_numpy())
    money.amount, money.turn = money.amount * result.factor, money.turn * result.factor
    work.notes += result.notes
    return result.kinds


def _text(work: _Work, name: str) -> pa.Array:
    count = len(work.grid.lines)
    text = work.cells(name).text if work.has(name) else pa.nulls(count, pa.string())
    constant = work.mapping.constants.get(name)
    return text.fill_null(constant) if constant and name not in ("entity", "currency") else text


def _entity(work: _Work, text: pa.Array, known: Known) -> pa.Array:
    imposed = work.options.entity or work.mapping.constants.get("entity")
    if imposed:
        return pa.array([imposed] * len(text), pa.string())
    if not text.null_count:
        return text
    if len(known.entities) == 1:
        return text.fill_null(known.entities[0])
    message = _("no entity given: the lines go to {entity} (say which with {option})")
    work.notes.append(message.format(entity=DEFAULT_ENTITY, option=option("entity")))
    return text.fill_null(DEFAULT_ENTITY)


def _currency(work: _Work, text: pa.Array) -> pa.Array:
    """ISO codes, or null for the entity's own currency; a code that is none is a fault."""
    default = work.options.currency or work.mapping.constants.get("currency") or _written(work)
    if default and (fault := currency_fault(default.upper())):
        raise DataError(_("Currency: {0}").format(fault))
    read = read_codes(text, work.header("currency") if work.has("currency") else "", work.faults)
    return read.fill_null(default.upper()) if default else read


def _written(work: _Work) -> str | None:
    """The currency written beside the amounts, when no column gives it."""
    if work.has("currency"):
        return None
    columns = {name: work.cells(name) for name in AMOUNTS if work.has(name)}
    found = sorted(currencies_in(columns))
    if len(found) > 1:
        message = _("{file}: amounts in {currencies} and no currency column: add one.")
        raise DataError(message.format(file=work.layout.path.name, currencies=", ".join(found)))
    if found:
        work.notes.append(_("currency {currency}, as written beside the amounts").format(currency=found[0]))
    return found[0] if found else None


def _amounts(work: _Work, money: Money, columns: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """The amount, and what of it is open (`_open`) or was paid (`_paid`) as far as the file says."""
    amount = pa.array(money.amount)
    said_open = pc.multiply(money.open, pa.array(money.turn))
    paid = like(money.amount, money.paid)
    said_open = pc.coalesce(said_open, pc.subtract(amount, paid))
    _check_open(work, amount, said_open)
    left = pc.coalesce(said_open, amount)
    if work.options.snapshot is None:
        _refuse_undated(work, amount, left, columns)
    # An item settled on a known day was paid in full, unless the file says what was paid or what is left.
    paid = pc.coalesce(paid, pc.subtract(amount, said_open), amount)
    return {
        "amount": amount,
        "amount_excl_vat": like(money.amount, money.excl_vat),
        "_open": left,
        "_paid": paid,
    }


def _check_open(work: _Work, amount: pa.Array, left: pa.Array) -> None:
    beyond = pc.greater(pc.abs(left), pc.abs(amount))
    other_sign = pc.less(pc.multiply(pc.sign(left), pc.sign(amount)), 0)
    wrong = pc.fill_null(pc.or_(beyond, other_sign), False).to_numpy(zero_copy_only=False)
    header = work.header("open") if work.has("open") else work.header("paid") if work.has("paid") else ""
    work.faults.add(np.flatnonzero(wrong).tolist(), header, _("the open amount is not a part of the amount"))


def _refuse_undated(work: _Work, amount: pa.Array, left: pa.Array, columns: Mapping[str, pa.Array]) -> None:
    """An amount partly settled on no known day cannot be placed in time, unless the list itself has a date."""
    dated = pc.or_(pc.is_valid(columns["settled_date"]), pc.is_valid(columns["matching_date"]))
    dated = pc.or_(dated, pc.is_valid(columns["matching_ref"]))
    undated = pc.and_(pc.not_equal(amount, left), pc.invert(dated)).to_numpy(zero_copy_only=False)
    undated &= work.faults.accepted()
    if undated.any():
        lines = some_lines(work.grid.lines.to_numpy()[undated].tolist())
        message = _(
            "{file}: open amounts differ from amounts, on no known date (lines {lines}). Say the day of the list "
            "with {option}."
        )
        said = {"file": work.layout.path.name, "lines": lines, "option": option("snapshot")}
        raise DataError(message.format(**said))


def _missing(work: _Work, columns: Mapping[str, pa.Array]) -> None:
    """What a line cannot do without."""
    for name, message in (
        ("customer", _("the customer is missing")),
        ("posting_date", _("a date is missing")),
    ):
        absent = np.flatnonzero(pc.is_null(columns[name]).to_numpy(zero_copy_only=False))
        shown = name if work.has(name) else "issue_date" if work.has("issue_date") else "due_date"
        work.faults.add(absent.tolist(), work.header(shown), message)


def _not_zero(work: _Work, money: Money) -> Mask:
    zero = money.known & (money.amount == 0)
    if zero.any():
        message = _("{count} lines of zero passed over (lines {lines})")
        lines = work.grid.lines.to_numpy()[zero].tolist()
        work.notes.append(message.format(count=len(lines), lines=some_lines(lines)))
    nonzero: Mask = ~zero
    return nonzero
