"""The ways to split a figure, and where each is read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from encours.book.columns import Type
from encours.book.engine import name as sql_name
from encours.book.engine import quoted
from encours.cube.facts import places
from encours.cube.facts.place import Dimension
from encours.cube.facts.standing import blocking_cause, reminder_status
from encours.cube.spoken import by_label, folded, hint
from encours.errors import UsageError
from encours.i18n import _, mark


def _fact(name: str, label: str, column: str = "", type: Type = Type.TEXT) -> Dimension:
    return Dimension(name, label, places.FACT, column or name, type=type)


def _customer(name: str, label: str, many: bool = False) -> Dimension:
    return Dimension(
        name, label, places.CUSTOMER, sql_name("name" if name == "customer_name" else name), many
    )


def _item(name: str, label: str, column: str = "", many: bool = True, type: Type = Type.TEXT) -> Dimension:
    return Dimension(name, label, places.ITEM, sql_name(column or name), many, type)


def _action(name: str, label: str, column: str = "", type: Type = Type.TEXT) -> Dimension:
    return Dimension(name, label, places.ACTION, column or name, type=type)


CATALOGUE: tuple[Dimension, ...] = (
    Dimension("entity", mark("Entity"), places.ENTITY, "entity"),
    _customer("customer", mark("Customer"), many=True),
    _customer("customer_name", mark("Customer name"), many=True),
    _customer("group", mark("Customer group"), many=True),
    _customer("siren", mark("SIREN"), many=True),
    _customer("country", mark("Country")),
    _customer("zone", mark("Zone")),
    _customer("sector", mark("Sector")),
    _customer("category", mark("Category")),
    _customer("portfolio", mark("Portfolio")),
    _customer("collector", mark("Collector")),
    Dimension("salesperson", mark("Salesperson"), places.SALES, "salesperson"),
    _item("business_unit", mark("Business unit"), many=False),
    _fact("currency", mark("Currency"), "ccy"),
    _fact("kind", mark("Kind")),
    _item("nature", mark("Nature"), many=False),
    Dimension("bucket", mark("Bucket"), places.BUCKET, "bucket"),
    Dimension("dispute_cause", mark("Dispute cause"), places.DISPUTE, "cause"),
    Dimension(
        "blocking_cause", mark("Blocking cause"), places.BLOCKING, "blocking_cause", said=blocking_cause
    ),
    Dimension(
        "reminder_status", mark("Reminder status"), places.CHASE, "reminder_status", said=reminder_status
    ),
    _item("payment_method", mark("Payment method"), many=False),
    _fact("doubtful", mark("Doubtful"), type=Type.FLAG),
    _item("inferred", mark("Inferred"), many=False, type=Type.FLAG),
    _customer("payment_terms", mark("Payment terms")),
    _item("item", mark("Item")),
    _item("document", mark("Document")),
    _item("reference", mark("Reference")),
    _item("order_reference", mark("Order reference")),
    _item("posting_date", mark("Posting date"), type=Type.DATE),
    _item("issue_date", mark("Issue date"), "issued_on", type=Type.DATE),
    _item("due_date", mark("Due date"), "due_on", type=Type.DATE),
    _item("due_source", mark("Due date origin")),
    _action("author", mark("Author")),
    _action("action_kind", mark("Kind of action"), "deed"),
    _action("action_channel", mark("Channel of the action"), "channel"),
    _action("action_outcome", mark("Outcome of the action"), "outcome"),
    _action("level", mark("Reminder level"), type=Type.WHOLE),
    _action("automatic", mark("Automatic"), type=Type.FLAG),
    Dimension("came_after", mark("Came after"), places.CAME_AFTER, "came_after"),
    Dimension("as_of", mark("As of"), places.DATE, "as_of"),
)
BY_NAME = {dimension.name: dimension for dimension in CATALOGUE}
# What figures are split by: one row for each item is what lists are for, and a name stands with its code.
SPLITTING = tuple(
    one
    for one in CATALOGUE
    if not (one.where is places.ITEM and one.many)
    and one.where is not places.DATE
    and not one.where.own
    and one.name != "customer_name"
)


def dimension(name: str, custom: Mapping[str, str]) -> Dimension:
    """The dimension of that name; `custom` maps custom field names to the table (items, customers) that has them."""
    if name in BY_NAME:
        return BY_NAME[name]
    if name in custom:
        where = places.ITEM if custom[name] == "items" else places.CUSTOMER
        return Dimension(name, name, where, f"custom[{quoted(name)}]")
    if meant := _spoken().get(folded(name)):
        return BY_NAME[meant]
    near = hint(name, [*BY_NAME, *custom], {one.name: one.label for one in CATALOGUE})
    raise UsageError(_("There is no dimension {0}.").format(name) + " " + near)


@lru_cache(maxsize=1)
def _spoken() -> dict[str, str]:
    """Dimensions by what people call them."""
    return by_label({one.name: one.label for one in CATALOGUE})
