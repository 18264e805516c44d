"""Controls on totals: positions against items, month-ends against positions, the book against its ledgers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from encours.book.columns import Type
from encours.book.controls import Check, Control, Example, Severity, run
from encours.book.engine import Engine
from encours.book.home import Home
from encours.book.manifest import as_known, contained
from encours.book.parse import kinds
from encours.book.records import DEBITS
from encours.book.written import text
from encours.i18n import _, mark
from encours.money import from_units, to_units
from encours.said import told

REBUILD = mark("Rebuild the figures: encours rebuild. If the control still fails, report it with these rows.")

# What was posted by the day: an allocation takes as much off both of its sides, from the day both exist.
_NET = f"""
WITH both_ways AS (
  SELECT entity_id, ccy, CAST(open_units AS HUGEINT) AS net, 0 AS items FROM positions
  WHERE valid_from <= {{day}} AND valid_to > {{day}}
  UNION ALL SELECT entity_id, ccy, 0, amount FROM items WHERE posting_date <= {{day}}),
sums AS (SELECT entity_id, ccy, SUM(net) AS net, SUM(items) AS items FROM both_ways GROUP BY 1, 2)
SELECT e.entity, s.ccy AS item, s.ccy, s.net - s.items AS units, {text(Type.MONEY, "s.net")} AS x,
  {text(Type.MONEY, "s.items")} AS y
FROM sums s JOIN entities e ON e.entity_id = s.entity_id WHERE s.net <> s.items
"""

_EXCEEDED = f"""
SELECT i.entity, i.item, i.ccy, p.open_units AS units, CAST(p.valid_from AS VARCHAR) AS x, NULL AS y
FROM positions p JOIN items i ON i.item_id = p.item_id
WHERE (p.open_units < 0) = (p.kind IN ({kinds(DEBITS)}))
"""

_SPLIT = "entity_id, ccy, kind, COALESCE(CAST(doubtful AS VARCHAR), '') AS doubtful"
_WEIGHTS = (
    "{0} * CAST(open_units AS HUGEINT) AS units, {0} AS items, "
    "{0} * CAST(open_units AS HUGEINT) * (issued_on - DATE '1970-01-01') AS issued, "
    "{0} * CAST(open_units AS HUGEINT) * (due_on - DATE '1970-01-01') AS due"
)

# An interval weighs on the month-ends from the month it begins in to the one before it ends: so what the month-end
# sums should be is a running total of beginnings less ends, in one pass over the intervals.
_MONTHS = f"""
WITH changes AS (
  SELECT last_day(valid_from) AS month_end, {_SPLIT}, {_WEIGHTS.format(1)} FROM positions
  UNION ALL SELECT last_day(valid_to), {_SPLIT}, {_WEIGHTS.format(-1)} FROM positions
  WHERE valid_to < DATE '9999-01-01'),
held AS (
  SELECT month_end, {_SPLIT}, open_units AS units, item_count AS items, open_issue_days AS issued,
    open_units * (due_on - DATE '1970-01-01') AS due FROM month_positions),
grid AS (SELECT m.month_end, s.* FROM month_ends m, (
  SELECT DISTINCT entity_id, ccy, kind, doubtful FROM changes UNION
  SELECT DISTINCT entity_id, ccy, kind, doubtful FROM held) s),
moves AS (
  SELECT month_end, entity_id, ccy, kind, doubtful, SUM(units) AS units, SUM(items) AS items, SUM(issued) AS issued,
    SUM(due) AS due FROM (SELECT * FROM changes UNION ALL SELECT *, 0, 0, 0, 0 FROM grid) GROUP BY 1, 2, 3, 4, 5),
wanted AS (
  SELECT month_end, entity_id, ccy, kind, doubtful, SUM(units) OVER w AS units, SUM(items) OVER w AS items,
    SUM(issued) OVER w AS issued, SUM(due) OVER w AS due FROM moves
  WINDOW w AS (PARTITION BY entity_id, ccy, kind, doubtful ORDER BY month_end)),
gaps AS (
  SELECT month_end, entity_id, ccy, SUM(units) AS units FROM (
    SELECT month_end, entity_id, ccy, kind, doubtful, SUM(units) AS units, SUM(items) AS items, SUM(issued) AS issued,
      SUM(due) AS due FROM (
      SELECT * FROM held UNION ALL SELECT month_end, entity_id, ccy, kind, doubtful, -units, -items, -issued, -due
      FROM wanted WHERE month_end IN (SELECT month_end FROM month_ends)) GROUP BY 1, 2, 3, 4, 5)
  WHERE units <> 0 OR items <> 0 OR issued <> 0 OR due <> 0 GROUP BY 1, 2, 3)
