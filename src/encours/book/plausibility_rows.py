"""How each doubt about an import is looked for, in SQL: at most one row, whose columns its sentence says."""

from __future__ import annotations

from datetime import date

from encours.book.parse import kinds
from encours.book.records import CASH, DEBITS, SALES, Kind

FIRST_DAY, END_DAY = date(2000, 1, 1), date(2100, 1, 1)
LONGEST_YEARS = 3  # from the date of a document to when it is due
FEWEST = 10  # documents: fewer have no median, and say nothing of a month
FEWEST_CUSTOMERS = 6
FEWEST_OPEN = 5
TIMES_MEDIAN, TIMES_SALES = 100, 10
BILLS = (*SALES, Kind.BILL)

# What the import says anew: deduced items say nothing, they follow from the others.
FRESH = """
SELECT p.entity, p.customer, p.item, p.kind, p.document, p.posting_date, p.amount, p._new, p._file, p._line,
  p.due_date IS NULL AS undated, COALESCE(p.issue_date, p.posting_date) AS issued_on,
  COALESCE(p.due_date, p.issue_date, p.posting_date) AS due_on,
  COALESCE(p.currency, e.currency, 'EUR') AS ccy
FROM put_items p LEFT JOIN entity_currencies e ON e.entity = p.entity
WHERE p.inferred IS NOT TRUE
"""

# With those the files list as the book has them: two of a kind may be one new and one known.
FRESH_AND_SAME = """
SELECT * FROM fresh
UNION ALL
SELECT c.entity, c.customer, c.item, c.kind, c.document, c.posting_date, c.amount, FALSE, i._file, i._line, FALSE,
  c.issued_on, c.due_on, c.ccy
FROM listed_items c JOIN in_items i ON i.entity = c.entity AND i.item = c.item
WHERE c.inferred IS NOT TRUE
  AND NOT EXISTS (SELECT 1 FROM put_items p WHERE p.entity = c.entity AND p.item = c.item)
"""

# Lines of one entry of a ledger share what stands before the last part of their key: they are one document. A list of
# articles or of instalments repeats numbers as well, mostly with something that differs: it is asked about nothing.
BILLED = (
    f"SELECT *, HASH(entity, customer, kind, document) AS number FROM fresh WHERE kind IN ({kinds(BILLS)})"
)
TWICE = f"""
WITH billed AS ({BILLED.replace("FROM fresh", "FROM met")}),
again AS (
  SELECT number FROM billed WHERE document IS NOT NULL GROUP BY number HAVING COUNT(*) > 1 AND BOOL_OR(_new)),
numbers AS (
  SELECT COUNT(*) - 1 AS more, MAX(_file) AS _file, MAX(_line) AS _line, document,
    MIN(amount) = MAX(amount) AND MIN(issued_on) = MAX(issued_on) AND MIN(due_on) = MAX(due_on)
    AND MIN(ccy) = MAX(ccy) AS same
  FROM billed SEMI JOIN again USING (number)
  GROUP BY entity, customer, kind, document
  HAVING COUNT(*) > 1 AND COUNT(DISTINCT REGEXP_REPLACE(item, '/[0-9]+$', '')) > 1)
SELECT SUM(more) AS count, MIN_BY(_file, _line) AS _file, MIN(_line) AS _line, MIN_BY(document, _line) AS _text
FROM numbers WHERE same HAVING 2 * COUNT(*) > (SELECT COUNT(*) FROM numbers)
"""

HELD = f"""
SELECT COUNT(DISTINCT (f.entity, f.item)) AS count, MIN_BY(f._file, f._line) AS _file, MIN(f._line) AS _line,
  MIN_BY(f.document, f._line) AS _text, MIN_BY(c.item, f._line) AS item
FROM fresh f JOIN cur.items c ON c.entity = f.entity AND c.customer = f.customer AND c.document = f.document
  AND c.amount = f.amount AND c.kind = f.kind AND c.issued_on = f.issued_on AND c.item <> f.item
WHERE f._new AND f.kind IN ({kinds(BILLS)}) AND c.inferred IS NOT TRUE
  AND REGEXP_REPLACE(c.item, '/[0-9]+$', '') <> REGEXP_REPLACE(f.item, '/[0-9]+$', '')
  AND NOT EXISTS (SELECT 1 FROM in_items i WHERE i.entity = c.entity AND i.item = c.item)
  AND NOT EXISTS (SELECT 1 FROM gone_items g WHERE g.entity = c.entity AND g.item = c.item)
"""

