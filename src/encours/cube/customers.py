"""What the book says of customer accounts besides their figures: who they are, their kin, what people noted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from encours.book.engine import name
from encours.book.records import CUSTOMERS
from encours.cube.branches import Text
from encours.cube.filters import Filter
from encours.cube.visible import seen_customers

ATTRIBUTES = ", ".join(f"c.{name(column)}" for column in CUSTOMERS.names)


def numbers(customers: Sequence[tuple[str, str]], confines: Sequence[Filter]) -> Text:
    """The numbers of customer accounts that may be seen: customer_id, entity, customer. At least one is asked for."""
    seen = seen_customers(confines)
    if len(customers) == 1:
        return Text(
            "SELECT c.customer_id, c.entity, c.customer FROM customers c WHERE c.entity = ? AND c.customer = ? "
            f"AND {seen.sql}",
            [*customers[0], *seen.parameters],
        )
    sql = (
        "SELECT c.customer_id, c.entity, c.customer FROM customers c JOIN (SELECT DISTINCT UNNEST(?::VARCHAR[]) AS "
        "entity, UNNEST(?::VARCHAR[]) AS customer) w ON w.entity = c.entity AND w.customer = c.customer "
        f"WHERE {seen.sql}"
    )
    entities, names = [list(part) for part in zip(*customers, strict=True)]
    return Text(sql, [entities, names, *seen.parameters])


def card(number: int) -> Text:
    """The attributes of a customer account, then `custom` (a map) and `known`."""
    return Text(
        f"SELECT {ATTRIBUTES}, c.custom, c.known FROM customers c WHERE c.customer_id = {int(number)}"
    )


def siblings(number: int, confines: Sequence[Filter]) -> Text:
    """Accounts of the same SIREN or of the same group that may be seen, the account itself among them.

    Columns: entity, customer, name, siren, group, country, currency (of the entity), same_siren, same_group.
    """
    seen = seen_customers(confines, "o")
    same_siren = "COALESCE(o.siren = c.siren, FALSE)"
    same_group = 'COALESCE(o."group" = c."group", FALSE)'
    sql = (
        f'SELECT o.entity, o.customer, o.name, o.siren, o."group", o.country, e.currency, {same_siren} AS same_siren, '
        f"{same_group} AS same_group FROM customers c JOIN customers o "
        f"ON {same_siren} OR {same_group} OR o.customer_id = c.customer_id "
        f"JOIN entities e ON e.entity_id = o.entity_id WHERE c.customer_id = {int(number)} AND {seen.sql} "
        "ORDER BY same_siren DESC, o.entity, o.customer"
    )
    return Text(sql, seen.parameters)


def limits(numbers: Sequence[int], day: date) -> Text:
    """The credit limit in force on a day of each customer number that has one: the one that began last."""
    of_these = ", ".join(str(int(number)) for number in numbers)
    order = "ORDER BY l.from_date DESC"
    return Text(
        "SELECT customer_id, amount, ccy AS currency, from_date, to_date, overrun, decided_by FROM ("
        "SELECT l.*, c.customer_id, COALESCE(l.currency, e.currency, 'EUR') AS ccy, "
        f"ROW_NUMBER() OVER (PARTITION BY c.customer_id {order}) AS place FROM limits l "
        "JOIN customers c ON c.entity = l.entity AND c.customer = l.customer "
        f"JOIN entities e ON e.entity_id = c.entity_id WHERE c.customer_id IN ({of_these}) "
        f"AND l.from_date <= DATE '{day}' AND (l.to_date IS NULL OR l.to_date >= DATE '{day}')) WHERE place = 1"
    )
