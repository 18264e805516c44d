"""Holds as lists tell them: who is not chased, since when and until when, whether it still was so on a day."""

from __future__ import annotations

from encours.cube.recorded import Recorded

IN_FORCE, OVER, LIFTED = "in_force", "over", "lifted"
STATES = (IN_FORCE, OVER, LIFTED)
# It lasts to the end of its last day, and resumes by itself the day after; from the day it is lifted it is no more.
_STATE = f"""CASE
    WHEN h.cancelled_on <= DATE '{{until}}' THEN '{LIFTED}'
    WHEN h.until_date < DATE '{{until}}' THEN '{OVER}'
    ELSE '{IN_FORCE}' END"""

HOLDS = Recorded(
    "holds",
    f"""
    SELECT h.hold, h.customer_id, h.item_id, h.item, h.ccy, {_STATE} AS state, h.reason, h.from_date, h.until_date,
      h.author, CASE WHEN h.cancelled_on <= DATE '{{until}}' THEN h.cancelled_on END AS cancelled_on
    FROM {{facts}} h
    WHERE h.from_date <= DATE '{{until}}'
    """,
    ("hold", "state", "reason", "from_date", "until_date", "cancelled_on", "author"),
    choices={"state": STATES},
    words=("reason", "author"),
)
