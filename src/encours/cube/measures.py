"""The exact sums: what each adds up, over which facts."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from encours.book.parse import kinds
from encours.book.records import CASH, SALES, Kind
from encours.cube.facts.billing import BILLING
from encours.cube.facts.dispute import DISPUTE
from encours.cube.facts.due import DUE
from encours.cube.facts.fact import Fact
from encours.cube.facts.position import POSITION
from encours.cube.facts.promise import AWAITED, PROMISE
from encours.cube.facts.recovery import RECOVERY
from encours.cube.facts.settlement import SETTLEMENT
from encours.cube.measure import Gather, Measure
from encours.errors import UsageError
from encours.i18n import _, mark

# The month-end sums have no sign to tell a debit by, so that later imports may add to them: its kind does.
_DEBIT = f"f.kind NOT IN ({kinds((Kind.CREDIT_NOTE, Kind.PAYMENT, Kind.ADVANCE, Kind.WRITE_OFF))})"
_CASH = f"f.credit_kind IN ({kinds(CASH)})"
_LATE_DAYS = "(f.valued_on - f.due_on)"
_TAKEN = "f.closed_on - f.opened_on"
_OPEN_NOW = "f.opened_on <= DATE '{day}' AND (f.closed_on IS NULL OR f.closed_on > DATE '{day}')"
_RESOLVED = "f.closed_on BETWEEN DATE '{start}' AND DATE '{day}'"


def _monthly(test: str, column: str) -> str:
    return f"CASE WHEN {test} THEN {column} ELSE 0 END"


OPEN = (
    Measure(
        "gross",
        POSITION,
        "f.open_units",
        mark("Gross"),
        mark("Open debits"),
        test="f.open_units > 0",
        monthly=_monthly(_DEBIT, "f.open_units"),
    ),
    Measure(
        "unapplied",
        POSITION,
        "f.open_units",
        mark("Unapplied credits"),
        mark("Open credits, negative"),
        test="f.open_units < 0",
        monthly=_monthly(f"NOT ({_DEBIT})", "f.open_units"),
    ),
    Measure(
        "net",
        POSITION,
        "f.open_units",
        mark("Net"),
        mark("Open debits and credits together"),
        monthly="f.open_units",
    ),
    Measure(
        "overdue",
        POSITION,
        "f.open_units",
        mark("Overdue"),
        mark("Open debits whose due date is before the date"),
        test="f.open_units > 0",
        late=True,
        monthly=_monthly(f"{_DEBIT} AND f.due_on < f.month_end", "f.open_units"),
        monthly_total=_monthly(_DEBIT, "f.overdue_units"),
    ),
    Measure(
        "not_due",
        POSITION,
        "f.open_units",
        mark("Not due"),
        mark("Open debits due on the date or after"),
        test="f.open_units > 0",
        late=False,
        monthly=_monthly(f"{_DEBIT} AND f.due_on >= f.month_end", "f.open_units"),
        monthly_total=_monthly(_DEBIT, "f.open_units - f.overdue_units"),
    ),
    Measure(
        "disputed",
        POSITION,
        "CASE WHEN x.units IS NULL OR x.units > f.open_units THEN f.open_units ELSE x.units END",
        mark("Disputed"),
        mark("Part of the open debits under an open dispute"),
        test="f.open_units > 0 AND x.item_id IS NOT NULL",
        disputes=True,
    ),
    Measure(
        "doubtful",
        POSITION,
        "f.open_units",
        mark("Doubtful"),
        mark("Open debits held as doubtful"),
        test="f.open_units > 0 AND f.doubtful IS TRUE",
        monthly=_monthly(f"{_DEBIT} AND f.doubtful IS TRUE", "f.open_units"),
    ),
    Measure(
        "promised",
        AWAITED,
        "f.units - f.paid_units",
        mark("Promised"),
        mark("What promises not yet at their end still lack: amounts promised less what came in for them"),
    ),
)
FLOWS = (
    Measure(
        "sales",
        BILLING,
        "f.amount",
        mark("Sales"),
        mark("Invoices, debit notes and credit notes issued in the window, incl. VAT"),
        test=f"f.kind IN ({kinds(SALES)})",
    ),
    Measure(
        "receipts",
        SETTLEMENT,
        "f.paid_units",
        mark("Receipts"),
        mark("Payments and advances allocated to debits, by value date in the window"),
        test=_CASH,
    ),
    Measure(
        "credit_notes",
        BILLING,
        "-f.amount",
        mark("Credit notes"),
        mark("Credit notes issued in the window, as a positive amount"),
        test="f.kind = 'credit_note'",
    ),
    Measure(
        "write_offs",
        BILLING,
        "-f.amount",
        mark("Write-offs"),
        mark("Write-offs of the window, as a positive amount"),
        test="f.kind = 'write_off'",
    ),
)
COUNTS = (
    Measure(
        "item_count",
        POSITION,
        "1",
        mark("Open items"),
        mark("Number of open items, debits and credits"),
        money=False,
        monthly="f.item_count",
    ),
    Measure(
        "overdue_count",
        POSITION,
        "1",
        mark("Overdue items"),
        mark("Number of open debits past their due date"),
        test="f.open_units > 0",
        late=True,
        money=False,
        monthly=_monthly(f"{_DEBIT} AND f.due_on < f.month_end", "f.item_count"),
        monthly_total=_monthly(_DEBIT, "f.overdue_count"),
    ),
)


def _inner(name: str, fact: Fact, value: str, test: str = "", money: bool = True, **more: Any) -> Measure:
    """What indicators need and nobody asks for by itself."""
    return Measure(name, fact, value, test=test, money=money, published=False, **more)


def _paid(name: str, value: str, test: str = "TRUE", money: bool = True, vast: bool = False) -> Measure:
    return _inner(name, SETTLEMENT, value, f"{_CASH} AND {test}", money, vast=vast)


def _on_time(name: str, value: str, test: str = "", money: bool = True) -> Measure:
    return _inner(name, DUE, value, test, money, parameters=("k",))


def _dispute(name: str, value: str, test: str, gathered: Gather = Gather.SUM) -> Measure:
    return _inner(name, DISPUTE, value, test, money=False, dated=True, gathered=gathered)


INNER = (
    _inner(
        "debit_count",
        POSITION,
        "1",
        "f.open_units > 0",
        money=False,
        monthly=_monthly(_DEBIT, "f.item_count"),
    ),
    _inner(
        "disputed_count",
        POSITION,
        "1",
        "f.open_units > 0 AND x.item_id IS NOT NULL",
        money=False,
        disputes=True,
    ),
    _inner(
        "open_age",
        POSITION,
        "CAST(f.open_units AS HUGEINT) * (DATE '{day}' - f.issued_on)",
        "f.open_units > 0",
        vast=True,
        dated=True,
        monthly=_monthly(_DEBIT, "f.open_units * (f.month_end - DATE '1970-01-01') - f.open_issue_days"),
    ),
    _paid("paid_late_days", f"CAST(f.paid_units AS HUGEINT) * {_LATE_DAYS}", vast=True),
    _paid("paid_late_days_floored", f"CAST(f.paid_units AS HUGEINT) * GREATEST({_LATE_DAYS}, 0)", vast=True),
    _paid("paid_age_days", "CAST(f.paid_units AS HUGEINT) * (f.valued_on - f.issued_on)", vast=True),
    _paid("closing_count", "1", "f.closes", money=False),
    _paid("closing_late_days", _LATE_DAYS, "f.closes", money=False),
    _paid("closing_late_days_floored", f"GREATEST({_LATE_DAYS}, 0)", "f.closes", money=False),
    _paid("recovered", "f.paid_units", "f.valued_on > f.due_on"),
    _paid(
        "recovered_days", f"CAST(f.paid_units AS HUGEINT) * {_LATE_DAYS}", "f.valued_on > f.due_on", vast=True
    ),
    _inner("recovered_overdue", RECOVERY, "f.recovered_units"),
    _on_time("on_time_due", "f.owed_units"),
    _on_time("on_time_paid", "f.on_time_units"),
    _on_time("on_time_due_count", "1", money=False),
    _on_time("on_time_paid_count", "1", "f.on_time_units >= f.owed_units", money=False),
    _dispute("disputes_open", "1", _OPEN_NOW),
    _dispute("dispute_open_days", "DATE '{day}' - f.opened_on", _OPEN_NOW),
    _dispute("disputes_opened", "1", "f.opened_on BETWEEN DATE '{start}' AND DATE '{day}'"),
    _dispute("disputes_resolved", "1", _RESOLVED),
    _dispute("dispute_resolution_days", _TAKEN, _RESOLVED),
    _dispute("dispute_resolution_median", _TAKEN, _RESOLVED, Gather.MEDIAN),
    _inner("promises_ended", PROMISE, "1", money=False),
    _inner("promises_kept", PROMISE, "1", "f.paid_units >= f.units", money=False),
    _inner("promised_ended", PROMISE, "f.units"),
    _inner("promised_received", PROMISE, "f.paid_units"),
)

CATALOGUE: tuple[Measure, ...] = (*OPEN, *FLOWS, *COUNTS, *INNER)
BY_NAME = {measure.name: measure for measure in CATALOGUE}
PUBLISHED = tuple(measure.name for measure in CATALOGUE if measure.published)


def measure(name: str) -> Measure:
    """The published measure of that name; `aged` is the gross split by bucket."""
    found = BY_NAME.get("gross" if name == "aged" else name)
    if found and found.published:
        return found
    near = get_close_matches(name, PUBLISHED, 1)
    hint = _("Did you mean {0}?").format(near[0]) if near else _("Known: {0}").format(", ".join(PUBLISHED))
    raise UsageError(_("There is no measure {0}.").format(name) + " " + hint)