# Amounts of that size that are a habit of the firm, or of the customer, are none of a slip.
HUGE = f"""
WITH billed AS ({BILLED}),
usual AS (
  SELECT entity, ccy, MEDIAN(ABS(amount)) AS middle, COUNT(*) AS documents FROM billed
  GROUP BY entity, ccy HAVING COUNT(*) >= {FEWEST}),
huge AS (
  SELECT b.*, u.middle, u.documents, COUNT(*) OVER (PARTITION BY b.entity, b.ccy) AS alike
  FROM billed b JOIN usual u ON u.entity = b.entity AND u.ccy = b.ccy
  WHERE ABS(b.amount) >= {TIMES_MEDIAN} * u.middle AND b._new),
lone AS (
  SELECT * FROM huge h WHERE alike <= GREATEST(2, documents / 100) AND NOT EXISTS (
    SELECT 1 FROM items_now n WHERE n.entity = h.entity AND n.customer = h.customer AND n.item <> h.item
    AND ABS(n.amount) >= ABS(h.amount) // 10))
SELECT COUNT(*) OVER () AS count, _file, _line, document AS _text, amount AS amount_units, ccy AS currency,
  CAST(middle AS BIGINT) AS middle_units
FROM lone ORDER BY ABS(amount) DESC LIMIT 1
"""

AHEAD = """
SELECT COUNT(*) AS count, ARG_MAX(_file, posting_date) AS _file, ARG_MAX(_line, posting_date) AS _line,
  ARG_MAX(document, posting_date) AS _text, CAST(MAX(GREATEST(posting_date, issued_on)) AS VARCHAR) AS date
FROM fresh WHERE GREATEST(posting_date, issued_on) > {ahead}
"""
DUE = f"""
SELECT COUNT(*) AS count, ARG_MAX(_file, due_on) AS _file, ARG_MAX(_line, due_on) AS _line,
  ARG_MAX(document, due_on) AS _text, CAST(MAX(due_on) AS VARCHAR) AS date
FROM fresh WHERE due_on > issued_on + INTERVAL {LONGEST_YEARS} YEAR AND issued_on >= DATE '{FIRST_DAY}'
  AND due_on < DATE '{END_DAY}'
"""

UNDATED = f"""
SELECT COUNT(*) AS count, ARG_MIN(_file, _line) AS _file, MIN(_line) AS _line, ARG_MIN(document, _line) AS _text
FROM fresh WHERE undated AND kind IN ({kinds(DEBITS)})
"""

CENTURY = f"""
SELECT COUNT(*) AS count, ARG_MIN(_file, _line) AS _file, MIN(_line) AS _line, ARG_MIN(document, _line) AS _text,
  CAST(ARG_MIN(CASE WHEN least < DATE '{FIRST_DAY}' THEN least ELSE greatest END, _line) AS VARCHAR) AS date
FROM (SELECT *, LEAST(posting_date, issued_on, due_on) AS least, GREATEST(posting_date, issued_on, due_on) AS greatest
  FROM fresh)
WHERE least < DATE '{FIRST_DAY}' OR greatest >= DATE '{END_DAY}'
"""

# Matchings take as much off both sides: what is open in all is what the items add up to.
SIGN = f"""
WITH moved AS (
  SELECT p.entity, COALESCE(p.currency, e.currency, 'EUR') AS ccy, p.amount, 1 AS documents
  FROM put_items p LEFT JOIN entity_currencies e ON e.entity = p.entity
  UNION ALL SELECT c.entity, c.ccy, -c.amount, 0 FROM cur.items c
    WHERE c.item_id IN (SELECT _number FROM put_items WHERE NOT _new)
  UNION ALL SELECT c.entity, c.ccy, -c.amount, 0 FROM cur.items c
    JOIN gone_items g ON g.entity = c.entity AND g.item = c.item),
change AS (
  SELECT entity, ccy, SUM(amount) AS units, SUM(documents) AS documents FROM moved GROUP BY entity, ccy),
held AS (SELECT entity, ccy, SUM(amount) AS units FROM cur.items GROUP BY entity, ccy)
SELECT 1 AS count, c.entity, c.ccy AS currency, COALESCE(h.units, 0) AS before_units,
  COALESCE(h.units, 0) + c.units AS after_units
FROM change c LEFT JOIN held h ON h.entity = c.entity AND h.ccy = c.ccy
WHERE COALESCE(h.units, 0) >= 0 AND COALESCE(h.units, 0) + c.units < 0 AND c.documents >= {FEWEST}
ORDER BY 5 LIMIT 1
"""

