"""Controls on rows: duplicates, matchings that do not hold together, parties and dates that make no sense."""

from __future__ import annotations

from encours.book.controls import Check, Severity
from encours.book.parse import kinds
from encours.book.records import DEBITS
from encours.i18n import mark

# Instalments of one document fall due on different days: they are no duplicates.
_SAME = ("entity_id", "customer_id", "document", "amount", "issued_on", "due_on", "kind", "ccy")
_DUPLICATES = f"""
WITH twins AS (SELECT {", ".join(_SAME)}, MIN(item) AS first FROM items
  WHERE document IS NOT NULL AND inferred IS NOT TRUE GROUP BY {", ".join(_SAME)} HAVING COUNT(*) > 1)
SELECT i.entity, i.item, i.ccy, i.amount AS units, t.document AS x, t.first AS y FROM items i
JOIN twins t ON {" AND ".join(f"t.{column} = i.{column}" for column in _SAME)}
WHERE i.item <> t.first AND i.inferred IS NOT TRUE
"""

# An item left open by two groups counts once, in the last of them.
_GROUPS = """
WITH held AS (SELECT item_id, open_units FROM positions WHERE valid_from <= {day} AND valid_to > {day}),
said AS (SELECT * FROM allocations WHERE matching_ref IS NOT NULL AND inferred IS NOT TRUE AND date <= {day}),
members AS (
  SELECT item_id, open_units, MAX(matching_ref) AS matching_ref FROM (
    SELECT h.item_id, h.open_units, s.matching_ref FROM said s JOIN held h ON h.item_id = s.debit_id
    UNION ALL SELECT h.item_id, h.open_units, s.matching_ref FROM said s JOIN held h ON h.item_id = s.credit_id)
  GROUP BY item_id, open_units)
SELECT i.entity, MIN(i.item) AS item, i.ccy, SUM(m.open_units) AS units, m.matching_ref AS x,
  MIN(i.customer) AS y FROM members m JOIN items i ON i.item_id = m.item_id
GROUP BY i.entity, i.customer_id, i.ccy, m.matching_ref
"""

_PAIRS = """
SELECT a.entity, a.debit_item AS item, d.ccy, a.amount AS units, a.credit_item AS x, {0} AS y FROM allocations a
JOIN items d ON d.item_id = a.debit_id JOIN items k ON k.item_id = a.credit_id WHERE {1}
"""

_DISPUTES = """
SELECT d.entity, CASE WHEN c.customer IS NULL THEN d.customer ELSE d.item END AS item, i.ccy, d.amount AS units,
  d.dispute AS x, NULL AS y FROM disputes d LEFT JOIN items i ON i.entity = d.entity AND i.item = d.item
LEFT JOIN customers c ON c.entity = d.entity AND c.customer = d.customer
WHERE c.customer IS NULL OR (d.item IS NOT NULL AND i.item IS NULL)
"""

_RATES = """
SELECT '' AS entity, c.ccy AS item, c.ccy, NULL AS units, CAST(c.needed AS VARCHAR) AS x,
  COALESCE(CAST(r.first AS VARCHAR), '–') AS y
FROM (SELECT ccy, MIN(issued_on) AS needed FROM items GROUP BY ccy) c
LEFT JOIN (SELECT currency, MIN(date) AS first FROM rates GROUP BY currency) r ON r.currency = c.ccy
WHERE c.ccy <> 'EUR' AND (SELECT COUNT(*) FROM currencies) > 1 AND (r.first IS NULL OR r.first > c.needed)
"""


def _items(test: str, x: str = "CAST(i.due_on AS VARCHAR)", y: str = "CAST(i.issued_on AS VARCHAR)") -> str:
    return f"SELECT i.entity, i.item, i.ccy, i.amount AS units, {x} AS x, {y} AS y FROM items i WHERE {test}"


