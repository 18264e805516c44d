"""What a perimeter lets be seen of customers and of their items, for pages that show no figure."""

from __future__ import annotations

from collections.abc import Sequence

from encours.cube.branches import FLAGS, Text
from encours.cube.dimensions import Where
from encours.cube.filters import Filter, condition
from encours.errors import UsageError
from encours.i18n import _

OF_CUSTOMERS = (Where.CUSTOMER, Where.ENTITY)
OF_ITEMS = (Where.ITEM, Where.FACT, Where.SALES)


def seen_items(confines: Sequence[Filter], item: str = "i", customer: str = "c") -> Text:
    """SQL that holds for the items a perimeter shows, their customer beside them.

    UsageError for a perimeter by what changes from day to day: bucket, dispute, open amount, days late.
    """
    return _all([_item_test(wanted, item, customer) for wanted in confines])


def seen_customers(confines: Sequence[Filter], customer: str = "c") -> Text:
    """SQL that holds for the customers a perimeter shows.

    Where it speaks of items too, a customer is seen by one item of its own that is; the account of a salesperson is
    seen even before its first item.
    """
    own = [_item_test(wanted, "i", customer) for wanted in confines if _where(wanted) in OF_CUSTOMERS]
    by_item = of_items(confines)
    if by_item:
        sold_only = all(_where(wanted) is Where.SALES for wanted in by_item)
        own.append((_by_seller if sold_only else _by_items)(by_item, customer))
    return _all(own)


def _by_seller(confines: Sequence[Filter], customer: str) -> Text:
    """Customers of a salesperson, and those to whom he sold: items that name nobody are their customer's."""
    mine = _all([_text(wanted, f"{customer}.salesperson") for wanted in confines])
    sold = _all([_text(wanted, "i.salesperson") for wanted in confines])
    sql = (
        f"{mine.sql} OR {customer}.customer_id IN "
        f"(SELECT i.customer_id FROM items i WHERE i.salesperson IS NOT NULL AND {sold.sql})"
    )
    return Text(sql, [*mine.parameters, *sold.parameters])


def _by_items(confines: Sequence[Filter], customer: str) -> Text:
    seen = seen_items(confines, "i", "h")
    beside = " JOIN customers h ON h.customer_id = i.customer_id" if "h." in seen.sql else ""
    sql = f"{customer}.customer_id IN (SELECT i.customer_id FROM items i{beside} WHERE {seen.sql})"
    return Text(sql, seen.parameters)


def of_items(confines: Sequence[Filter]) -> list[Filter]:
    """The conditions of a perimeter that tell the items of one customer apart."""
    return [wanted for wanted in confines if _where(wanted) not in OF_CUSTOMERS]


def only_entities(confines: Sequence[Filter]) -> bool:
    """Whether a perimeter shows the whole ledger of every entity it shows."""
    return all(_where(wanted) is Where.ENTITY for wanted in confines)


def _item_test(wanted: Filter, item: str, customer: str) -> Text:
    match _where(wanted):
        case Where.CUSTOMER:
            return _text(wanted, f"{customer}.{_column(wanted)}")
        case Where.ENTITY:
            return _text(wanted, f"{customer}.entity")
        case Where.SALES:
            return _text(wanted, f"COALESCE({item}.salesperson, {customer}.salesperson)")
        case _:
            column = f"{item}.{_column(wanted)}"
            return _text(wanted, f"COALESCE({column}, FALSE)" if wanted.field in FLAGS else column)


def _where(wanted: Filter) -> Where:
    if wanted.dimension is None and wanted.field == "amount":
        return Where.ITEM
    where = wanted.dimension.where if wanted.dimension else None
    if where is None or where not in (*OF_CUSTOMERS, *OF_ITEMS):
        raise UsageError(
            _("A perimeter cannot be drawn by {0}: it changes from day to day.").format(wanted.field)
        )
    return where


def _column(wanted: Filter) -> str:
    return wanted.dimension.column if wanted.dimension else "amount"


def _text(wanted: Filter, column: str) -> Text:
    sql, parameters = condition(wanted, column)
    return Text(sql, parameters)


def _all(tests: Sequence[Text]) -> Text:
    sql = " AND ".join(f"({test.sql})" for test in tests) or "TRUE"
    return Text(sql, [value for test in tests for value in test.parameters])