CUSTOMERS = f"""
WITH met AS (SELECT entity, customer, MIN(_line) AS _line, MIN(_file) AS _file FROM met GROUP BY entity, customer),
known AS (SELECT entity FROM cur.customers GROUP BY entity HAVING COUNT(*) >= {FEWEST_CUSTOMERS}),
met_new AS (
  SELECT m.*, NOT EXISTS (
    SELECT 1 FROM cur.customers c WHERE c.entity = m.entity AND c.customer = m.customer) AS added
  FROM met m SEMI JOIN known k ON k.entity = m.entity)
SELECT COUNT(*) FILTER (added) AS count, COUNT(*) AS among, entity, ARG_MIN(_file, _line) FILTER (added) AS _file,
  MIN(_line) FILTER (added) AS _line, ARG_MIN(customer, _line) FILTER (added) AS _text
FROM met_new GROUP BY entity
HAVING COUNT(*) >= {FEWEST_CUSTOMERS} AND 3 * COUNT(*) FILTER (added) >= 2 * COUNT(*)
ORDER BY 1 DESC LIMIT 1
"""

OVERDUE = f"""
WITH latest AS (
  SELECT entity, GREATEST(MAX(posting_date), {{day}}) AS day FROM fresh GROUP BY entity)
SELECT COUNT(*) AS count, o.entity, CAST(l.day AS VARCHAR) AS day, CAST(MAX(o.due_on) AS VARCHAR) AS due
FROM open_said o JOIN latest l ON l.entity = o.entity WHERE o.units > 0
GROUP BY o.entity, l.day HAVING COUNT(*) >= {FEWEST} AND MAX(o.due_on) < l.day
ORDER BY 1 DESC LIMIT 1
"""

# A month of which the book holds little was perhaps begun: the best of the three before is what is compared.
SOLD = f"""
WITH sold AS (
  SELECT entity, ccy, DATE_TRUNC('month', issued_on) AS month, SUM(amount) AS units, COUNT(*) AS documents
  FROM fresh WHERE _new AND kind IN ({kinds(SALES)}) GROUP BY 1, 2, 3 HAVING COUNT(*) >= {FEWEST}),
before AS (
  SELECT entity, ccy, DATE_TRUNC('month', issued_on) AS month, SUM(amount) AS units
  FROM cur.items WHERE kind IN ({kinds(SALES)}) AND entity IN (SELECT entity FROM sold)
  GROUP BY 1, 2, 3 HAVING SUM(amount) > 0)
SELECT s.documents AS count, s.entity, s.ccy AS currency, STRFTIME(s.month, '%Y-%m') AS month,
  s.units AS amount_units, MAX(b.units) AS before_units
FROM sold s JOIN before b ON b.entity = s.entity AND b.ccy = s.ccy
  AND b.month < s.month AND b.month >= s.month - INTERVAL 3 MONTH
GROUP BY s.documents, s.entity, s.ccy, s.month, s.units HAVING s.units >= {TIMES_SALES} * MAX(b.units)
ORDER BY s.units DESC LIMIT 1
"""

# A list of what is open, taken for a ledger, makes nobody ever pay.
UNPAID = f"""
WITH silent AS (
  SELECT entity, COUNT(*) AS count FROM fresh GROUP BY entity
  HAVING COUNT(*) >= {FEWEST_OPEN} AND NOT BOOL_OR(kind IN ({kinds(CASH)})))
SELECT s.count, s.entity FROM silent s
WHERE NOT EXISTS (SELECT 1 FROM cur.items c WHERE c.entity = s.entity)
  AND NOT EXISTS (SELECT 1 FROM put_allocations a WHERE a.entity = s.entity)
ORDER BY 1 DESC LIMIT 1
"""
