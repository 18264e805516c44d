"""The exact sums: what each adds up, over which facts."""

from __future__ import annotations

from typing import Any

from encours.book.parse import kinds
from encours.book.records import CASH, SALES
from encours.cube.brought import BROUGHT
from encours.cube.facts.billing import BILLING
from encours.cube.facts.dispute import DISPUTE
from encours.cube.facts.due import DUE
from encours.cube.facts.fact import Fact
from encours.cube.facts.position import POSITION
from encours.cube.facts.promise import PROMISE
from encours.cube.facts.recovery import RECOVERY
from encours.cube.facts.settlement import SETTLEMENT
from encours.cube.figure import Better, Cost, Unit
from encours.cube.measure import Gather, Measure
from encours.cube.open_measures import COUNTS, DEBIT, OPEN, monthly
from encours.cube.spoken import hint
from encours.cube.work_measures import WORK
from encours.errors import UsageError
from encours.i18n import _, mark

_CASH = f"f.credit_kind IN ({kinds(CASH)})"
_LATE_DAYS = "(f.valued_on - f.due_on)"
_CAME_LATE = "f.valued_on > f.due_on"
_TAKEN = "f.closed_on - f.opened_on"
_OPEN_NOW = "f.opened_on <= DATE '{day}' AND (f.closed_on IS NULL OR f.closed_on > DATE '{day}')"
_RESOLVED = "f.closed_on BETWEEN DATE '{start}' AND DATE '{day}'"


FLOWS = (
    Measure(
        "sales",
        BILLING,
        "f.amount",
        mark("Sales"),
        mark("Invoices, debit notes and credit notes issued in the window, incl. VAT"),
        better=Better.UP,
        test=f"f.kind IN ({kinds(SALES)})",
    ),
    Measure(
        "receipts",
        SETTLEMENT,
        "f.paid_units",
        mark("Receipts"),
        mark("Payments and advances allocated to debits, by value date in the window"),
        better=Better.UP,
        cost=Cost.ROWS,
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
        better=Better.DOWN,
        test="f.kind = 'write_off'",
    ),
)


def _inner(name: str, fact: Fact, value: str, label: str, test: str = "", **more: Any) -> Measure:
    """What indicators need and nobody asks for by itself."""
    return Measure(name, fact, value, label, test=test, published=False, **more)


def _paid(name: str, value: str, label: str, test: str = "TRUE", **more: Any) -> Measure:
    return _inner(name, SETTLEMENT, value, label, f"{_CASH} AND {test}", **more)


def _paid_days(name: str, days: str, label: str, test: str = "TRUE", rows: str = "receipts") -> Measure:
    return _paid(name, f"CAST(f.paid_units AS HUGEINT) * {days}", label, test, vast=True, rows=rows)


def _on_time(name: str, value: str, label: str, test: str = "", unit: Unit = Unit.MONEY) -> Measure:
    return _inner(name, DUE, value, label, test, unit=unit, graced="k")


def _dispute(name: str, value: str, label: str, test: str, **more: Any) -> Measure:
    return _inner(name, DISPUTE, value, label, test, dated=True, **more)


def _promise(name: str, value: str, label: str, test: str = "", **more: Any) -> Measure:
    return _inner(name, PROMISE, value, label, test, **more)


