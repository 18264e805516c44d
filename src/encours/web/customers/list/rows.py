"""Customers as the list asks the book for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from encours.api.ranking import Ranked
from encours.cube.figure import Cost
from encours.cube.measures import BY_NAME
from encours.web.customers.list.filters import Sought
from encours.web.payers import MANY, Line, payers
from encours.web.visit.visit import Visit

MEASURES = ("net", "overdue", "unapplied", "item_count", "overdue_count", "disputed")
BY = ("entity", "customer", "customer_name", "portfolio", "collector", "country")
MORE = ("siren", "group", "category", "zone", "sector", "payment_terms")


def ranked(visit: Visit, filters: Sought, shown: Collection[str], order: str, **more: Any) -> Ranked:
    """Cells of the book, one for each customer; columns that nobody looks at are not asked for."""
    columns = {*shown, order.removeprefix("-")}
    return visit.ranked(
        *(name for name in MEASURES if BY_NAME[name].cost is Cost.SUMS or name in columns),
        by=[*BY, *(name for name in MORE if name in columns)],
        where=filters.conditions,
        # Who owes nothing is over no limit, and needs not be looked at.
        having=filters.having or ("net>0" if filters.over else ""),
        accounts=filters.accounts,
        order=order,
        **more,
    )


def every(visit: Visit, filters: Sought, shown: Collection[str], order: str, search: str) -> Iterator[Line]:
    """All the customers of the list, for a file, some thousands at a time; how each pays is left to its page."""
    few = [name for name in shown if name != "payer"]
    offset, count = 0, 1
    while offset < count:
        batch = ranked(visit, filters, shown, order, search=search, limit=MANY, offset=offset)
        yield from payers(visit, list(batch.rows), few)
        offset, count = offset + MANY, batch.count
