"""Customers and documents found by the beginning of what is written on them."""

from __future__ import annotations

from collections.abc import Sequence

from encours.cube.branches import Text
from encours.cube.filters import Filter
from encours.cube.visible import seen_customers, seen_items

WRITTEN_ON_ITEMS = ("document", "item", "reference")
_LAST = "\U0010ffff"


def customers(text: str, confines: Sequence[Filter], limit: int) -> Text:
    """Customers whose code or name begins with the text, or whose name has it, the closest first.

    Columns: entity, customer, name, country. Case and accents do not matter.
    """
    seen = seen_customers(confines)
    plain = "LOWER(STRIP_ACCENTS({0}))"
    code, label, wanted = (
        plain.format("c.customer"),
        plain.format("COALESCE(c.name, '')"),
        plain.format("?::VARCHAR"),
    )
    rank = (
        "CASE WHEN code = wanted THEN 0 WHEN STARTS_WITH(code, wanted) THEN 1 WHEN STARTS_WITH(label, wanted) THEN 2 "
        "WHEN CONTAINS(label, ' ' || wanted) THEN 3 WHEN CONTAINS(label, wanted) THEN 4 END"
    )
    sql = (
        f"SELECT entity, customer, name, country FROM (SELECT *, {rank} AS rank FROM (SELECT c.entity, c.customer, "
        f"c.name, c.country, {code} AS code, {label} AS label, {wanted} AS wanted FROM customers c WHERE {seen.sql})) "
        f"WHERE rank IS NOT NULL ORDER BY rank, LENGTH(label), label, entity, customer LIMIT {int(limit)}"
    )
    return Text(sql, [text, *seen.parameters])


def items(text: str, column: str, confines: Sequence[Filter], limit: int) -> Text:
    """Items with a document, key or reference that begins with the text as it is typed, exact ones first.

    Columns: entity, customer, customer_name, item, document, reference, kind, due_date, amount (units), currency.
    """
    seen = seen_items(confines)
    # Bounds rather than a pattern: the engine skips the blocks whose values all lie outside.
    bounds = [text, text + _LAST]
    confined = " JOIN customers c ON c.customer_id = i.customer_id" if confines else ""
    sql = (
        f"WITH found AS MATERIALIZED (SELECT i.item_id, i.{column} AS said FROM items i{confined} "
        f"WHERE i.{column} >= ? AND i.{column} < ? "
        f"AND {seen.sql} ORDER BY said, i.item_id LIMIT {int(limit)}) "
        "SELECT i.entity, i.customer, c.name AS customer_name, i.item, i.document, i.reference, i.kind, "
        "i.due_on AS due_date, i.amount, i.ccy AS currency FROM found f JOIN items i ON i.item_id = f.item_id "
        "JOIN customers c ON c.customer_id = i.customer_id ORDER BY f.said, i.item_id"
    )
    return Text(sql, [*bounds, *seen.parameters])
