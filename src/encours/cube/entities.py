"""The companies of a book: how fresh and large the ledger of each is, whether it ties; values to pick from lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from encours.book.control_totals import CHECKS
from encours.book.engine import quoted
from encours.cube.branches import Text
from encours.cube.facts.place import Dimension
from encours.cube.facts.places import ENTITY
from encours.cube.filters import Filter
from encours.cube.standing import LABELS as STANDING
from encours.cube.standing import imported
from encours.cube.visible import of_items, seen_customers, seen_items
from encours.errors import UsageError
from encours.i18n import _


def states(confines: Sequence[Filter]) -> Text:
    """Each entity of which something may be seen, with the newest day and the number of what may be.

    Columns: entity, name, siren, country, currency, posted_on, matched_on, item_count, customer_count.
    """
    seen = seen_customers(confines)
    shown = _shown_items(confines)
    paid = " JOIN mine m ON m.customer_id = s.customer_id" if confines else ""
    if of_items(confines):
        paid = " JOIN shown i ON i.item_id = s.item_id"
    sql = f"""
      WITH mine AS MATERIALIZED (
        SELECT c.*
        FROM customers c
        WHERE {seen.sql}
      ),
      shown AS (
        {shown.sql}
      ),
      posted AS (
        SELECT entity_id, MAX(posting_date) AS day, COUNT(*) AS items
        FROM shown
        GROUP BY entity_id
      ),
      matched AS (
        SELECT s.entity_id, MAX(s.matched_on) AS day
        FROM settlements s{paid}
        GROUP BY s.entity_id
      ),
      accounts AS (
        SELECT entity_id, COUNT(*) AS customers
        FROM mine
        GROUP BY entity_id
      )
      SELECT e.entity, e.name, e.siren, e.country, COALESCE(e.currency, 'EUR') AS currency, p.day AS posted_on,
        t.day AS matched_on, COALESCE(p.items, 0) AS item_count, COALESCE(a.customers, 0) AS customer_count
      FROM entities e
      LEFT JOIN accounts a ON a.entity_id = e.entity_id
      LEFT JOIN posted p ON p.entity_id = e.entity_id
      LEFT JOIN matched t ON t.entity_id = e.entity_id
      WHERE {"a.customers > 0" if confines else "TRUE"}
      ORDER BY e.entity"""
    return Text(sql, [*seen.parameters, *shown.parameters])


def _shown_items(confines: Sequence[Filter]) -> Text:
    seen = seen_items(of_items(confines), "i", "m")
    mine = " JOIN mine m ON m.customer_id = i.customer_id" if confines else ""
    sql = f"SELECT i.item_id, i.entity_id, i.posting_date FROM items i{mine} WHERE {seen.sql}"
    return Text(sql, seen.parameters)


def positions(day: date) -> Text:
    """The net position of every entity on a day: entity, currency, units."""
    return Text(
        "SELECT e.entity, p.ccy, SUM(p.open_units) FROM positions p JOIN entities e ON e.entity_id = p.entity_id "
        f"WHERE p.valid_from <= DATE '{day}' AND p.valid_to > DATE '{day}' GROUP BY e.entity, p.ccy ORDER BY 1, 2"
    )


def gaps(day: date) -> Text:
    """Entities and currencies whose position is not items less allocations: entity, currency, units too many."""
    check = next(check for check in CHECKS if check.name == "net_is_items")
    rows = check.rows.format(day=f"DATE '{day}'")
    return Text(f"SELECT entity, ccy, units FROM ({rows})")


def choices(of: Dimension, confines: Sequence[Filter], search: str, limit: int) -> Text:
    """Values of a dimension that may be seen, as text, and the name shown with each (null: none), in order of value.

    UsageError for a dimension without a list to pick from: bucket, date, numbers of documents.
    """
    found = (None if confines else _of_whole_book(of)) or _values(of, confines)
    wanted = "value IS NOT NULL"
    parameters = list(found.parameters)
    if search:
        like = "CONTAINS(LOWER(STRIP_ACCENTS({0})), LOWER(STRIP_ACCENTS(?)))"
        named = like.format("COALESCE(label, '')")
        wanted += f" AND ({like.format('value')} OR {named})"
        parameters += [search, search]
    sql = (
        "SELECT CAST(value AS VARCHAR) AS value, MIN(label) AS label FROM ("
        f"SELECT CAST(value AS VARCHAR) AS value, CAST(label AS VARCHAR) AS label FROM ({found.sql})) "
        f"WHERE {wanted} GROUP BY value ORDER BY value LIMIT {int(limit)}"
    )
    return Text(sql, parameters)


def _values(of: Dimension, confines: Sequence[Filter]) -> Text:
    seen = seen_customers(confines)
    place = of.where
    if place is ENTITY:
        whole = "SELECT e.entity AS value, e.name AS label FROM entities e"
        mine = f" WHERE e.entity_id IN (SELECT c.entity_id FROM customers c WHERE {seen.sql})"
        return Text(whole + mine, seen.parameters) if confines else Text(whole)
    if place.held:
        label = "c.name" if of.name == "customer" else "NULL"
        sql = f"SELECT c.{of.column} AS value, {label} AS label FROM customers c WHERE {seen.sql}"
        return Text(sql, seen.parameters)
    if place.values and place.beside:
        shown = seen_items(confines)
        value = of.of(place.beside.alias)
        sql = f"SELECT DISTINCT {value} AS value, NULL AS label FROM {place.values} WHERE {shown.sql}"
        return Text(sql, shown.parameters)
    if of.said:
        own = imported(of.name)
        known = ", ".join(map(quoted, STANDING[of.name]))
        found = _of_items(own, confines)
        found.sql += f" UNION ALL SELECT UNNEST([{known}]) AS value, NULL AS label"
        return found
    if place.mixed:
        return _of_items(f"COALESCE({of.of('i')}, {of.of('c')})", confines, beside=True)
    if place.of_items and not of.many:
        return _of_items(of.of("i"), confines)
    raise UsageError(_("{0} has no list of values to pick from.").format(of.name))


def _of_whole_book(of: Dimension) -> Text | None:
    """Where nothing is hidden, some lists are read without going through items and their customers together."""
    if of.name == "currency":
        return Text("SELECT ccy AS value, NULL AS label FROM currencies")
    if not of.where.mixed:
        return None
    both = (
        f"SELECT DISTINCT salesperson AS value, NULL AS label FROM {table}"
        for table in ("customers", "items")
    )
    return Text(" UNION ALL ".join(both))


def _of_items(value: str, confines: Sequence[Filter], beside: bool = False) -> Text:
    """Values of items, read with their customers `beside` them where these say something."""
    seen = seen_items(confines)
    customers = " JOIN customers c ON c.customer_id = i.customer_id" if confines or beside else ""
    sql = f"SELECT DISTINCT {value} AS value, NULL AS label FROM items i{customers} WHERE {seen.sql}"
    return Text(sql, seen.parameters)
