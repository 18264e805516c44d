"""Every place of a dimension: the fact itself, its item, its customer, its entity, its dispute, its age, the date."""

from __future__ import annotations

from encours.cube import buckets
from encours.cube.facts.beside import DISPUTE as DISPUTE_ROW
from encours.cube.facts.beside import ITEM as ITEM_ROW
from encours.cube.facts.beside import ROW
from encours.cube.facts.fact import refuse_bucket
from encours.cube.facts.place import Holder, Place, Reading
from encours.cube.facts.standing import BLOCKING as BLOCKING_ROW
from encours.cube.facts.standing import CHASE as CHASE_ROW


def _number(reading: Reading) -> str:
    refuse_bucket(reading.fact)
    return buckets.number(f"f.{reading.aged_from}", reading.edges, reading.moment)


def _label(reading: Reading) -> str:
    return f"(CASE {_number(reading)} {buckets.cases(reading.edges)} END)"


CUSTOMERS = Holder("customers", "customer_id", "c")
ENTITIES = Holder("entities", "entity_id", "e")

FACT = Place("fact", beside=ROW, of_items=True, few=True)
ITEM = Place("item", ("items",), beside=ITEM_ROW, of_items=True, few=True)
CUSTOMER = Place("customer", ("customers",), holder=CUSTOMERS)
ENTITY = Place("entity", ("entities",), holder=ENTITIES, few=True)
SALES = Place("sales", ("items", "customers"), beside=ITEM_ROW, holder=CUSTOMERS, of_items=True)
DISPUTE = Place(
    "dispute",
    ("disputes", "items", "allocations"),  # one that names no item weighs on what is open
    beside=DISPUTE_ROW,
    few=True,
    moves=True,
    # Its customer says who sees a dispute that names no item.
    values="contests x JOIN customers c ON c.customer_id = x.customer_id LEFT JOIN items i ON i.item_id = x.item_id",
)
# Neither row: what is recorded of the item, else what the ledger brought with it.
BLOCKING = Place(
    "blocking",
    ("items", "allocations", "disputes", "holds", "promises"),
    beside=BLOCKING_ROW,
    few=True,
    moves=True,
    one_day=True,
)
CHASE = Place("chase", ("items", "actions"), beside=CHASE_ROW, few=True, moves=True, one_day=True)
BUCKET = Place("bucket", reckoned=_number, named=_label, few=True, moves=True)
ACTION = Place(
    "action",
    ("actions",),
    beside=ROW,
    few=True,
    own=True,
    values="acted f JOIN customers c ON c.customer_id = f.customer_id LEFT JOIN items i ON i.item_id = f.item_id",
)
CAME_AFTER = Place("came_after", ("actions", "promises"), beside=ROW, few=True, own=True)
DATE = Place("date")
