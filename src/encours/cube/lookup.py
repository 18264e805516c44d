"""Customers and documents found by the beginning or the end of what is written on them, or by any part of it."""

from __future__ import annotations

from collections.abc import Sequence

from encours.book.number_ends import LENGTH, WRITTEN
from encours.cube.branches import Text
from encours.cube.filters import Filter
from encours.cube.visible import seen_customers, seen_items

WRITTEN_ON_ITEMS, SHORTEST_END = WRITTEN, LENGTH
LEAST_SIREN = 3  # digits that still tell one company from another
_LAST = "\U0010ffff"


def customers(text: str, confines: Sequence[Filter], limit: int) -> Text:
    """Customers whose code, name or SIREN begins with the text, or whose name has it, the closest first.

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
        "WHEN CONTAINS(label, ' ' || wanted) THEN 3 WHEN CONTAINS(label, wanted) THEN 4 "
        f"WHEN LENGTH(digits) >= {LEAST_SIREN} AND STARTS_WITH(siren, digits) THEN 5 END"
    )
    sql = (
        f"SELECT entity, customer, name, country FROM (SELECT *, {rank} AS rank FROM (SELECT c.entity, c.customer, "
        f"c.name, c.country, {code} AS code, {label} AS label, {wanted} AS wanted, COALESCE(c.siren, '') AS siren, "
        f"REPLACE({wanted}, ' ', '') AS digits FROM customers c WHERE {seen.sql})) "
        f"WHERE rank IS NOT NULL ORDER BY rank, LENGTH(label), label, entity, customer LIMIT {int(limit)}"
    )
    return Text(sql, [text, text, *seen.parameters])


def items(text: str, column: str, confines: Sequence[Filter], limit: int) -> Text:
    """Items with a document, key or reference that begins with the text as it is typed, exact ones first.

    Columns: entity, customer, customer_name, item, document, reference, kind, due_date, amount (units), currency.
    """
    # Bounds rather than a pattern: the engine skips the blocks whose values all lie outside.
    kept = f"i.{column} >= ? AND i.{column} < ?"
    return _told(Text(kept, [text, text + _LAST]), column, confines, limit, "said, i.item_id")


def items_ending(text: str, column: str, confines: Sequence[Filter], limit: int) -> Text:
    """Items whose document, key or reference ends with the text, in capitals and of `SHORTEST_END` characters or more;
    the newest first: each year and each entity has numbers that end so. Columns as `items`."""
    ending = "SELECT item_id FROM number_ends WHERE tail = ?"
    kept = f"i.item_id IN ({ending}) AND SUFFIX(UPPER(i.{column}), ?)"
    return _told(Text(kept, [text[-LENGTH:], text]), column, confines, limit, "i.issued_on DESC, i.item_id")


def item_count() -> Text:
    """About how many items there are, without counting them."""
    return Text("SELECT estimated_size FROM duckdb_tables() WHERE table_name = 'items'", [])


def items_with(text: str, column: str, confines: Sequence[Filter], limit: int) -> Text:
    """Items whose document, key or reference has the text within it: some of them, since every one has to be read.
    Columns as `items`."""
    return _told(Text(f"CONTAINS(i.{column}, ?)", [text]), column, confines, limit, "")


def _told(kept: Text, column: str, confines: Sequence[Filter], limit: int, order: str) -> Text:
    seen = seen_items(confines)
    confined = " JOIN customers c ON c.customer_id = i.customer_id" if confines else ""
    sql = (
        f"WITH found AS MATERIALIZED (SELECT i.item_id, i.{column} AS said FROM items i{confined} "
        f"WHERE {kept.sql} AND {seen.sql}{f' ORDER BY {order}' if order else ''} LIMIT {int(limit)}) "
        "SELECT i.entity, i.customer, c.name AS customer_name, i.item, i.document, i.reference, i.kind, "
        "i.due_on AS due_date, i.amount, i.ccy AS currency FROM found f JOIN items i ON i.item_id = f.item_id "
        f"JOIN customers c ON c.customer_id = i.customer_id ORDER BY {order or 'said, i.item_id'}"
    )
    return Text(sql, [*kept.parameters, *seen.parameters])
