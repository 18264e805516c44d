"""Who follows each customer account that may be seen."""

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
