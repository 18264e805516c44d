"""Answers as Arrow tables: each column of the type of what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

from encours.book.columns import Type
from encours.book.records import TABLES
from encours.cube.dimensions import CATALOGUE
from encours.indicators.record import Unit

if TYPE_CHECKING:
    import pyarrow as pa

# Days by their column: those of the book and of its dimensions, and those that rows are given besides.
DAYS = frozenset(
    {"as_of", "value_date", "matching_date", "promised_for", "done_on"}
    | {column.name for table in TABLES for column in table.columns if column.type is Type.DATE}
)
MONEY = (38, 10)  # digits, of which decimals
LAST = Decimal(1).scaleb(-MONEY[1])
FLAGS = frozenset(one.name for one in CATALOGUE if one.type is Type.FLAG)


def table_of(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], units: Mapping[str, Unit]
) -> pa.Table:
    """Rows of plain values as columns; a column without a value is of strings unless its name says better."""
    import pyarrow as pa

    made = {}
    for name in columns:
        values = [row[name] for row in rows]
        match units.get(name):
            case None:
                made[name] = _described(name, values)
            case Unit.MONEY:
                made[name] = pa.array(list(map(_money, values)), pa.decimal128(*MONEY))
            case Unit.COUNT:
                made[name] = pa.array(values, pa.int64())
            case _:
                made[name] = pa.array([None if one is None else float(one) for one in values], pa.float64())
    return pa.table(made)


def typed(table: pa.Table) -> pa.Table:
    """A table whose columns came as text, with its days and its flags as such."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for place, name in enumerate(table.column_names):
        column = table.column(place)
        if name in DAYS and column.type != pa.date32():
            table = table.set_column(place, name, column.cast(pa.string()).cast(pa.date32()))
        elif pa.types.is_decimal(column.type) and column.type != pa.decimal128(*MONEY):
            table = table.set_column(place, name, column.cast(pa.decimal128(*MONEY)))
        elif name in FLAGS and column.type != pa.bool_():
            table = table.set_column(place, name, pc.equal(column.cast(pa.string()), "true"))
    return table


def flag(value: Any) -> Any:
    """A flag of a split, which is a text there.

    >>> flag("true"), flag(False), flag(None)
    (True, False, None)
    """
    return value == "true" if isinstance(value, str) else value


def _described(name: str, values: Sequence[Any]) -> pa.Array:
    """What describes a row: a day, a flag, a whole number, or text."""
    import pyarrow as pa

    if name in DAYS:
        return pa.array(
            [date.fromisoformat(one) if isinstance(one, str) else one for one in values], pa.date32()
        )
    if name in FLAGS:
        return pa.array(list(map(flag, values)), pa.bool_())
    if name == "days_late":
        return pa.array(values, pa.int64())
    return pa.array([one if one is None else str(one) for one in values], pa.string())


def _money(value: Any) -> Any:
    """An amount of converted money may have more decimals than the column."""
    if value is None:
        return None
    with localcontext() as context:
        context.prec = MONEY[0]
        return Decimal(value).quantize(LAST)
