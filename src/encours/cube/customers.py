"""What the book says of customer accounts besides their figures: who they are, their kin, what people noted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from encours.book.engine import name
from encours.book.records import CUSTOMERS
from encours.cube.branches import Text
from encours.cube.dimensions import Where
from encours.cube.filters import Filter
from encours.cube.visible import seen_customers, seen_items

ATTRIBUTES = ", ".join(f"c.{name(column)}" for column in CUSTOMERS.names)
WHERE_ONE = "c.entity = ? AND c.customer = ?"
_PAIRS = (
    "(SELECT DISTINCT entity, customer FROM (SELECT UNNEST(?::VARCHAR[]) AS entity, UNNEST(?::VARCHAR[]) AS customer))"
)


def card(entity: str, customer: str, confines: Sequence[Filter]) -> Text:
    """The attributes of a customer account, then `custom` (a map) and `known`; no row when it may not be seen."""
    seen = seen_customers(confines)
    sql = f"SELECT {ATTRIBUTES}, c.custom, c.known FROM customers c WHERE {WHERE_ONE} AND {seen.sql}"
    return Text(sql, [entity, customer, *seen.parameters])


def siblings(entity: str, customer: str, confines: Sequence[Filter]) -> Text:
    """Accounts of the same SIREN or of the same group, this one among them, that may be seen.

    Columns: entity, customer, name, siren, group, country, currency (of the entity), same_siren, same_group.
    """
    mine, theirs = seen_customers(confines, "c"), seen_customers(confines, "o")
    same_siren = "COALESCE(o.siren = c.siren, FALSE)"
    same_group = 'COALESCE(o."group" = c."group", FALSE)'
    sql = (
        f'SELECT o.entity, o.customer, o.name, o.siren, o."group", o.country, e.currency, {same_siren} AS same_siren, '
        f"{same_group} AS same_group FROM customers c JOIN customers o "
        f"ON {same_siren} OR {same_group} OR o.customer_id = c.customer_id "
        f"JOIN entities e ON e.entity_id = o.entity_id WHERE {WHERE_ONE} AND {mine.sql} AND {theirs.sql} "
        "ORDER BY same_siren DESC, o.entity, o.customer"
    )
    return Text(sql, [entity, customer, *mine.parameters, *theirs.parameters])


def limits(customers: Sequence[tuple[str, str]], confines: Sequence[Filter], day: date) -> Text:
    """The credit limit of customer accounts in force on a day: the one that began last, and who decided."""
    seen = seen_customers(confines)
    sql = (
        "SELECT entity, customer, amount, currency, from_date, to_date, overrun, decided_by FROM ("
        "SELECT l.*, COALESCE(l.currency, e.currency, 'EUR') AS ccy, ROW_NUMBER() OVER ("
        "PARTITION BY l.entity, l.customer ORDER BY l.from_date DESC) AS place FROM limits l "
        f"JOIN {_PAIRS} w ON w.entity = l.entity AND w.customer = l.customer "
        "JOIN customers c ON c.entity = l.entity AND c.customer = l.customer "
        "JOIN entities e ON e.entity_id = c.entity_id "
        f"WHERE l.from_date <= DATE '{day}' AND (l.to_date IS NULL OR l.to_date >= DATE '{day}') AND {seen.sql}"
        ") WHERE place = 1"
    ).replace("amount, currency, from_date", "amount, ccy AS currency, from_date")
    entities, names = [list(part) for part in zip(*customers, strict=True)]
    return Text(sql, [entities, names, *seen.parameters])


def promises(entity: str, customer: str, confines: Sequence[Filter], day: date) -> Text:
    """Promises made by a day, newest first; a cancellation is told once it has happened."""
    columns = (
        "t.promise, t.item, t.made_on, t.due_on, t.amount, "
        "COALESCE(t.currency, i.ccy, e.currency, 'EUR') AS currency, t.collector, "
        f"CASE WHEN t.cancelled_on <= DATE '{day}' THEN t.cancelled_on END AS cancelled_on"
    )
    return _noted("promises", columns, f"t.made_on <= DATE '{day}'", "t.made_on DESC, t.promise", entity, customer, confines)


def actions(entity: str, customer: str, confines: Sequence[Filter], day: date) -> Text:
    """Reminders, calls and other work done by the end of a day, newest first."""
    columns = (
        "t.action, t.item, t.kind, t.level, t.channel, COALESCE(t.automatic, FALSE) AS automatic, t.done_at, "
        "t.minutes, t.author, t.outcome"
    )
    return _noted(
        "actions", columns, f"CAST(t.done_at AS DATE) <= DATE '{day}'", "t.done_at DESC, t.action", entity, customer, confines
    )


def _noted(
    table: str, columns: str, dated: str, order: str, entity: str, customer: str, confines: Sequence[Filter]
) -> Text:
    """Rows of a table of people's work about a customer; those about an item only if the item may be seen."""
    seen = seen_customers(confines)
    by_item = [wanted for wanted in confines if wanted.dimension is None or wanted.dimension.where in _OF_ITEMS]
    item = seen_items(by_item)
    shown = f"(t.item IS NULL OR {item.sql})" if by_item else "TRUE"
    sql = (
        f"SELECT {columns} FROM {table} t JOIN customers c ON c.entity = t.entity AND c.customer = t.customer "
        "JOIN entities e ON e.entity_id = c.entity_id "
        "LEFT JOIN items i ON i.entity = t.entity AND i.item = t.item "
        f"WHERE {WHERE_ONE} AND {dated} AND {seen.sql} AND {shown} ORDER BY {order}"
    )
    return Text(sql, [entity, customer, *seen.parameters, *(item.parameters if by_item else [])])


_OF_ITEMS = (Where.ITEM, Where.FACT, Where.SALES)
