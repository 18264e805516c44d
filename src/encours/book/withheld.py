"""Holds with the numbers of what is not chased."""

from __future__ import annotations

from encours.book.engine import Engine


def publish(engine: Engine) -> None:
    """Holds are few, so always made whole."""
    engine.run(f"CREATE OR REPLACE TABLE withheld AS {numbered('holds')}")


def numbered(holds: str, items: str = "items") -> str:
    """SQL for holds (rows of the book's table) with the numbers of what they are about, looked for among `items`; one
    about a whole account names no item."""
    return f"""
        SELECT h.hold, h.entity, h.item, h.reason, h.from_date, h.until_date, h.cancelled_on, h.author, i.item_id,
          c.customer_id, c.entity_id, COALESCE(i.ccy, e.currency, 'EUR') AS ccy
        FROM {holds} h
        JOIN customers c ON c.entity = h.entity AND c.customer = h.customer
        LEFT JOIN entities e ON e.entity_id = c.entity_id
        LEFT JOIN {items} i ON i.entity = h.entity AND i.item = h.item
    """


def in_force(alias: str, day: str) -> str:
    """SQL that holds for a hold in force on a day (SQL of a date)."""
    return (
        f"{alias}.from_date <= {day} AND ({alias}.until_date IS NULL OR {alias}.until_date >= {day}) "
        f"AND ({alias}.cancelled_on IS NULL OR {alias}.cancelled_on > {day})"
    )
