"""Disputes as lists tell them: what had become of each on a day, and what it contested of what was open."""

from __future__ import annotations

from encours.cube.contested import SHARES
from encours.cube.conversion import REFERENCE
from encours.cube.recorded import Recorded

PENDING = ("open", "late")
STATES = (*PENDING, "closed")
_CLOSED = "d.closed_on <= DATE '{until}'"
_STATE = f"CASE WHEN {_CLOSED} THEN 'closed' WHEN d.answer_by < DATE '{{until}}' THEN 'late' ELSE 'open' END"

# A dispute about a whole account may weigh on items in several currencies: they count in that of the dispute, by rates
# in billionths. One opened after the day contests nothing that was open then, which is no amount at all.
DISPUTES = Recorded(
    "disputes",
    f"""
    WITH said AS (
      SELECT d.*, COALESCE(d.ccy, o.custom['currency'], e.currency, '{REFERENCE}') AS currency,
        TRY_CAST(o.custom['answer_by'] AS DATE) AS answer_by
      FROM {{facts}} d
      LEFT JOIN {{own}} o ON o.dispute = d.dispute
      LEFT JOIN entities e ON e.entity_id = d.entity_id
      WHERE d.opened_on <= DATE '{{until}}'
    ),
    shares AS (
      SELECT s.dispute, i.ccy, SUM(s.units) AS units
      FROM {SHARES.replace("{positions}", "positions")} s
      JOIN items i ON i.item_id = s.item_id
      JOIN customers c ON c.customer_id = i.customer_id
      WHERE {{seen}}
      GROUP BY s.dispute, i.ccy
    ),
    dated AS (
      SELECT currency, CAST(MAX_BY(rate, date) * 1000000000 AS HUGEINT) AS rate
      FROM rates
      WHERE date <= DATE '{{day}}' AND currency <> '{REFERENCE}'
      GROUP BY currency
      UNION ALL
      SELECT '{REFERENCE}', 1000000000
    ),
    weights AS (
      SELECT d.dispute, SUM(
        CASE WHEN s.ccy = d.currency THEN s.units ELSE CAST(s.units AS HUGEINT) * h.rate // f.rate END
      )::BIGINT AS units
      FROM said d
      JOIN shares s ON s.dispute = d.dispute
      LEFT JOIN dated h ON h.currency = d.currency
      LEFT JOIN dated f ON f.currency = s.ccy
      GROUP BY d.dispute
    )
    SELECT d.dispute, d.customer_id, d.item_id, d.item, d.currency AS ccy, {_STATE} AS state, d.cause, d.owner,
      CASE WHEN {_CLOSED} THEN d.outcome END AS outcome, d.opened_on,
      CASE WHEN {_CLOSED} THEN d.closed_on END AS closed_on, d.answer_by,
      CAST(CASE WHEN {_CLOSED} THEN d.closed_on ELSE DATE '{{until}}' END - d.opened_on AS INTEGER) AS open_days,
      d.units AS amount, CASE WHEN d.opened_on <= DATE '{{day}}' THEN COALESCE(w.units, 0) END AS disputed
    FROM said d
    LEFT JOIN weights w ON w.dispute = d.dispute
    """,
    (
        "dispute",
        "state",
        "cause",
        "owner",
        "outcome",
        "opened_on",
        "closed_on",
        "answer_by",
        "open_days",
        "amount",
        "disputed",
    ),
    money=("amount", "disputed"),
    choices={"state": STATES},
    words=("cause", "owner", "outcome"),
    weighs=True,
)
