"""Customers as the list tells them: figures of the book, then what is said of the few that are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from encours.api.customers import Account, limits
from encours.api.habits import habit_of, habits
from encours.api.ranking import Ranked
from encours.cube.figure import Cost
from encours.cube.filters import equals
from encours.cube.measures import BY_NAME
from encours.web.customers.list.filters import Sought
from encours.web.customers.page.synthesis import used
from encours.web.labels.payers import payer
from encours.web.visit.visit import Visit

Line = dict[str, Any]
MEASURES = ("net", "overdue", "unapplied", "item_count", "overdue_count", "disputed")
BY = ("entity", "customer", "customer_name", "portfolio", "collector", "country")
MORE = ("siren", "group", "category", "zone", "sector", "payment_terms")
BATCH = 20_000


def ranked(visit: Visit, wanted: Sought, shown: Collection[str], order: str, **more: Any) -> Ranked:
    """Cells of the book, one for each customer; columns that nobody looks at are not asked for."""
    looked_at = {*shown, order.removeprefix("-")}
    return visit.book.ranked(
        *(name for name in MEASURES if BY_NAME[name].cost is Cost.SUMS or name in looked_at),
        by=[*BY, *(name for name in MORE if name in looked_at)],
        where=wanted.conditions,
        # Who owes nothing is over no limit, and needs not be looked at.
        having=wanted.having or ("net>0" if wanted.over else ""),
        accounts=wanted.accounts,
        order=order,
        **visit.asked,
        **more,
    )


def told(visit: Visit, rows: Sequence[Mapping[str, Any]], shown: Collection[str]) -> list[Line]:
    """The lines of a page: habit, limit and age for these customers alone."""
    keys = [key_of(row) for row in rows]
    if not keys:
        return []
    known = habits(visit.book, keys, visit.day) if "payer" in shown else {}
    granted = limits(visit.book, keys, visit.day) if "used" in shown else {}
    ages = _ages(visit, keys) if "weighted_age" in shown else {}
    return [
        {
            **row,
            **_habit(known.get(key, habit_of(()))),
            "used": used(visit, granted.get(key), row["net"]),
            "weighted_age": ages.get(key),
        }
        for key, row in zip(keys, rows, strict=True)
    ]


def every(visit: Visit, wanted: Sought, shown: Collection[str], order: str, search: str) -> Iterator[Line]:
    """All the customers of the list, for a file, some thousands at a time; how each pays is left to its page."""
    said = [name for name in shown if name != "payer"]
    offset, count = 0, 1
    while offset < count:
        found = ranked(visit, wanted, shown, order, search=search, limit=BATCH, offset=offset)
        yield from told(visit, list(found.rows), said)
        offset, count = offset + BATCH, found.count


def key_of(row: Mapping[str, Any]) -> Account:
    return row["entity"], row["customer"]


def conditions(row: Mapping[str, Any]) -> list[str]:
    """What the items of a customer have in common."""
    return [equals("entity", row["entity"]), equals("customer", row["customer"])]


def _habit(habit: Any) -> Line:
    word, dot = payer(habit.payer)
    invoices = [(one.days_late, one.open) for one in habit.invoices]
    return {"payer": word, "dot": dot, "invoices": invoices}


def _ages(visit: Visit, keys: Sequence[Account]) -> dict[Account, Decimal | None]:
    where = {
        "entity": sorted({entity for entity, _customer in keys}),
        "customer": sorted({customer for _entity, customer in keys}),
    }
    rows = visit.show("weighted_age", by=["entity", "customer"], where=where if len(keys) < BATCH else {})
    return {key_of(row): row["weighted_age"] for row in rows}