def _parties(table: str, item: str) -> str:
    nothing = "NULL AS ccy, NULL AS units, NULL AS x, NULL AS y"
    return f"SELECT entity, {item} AS item, {nothing} FROM {table} WHERE NOT known"


def _warning(name: str, label: str, rows: str, example: str, explanation: str) -> Check:
    return Check(name, label, Severity.WARNING, rows, example, explanation)


def _info(name: str, label: str, rows: str, example: str, explanation: str) -> Check:
    return Check(name, label, Severity.INFO, rows, example, explanation)


CHECKS = (
    _warning(
        "duplicates",
        mark("Items entered twice"),
        _DUPLICATES,
        mark("document {0}, same as item {1}"),
        mark(
            "Same customer, document, amount, dates and kind under two keys: remove one in the source if it is."
        ),
    ),
    _warning(
        "unbalanced_groups",
        mark("Matched groups that do not balance"),
        _GROUPS,
        mark("group {0} of customer {1}: what is left stays open"),
        mark(
            "Complete the matching in the ledger, or write the rest off; until then it is owed or to be used."
        ),
    ),
    _warning(
        "matched_before_posting",
        mark("Allocations dated before one of their items exists"),
        _PAIRS.format("CAST(a.date AS VARCHAR)", "a.date < GREATEST(d.posting_date, k.posting_date)"),
        mark("set against {0} on {1}"),
        mark("It counts from the day both items exist. Correct the matching date if it is wrong."),
    ),
    _warning(
        "matched_across_customers",
        mark("Allocations between two customers"),
        _PAIRS.format("d.customer || ' / ' || k.customer", "d.customer_id <> k.customer_id"),
        mark("set against {0}: {1}"),
        mark("Right for a payment by a group or a factor; otherwise undo the matching in the ledger."),
    ),
    _warning(
        "unknown_customers",
        mark("Customers named by items and described nowhere"),
        _parties("customers", "customer"),
        mark("no line in the customers table"),
        mark("Import the customers: without them no portfolio, country or group is known."),
    ),
    _warning(
        "unknown_entities",
        mark("Entities named and described nowhere"),
        _parties("entities", "NULL"),
        mark("no line in the entities table: its accounts are taken to be in EUR"),
        mark("Import an entities table with the currency of its accounts."),
    ),
    _warning(
        "due_before_issue",
        mark("Items due before they were issued"),
        _items("i.due_on < i.issued_on"),
        mark("due {0}, issued {1}"),
        mark("Correct one of the dates in the source: the item is aged from its due date as it stands."),
    ),
    _warning(
        "no_due_date",
        mark("Debits without a due date"),
        _items(f"i.due_date IS NULL AND i.kind IN ({kinds(DEBITS)})"),
        mark("due at once, on {0}"),
        mark(
            "They are aged from their issue date. Give a due date, or payment terms: encours import --terms"
        ),
    ),
    _warning(
        "unknown_disputes",
        mark("Disputes about an item or a customer the book does not have"),
        _DISPUTES,
        mark("dispute {0}"),
        mark("Such a dispute weighs on no figure. Correct its item or customer, or import what is missing."),
    ),
    _warning(
        "missing_rates",
        mark("Currencies without a rate from their first item on"),
        _RATES,
        mark("first item {0}, first rate {1}"),
        mark("Figures in another currency stop there. Import rates: encours import eurofxref-hist.csv"),
    ),
    _info(
        "computed_due_dates",
        mark("Due dates computed from payment terms"),
        _items("i.due_source = 'computed'"),
        mark("due {0}, issued {1}"),
        mark("The source gives no due date: ageing is as good as the payment terms."),
    ),
    _info(
        "inferred_clearings",
        mark("Clearings deduced from lists of open items"),
        _PAIRS.format("CAST(a.date AS VARCHAR)", "a.inferred"),
        mark("cleared by {0} on {1}"),
        mark("Deduced because the item left the list: the real date is between two lists."),
    ),
)
