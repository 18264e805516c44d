"""Promises as lists tell them: what each had come to on a day, and what had been received for it."""

from __future__ import annotations

from encours.book.engine import Engine
from encours.cube.overlay import LAYERS
from encours.cube.recorded import Recorded

PROMISED = "currencies of promises"  # where a connection keeps them
NOT_KEPT = ("partly_kept", "broken", "renegotiated")
ENDED = ("kept", *NOT_KEPT)
STATES = ("awaited", *ENDED, "cancelled")
RENEWED_DAYS = 30  # after the end of one not kept, within which another takes its place
_PAID = "COALESCE(t.paid_units, 0)"
_ENDS_ON = "p.keep_by + p.grace_days"
# What a promise has come to: kept as soon as the money is there, broken once its date and the grace are over.
_STATE = f"""CASE
    WHEN p.cancelled_on <= DATE '{{until}}' THEN 'cancelled'
    WHEN {_PAID} >= p.units THEN 'kept'
    WHEN {_ENDS_ON} > DATE '{{day}}' THEN 'awaited'
    WHEN n.renegotiated_on IS NOT NULL THEN 'renegotiated'
    WHEN {_PAID} > 0 THEN 'partly_kept'
    ELSE 'broken' END"""
# Another promise of the same item, or of the whole account, takes the place of one not kept when it is made once the
# date of that one is there and not long after its end, for a later date.
_LATER = f"""n.ccy = p.ccy
        AND n.made_on > p.made_on
        AND n.keep_by > p.keep_by
        AND n.made_on BETWEEN p.keep_by AND {_ENDS_ON} + {RENEWED_DAYS}
        AND n.made_on <= DATE '{{until}}'
        AND (n.cancelled_on IS NULL OR n.cancelled_on > DATE '{{until}}')"""
_RENEWED = f"""
    SELECT promise, MIN(made_on) AS renegotiated_on
    FROM (
      SELECT p.promise, n.made_on
      FROM {{facts}} p
      JOIN {{facts}} n ON n.item_id = p.item_id
      WHERE {_LATER}
      UNION ALL
      SELECT p.promise, n.made_on
      FROM {{facts}} p
      JOIN (SELECT * FROM {{facts}} WHERE item IS NULL) n ON n.customer_id = p.customer_id
      WHERE {_LATER}
    )
    GROUP BY promise"""

PROMISES = Recorded(
    "promises",
    f"""
    SELECT s.* REPLACE (CASE WHEN s.state = 'renegotiated' THEN s.renegotiated_on END AS renegotiated_on)
    FROM (
      SELECT p.promise, p.customer_id, p.item_id, p.item, p.ccy, p.made_on, p.keep_by AS due_on, {_STATE} AS state,
        p.units AS amount, {_PAID} AS received, p.collector,
        CASE WHEN p.cancelled_on <= DATE '{{until}}' THEN p.cancelled_on END AS cancelled_on, p.grace_days,
        {_ENDS_ON} AS ends_on, p.channel, p.promised_by, p.plan, n.renegotiated_on
      FROM {{facts}} p
      LEFT JOIN (
        SELECT promise, SUM(paid_units)::BIGINT AS paid_units FROM promise_receipts
        WHERE matched_on <= DATE '{{day}}' GROUP BY promise
      ) t ON t.promise = p.promise
      LEFT JOIN ({_RENEWED}
      ) n ON n.promise = p.promise
      WHERE p.made_on <= DATE '{{until}}'
    ) s
    """,
    (
        "promise",
        "state",
        "made_on",
        "due_on",
        "amount",
        "received",
        "collector",
        "cancelled_on",
        "grace_days",
        "ends_on",
        "channel",
        "promised_by",
        "plan",
        "renegotiated_on",
    ),
    money=("amount", "received"),
    choices={"state": STATES},
    words=("collector", "promised_by", "plan"),
)


def currencies(engine: Engine) -> set[str]:
    """Those of all promises, which may be other than those of the items; kept until something else is laid."""
    if PROMISED not in engine.held:
        rows = engine.rows(f"SELECT DISTINCT ccy FROM {LAYERS['promises'].facts}")
        engine.held[PROMISED] = {row[0] for row in rows}
    return engine.held[PROMISED]  # type: ignore[return-value]
