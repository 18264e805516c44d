"""What a perimeter lets be seen of customers and of their items, for pages that show no figure."""

from __future__ import annotations

from collections.abc import Sequence

from encours.cube.branches import Text
from encours.cube.facts.place import Place
from encours.cube.facts.places import ENTITY, ITEM
from encours.cube.filters import Filter, condition
from encours.errors import UsageError
from encours.i18n import _


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
    own = [_item_test(wanted, "i", customer) for wanted in confines if _where(wanted).held]
    by_item = of_items(confines)
    if by_item:
        sold_only = all(_where(wanted).mixed for wanted in by_item)
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
    beside = (
        " JOIN customers h ON h.customer_id = i.customer_id"
        if any(_where(one).mixed for one in confines)
        else ""
    )
    sql = f"{customer}.customer_id IN (SELECT i.customer_id FROM items i{beside} WHERE {seen.sql})"
    return Text(sql, seen.parameters)


def of_customers(wanted: Filter, customer: str = "c") -> Text:
    """SQL that holds for the customers that meet a condition on what they are; UsageError for any other condition."""
    if wanted.dimension is None or not wanted.dimension.where.held:
        raise UsageError(
            _("This list is filtered by what customers are: {0} is not an attribute of theirs.").format(
                wanted.field
            )
        )
    return _text(wanted, wanted.dimension.of(customer))


def of_items(confines: Sequence[Filter]) -> list[Filter]:
    """The conditions of a perimeter that tell the items of one customer apart."""
    return [wanted for wanted in confines if not _where(wanted).held]


def only_entities(confines: Sequence[Filter]) -> bool:
    """Whether a perimeter shows the whole ledger of every entity it shows."""
    return all(_where(wanted) is ENTITY for wanted in confines)


def _item_test(wanted: Filter, item: str, customer: str) -> Text:
    place = _where(wanted)
    if wanted.dimension is None:
        return _text(wanted, f"{item}.amount")
    own = wanted.dimension.of(customer if place.held else item)
    return _text(wanted, f"COALESCE({own}, {wanted.dimension.of(customer)})" if place.mixed else own)


def _where(wanted: Filter) -> Place:
    if wanted.dimension is None and wanted.field == "amount":
        return ITEM
    where = wanted.dimension.where if wanted.dimension else None
    if where is None or not (where.held or where.of_items):
        raise UsageError(
            _("A perimeter cannot be drawn by {0}: it changes from day to day.").format(wanted.field)
        )
    return where


def _text(wanted: Filter, column: str) -> Text:
    sql, parameters = condition(wanted, column)
    return Text(sql, parameters)


def _all(tests: Sequence[Text]) -> Text:
    sql = " AND ".join(f"({test.sql})" for test in tests) or "TRUE"
    return Text(sql, [value for test in tests for value in test.parameters])
