"""The lines of a list laid out as tables of the book: items, customers, disputes."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from encours.book.reading import RowsTable
from encours.book.records import ITEMS
from encours.importers.fields import ATTRIBUTES
from encours.said import _, several

_NEEDED = (
    "entity",
    "customer",
    "item",
    "kind",
    "document",
    "posting_date",
    "issue_date",
    "due_date",
    "currency",
)
_NO = ("non", "no", "n", "false", "faux", "0", "-")
_YES = ("oui", "o", "yes", "y", "x", "true", "vrai", "1", "litige", "en litige", "disputed")


def items_table(lines: pa.Table, custom: Sequence[str], snapshot: bool) -> RowsTable:
    """The items, with the columns that hold something, the groups, and what is open when a snapshot says so."""
    names = [n for n in ITEMS.names if n in lines.column_names]
    names = [n for n in names if n in (*_NEEDED, "amount") or lines[n].null_count < len(lines)]
    groups = ["_group", "_group_date"] if lines["_group"].null_count < len(lines) else []
    return RowsTable(
        lines.select([*names, *custom, *groups, *(["_open"] if snapshot else []), "_file", "_line"])
    )


def customers_table(lines: pa.Table) -> tuple[RowsTable, list[str]]:
    """One row per customer account: of each attribute, the first value the list gives."""
    given = {"name": "customer_name", **{name: name for name in ATTRIBUTES}}
    given = {name: column for name, column in given.items() if lines[column].null_count < len(lines)}
    notes: list[str] = []
    siren = _siren(lines["siren"].combine_chunks())
    if siren.null_count > lines["siren"].null_count:
        notes.append(_("some SIREN numbers do not have nine digits: left empty"))
    lines = lines.set_column(lines.column_names.index("siren"), "siren", siren)
    first = pc.ScalarAggregateOptions(skip_nulls=True, min_count=0)
    wanted = [(column, "first", first) for column in (*given.values(), "_file", "_line")]
    accounts = lines.group_by(["entity", "customer"], use_threads=False).aggregate(wanted)
    notes += _several(lines, given)
    columns = {name: accounts[f"{column}_first"] for name, column in given.items()}
    places = {name: accounts[f"{name}_first"] for name in ("_file", "_line")}
    keys = {name: accounts[name] for name in ("entity", "customer")}
    return RowsTable(pa.table({**keys, **columns, **places})), notes


def disputes_table(lines: pa.Table) -> tuple[RowsTable | None, list[str]]:
    """The items contested: open since the day the list gives, else since the item exists; closed once settled."""
    flag, cause = _contested(lines)
    contested = lines.filter(flag)
    if not len(contested):
        return None, []
    opened = pc.coalesce(contested["dispute_date"], contested["posting_date"])
    closed = pc.coalesce(contested["settled_date"], contested["matching_date"])
    notes: list[str] = []
    if contested["dispute_date"].null_count:
        notes.append(_("disputes without a date are counted from the posting date of their item"))
    table = pa.table(
        {
            "dispute": pc.binary_join_element_wise(contested["entity"], contested["item"], "/"),
            **{name: contested[name] for name in ("entity", "customer", "item")},
            "cause": cause.filter(flag),
            "opened_on": opened,
            "closed_on": pc.if_else(pc.less(closed, opened), opened, closed),
            **{name: contested[name] for name in ("_file", "_line")},
        }
    )
    return RowsTable(table), notes


def _siren(text: pa.Array) -> pa.Array:
    """Nine digits, from a SIREN or the SIRET it begins."""
    digits = pc.replace_substring_regex(text, r"[\s.\x{00a0}\x{202f}-]", "")
    fits = pc.match_substring_regex(digits, r"^[0-9]{9}([0-9]{5})?$")
    return pc.if_else(fits, pc.utf8_slice_codeunits(digits, 0, 9), pa.scalar(None, pa.string()))


def _several(lines: pa.Table, given: dict[str, str]) -> list[str]:
    """A note on the attributes a customer has several of."""
    if not given:
        return []
    wanted = [(column, "count_distinct") for column in given.values()]
    counts = lines.group_by(["entity", "customer"]).aggregate(wanted)
    notes: list[str] = []
    for name, column in given.items():
        many = pc.sum(pc.greater(counts[f"{column}_count_distinct"], 1)).as_py()
        if many:
            message = several(
                "{count} customer has several values of {name}: the first one is kept",
                "{count} customers have several values of {name}: the first one is kept",
            )
            notes.append(message.format(count=many, name=name))
    return notes


def _contested(lines: pa.Table) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Whether each line is contested, and why; a flag that is neither yes nor no is itself the cause."""
    flag = pc.utf8_lower(lines["dispute"])
    no = pc.fill_null(pc.is_in(flag, pa.array(_NO)), False)
    yes = pc.fill_null(pc.is_in(flag, pa.array(_YES)), False)
    words = pc.if_else(pc.or_(no, yes), pa.scalar(None, pa.string()), lines["dispute"])
    cause = pc.coalesce(lines["dispute_cause"], words)
    return pc.and_(pc.or_(yes, pc.is_valid(cause)), pc.invert(no)), cause
