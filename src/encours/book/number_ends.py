"""How the numbers written on items end, in order: the end of a number is what people copy of it."""

from __future__ import annotations

from encours.book.engine import Engine

LENGTH = 4  # characters: enough to leave about a thousand of ten million items to look at
WRITTEN = ("document", "item", "reference")


def publish(engine: Engine) -> None:
    """The table `number_ends`: `tail`, the last characters in capitals, and `item_id`."""
    engine.run(f"CREATE OR REPLACE TABLE number_ends AS {_ends('items')} ORDER BY tail")


def refresh(engine: Engine, touched: str) -> None:
    """The same for the items whose numbers the query `touched` gives; those that are no more leave."""
    engine.run(f"DELETE FROM number_ends WHERE item_id IN ({touched})")
    engine.run(
        f"INSERT INTO number_ends {_ends(f'(SELECT * FROM items WHERE item_id IN ({touched}))')} ORDER BY tail"
    )


def _ends(items: str) -> str:
    tails = ", ".join(f"UPPER(RIGHT({column}, {LENGTH}))" for column in WRITTEN)
    each = f"SELECT UNNEST(LIST_DISTINCT([{tails}])) AS tail, item_id FROM {items}"
    return f"SELECT tail, item_id FROM ({each}) WHERE LENGTH(tail) = {LENGTH}"