SELECT e.entity, g.ccy AS item, g.ccy, g.units, CAST(g.month_end AS VARCHAR) AS x, {text(Type.MONEY, "g.units")} AS y
FROM gaps g JOIN entities e ON e.entity_id = g.entity_id
"""

_DAYS = f"""
WITH gaps AS (
  SELECT entity_id, ccy, issued_on, SUM(units) AS units FROM (
    SELECT entity_id, ccy, kind, COALESCE(doubtful, FALSE) AS doubtful, issued_on, posting_date, SUM(units) AS units
    FROM (
      SELECT entity_id, ccy, kind, doubtful, issued_on, posting_date, CAST(amount AS HUGEINT) AS units FROM billings
      UNION ALL SELECT entity_id, ccy, kind, doubtful, issued_on, posting_date, -amount FROM billing_days)
    GROUP BY 1, 2, 3, 4, 5, 6)
  WHERE units <> 0 GROUP BY 1, 2, 3)
SELECT e.entity, g.ccy AS item, g.ccy, g.units, CAST(g.issued_on AS VARCHAR) AS x, {text(Type.MONEY, "g.units")} AS y
FROM gaps g JOIN entities e ON e.entity_id = g.entity_id
"""

CHECKS = (
    Check(
        "net_is_items",
        mark("Net = items posted less allocations, by entity and currency"),
        Severity.ERROR,
        _NET,
        mark("position {0}, items {1}"),
        REBUILD,
    ),
    Check(
        "exceeded_items",
        mark("No allocation exceeds its item"),
        Severity.ERROR,
        _EXCEEDED,
        mark("more than its amount is allocated from {0}"),
        mark("Correct these allocations in the source, then import them again."),
    ),
    Check(
        "month_ends",
        mark("Month-end sums = positions at every month-end"),
        Severity.ERROR,
        _MONTHS,
        mark("{0}: difference {1}"),
        REBUILD,
    ),
    Check(
        "billing_days",
        mark("Billings by day = billings"),
        Severity.ERROR,
        _DAYS,
        mark("{0}: difference {1}"),
        REBUILD,
    ),
)


def totals(engine: Engine, home: Home, day: date) -> list[Control]:
    """Every control on totals that needs no cube."""
    return [*(run(engine, check, day) for check in CHECKS), _ties(engine, home)]


def _ties(engine: Engine, home: Home) -> Control:
    """The totals sources gave with the last import of each entity, beside the items the book now holds."""
    gaps = []
    for tie in _last_ties(engine, home):
        currency, source = tie["currency"], Decimal(tie["source"])
        units = engine.value(_HELD, [tie["entity"], currency, tie.get("last") or "9999-12-31"])
        book = from_units(int(units), currency)
        if book != source:
            gaps.append((tie["entity"], tie["account"], currency, source, book))
    amounts: dict[str, Decimal] = {}
    for _entity, _account, currency, source, book in gaps:
        amounts[currency] = amounts.get(currency, Decimal(0)) + book - source
    said = _("ledger {0} {2}, book {1} {2}")
    return Control(
        "ledger_ties",
        _("Book = ledger accounts, as the last source of each entity gave them"),
        Severity.ERROR,
        not gaps,
        len(gaps),
        {currency: from_units(to_units(amount), currency) for currency, amount in sorted(amounts.items())},
        tuple(Example(e, account, said.format(source, book, c)) for e, account, c, source, book in gaps[:20]),
        _(
            "Look at the lines refused by that import, correct the file and import it again; or compare: encours diff."
        ),
    )


# A source speaks of the days up to its last one: another may have brought what came after.
_HELD = "SELECT COALESCE(SUM(amount), 0) FROM items WHERE entity = ? AND ccy = ? AND posting_date <= CAST(? AS DATE)"


def _last_ties(engine: Engine, home: Home) -> list[dict[str, str]]:
    """An import of an entity's items makes the totals given before it out of date."""
    version = int(engine.value("SELECT version FROM meta"))
    ties: list[dict[str, str]] = []
    for one in contained(home, as_known(home, str(version))):
        report = one.summary.get("report", {})
        ties = [tie for tie in ties if tie["entity"] not in report.get("entities", ())]
        ties += [tie for tie in told(report.get("ties", [])) if not tie.get("first")]
    return ties
