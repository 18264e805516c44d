"""Plans of payment: the instalments a customer promised together, how far each plan has come, where it broke."""

from __future__ import annotations

from collections.abc import Sequence

from encours.cube.branches import Text
from encours.cube.filters import Filter
from encours.cube.promises import NOT_KEPT, PROMISES
from encours.cube.recorded import ABOUT, Sought, over

STATES = ("running", "broken", "kept", "cancelled")
COLUMNS = (
    "entity",
    "customer",
    "customer_name",
    "portfolio",
    "plan",
    "state",
    "made_on",
    "first_on",
    "last_on",
    "next_due_on",
    "instalments",
    "kept",
    "broken_at",
    "broken_on",
    "cancelled_on",
    "amount",
    "received",
    "currency",
    "collector",
)
MONEY = ("amount", "received")
_MISSED = ", ".join(f"'{state}'" for state in NOT_KEPT)
# An instalment is what is promised for one day, of several items or of the whole account; it is missed with any part.
_INSTALMENTS = f"""
  SELECT {ABOUT["entity"]} AS entity, {ABOUT["customer"]} AS customer,
    ANY_VALUE({ABOUT["customer_name"]}) AS customer_name, ANY_VALUE({ABOUT["portfolio"]}) AS portfolio,
    r.plan, r.ccy AS currency, r.due_on,
    MIN(r.made_on) AS made_on, MAX(r.cancelled_on) AS cancelled_on, MAX(r.collector) AS collector,
    SUM(r.amount) AS amount, SUM(r.received) AS received,
    CASE
      WHEN COUNT(*) FILTER (r.state IN ({_MISSED})) > 0 THEN 'broken'
      WHEN COUNT(*) FILTER (r.state = 'awaited') > 0 THEN 'awaited'
      WHEN COUNT(*) FILTER (r.state = 'cancelled') > 0 THEN 'cancelled'
      ELSE 'kept' END AS state,
    ROW_NUMBER() OVER (PARTITION BY {ABOUT["entity"]}, {ABOUT["customer"]}, r.plan, r.ccy ORDER BY r.due_on) AS number
  {{rows}}
  GROUP BY {ABOUT["entity"]}, {ABOUT["customer"]}, r.plan, r.ccy, r.due_on"""
# The first instalment missed breaks the plan, whatever came for the others.
_PLANS = f"""
  SELECT *, CASE
      WHEN broken_on IS NOT NULL THEN 'broken'
      WHEN next_due_on IS NOT NULL THEN 'running'
      WHEN kept = instalments THEN 'kept'
      ELSE 'cancelled' END AS state
  FROM (
    SELECT entity, customer, ANY_VALUE(customer_name) AS customer_name, ANY_VALUE(portfolio) AS portfolio,
      plan, currency, MIN(made_on) AS made_on, MIN(due_on) AS first_on, MAX(due_on) AS last_on,
      MIN(due_on) FILTER (state = 'awaited') AS next_due_on, MIN(due_on) FILTER (state = 'broken') AS broken_on,
      MIN(number) FILTER (state = 'broken') AS broken_at, COUNT(*) AS instalments,
      COUNT(*) FILTER (state = 'kept') AS kept, MAX(cancelled_on) AS cancelled_on, MAX(collector) AS collector,
      SUM(amount)::BIGINT AS amount, SUM(received)::BIGINT AS received
    FROM ({_INSTALMENTS}
    ) i
    GROUP BY entity, customer, plan, currency
  ) p"""


def page(
    sought: Sought,
    confines: Sequence[Filter],
    states: Sequence[str],
    order: str,
    limit: int,
    offset: int,
) -> Text:
    """The plans of a page, in these states or in any, in an order such as `-amount`: `COLUMNS`."""
    by, way = order.removeprefix("-"), "DESC" if order.startswith("-") else "ASC"
    folded = f"strip_accents(LOWER({by}))" if by == "customer_name" else by
    return _over(
        sought,
        confines,
        f"SELECT {', '.join(COLUMNS)} FROM ({_PLANS}\n) q WHERE {_among(states)} "
        f"ORDER BY {folded} {way} NULLS LAST, entity, customer, plan, currency LIMIT {limit} OFFSET {offset}",
    )


def sums(sought: Sought, confines: Sequence[Filter], states: Sequence[str]) -> Text:
    """How many plans, and what they come to, by state and currency."""
    return _over(
        sought,
        confines,
        "SELECT state, currency, COUNT(*) AS count, SUM(amount)::BIGINT AS amount, SUM(received)::BIGINT AS received "
        f"FROM ({_PLANS}\n) q WHERE {_among(states)} GROUP BY ALL ORDER BY ALL",
    )


def _over(sought: Sought, confines: Sequence[Filter], select: str) -> Text:
    return over(PROMISES, sought, confines, select)


def _among(states: Sequence[str]) -> str:
    known = ", ".join(f"'{state}'" for state in STATES if state in states)
    return f"state IN ({known})" if states else "TRUE"
