"""How many customer accounts are in each portfolio, and followed by whom."""

from __future__ import annotations

from collections.abc import Sequence

from encours.cube.branches import Text
from encours.cube.filters import Filter
from encours.cube.visible import seen_customers


def placed(confines: Sequence[Filter]) -> Text:
    """Columns: entity, portfolio, collector (null where nobody said), and how many accounts that may be seen."""
    seen = seen_customers(confines)
    held = "c.entity, c.portfolio, c.collector"
    sql = f"SELECT {held}, COUNT(*) AS accounts FROM customers c WHERE {seen.sql} GROUP BY {held} ORDER BY {held}"
    return Text(sql, seen.parameters)
