"""Where each fact is read, as SQL over the published database, for one as-of date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from encours.book.parse import kinds
from encours.book.promised import GRACE_DAYS
from encours.book.records import CASH
from encours.cube.measures import Fact
from encours.cube.periods import Window
from encours.errors import UsageError
from encours.i18n import _


@dataclass(frozen=True, slots=True)
class Source:
    """SQL of the rows of a fact (alias `f`), the test that selects them, and the day that dates their money."""

    rows: str
    test: str
    dated: str
    amount: (
        str  # the item's own amount, for filters: its column here, or that of the item beside (`i.amount`)
    )


def source(fact: Fact, day: date, over: Window, k: int = 0, by_day: bool = False) -> Source:
    """The rows of a fact known on `day`; flows are those of the window `over`. `by_day` reads the sums of billings
    by day instead of the billings one by one."""
    at = f"DATE '{day}'"
    span = f"BETWEEN DATE '{over.start}' AND {at}"
    match fact:
        case Fact.POSITION:
            return Source("positions", f"f.valid_from <= {at} AND f.valid_to > {at}", at, "i.amount")
        case Fact.BILLING:
            return Source(
                "billing_days" if by_day else "billings",
                f"f.issued_on {span} AND f.posting_date <= {at}",
                "f.issued_on",
                "f.amount",
            )
        case Fact.SETTLEMENT:
            return Source(
                "settlements", f"f.valued_on {span} AND f.matched_on <= {at}", "f.valued_on", "i.amount"
            )
        case Fact.DUE:
            return Source(_due(day, over, k), "f.owed_units > 0", "f.due_on", "f.amount")
        case Fact.RECOVERY:
            return Source(_recovery(day, over), "TRUE", f"DATE '{over.before}'", "i.amount")
        case Fact.DISPUTE:
            return Source("contests", "f.opened_on <= " + at, at, "i.amount")
        case Fact.PROMISE:
            last, first = (end - timedelta(days=GRACE_DAYS) for end in (day, over.start))
            ended = f"f.keep_by BETWEEN DATE '{first}' AND DATE '{last}'"
            return Source(_promised(day), f"{_STANDING.format(at=at)} AND {ended}", "f.keep_by", "f.units")
        case Fact.AWAITED:
            running = f"f.keep_by > DATE '{day - timedelta(days=GRACE_DAYS)}' AND f.paid_units < f.units"
            return Source(_promised(day), f"{_STANDING.format(at=at)} AND {running}", at, "f.units")


# A promise cancelled leaves the figures from the day it is.
_STANDING = "f.made_on <= {at} AND (f.cancelled_on IS NULL OR f.cancelled_on > {at})"
_PROMISED = (
    "promise", "item", "collector", "units", "made_on", "keep_by", "cancelled_on", "item_id", "customer_id",
    "entity_id", "ccy", "kind", "issued_on", "due_on", "doubtful",
)  # fmt: skip


def _promised(day: date) -> str:
    """Promises with what had been received for each by a day, never more than was promised."""
    columns = ", ".join(f"p.{column}" for column in _PROMISED)
    received = (
        "SELECT promise, SUM(paid_units)::BIGINT AS paid FROM promise_receipts "
        f"WHERE matched_on <= DATE '{day}' GROUP BY promise"
    )
    return (
        f"(SELECT p.rowid AS rowid, {columns}, COALESCE(r.paid, 0) AS paid_units "
        f"FROM promised p LEFT JOIN ({received}) r ON r.promise = p.promise)"
    )


def _due(day: date, over: Window, k: int) -> str:
    """Invoices due in the window, k days or more ago, with what was owed and what cash came by due date + k."""
    last = min(day, day - timedelta(days=k))
    due = f"BETWEEN DATE '{over.start}' AND DATE '{last}'"
    paid = (
        f"SELECT item_id, SUM(CASE WHEN credit_kind = 'credit_note' THEN paid_units ELSE 0 END) AS credited, "
        f"SUM(CASE WHEN credit_kind IN ({kinds(CASH)}) AND valued_on <= due_on + {k} "
        "THEN paid_units ELSE 0 END) AS cash "
        f"FROM settlements WHERE due_on {due} AND matched_on <= DATE '{day}' GROUP BY item_id"
    )
    return (
        "(SELECT i.*, i.amount - COALESCE(p.credited, 0) AS owed_units, COALESCE(p.cash, 0) AS on_time_units "
        f"FROM billings i LEFT JOIN ({paid}) p ON p.item_id = i.item_id "
        f"WHERE i.kind = 'invoice' AND i.due_on {due} AND i.posting_date <= DATE '{day}')"
    )


def _recovery(day: date, over: Window) -> str:
    """Items overdue when the window began, with the cash it brought, never more than was open."""
    start = f"DATE '{over.before}'"
    cash = (
        f"SELECT item_id, SUM(paid_units) AS cash FROM settlements WHERE credit_kind IN ({kinds(CASH)}) "
        f"AND valued_on BETWEEN DATE '{over.start}' AND DATE '{day}' AND matched_on <= DATE '{day}' "
        f"AND due_on < {start} GROUP BY item_id"
    )
    return (
        f"(SELECT p.*, LEAST(p.open_units, c.cash) AS recovered_units FROM positions p JOIN ({cash}) c "
        f"ON c.item_id = p.item_id WHERE p.valid_from <= {start} AND p.valid_to > {start} "
        f"AND p.open_units > 0 AND p.due_on < {start})"
    )


def contested_positions(first: date, last: date) -> str:
    """SQL for the positions, between two days, of the few items some dispute may weigh on then."""
    lasting = f"d.opened_on <= DATE '{last}' AND (d.closed_on IS NULL OR d.closed_on > DATE '{first}')"
    unsaid = f"SELECT d.customer_id FROM contests d WHERE {lasting} AND d.item_id IS NULL AND d.item IS NULL"
    return (
        f"SELECT p.* FROM positions p WHERE p.valid_from <= DATE '{last}' AND p.valid_to > DATE '{first}' "
        f"AND p.item_id IN (SELECT d.item_id FROM contests d WHERE {lasting} AND d.item_id IS NOT NULL "
        f"UNION ALL SELECT i.item_id FROM items i WHERE i.customer_id IN ({unsaid}))"
    )


def contested(day: date, positions: str = "positions") -> str:
    """SQL for the items under an open dispute on a day: contested units (null: all of it) and the first cause.

    A dispute that names no item weighs on the customer's open debits, oldest due date first. They are looked for in
    `positions`, the whole table or those of the items some dispute weighs on.
    """
    at = f"DATE '{day}'"
    open_now = f"d.opened_on <= {at} AND (d.closed_on IS NULL OR d.closed_on > {at})"
    first = "CAST(d.opened_on AS VARCHAR) || d.dispute AS first"
    spread = (
        "CASE WHEN d.units IS NULL THEN NULL ELSE GREATEST(LEAST(p.open_units, d.units - (SUM(p.open_units) OVER "
        "(PARTITION BY d.dispute ORDER BY p.due_on, n.item ROWS UNBOUNDED PRECEDING) - p.open_units)), 0) END"
    )
    return (
        "(SELECT item_id, CASE WHEN COUNT(units) < COUNT(*) THEN NULL ELSE SUM(units) END AS units, "
        "MIN_BY(cause, first) AS cause FROM ("
        f"SELECT d.item_id, d.units, d.cause, {first} FROM contests d WHERE {open_now} AND d.item_id IS NOT NULL "
        f"UNION ALL SELECT p.item_id, {spread}, d.cause, {first} FROM contests d JOIN {positions} p "
        "ON p.customer_id = d.customer_id JOIN items n ON n.item_id = p.item_id "
        f"WHERE {open_now} AND d.item_id IS NULL AND d.item IS NULL "
        f"AND p.open_units > 0 AND p.valid_from <= {at} AND p.valid_to > {at}) u WHERE COALESCE(units, 1) > 0 "
        "GROUP BY item_id)"
    )


def refuse_open(fact: Fact) -> None:
    """Only a position has an open amount."""
    if fact not in (Fact.POSITION, Fact.RECOVERY):
        raise UsageError(_("Sales, receipts and disputes have no open amount: filter them by amount."))


def refuse_bucket(fact: Fact) -> None:
    """Only open items have an age on a date."""
    if fact is not Fact.POSITION:
        raise UsageError(
            _("Only open items are split by bucket: sales, receipts and disputes have no age on a date.")
        )
