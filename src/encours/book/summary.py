"""What files say in all, as whoever exported them can check it: documents by kind, customers, days, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from encours.book.changes import listed_numbers
from encours.book.engine import Engine
from encours.book.reading import PrintedTotal
from encours.book.records import Kind
from encours.book.rules import NOT_PUT
from encours.book.staging import Staged
from encours.money import from_units


@dataclass(frozen=True, slots=True)
class KindSum:
    """The documents of one kind in one currency: how many, and what they add up to, credits negative."""

    kind: str
    currency: str
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OpenSum:
    """What the documents leave open in one currency once all is matched: debits `owed`, and `credits`, negative."""

    currency: str
    owed: Decimal
    credits: Decimal

    @property
    def net(self) -> Decimal:
        return self.owed + self.credits


@dataclass(frozen=True, slots=True)
class Summary:
    """All the files of an import together; `first` and `last` are days of posting. Empty when they hold no items."""

    kinds: tuple[KindSum, ...] = ()
    customers: int = 0
    first: date | None = None
    last: date | None = None
    opens: tuple[OpenSum, ...] = ()
    totals: tuple[PrintedTotal, ...] = ()

    @property
    def documents(self) -> int:
        return sum(kind.count for kind in self.kinds)

    @property
    def currencies(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(kind.currency for kind in self.kinds))

    def total(self, currency: str) -> Decimal:
        """What the documents of a currency add up to."""
        return sum((kind.amount for kind in self.kinds if kind.currency == currency), Decimal(0))

    def as_data(self) -> dict[str, Any]:
        """Facts for JSON, amounts as text."""
        return {
            "documents": self.documents,
            "customers": self.customers,
            "from": self.first and self.first.isoformat(),
            "to": self.last and self.last.isoformat(),
            "currencies": list(self.currencies),
            "kinds": [
                {"kind": one.kind, "currency": one.currency, "count": one.count, "amount": str(one.amount)}
                for one in self.kinds
            ],
            "totals": [
                {"currency": currency, "amount": str(self.total(currency))} for currency in self.currencies
            ],
            "open": [
                {
                    "currency": one.currency,
                    "owed": str(one.owed),
                    "credits": str(one.credits),
                    "net": str(one.net),
                }
                for one in self.opens
            ],
            "printed": [total.as_data() for total in self.totals],
        }


def summarised(engine: Engine, items: Staged | None, totals: Sequence[PrintedTotal]) -> Summary:
    """The staged items in all, before anything is deduced of them; what they leave open is known later."""
    if items is None:
        return Summary(totals=tuple(totals))
    customers, first, last = engine.row(
        "SELECT COUNT(DISTINCT (entity, customer)), MIN(posting_date), MAX(posting_date) FROM in_items"
    )
    order = [str(kind) for kind in Kind]
    rows = engine.rows(_KINDS.format(currency_of(items)))
    kinds = [
        KindSum(kind, ccy, int(count), from_units(int(units), ccy))
        for kind, ccy, count, units in sorted(rows, key=lambda row: (row[1], order.index(row[0])))
    ]
    return Summary(tuple(kinds), int(customers), first, last, totals=tuple(totals))


def with_open(engine: Engine, said: Summary, items: Staged, listed: bool) -> Summary:
    """The summary with what is open of its items: what a list of open items says, else what allocations leave. It is
    left in `open_said`, an item a row, without a due date where the files have none."""
    listed_numbers(engine)
    told = _GROUPED if "_group" in items.helpers else _LISTED
    left = told if listed and "_open" in items.helpers else _LEFT
    days = [name for name in ("due_date", "issue_date", "posting_date") if name in items.columns]
    due = f"COALESCE({', '.join('i.' + day for day in days)})" if "due_date" in days else "NULL::DATE"
    engine.run(f"CREATE OR REPLACE TEMP TABLE open_said AS {left.format(currency_of(items), due, NOT_PUT)}")
    rows = engine.rows(_OPEN)
    opens = [
        OpenSum(ccy, from_units(int(owed), ccy), from_units(int(others), ccy))
        for ccy, owed, others in rows
        if ccy in said.currencies
    ]
    return replace(said, opens=tuple(opens))


def currency_of(items: Staged) -> str:
    """SQL for the currency of a staged item `i`, `e` being its entity's."""
    own = "i.currency, " if "currency" in items.columns else ""
    return f"COALESCE({own}e.currency, 'EUR')"


_KINDS = """
SELECT i.kind, {0} AS ccy, COUNT(*), SUM(i.amount)
FROM in_items i LEFT JOIN entity_currencies e ON e.entity = i.entity GROUP BY 1, 2
"""
_OPEN = """
SELECT ccy, SUM(CASE WHEN units > 0 THEN units ELSE 0 END), SUM(CASE WHEN units < 0 THEN units ELSE 0 END)
FROM open_said GROUP BY ccy ORDER BY ccy
"""
_LEFT = """
WITH kept AS MATERIALIZED (
  SELECT a.* FROM cur.allocations a
  WHERE a.debit_id IN (SELECT item_id FROM listed_numbers) OR a.credit_id IN (SELECT item_id FROM listed_numbers)),
matched AS (
  SELECT entity, debit_item, credit_item, amount FROM put_allocations
  UNION ALL SELECT entity, debit_item, credit_item, amount FROM kept a WHERE {2}),
sides AS (
  SELECT entity, debit_item AS item, -amount AS amount FROM matched
  UNION ALL SELECT entity, credit_item, amount FROM matched),
used AS (
  SELECT s.entity, s.item, SUM(s.amount) AS units FROM sides s SEMI JOIN in_items i
    ON i.entity = s.entity AND i.item = s.item
  GROUP BY s.entity, s.item)
SELECT i.entity, i.item, {0} AS ccy, {1} AS due_on, i.amount + COALESCE(u.units, 0) AS units
FROM in_items i LEFT JOIN entity_currencies e ON e.entity = i.entity
LEFT JOIN used u ON u.entity = i.entity AND u.item = i.item
"""
_LISTED = """
SELECT i.entity, i.item, {0} AS ccy, {1} AS due_on, i._open AS units
FROM in_items i LEFT JOIN entity_currencies e ON e.entity = i.entity
"""
# Of items matched in groups each side is left what the other does not cover, the latest due first.
_GROUPED = """
WITH listed AS MATERIALIZED (
  SELECT i.entity, {0} AS ccy, {1} AS due_on, i._open AS units, i._group AS grp, i.item
  FROM in_items i LEFT JOIN entity_currencies e ON e.entity = i.entity),
summed AS (
  SELECT *,
    SUM(ABS(units)) OVER (PARTITION BY entity, ccy, grp, units > 0 ORDER BY due_on, item) AS so_far,
    SUM(CASE WHEN units > 0 THEN units ELSE 0 END) OVER (PARTITION BY entity, ccy, grp) AS debits,
    SUM(CASE WHEN units < 0 THEN -units ELSE 0 END) OVER (PARTITION BY entity, ccy, grp) AS credits
  FROM listed WHERE grp IS NOT NULL)
SELECT entity, ccy, due_on, units FROM listed WHERE grp IS NULL
UNION ALL
SELECT entity, ccy, due_on,
  SIGN(units) * LEAST(ABS(units), GREATEST(0, so_far - CASE WHEN units > 0 THEN credits ELSE debits END))
FROM summed
"""
