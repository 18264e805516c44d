"""Sums of all customers by their numbers, as columns of whole units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from encours.book.engine import Engine
from encours.cube.branches import Text
from encours.cube.conversion import Converter
from encours.cube.measure import Measure
from encours.cube.months import monthly_sales
from encours.cube.periods import Window
from encours.cube.query import looked_up, sums
from encours.cube.slice import Slice

if TYPE_CHECKING:
    import pyarrow as pa


def positions_by_number(
    engine: Engine, converter: Converter, measure: Measure, days: Sequence[date], cut: Slice
) -> pa.Table:
    """Columns `rank` (of the date in `days`), `customer_id`, `units` (int64, reporting currency), `missing`."""
    text = sums(converter, [measure], [Window(day, day) for day in days], _numbered(cut))
    return engine.arrow(_whole(text, "as_of"), text.parameters)


def sales_by_number(engine: Engine, converter: Converter, days: Sequence[date], cut: Slice) -> pa.Table:
    """Columns `month`, `known` (rank of the first date by which it is known), `customer_id`, `units`, `missing`."""
    text = monthly_sales(converter, days, _numbered(cut))
    return engine.arrow(_whole(text, "month, known"), text.parameters)


def cells(engine: Engine, cut: Slice) -> pa.Table:
    """The labels of every customer: `customer_id`, `d0`…"""
    return engine.arrow(
        f"SELECT {', '.join(['c.customer_id', *looked_up(cut)])} FROM customers c "
        "JOIN entities e ON e.entity_id = c.entity_id ORDER BY c.customer_id"
    )


def _numbered(cut: Slice) -> Slice:
    return replace(cut, by=(), numbered=True)


def _whole(text: Text, along: str) -> str:
    return f"SELECT {along}, customer_id, CAST(m0 AS BIGINT) AS units, missing FROM ({text.sql})"
