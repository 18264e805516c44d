"""Promises as lists tell them: what each had come to on a day, and what had been received for it."""

from __future__ import annotations

from encours.book.engine import Engine
from encours.book.promised import GRACE_DAYS
from encours.cube.overlay import LAYERS
from encours.cube.recorded import Recorded

PROMISED = "currencies of promises"  # where a connection keeps them
ENDED = ("kept", "partly_kept", "broken")
STATES = ("awaited", *ENDED, "cancelled")
_PAID = "COALESCE(t.paid_units, 0)"
# What a promise has come to: kept as soon as the money is there, broken once its date and the grace are over.
_STATE = f"""CASE
    WHEN p.cancelled_on <= DATE '{{until}}' THEN 'cancelled'
    WHEN {_PAID} >= p.units THEN 'kept'
    WHEN p.keep_by + {GRACE_DAYS} > DATE '{{day}}' THEN 'awaited'
    WHEN {_PAID} > 0 THEN 'partly_kept'
    ELSE 'broken' END"""

PROMISES = Recorded(
    "promises",
    f"""
    SELECT p.promise, p.customer_id, p.item_id, p.item, p.ccy, p.made_on, p.keep_by AS due_on, {_STATE} AS state,
      p.units AS amount, {_PAID} AS received, p.collector,
      CASE WHEN p.cancelled_on <= DATE '{{until}}' THEN p.cancelled_on END AS cancelled_on
    FROM {{facts}} p
    LEFT JOIN (
      SELECT promise, SUM(paid_units)::BIGINT AS paid_units FROM promise_receipts
      WHERE matched_on <= DATE '{{day}}' GROUP BY promise
    ) t ON t.promise = p.promise
    WHERE p.made_on <= DATE '{{until}}'
    """,
    ("promise", "state", "made_on", "due_on", "amount", "received", "collector", "cancelled_on"),
    money=("amount", "received"),
    choices={"state": STATES},
    words=("collector",),
)


def currencies(engine: Engine) -> set[str]:
    """Those of all promises, which may be other than those of the items; kept until something else is laid."""
    if PROMISED not in engine.held:
        rows = engine.rows(f"SELECT DISTINCT ccy FROM {LAYERS['promises'].facts}")
        engine.held[PROMISED] = {row[0] for row in rows}
    return engine.held[PROMISED]  # type: ignore[return-value]
