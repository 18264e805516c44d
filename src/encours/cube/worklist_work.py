"""What people did about each customer and what customers said, as SQL of the worklist."""

from __future__ import annotations

from collections.abc import Iterable

from encours.cube.work_measures import CHASING
from encours.cube.worklist_open import money

VISITED, PHONE = ("call", "visit"), "phone"
WRITTEN_KINDS, WRITTEN_CHANNELS = ("email", "letter", "sms"), ("email", "letter", "sms")
UNREACHED = ("no_answer", "message_left", "wrong_number", "Sans réponse")
TIRED_DAYS, CONTACTS_DAYS, LAST_DAYS = 30, 90, 400  # how far back actions are looked at
BROKEN_DAYS, ANSWERED_DAYS = 60, 30  # for how long a broken promise, an answered dispute are news


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


# What promises still await: of an item, no more than is open of it.
PENDING = f"""
  received AS (
    SELECT promise, SUM(paid_units)::BIGINT AS units FROM promise_receipts
    WHERE matched_on <= DATE '{{day}}' AND customer_id IN (SELECT customer_id FROM who)
    GROUP BY promise
  ),
  pending AS MATERIALIZED (
    SELECT p.customer_id, p.item IS NULL AS whole, p.item_id, p.ccy, p.keep_by, p.keep_by + p.grace_days AS ends_on,
      p.keep_by + p.grace_days > DATE '{{day}}' AS live,
      LEAST(p.units - COALESCE(k.units, 0),
        CASE WHEN p.item IS NULL THEN p.units ELSE GREATEST(COALESCE(o.open_units, 0), 0) END) AS units
    FROM promised p
    LEFT JOIN received k ON k.promise = p.promise
    LEFT JOIN shown o ON o.item_id = p.item_id
    WHERE p.customer_id IN (SELECT customer_id FROM who) AND p.made_on <= DATE '{{until}}'
      AND (p.cancelled_on IS NULL OR p.cancelled_on > DATE '{{until}}')
      AND p.keep_by >= DATE '{{day}}' - {BROKEN_DAYS} AND p.units > COALESCE(k.units, 0)
  ),
  promised_items AS (
    SELECT item_id, SUM(units)::BIGINT AS units FROM pending WHERE live AND NOT whole GROUP BY item_id
  ),
  renewed AS (
    SELECT customer_id, MAX(made_on) AS made_on FROM promised
    WHERE made_on <= DATE '{{until}}' AND (cancelled_on IS NULL OR cancelled_on > DATE '{{until}}')
    GROUP BY customer_id
  )"""
_CALLED = (
    f"(f.deed IN ({_quoted(VISITED)}) OR (f.deed IS DISTINCT FROM 'reminder' AND f.channel = '{PHONE}'))"
)
_WRITTEN = f"(f.deed IN ({_quoted(WRITTEN_KINDS)}) OR f.channel IN ({_quoted(WRITTEN_CHANNELS)}))"
# The next step is that of the last contact of a person: whoever spoke to them since did it, or said another.
ACTED = f"""
  spoken AS (
    SELECT f.customer_id, f.done_at, f.done_on, COALESCE(f.outcome, '') AS outcome, f.next_on,
      f.next_step, {CHASING} AS contact, f.automatic, {_CALLED} AS called,
      {_WRITTEN} AND NOT {_CALLED} AS written
    FROM acted f
    WHERE f.done_on > DATE '{{until}}' - {LAST_DAYS} AND f.done_on <= DATE '{{until}}'
      AND f.customer_id IN (SELECT customer_id FROM who) AND {{ours}}
  ),
  done AS MATERIALIZED (
    SELECT customer_id, MAX(done_on) FILTER (contact) AS contacted_on,
      MAX_BY(outcome, done_at) FILTER (contact) AS outcome,
      MAX_BY(outcome, done_at) FILTER (contact) IN ({_quoted(UNREACHED)}) AS unreached,
      COUNT(*) FILTER (called AND done_on > DATE '{{until}}' - {TIRED_DAYS}) AS calls,
      COUNT(*) FILTER (written AND done_on > DATE '{{until}}' - {TIRED_DAYS}) AS mails,
      COUNT(*) FILTER (contact AND done_on > DATE '{{until}}' - {CONTACTS_DAYS}) AS contacts,
      MAX_BY(STRUCT_PACK(day := next_on, step := next_step), done_at)
        FILTER (contact AND NOT automatic OR next_on IS NOT NULL) AS next
    FROM spoken
    GROUP BY customer_id
  )"""
_BROKEN = "NOT p.live AND p.keep_by >= n.made_on AND p.ends_on > COALESCE(d.contacted_on, DATE '0001-01-01')"
# A promise broken before somebody spoke to them again, or before another was made, is no news.
AWAITED = f"""
  awaited AS (
    SELECT p.customer_id, {money("p.units", "p.live AND p.whole", "promised")},
      {money("p.units", "p.live AND p.keep_by <= DATE '{until}'", "due")},
      MIN(p.keep_by) FILTER (p.live AND p.keep_by <= DATE '{{until}}' AND p.units > 0) AS due_on,
      {money("p.units", _BROKEN, "broken")}, MAX(p.keep_by) FILTER ({_BROKEN} AND p.units > 0) AS broken_on,
      MIN(CASE WHEN r.factor IS NULL THEN p.ccy END) AS missing
    FROM pending p
    JOIN renewed n ON n.customer_id = p.customer_id
    LEFT JOIN done d ON d.customer_id = p.customer_id
    LEFT JOIN rated r ON r.ccy = p.ccy
    GROUP BY p.customer_id
  ),
  answered AS (
    SELECT customer_id, {money("e.units", "TRUE", "units")}, MAX(closed_on) AS answered_on
    FROM (
      SELECT f.customer_id, f.ccy, MAX(d.closed_on) AS closed_on,
        LEAST(MAX(f.units), SUM(COALESCE(d.units, f.units)))::BIGINT AS units
      FROM contests d
      JOIN free f ON f.item_id = d.item_id
      LEFT JOIN done t ON t.customer_id = f.customer_id
      WHERE d.closed_on <= DATE '{{until}}' AND d.closed_on > DATE '{{until}}' - {ANSWERED_DAYS}
        AND d.closed_on >= COALESCE(t.contacted_on, DATE '0001-01-01')
      GROUP BY f.item_id, f.customer_id, f.ccy
    ) e
    LEFT JOIN rated r ON r.ccy = e.ccy
    WHERE e.units > 0
    GROUP BY customer_id
  )"""
CONTACTS = """
  reachable AS (
    SELECT c.customer_id, BOOL_OR(t.phone IS NOT NULL AND COALESCE(t.accepts, 'phone') LIKE '%phone%') AS phone,
      BOOL_OR(t.email IS NOT NULL AND COALESCE(t.accepts, 'email') LIKE '%email%') AS email,
      MIN_BY(t.name, CASE WHEN t.main THEN '0' ELSE '1' END || t.contact) AS contact
    FROM contacts t
    JOIN who c ON c.entity = t.entity AND c.customer = t.customer
    WHERE t.left_on IS NULL OR t.left_on > DATE '{until}'
    GROUP BY c.customer_id
  )"""
