"""Who follows each customer account that may be seen, and how many accounts each follows."""

from __future__ import annotations

from collections.abc import Sequence

from encours.cube.branches import Text
from encours.cube.filters import Filter
from encours.cube.visible import seen_customers


def followed(confines: Sequence[Filter]) -> Text:
    """Columns: entity, customer, name, portfolio, collector; in the order of the accounts."""
    seen = seen_customers(confines)
    sql = f"SELECT c.entity, c.customer, c.name, c.portfolio, c.collector FROM customers c WHERE {seen.sql}"
    return Text(f"{sql} ORDER BY c.entity, c.customer", seen.parameters)


def placed(confines: Sequence[Filter]) -> Text:
    """Columns: entity, portfolio, collector (null where nobody said), and how many accounts that may be seen."""
    seen = seen_customers(confines)
    held = "c.entity, c.portfolio, c.collector"
    sql = f"SELECT {held}, COUNT(*) AS accounts FROM customers c WHERE {seen.sql} GROUP BY {held} ORDER BY {held}"
    return Text(sql, seen.parameters)
