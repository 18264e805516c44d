"""What is known of each customer that says what to do about it, in one question for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from encours.cube.branches import Text
from encours.cube.filters import Filter
from encours.cube.visible import of_customers, of_items, seen_customers, seen_items
from encours.cube.worklist_open import ASIDE, FREE, HABITS, LIMITS, OPEN, summed
from encours.cube.worklist_work import ACTED, AWAITED, CONTACTS, PENDING

TABLES = ("items", "allocations", "promises", "disputes", "actions", "holds", "contacts", "limits")
WHOLE_ACTIONS = "TRUE"
# Actions about items that a perimeter hides are not heard of.
OUR_ACTIONS = """(
      f.item IS NULL OR EXISTS (
        SELECT 1 FROM items i JOIN customers c ON c.customer_id = i.customer_id WHERE i.item_id = f.item_id AND {seen}
      )
    )"""


@dataclass(frozen=True, slots=True)
class Asked:
    """`day` is that of the ledger, `until` the last on which people are heard; `starts` are the days late at which
    buckets begin, the first one before the due date. `where` are conditions on what the customers are."""

    day: date
    until: date
    starts: tuple[int, ...]
    where: Sequence[Filter] = ()


def facts(asked: Asked, confines: Sequence[Filter]) -> Text:
    """A row for each account that may be seen and has something late or soon due, money in units of the reporting
    currency, whose factors of the day must be loaded; `missing` is a currency without a rate.

    Columns: entity, customer, name, portfolio, collector; b0… by bucket; those of `collection.Facts`. What a perimeter
    hides counts for nothing.
    """
    accounts, items, hidden = seen_customers(confines), seen_items(confines), seen_items(of_items(confines))
    tests, parameters = [f"({accounts.sql})"], [*accounts.parameters]
    for text in map(of_customers, asked.where):
        tests.append(f"({text.sql})")
        parameters += text.parameters
    some = bool(of_items(confines))
    known = {
        "day": asked.day,
        "until": asked.until,
        "soon": asked.day - timedelta(days=asked.starts[0]),
        "accounts": " AND ".join(tests),
        "items": items.sql,
        "ours": OUR_ACTIONS.format(seen=hidden.sql) if some else WHOLE_ACTIONS,
    }
    parts = (OPEN, ASIDE, PENDING, FREE, summed(asked.starts), ACTED, AWAITED, CONTACTS, HABITS, LIMITS)
    sql = f"WITH {', '.join(part.format(**known) for part in parts)} {_WHOLE}"
    return Text(sql, [*parameters, *items.parameters, *(hidden.parameters if some else [])])


_WHOLE = """
  SELECT c.entity, c.customer, c.name, c.portfolio, c.collector, s.* EXCLUDE (customer_id),
    n.credits, COALESCE(GREATEST(0, n.net - g.units), 0) AS overrun, h.usual_days,
    COALESCE(w.promised, 0) AS promised, COALESCE(w.due, 0) AS due, w.due_on,
    COALESCE(w.broken, 0) AS broken, w.broken_on,
    COALESCE(a.units, 0) AS answered, a.answered_on,
    d.contacted_on, NOT COALESCE(d.unreached, FALSE) AS reached, d.outcome, COALESCE(d.calls, 0) AS calls,
    COALESCE(d.mails, 0) AS mails, COALESCE(d.contacts, 0) AS contacts, d.next.day AS next_on,
    d.next.step AS next_step, c.phone IS NOT NULL OR COALESCE(k.phone, FALSE) AS phone,
    c.email IS NOT NULL OR COALESCE(k.email, FALSE) AS email, k.contact, COALESCE(n.missing, w.missing) AS missing
  FROM summed s
  JOIN who c ON c.customer_id = s.customer_id
  JOIN nets n ON n.customer_id = s.customer_id
  LEFT JOIN done d ON d.customer_id = s.customer_id
  LEFT JOIN awaited w ON w.customer_id = s.customer_id
  LEFT JOIN answered a ON a.customer_id = s.customer_id
  LEFT JOIN reachable k ON k.customer_id = s.customer_id
  LEFT JOIN habits h ON h.customer_id = s.customer_id
  LEFT JOIN granted g ON g.customer_id = s.customer_id"""
