"""What is watched of all the customers at once: the credit limits in force, how each pays lately and usually."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from encours.book.engine import name as sql_name
from encours.book.parse import kinds
from encours.book.records import CASH
from encours.cube.branches import Text
from encours.cube.facts.place import Dimension
from encours.cube.filters import Filter
from encours.cube.habits import known_receipts
from encours.cube.periods import add_months
from encours.cube.since import Since
from encours.cube.visible import seen_customers, seen_items


def limits_in_force(confines: Sequence[Filter], day: date) -> Text:
    """The credit limit in force on a day of each account that may be seen, the one that began last: entity, customer,
    customer_name, portfolio, amount, currency, from_date."""
    seen = seen_customers(confines)
    return Text(
        "SELECT entity, customer, name AS customer_name, portfolio, amount, ccy AS currency, from_date FROM ("
        "SELECT c.entity, c.customer, c.name, c.portfolio, l.amount, l.from_date, "
        "COALESCE(l.currency, e.currency, 'EUR') AS ccy, "
        "ROW_NUMBER() OVER (PARTITION BY c.customer_id ORDER BY l.from_date DESC) AS place "
        "FROM limits l JOIN customers c ON c.entity = l.entity AND c.customer = l.customer "
        f"JOIN entities e ON e.entity_id = c.entity_id WHERE {seen.sql} "
        f"AND l.from_date <= DATE '{day}' AND (l.to_date IS NULL OR l.to_date >= DATE '{day}')) WHERE place = 1",
        seen.parameters,
    )


def paying_lately(
    confines: Sequence[Filter], day: date, months: int, recent_days: int, known: Sequence[Since]
) -> Text:
    """How late each account that may be seen paid the invoices of its last days, and those of the months before:
    entity, customer, customer_name, portfolio, then the count and median (`lately`, `usually`) of each, and the median
    absolute deviation of the latter.

    An invoice is paid on the value date of its last receipt. One still open counts lately by what it is late so far,
    once that is later than usual: before, nobody can say.
    """
    seen, recent = seen_items(confines), day - timedelta(days=recent_days)
    sql = f"""
    {_lateness(day, add_months(day, -months), known, seen.sql)},
    habits AS (
      SELECT customer_id, COUNT(*) AS usual_count, MEDIAN(days) AS usually, MAD(days) AS deviation
      FROM late WHERE settled AND ended_on <= DATE '{recent}' GROUP BY customer_id
    ),
    recently AS (
      SELECT l.customer_id, COUNT(*) AS recent_count, MEDIAN(l.days) AS lately
      FROM late l JOIN habits h ON h.customer_id = l.customer_id
      WHERE l.ended_on > DATE '{recent}' AND (l.settled OR l.days > h.usually)
      GROUP BY l.customer_id
    )
    SELECT c.entity, c.customer, c.name AS customer_name, c.portfolio, r.recent_count, h.usual_count,
      CAST(r.lately AS DECIMAL(12, 2)) AS lately, CAST(h.usually AS DECIMAL(12, 2)) AS usually,
      CAST(h.deviation AS DECIMAL(12, 2)) AS deviation
    FROM recently r JOIN habits h ON h.customer_id = r.customer_id JOIN customers c ON c.customer_id = r.customer_id
    WHERE r.lately > h.usually
    ORDER BY c.entity, c.customer
    """
    return Text(sql, seen.parameters)


def _lateness(day: date, since: date, known: Sequence[Since], seen: str) -> str:
    """The invoices due between two days of the items seen, each with the day it ended, or has come to, and how late."""
    return f"""
    WITH owed AS (
      SELECT item_id, customer_id, due_on, amount FROM billings
      WHERE kind = 'invoice' AND posting_date <= DATE '{day}' AND due_on > DATE '{since}' AND due_on <= DATE '{day}'
      {"".join(map(known_receipts, known))}
    ),
    paid AS (
      SELECT item_id, SUM(paid_units) AS paid,
        MAX(CASE WHEN credit_kind IN ({kinds(CASH)}) THEN valued_on END) AS valued_on
      FROM settlements WHERE matched_on <= DATE '{day}' AND due_on > DATE '{since}' GROUP BY item_id
    ),
    told AS (
      SELECT o.customer_id, COALESCE(p.paid >= o.amount, FALSE) AS settled,
        CASE WHEN p.paid >= o.amount THEN p.valued_on ELSE DATE '{day}' END AS ended_on, o.due_on
      FROM owed o LEFT JOIN paid p ON p.item_id = o.item_id
      JOIN items i ON i.item_id = o.item_id JOIN customers c ON c.customer_id = o.customer_id
      WHERE {seen}
    ),
    late AS (SELECT *, ended_on - due_on AS days FROM told WHERE ended_on IS NOT NULL)
    """


def attributes(names: Sequence[Dimension], confines: Sequence[Filter]) -> Text:
    """What the accounts that may be seen are: entity, customer, then one column for each dimension."""
    seen = seen_customers(confines)
    columns = "".join(f", {one.of('c')} AS {sql_name(one.name)}" for one in names)
    return Text(f"SELECT c.entity, c.customer{columns} FROM customers c WHERE {seen.sql}", seen.parameters)
