"""Disputes as lists tell them: what had become of each on a day, and what it contested of what was open."""

from __future__ import annotations

from collections.abc import Sequence

from encours.book.records import Kind
from encours.cube.branches import Text
from encours.cube.contested import SHARES
from encours.cube.conversion import REFERENCE
from encours.cube.filters import Filter
from encours.cube.recorded import ABOUT, Recorded, Sought, over

PENDING = ("open", "late", "answered")
CREDITS = ("whole", "part")
STATES = (*PENDING, "closed")
_CLOSED = "d.closed_on <= DATE '{until}'"
_ANSWERED = "d.answered_on <= DATE '{until}'"
_STATE = f"""CASE
      WHEN {_CLOSED} THEN 'closed'
      WHEN {_ANSWERED} THEN 'answered'
      WHEN d.answer_by < DATE '{{until}}' THEN 'late'
      ELSE 'open' END"""

# A dispute about a whole account may weigh on items in several currencies: they count in that of the dispute, by rates
# in billionths. One opened after the day contests nothing that was open then, which is no amount at all. What a credit
# note took off the item since the opening proposes to close it: `whole` when it is all that is contested.
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
    credits AS (
      SELECT d.dispute, SUM(s.paid_units)::BIGINT AS units, MAX(s.matched_on) AS credited_on
      FROM said d
      JOIN settlements s ON s.item_id = d.item_id AND s.credit_kind = '{Kind.CREDIT_NOTE}'
      WHERE s.matched_on BETWEEN d.opened_on AND DATE '{{day}}' AND NOT COALESCE({_CLOSED}, FALSE)
      GROUP BY d.dispute
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
      d.units AS amount, CASE WHEN d.opened_on <= DATE '{{day}}' THEN COALESCE(w.units, 0) END AS disputed,
      CASE WHEN {_ANSWERED} THEN d.answered_on END AS answered_on, CASE WHEN {_ANSWERED} THEN d.answer END AS answer,
      CASE WHEN {_ANSWERED} THEN d.answer_amount END AS answer_amount,
      CASE WHEN {_ANSWERED} THEN d.answer_note END AS answer_note, COALESCE(d.units, t.amount) AS claimed,
      CASE
        WHEN k.units IS NULL THEN NULL
        WHEN k.units >= COALESCE(d.units, k.units + COALESCE(w.units, 0)) THEN 'whole'
        ELSE 'part' END AS credit,
      k.units AS credited, k.credited_on
    FROM said d
    LEFT JOIN items t ON t.item_id = d.item_id
    LEFT JOIN credits k ON k.dispute = d.dispute
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
        "answered_on",
        "answer",
        "answer_amount",
        "answer_note",
        "claimed",
        "credit",
        "credited",
        "credited_on",
    ),
    money=("amount", "disputed", "answer_amount", "claimed", "credited"),
    choices={"state": STATES, "credit": ("", *CREDITS)},
    words=("cause", "owner", "outcome"),
    weighs=True,
)


def again(sought: Sought, confines: Sequence[Filter], fewest: int, most: int) -> Text:
    """The customers and causes with so many disputes among those sought, the most often first, in each currency:
    entity, customer, customer_name, cause, currency, count, pending, claimed."""
    each = f"{ABOUT['entity']}, {ABOUT['customer']}, r.cause"
    return over(
        DISPUTES,
        sought,
        confines,
        f"""
        SELECT {ABOUT["entity"]} AS entity, {ABOUT["customer"]} AS customer,
          ANY_VALUE({ABOUT["customer_name"]}) AS customer_name, r.cause, r.ccy AS currency, COUNT(*) AS count,
          COUNT(*) FILTER (r.state <> 'closed') AS pending, COALESCE(SUM(r.claimed), 0)::BIGINT AS claimed,
          SUM(COUNT(*)) OVER (PARTITION BY {each})::BIGINT AS times
        {{rows}}
        GROUP BY {each}, r.ccy
        QUALIFY times >= {fewest}
        ORDER BY times DESC, customer_name, {each}, r.ccy
        LIMIT {most}""",
    )