COUNT, DAYS = Unit.COUNT, Unit.DAYS
INNER = (
    _inner(
        "debit_count",
        POSITION,
        "1",
        mark("Open debits, number"),
        "f.open_units > 0",
        unit=COUNT,
        monthly=monthly(DEBIT, "f.item_count"),
        rows="gross",
    ),
    _inner(
        "disputed_count",
        POSITION,
        "1",
        mark("Disputed items, number"),
        "f.open_units > 0 AND x.item_id IS NOT NULL",
        unit=COUNT,
        disputes=True,
        rows="disputed",
    ),
    _inner(
        "open_age",
        POSITION,
        "CAST(f.open_units AS HUGEINT) * (DATE '{day}' - f.issued_on)",
        mark("Σ open × days since issue"),
        "f.open_units > 0",
        vast=True,
        dated=True,
        monthly=monthly(DEBIT, "f.open_units * (f.month_end - DATE '1970-01-01') - f.open_issue_days"),
        rows="gross",
    ),
    _inner(
        "unapplied_age_days",
        POSITION,
        "CAST(f.open_units AS HUGEINT) * (DATE '{day}' - f.issued_on)",
        mark("Σ unapplied × days since the credit"),
        "f.open_units < 0",
        vast=True,
        dated=True,
        monthly=monthly(
            f"NOT ({DEBIT})", "f.open_units * (f.month_end - DATE '1970-01-01') - f.open_issue_days"
        ),
        rows="unapplied",
    ),
    _paid_days("paid_late_days", _LATE_DAYS, mark("Σ paid × days after the due date")),
    _paid_days(
        "paid_late_days_floored",
        f"GREATEST({_LATE_DAYS}, 0)",
        mark("Σ paid × days after the due date, early ones as 0"),
    ),
    _paid_days("paid_age_days", "(f.valued_on - f.issued_on)", mark("Σ paid × days since issue")),
    _paid("closing_count", "1", mark("Receipts that closed an invoice, number"), "f.closes", unit=COUNT),
    _paid("closing_late_days", _LATE_DAYS, mark("Σ days after the due date"), "f.closes", unit=DAYS),
    _paid(
        "closing_late_days_floored",
        f"GREATEST({_LATE_DAYS}, 0)",
        mark("Σ days after the due date, early ones as 0"),
        "f.closes",
        unit=DAYS,
    ),
    _paid("recovered", "f.paid_units", mark("Receipts that came late"), _CAME_LATE),
    _paid_days("recovered_days", _LATE_DAYS, mark("Σ received × days late"), _CAME_LATE, rows=""),
    _inner(
        "recovered_overdue", RECOVERY, "f.recovered_units", mark("Receipts on what was overdue at the start")
    ),
    _on_time("on_time_due", "f.owed_units", mark("Fell due in the period, net of credit notes")),
    _on_time("on_time_paid", "f.on_time_units", mark("Of which paid in time")),
    _on_time("on_time_due_count", "1", mark("Invoices that fell due in the period"), unit=COUNT),
    _on_time(
        "on_time_paid_count",
        "1",
        mark("Of which wholly paid in time"),
        "f.on_time_units >= f.owed_units",
        COUNT,
    ),
    _dispute("disputes_open", "1", mark("Disputes open at the start"), _OPEN_NOW, unit=COUNT),
    _dispute(
        "dispute_open_days",
        "DATE '{day}' - f.opened_on",
        mark("Days since open disputes were opened"),
        _OPEN_NOW,
        unit=DAYS,
    ),
    _dispute(
        "disputes_opened",
        "1",
        mark("Disputes opened in the period"),
        "f.opened_on BETWEEN DATE '{start}' AND DATE '{day}'",
        unit=COUNT,
    ),
    _dispute("disputes_resolved", "1", mark("Disputes settled in the period"), _RESOLVED, unit=COUNT),
    _dispute("dispute_resolution_days", _TAKEN, mark("Σ days to settle"), _RESOLVED, unit=DAYS),
    _dispute(
        "dispute_resolution_median",
        _TAKEN,
        mark("Median of the days to settle"),
        _RESOLVED,
        unit=DAYS,
        gathered=Gather.MEDIAN,
    ),
    _promise("promises_ended", "1", mark("Promises that came to their end"), unit=COUNT),
    _promise("promises_kept", "1", mark("Of which kept"), "f.paid_units >= f.units", unit=COUNT),
    _promise("promised_ended", "f.units", mark("Promised for the period")),
    _promise("promised_received", "f.paid_units", mark("Of which received in time")),
)

CATALOGUE: tuple[Measure, ...] = (*OPEN, *FLOWS, *COUNTS, *INNER, *WORK, *BROUGHT)
BY_NAME = {measure.name: measure for measure in CATALOGUE}
PUBLISHED = tuple(measure.name for measure in CATALOGUE if measure.published)


def measure(name: str) -> Measure:
    """The published measure of that name; `aged` is the gross split by bucket."""
    found = BY_NAME.get("gross" if name == "aged" else name)
    if found and found.published:
        return found
    near = hint(name, PUBLISHED, {one: BY_NAME[one].label for one in PUBLISHED})
    raise UsageError(_("There is no measure {0}.").format(name) + " " + near)
