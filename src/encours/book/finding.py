"""What a search looks through, in the order and the letters it looks for: how numbers end, how customers are called."""

from __future__ import annotations

from encours.book.engine import Engine

SHORTEST_END = 4  # characters: less is in too many numbers
WRITTEN = ("document", "item", "reference")  # the numbers on an item
_SPELT = {"\N{RIGHT SINGLE QUOTATION MARK}": "''", "\N{LATIN SMALL LIGATURE OE}": "oe", "æ": "ae", "ß": "ss"}


def publish(engine: Engine) -> None:
    """The tables `number_ends` (`turned` is a number in capitals from its last character to its first, in order) and
    `customer_words` (`code`, `label` without accents nor capitals, `siren`)."""
    engine.run(f"CREATE OR REPLACE TABLE number_ends AS {_ends('items')} ORDER BY turned")
    words(engine)


def refresh(engine: Engine, touched: str) -> None:
    """The ends of numbers of the items whose numbers the query `touched` gives; those that are no more leave."""
    mine = f"(SELECT * FROM items WHERE item_id IN ({touched}))"
    engine.run(f"DELETE FROM number_ends WHERE item_id IN ({touched})")
    engine.run(f"INSERT INTO number_ends {_ends(mine)} ORDER BY turned")


def words(engine: Engine) -> None:
    """How customers are called: small, so always made whole."""
    name = folded("COALESCE(name, '')")
    engine.run(
        f"CREATE OR REPLACE TABLE customer_words AS SELECT customer_id, {folded('customer')} AS code, "
        f"{name} AS label, COALESCE(siren, '') AS siren FROM customers"
    )


def folded(text: str) -> str:
    """SQL for a name as it is looked for: no accent, no capital, no ligature, the apostrophe of keyboards."""
    sql = f"LOWER({text})"
    for letter, plain in _SPELT.items():
        sql = f"REPLACE({sql}, '{letter}', '{plain}')"
    return f"STRIP_ACCENTS({sql})"


def _ends(items: str) -> str:
    turned = ", ".join(f"REVERSE(UPPER({column}))" for column in WRITTEN)
    each = f"SELECT UNNEST(LIST_DISTINCT([{turned}])) AS turned, customer_id, issued_on, item_id FROM {items}"
    return (
        f"SELECT turned, customer_id, issued_on, item_id FROM ({each}) WHERE LENGTH(turned) >= {SHORTEST_END}"
    )
