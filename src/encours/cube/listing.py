"""Lists of very many rows, read a page at a time: which rows come first is found on the narrow facts alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from encours.book.engine import quoted
from encours.cube import buckets
from encours.cube.branches import Text
from encours.cube.conversion import Converter
from encours.cube.measures import Fact, Measure
from encours.cube.periods import Window
from encours.cube.rows import described, rows, selection, valued
from encours.cube.slice import Slice
from encours.errors import UsageError
from encours.i18n import _


def picked(
    measure: Measure,
    over: Window,
    cut: Slice,
    order: str,
    limit: int,
    offset: int,
    only: Text | None = None,
) -> Text:
    """Numbers of the rows of a page (`rowid` of the fact, `item_id`), in order; rows that tie follow their item."""
    text = selection(measure, over, cut, order, only=only)
    page = f"LIMIT {limit} OFFSET {offset}"
    return Text(f"SELECT f.rowid, f.item_id {text.sql} ORDER BY {order} {page}", text.parameters)


def tallied(
    converter: Converter, measure: Measure, over: Window, cut: Slice, only: Text | None = None
) -> Text:
    """How many rows there are and what they add up to: `ccy`, count, sum in units of it, currency and day that have
    no rate. Positions are left in their currencies, so that they are converted as the figure is."""
    value, missing = valued(converter, measure, over)
    if measure.fact is Fact.POSITION:
        value, missing = measure.value.format(day=over.end, start=over.start), "NULL"
    currency = "f.ccy" if missing == "NULL" else quoted(converter.reporting)
    text = selection(measure, over, cut, f"{value} {missing}", only=only)
    return Text(
        f"SELECT {currency} AS ccy, COUNT(*), SUM({value}), MIN({missing}) {text.sql} GROUP BY {currency}",
        text.parameters,
    )


def detailed(
    converter: Converter,
    measure: Measure,
    over: Window,
    cut: Slice,
    numbers: Sequence[tuple[int, int | None]],
) -> Text:
    """The rows picked, with all that describes them, under `place`, the `rowid` of each; in no order."""
    only = Text(f"f.rowid IN ({', '.join(str(row) for row, _item in numbers)})")
    if all(item is not None for _row, item in numbers):  # a promise may name no item
        only.sql += f" AND i.item_id IN ({', '.join(str(item) for _row, item in numbers)})"
    return rows(converter, measure, over, cut, order="place", only=only, place="f.rowid")


def ordered(converter: Converter, measure: Measure, over: Window, cut: Slice, name: str, order: str) -> str:
    """SQL for the order `-open` or `due_date` names; `name` is that of the measure itself.

    UsageError when the rows have no such column.
    """
    column, down = order.removeprefix("-"), order.startswith("-")
    columns = described(measure.fact, over.end, cut) | {name: valued(converter, measure, over)[0]}
    if column not in columns:
        raise UsageError(unknown_order(column, columns))
    sql = _comparable(column, columns[column], cut)
    return f"{sql} {'DESC' if down else 'ASC'} NULLS LAST, f.item_id, f.rowid"


def unknown_order(column: str, columns: Mapping[str, object]) -> str:
    """What to say of an order by a column there is not."""
    near = get_close_matches(column, columns, 1)
    hint = _("Did you mean {0}?").format(near[0]) if near else _("Known: {0}").format(", ".join(columns))
    return _("There is no column {0} to sort by.").format(column) + " " + hint


def _comparable(column: str, sql: str, cut: Slice) -> str:
    """Buckets in order of age, names whatever their accents."""
    if column == "customer_name":
        return "n.rank"
    if column != "bucket":
        return sql
    labels = [f"'{label}'" for label in (*buckets.labels(cut.edges), buckets.UNAPPLIED)]
    return f"LIST_POSITION([{', '.join(labels)}], {sql})"
