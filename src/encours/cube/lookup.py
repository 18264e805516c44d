"""Customers and items found by what is written on them: first their numbers, then what is told of the few found."""

from __future__ import annotations

from collections.abc import Sequence

from encours.book.finding import folded
from encours.cube.branches import Text
from encours.cube.filters import Filter
from encours.cube.visible import of_items, seen_customers, seen_items

LEAST_SIREN = 3  # digits that still tell one company from another
LEAST_BARE = 2  # characters of a code after its zeros
_LAST = "\U0010ffff"


def customers(text: str, confines: Sequence[Filter], limit: int) -> Text:
    """Customers whose code, name or SIREN begins with the text, or whose name has it, the closest first.

    Columns: entity, customer, name, country. Case and accents do not matter.
    """
    seen = seen_customers(confines)
    rank = (
        "CASE WHEN w.code = wanted THEN 0 WHEN STARTS_WITH(w.code, wanted) THEN 1 "
        "WHEN STARTS_WITH(w.label, wanted) THEN 2 WHEN CONTAINS(w.label, ' ' || wanted) THEN 3 "
        "WHEN CONTAINS(w.label, wanted) THEN 4 "
        # Zeros before a number are left out by many, and typed by others.
        f"WHEN LENGTH(bare) >= {LEAST_BARE} AND STARTS_WITH(LTRIM(w.code, '0'), bare) THEN 5 "
        f"WHEN LENGTH(digits) >= {LEAST_SIREN} AND STARTS_WITH(w.siren, digits) THEN 6 "
        # A SIRET begins with the SIREN, the VAT number of a French company ends with it.
        "WHEN w.siren <> '' AND (LENGTH(digits) = 14 AND STARTS_WITH(digits, w.siren) "
        "OR LENGTH(digits) = 13 AND STARTS_WITH(digits, 'fr') AND SUFFIX(digits, w.siren)) THEN 6 END"
    )
    sql = (
        f"WITH asked AS (SELECT {folded('?::VARCHAR')} AS wanted), "
        "said AS (SELECT wanted, REPLACE(wanted, ' ', '') AS digits, LTRIM(wanted, '0') AS bare FROM asked), "
        f"found AS (SELECT * FROM (SELECT w.*, {rank} AS rank FROM customer_words w, said) WHERE rank IS NOT NULL) "
        "SELECT c.entity, c.customer, c.name, c.country FROM found f JOIN customers c ON c.customer_id = f.customer_id "
        f"WHERE {seen.sql} "
        f"ORDER BY f.rank, LENGTH(f.label), f.label, c.entity, c.customer LIMIT {int(limit)}"
    )
    return Text(sql, [text, *seen.parameters])


def beginning(text: str, column: str, confines: Sequence[Filter], limit: int) -> Text:
    """Numbers (`item_id`) of items with a document, key or reference that begins with the text, exact ones first."""
    # Bounds rather than a pattern: the engine skips the blocks whose values all lie outside.
    kept = Text(f"i.{column} >= ? AND i.{column} < ?", [text, text + _LAST])
    return _items(kept, confines, f"ORDER BY i.{column}, i.item_id", limit)


def holding(text: str, column: str, confines: Sequence[Filter], limit: int) -> Text:
    """Those that have the text within them, in capitals: some of them, since every one has to be read."""
    return _items(Text(f"CONTAINS(UPPER(i.{column}), ?)", [text]), confines, "", limit)


def ending(text: str, confines: Sequence[Filter], limit: int) -> Text:
    """Items one of whose numbers ends with the text, in capitals and of `book.finding.SHORTEST_END` characters or more;
    the newest first: each year and each entity has numbers that end so."""
    seen, turned = seen_items(confines), text[::-1]
    by_item = " JOIN items i ON i.item_id = n.item_id" if of_items(confines) else ""
    sql = (
        f"SELECT n.item_id FROM number_ends n JOIN customers c ON c.customer_id = n.customer_id{by_item} "
        f"WHERE n.turned >= ? AND n.turned < ? AND ({seen.sql}) "
        f"ORDER BY n.issued_on DESC, n.item_id LIMIT {int(limit)}"
    )
    return Text(sql, [turned, turned + _LAST, *seen.parameters])


def told(found: Sequence[int]) -> Text:
    """These items. Columns: item_id, entity, customer, customer_name, item, document, reference, kind, due_date, amount
    (units), currency."""
    numbers = ", ".join(str(int(number)) for number in found)
    return Text(
        "SELECT i.item_id, i.entity, i.customer, c.name AS customer_name, i.item, i.document, i.reference, i.kind, "
        "i.due_on AS due_date, i.amount, i.ccy AS currency FROM items i "
        f"JOIN customers c ON c.customer_id = i.customer_id WHERE i.item_id IN ({numbers})",
        [],
    )


def item_count() -> Text:
    """About how many items there are, without counting them."""
    return Text("SELECT estimated_size FROM duckdb_tables() WHERE table_name = 'items'", [])


def _items(kept: Text, confines: Sequence[Filter], order: str, limit: int) -> Text:
    seen = seen_items(confines)
    confined = " JOIN customers c ON c.customer_id = i.customer_id" if confines else ""
    sql = f"SELECT i.item_id FROM items i{confined} WHERE {kept.sql} AND ({seen.sql}) {order} LIMIT {int(limit)}"
    return Text(sql, [*kept.parameters, *seen.parameters])
