"""Lists of very many rows, read a page at a time: which rows come first is found on the narrow facts alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from encours.book.engine import quoted
from encours.cube import buckets
from encours.cube.branches import Text
from encours.cube.conversion import Converter
from encours.cube.facts.beside import NAME, Column
from encours.cube.measure import Measure
from encours.cube.periods import Window
from encours.cube.rows import described, in_units, rows, selection, valued
from encours.cube.slice import Slice
from encours.errors import UsageError
from encours.i18n import _


def picked(
    measure: Measure,
    over: Window,
    cut: Slice,
    order: Column,
    limit: int,
    offset: int,
    only: Text | None = None,
) -> Text:
    """Numbers of the rows of a page (`rowid` of the fact, `item_id`), in order; rows that tie follow their item."""
    text = selection(measure, over, cut, order.beside, only=only)
    page = f"LIMIT {limit} OFFSET {offset}"
    return Text(f"SELECT f.rowid, f.item_id {text.sql} ORDER BY {order.sql} {page}", text.parameters)


def tallied(
    converter: Converter, measure: Measure, over: Window, cut: Slice, only: Text | None = None
) -> Text:
    """How many rows there are and what they add up to: `ccy`, count, sum in units of it, currency and day that have
    no rate. Positions are left in their currencies, so that they are converted as the figure is."""
    value, missing = valued(converter, measure, over)
    if measure.fact.balance:
        value, missing = in_units(measure, over), Column("NULL")
    currency = quoted(converter.reporting) if missing.beside else "f.ccy"
    text = selection(measure, over, cut, (*value.beside, *missing.beside), only=only)
    return Text(
        f"SELECT {currency} AS ccy, COUNT(*), SUM({value.sql}), MIN({missing.sql}) {text.sql} GROUP BY {currency}",
        text.parameters,
    )


def detailed(
    converter: Converter,
    measure: Measure,
    over: Window,
    cut: Slice,
    numbers: Sequence[tuple[int, int | None]],
) -> Text:
    """The rows picked, with all that describes them, under `place`, the `rowid` of each; in no order. None picked, none
    comes: no number stands for that, since the rows of what people write have negative ones."""
    if not numbers:
        return rows(converter, measure, over, cut, order=Column("place"), only=Text("FALSE"), place="f.rowid")
    only = Text(f"f.rowid IN ({', '.join(str(row) for row, _item in numbers)})")
    if not measure.fact.itemless:
        only.sql += f" AND i.item_id IN ({', '.join(str(item) for _row, item in numbers)})"
    among = [item for _row, item in numbers if item is not None]
    return rows(converter, measure, over, cut, order=Column("place"), only=only, place="f.rowid", among=among)


def ordered(
    converter: Converter, measure: Measure, over: Window, cut: Slice, name: str, order: str
) -> Column:
    """SQL for the order `-open` or `due_date` names; `name` is that of the measure itself.

    UsageError when the rows have no such column.
    """
    column, down = order.removeprefix("-"), order.startswith("-")
    columns = described(measure.fact, over.end, cut) | {name: valued(converter, measure, over)[0]}
    if column not in columns:
        raise UsageError(unknown_order(column, columns))
    by = _comparable(column, columns[column], cut)
    return Column(f"{by.sql} {'DESC' if down else 'ASC'} NULLS LAST, f.item_id, f.rowid", by.beside)


def unknown_order(column: str, columns: Mapping[str, object]) -> str:
    """What to say of an order by a column there is not."""
    near = get_close_matches(column, columns, 1)
    hint = _("Did you mean {0}?").format(near[0]) if near else _("Known: {0}").format(", ".join(columns))
    return _("There is no column {0} to sort by.").format(column) + " " + hint


def _comparable(name: str, column: Column, cut: Slice) -> Column:
    """Buckets in order of age, names whatever their accents."""
    if name == "customer_name":
        return Column("n.rank", (NAME,))
    if name != "bucket":
        return column
    labels = [f"'{label}'" for label in (*buckets.labels(cut.edges), buckets.UNAPPLIED)]
    return Column(f"LIST_POSITION([{', '.join(labels)}], {column.sql})", column.beside)
