"""One list read from its file to clean lines: every field typed, every faulty line set apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.book.codes import currency_fault
from encours.book.reading import Known, Options, PrintedTotal
from encours.book.records import ITEMS, Kind
from encours.errors import DataError, Problem, option
from encours.importers.fields import AMOUNTS, DATES, FIELDS, HEEDED
from encours.importers.flat.amounts import currencies_in, in_dollars
from encours.importers.flat.codes import read_codes
from encours.importers.flat.columns import custom_columns
from encours.importers.flat.columns_read import column_notes
from encours.importers.flat.dates import bare_dates, decide_orders, read_dates
from encours.importers.flat.kinds import read_kinds
from encours.importers.flat.money import Money
from encours.importers.flat.names import customers_called, holds_names
from encours.importers.flat.openings import counted_openings, dated_first
from encours.importers.flat.sums import amount_columns, not_zero, read_money
from encours.importers.flat.unsaid import believed, refuse_settled
from encours.importers.flat.work import Work, open_work
from encours.importers.mapping import FlatMapping
from encours.said import _

TEXTS = tuple(name for name in FIELDS if name not in (*DATES, *AMOUNTS, *HEEDED, "side", "kind"))
DEFAULT_ENTITY = "MAIN"
_RESERVED = frozenset((*ITEMS.names, *(name for name in FIELDS if name not in HEEDED)))


@dataclass(slots=True)
class Lines:
    """The lines of one file: a column per field, `_file`, `_line`, `_paid`, `_open`, and the custom columns."""

    table: pa.Table
    problems: list[Problem]
    notes: list[str]
    read: int
    custom: list[str] = field(default_factory=list)
    undated: bool = False  # neither a posting nor an issue date column
    entities: tuple[str, ...] = ()  # those of lines set aside too
    totals: Sequence[PrintedTotal] = ()


def read_file(path: Path, mapping: FlatMapping, options: Options, known: Known) -> Lines:
    """DataError when the file as a whole cannot be read; what is wrong in a line is among the problems."""
    work = open_work(path, mapping, options)
    dates = dated_first(work, believed(work, _dates(work)))
    money = read_money(work)
    kinds = _kinds(work, money)
    columns = {name: _text(work, name) for name in TEXTS}
    columns |= {
        "entity": _entity(work, columns["entity"], known),
        "currency": _currency(work, columns["currency"]),
    }
    entities = _entities(work, columns["entity"], known)
    refuse_settled(work, entities, known)
    columns["customer"] = _customer(work, columns, entities, known)
    columns |= dates | kinds
    columns |= amount_columns(work, money, columns)
    custom = custom_columns(work.layout, mapping.ignore, _RESERVED)
    columns |= {name: work.grid.columns[index].text for name, index in custom.items()}
    _missing(work, columns)
    table = pa.table({**columns, "_line": work.grid.lines})
    table = table.append_column(
        "_file", pa.array([path.name], pa.string()).take(pa.array(np.zeros(len(table), int)))
    )
    kept = custom_in_use(table, list(custom))
    counted = counted_openings(work, columns["posting_date"], columns["amount"], entities, known)
    good = table.filter(pa.array(work.faults.accepted() & not_zero(work, money) & counted))
    return Lines(
        good,
        work.faults.problems(),
        [*column_notes(work), *work.notes],
        len(table) + sum(len(aside.lines) for aside in work.asides),
        kept,
        not (work.has("posting_date") or work.has("issue_date")),
        entities,
        work.printed,
    )


def custom_in_use(table: pa.Table, custom: list[str]) -> list[str]:
    """The custom columns that hold anything at all."""
    return [name for name in custom if table[name].null_count < len(table)]


def _dates(work: Work) -> dict[str, pa.Array]:
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


def _from_due(work: Work, due: pa.Array) -> pa.Array:
    """A list of open items with due dates alone: each existed by then, and by the day of the list at the latest."""
    work.notes.append(
        _("no posting or issue date column: items exist from their due date, or from the snapshot")
    )
    return pc.min_element_wise(due, pa.scalar(work.options.snapshot, pa.date32()), skip_nulls=False)


def _kinds(work: Work, money: Money) -> dict[str, pa.Array]:
    """The kinds and natures; the amounts of `money` are turned where the file writes credits without a sign."""
    count = len(money.amount)
    types = work.cells("kind").text if work.has("kind") else None
    if constant := work.mapping.constants.get("kind"):
        blank = pa.array([constant] * count, pa.string())
        types = pc.coalesce(types, blank) if types is not None else blank
    documents = work.cells("document").text if work.has("document") else None
    said: Mapping[str, Kind] = work.mapping.kinds
    labels = work.cells("label").text if work.has("label") else None
    result = read_kinds(
        types,
        money.amount,
        documents,
        said,
        work.grid.lines.to_numpy(),
        labels,
        money.excl_vat,
        work.openings,
    )
    money.amount, money.turn = money.amount * result.factor, money.turn * result.factor
    work.notes += result.notes
    return {"kind": result.kinds, "nature": result.natures}


def _text(work: Work, name: str) -> pa.Array:
    count = len(work.grid.lines)
    text = work.cells(name).text if work.has(name) else pa.nulls(count, pa.string())
    constant = work.mapping.constants.get(name)
    return text.fill_null(constant) if constant and name not in ("entity", "currency") else text


def _customer(work: Work, columns: Mapping[str, pa.Array], entities: Sequence[str], known: Known) -> pa.Array:
    """The code of the customer; his name where the list has no code for him."""
    codes, names = columns["customer"], columns["customer_name"]
    if work.has("customer") and holds_names(work.header("customer"), codes):
        codes, names = None, codes
    called = customers_called(codes if work.has("customer") else None, names, entities, known)
    work.notes += called.notes
    return called.customer


def _entities(work: Work, entity: pa.Array, known: Known) -> tuple[str, ...]:
    """The entities of the list: those of its items, and of the lines set aside."""
    found = set(entity.unique().to_pylist())
    imposed = work.options.entity or work.mapping.constants.get("entity")
    for aside in work.asides:
        given = aside.cells["entity"].text.unique().drop_null().to_pylist() if "entity" in aside.cells else []
        found |= {imposed} if imposed else set(given or (known.entities if len(known.entities) == 1 else ()))
    return tuple(sorted(found))


def _entity(work: Work, text: pa.Array, known: Known) -> pa.Array:
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


def _currency(work: Work, text: pa.Array) -> pa.Array:
    """ISO codes, or null for the entity's own currency; a code that is none is a fault."""
    default = work.options.currency or work.mapping.constants.get("currency") or _written(work)
    if default and (fault := currency_fault(default.upper())):
        raise DataError(_("Currency: {0}").format(fault))
    read = read_codes(text, work.header("currency") if work.has("currency") else "", work.faults)
    return read.fill_null(default.upper()) if default else read


