"""What a customer paid or was credited, which invoice each credit went to, and one item with all that touches it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from encours.book.parse import kinds
from encours.book.records import Kind
from encours.cube.branches import Text
from encours.cube.filters import Filter
from encours.cube.visible import seen_items

_OF_ONE = "c.entity = ? AND c.customer = ?"


def credits(
    entity: str, customer: str, of: tuple[Kind, ...], confines: Sequence[Filter], day: date
) -> Text:
    """Credits of some kinds posted by a day, newest first, with what of each is still to be used.

    Columns: item, kind, document, posting_date, value_date, currency, amount, matched, unmatched (units, positive),
    reference, payment_method, inferred.
    """
    seen = seen_items(confines)
    sql = (
        "SELECT i.item, i.kind, i.document, i.posting_date, i.issued_on AS value_date, i.ccy AS currency, "
        "-i.amount AS amount, COALESCE(p.open_units, 0) - i.amount AS matched, -COALESCE(p.open_units, 0) AS unmatched, "
        "i.reference, i.payment_method, COALESCE(i.inferred, FALSE) AS inferred "
        f"FROM items i JOIN customers c ON c.customer_id = i.customer_id LEFT JOIN {_open_at(day)} p "
        f"ON p.item_id = i.item_id WHERE {_OF_ONE} AND {_mine('i.customer_id')} AND i.kind IN ({kinds(of)}) "
        f"AND i.posting_date <= DATE '{day}' AND {seen.sql} ORDER BY value_date DESC, i.item"
    )
    return Text(sql, [entity, customer, entity, customer, entity, customer, *seen.parameters])


def _mine(column: str) -> str:
    """A test the engine carries to the facts, so that of one customer it reads little."""
    return f"{column} = (SELECT customer_id FROM customers WHERE entity = ? AND customer = ?)"


def _open_at(day: date) -> str:
    return (
        f"(SELECT item_id, open_units FROM positions WHERE {_mine('customer_id')} "
        f"AND valid_from <= DATE '{day}' AND valid_to > DATE '{day}')"
    )