def _written(work: Work) -> str | None:
    """The currency written beside the amounts, when no column gives it."""
    if work.has("currency"):
        return None
    columns = {name: work.cells(name) for name in AMOUNTS if work.has(name)}
    columns = {work.header(name): cells for name, cells in columns.items()}
    found = sorted(currencies_in(columns))
    if len(found) > 1:
        message = _("{file}: amounts in {currencies} and no currency column: add one.")
        raise DataError(message.format(file=work.layout.path.name, currencies=", ".join(found)))
    if found:
        work.notes.append(_("currency {currency}, as written beside the amounts").format(currency=found[0]))
    elif in_dollars(columns):
        message = _("amounts bear a $, which does not say which dollar: say the currency with {option}")
        work.notes.append(message.format(option=option("currency")))
    return found[0] if found else None


def _missing(work: Work, columns: Mapping[str, pa.Array]) -> None:
    """What a line cannot do without."""
    for name, message in (
        ("customer", _("the customer is missing")),
        ("posting_date", _("a date is missing")),
    ):
        absent = np.flatnonzero(pc.is_null(columns[name]).to_numpy(zero_copy_only=False))
        stand_ins = (name, "customer_name") if name == "customer" else (name, "issue_date", "due_date")
        shown = next((work.header(stand_in) for stand_in in stand_ins if work.has(stand_in)), "")
        work.faults.add(absent.tolist(), shown, message)
