"""The exact sums: what each adds up, over which facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from encours.book.parse import kinds
from encours.book.records import CASH, SALES, Kind
from encours.errors import UsageError
from encours.i18n import _, mark


class Fact(StrEnum):
    """What is added up; each fact is queried by itself, so that nothing is ever counted twice."""

    POSITION = "position"  # open items at a date
    BILLING = "billing"  # items issued in the window
    SETTLEMENT = "settlement"  # allocations whose value date is in the window
    DUE = "due"  # invoices that fell due in the window
    RECOVERY = "recovery"  # items overdue when the window began
    DISPUTE = "dispute"  # disputes open, opened or resolved
    PROMISE = "promise"  # promises whose date and grace ended in the window
    AWAITED = "awaited"  # promises whose money is still awaited at a date

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of the book (`book.records`) its rows are made of: its sums change when one of these does."""
        return _TABLES[self]


_TABLES = {
    Fact.POSITION: ("items", "allocations"),
    Fact.BILLING: ("items",),
    Fact.SETTLEMENT: ("items", "allocations"),
    Fact.DUE: ("items", "allocations"),
    Fact.RECOVERY: ("items", "allocations"),
    Fact.DISPUTE: ("disputes", "items"),
    Fact.PROMISE: ("promises", "items", "allocations"),
    Fact.AWAITED: ("promises", "items", "allocations"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` is the SQL summed over the rows of the fact; `{day}` stands for the as-of date, `{start}` for the first
    day of the window. Money is in whole units of 1/100 000."""

    name: str
    label: str
    about: str
    fact: Fact
    value: str
    test: str = ""  # rows that count: the others are not behind the figure
    money: bool = True
    published: bool = True
    monthly: str = ""  # the same over the month-end sums, where it can be read there
    monthly_total: str = (
        ""  # and over their totals, which know no due date, where it is not said the same way
    )
    parameters: tuple[str, ...] = ()

    @property
    def flow(self) -> bool:
        return self.fact in (Fact.BILLING, Fact.SETTLEMENT, Fact.DUE, Fact.PROMISE)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of the book it reads: those of its fact, and the disputes that weigh on open items."""
        contested = "x." in self.value + self.test and "disputes" not in self.fact.tables
        return (*self.fact.tables, "disputes") if contested else self.fact.tables

    @property
    def vast(self) -> bool:
        """Money times days: more digits than one decimal holds once converted."""
        return self.money and "HUGEINT" in self.value


def _position(name: str, label: str, about: str, test: str, monthly_test: str, total: str = "") -> Measure:
    monthly = f"CASE WHEN {monthly_test} THEN f.open_units ELSE 0 END"
    in_total = f"CASE WHEN {_DEBIT} THEN {total} ELSE 0 END" if total else ""
    return Measure(
        name, label, about, Fact.POSITION, "f.open_units", test, monthly=monthly, monthly_total=in_total
    )


def _count(name: str, label: str, about: str, test: str, monthly_test: str, total: str = "") -> Measure:
    monthly = f"CASE WHEN {monthly_test} THEN f.item_count ELSE 0 END"
    in_total = f"CASE WHEN {_DEBIT} THEN {total} ELSE 0 END" if total else ""
    shown = bool(label)
    return Measure(name, label, about, Fact.POSITION, "1", test, False, shown, monthly, in_total)


def _paid(name: str, value: str, test: str, money: bool = True) -> Measure:
    cash = f"f.credit_kind IN ({kinds(CASH)})"
    return Measure(name, name, "", Fact.SETTLEMENT, value, f"{cash}{test}", money=money, published=False)


def _promise(name: str, value: str, test: str = "", money: bool = True) -> Measure:
    return Measure(name, "", "", Fact.PROMISE, value, test, money, published=False)


_DEBIT = f"f.kind NOT IN ({kinds((Kind.CREDIT_NOTE, Kind.PAYMENT, Kind.ADVANCE, Kind.WRITE_OFF))})"
_CASH = f"f.credit_kind IN ({kinds(CASH)})"
_LATE_DAYS = "(f.valued_on - f.due_on)"
_AGE = "CAST(f.open_units AS HUGEINT) * (DATE '{day}' - f.issued_on)"
_CONTESTED = "CASE WHEN x.units IS NULL OR x.units > f.open_units THEN f.open_units ELSE x.units END"

CATALOGUE: tuple[Measure, ...] = (
    _position("gross", mark("Gross"), mark("Open debits"), "f.open_units > 0", _DEBIT),
    _position(
        "unapplied",
        mark("Unapplied credits"),
        mark("Open credits, negative"),
        "f.open_units < 0",
        f"NOT ({_DEBIT})",
    ),
    _position("net", mark("Net"), mark("Open debits and credits together"), "TRUE", "TRUE"),
    _position(
        "overdue",
        mark("Overdue"),
        mark("Open debits whose due date is before the date"),
        "f.open_units > 0 AND f.due_on < DATE '{day}'",
        f"{_DEBIT} AND f.due_on < DATE '{{day}}'",
        "f.overdue_units",
    ),
    _position(
        "not_due",
        mark("Not due"),
        mark("Open debits due on the date or after"),
        "f.open_units > 0 AND f.due_on >= DATE '{day}'",
        f"{_DEBIT} AND f.due_on >= DATE '{{day}}'",
        "f.open_units - f.overdue_units",
    ),
    Measure(
        "disputed",
        mark("Disputed"),
        mark("Part of the open debits under an open dispute"),
        Fact.POSITION,
        _CONTESTED,
        "f.open_units > 0 AND x.item_id IS NOT NULL",
    ),
    _position(
        "doubtful",
        mark("Doubtful"),
        mark("Open debits held as doubtful"),
        "f.open_units > 0 AND f.doubtful IS TRUE",
        f"{_DEBIT} AND f.doubtful IS TRUE",
    ),
    Measure(
        "sales",
        mark("Sales"),
        mark("Invoices, debit notes and credit notes issued in the window, incl. VAT"),
        Fact.BILLING,
        "f.amount",
        f"f.kind IN ({kinds(SALES)})",
    ),
    Measure(
        "receipts",
        mark("Receipts"),
        mark("Payments and advances allocated to debits, by value date in the window"),
        Fact.SETTLEMENT,
        "f.paid_units",
        _CASH,
    ),
    Measure(
        "credit_notes",
        mark("Credit notes"),
        mark("Credit notes issued in the window, as a positive amount"),
        Fact.BILLING,
        "-f.amount",
        "f.kind = 'credit_note'",
    ),
    Measure(
        "write_offs",
        mark("Write-offs"),
        mark("Write-offs of the window, as a positive amount"),
        Fact.BILLING,
        "-f.amount",
        "f.kind = 'write_off'",
    ),
    _count(
        "item_count", mark("Open items"), mark("Number of open items, debits and credits"), "TRUE", "TRUE"
    ),
    _count(
        "overdue_count",
        mark("Overdue items"),
        mark("Number of open debits past their due date"),
        "f.open_units > 0 AND f.due_on < DATE '{day}'",
        f"{_DEBIT} AND f.due_on < DATE '{{day}}'",
        "f.overdue_count",
    ),
    Measure(
        "promised",
        mark("Promised"),
        mark("What promises not yet at their end still lack: amounts promised less what came in for them"),
        Fact.AWAITED,
        "f.units - f.paid_units",
    ),
    # What indicators need and nobody asks for by itself.
    _count("debit_count", "", "", "f.open_units > 0", _DEBIT),
    Measure(
        "disputed_count",
        "",
        "",
        Fact.POSITION,
        "1",
        "f.open_units > 0 AND x.item_id IS NOT NULL",
        False,
        False,
    ),
    Measure(
        "open_age",
        "",
        "",
        Fact.POSITION,
        _AGE,
        "f.open_units > 0",
        published=False,
        monthly=f"CASE WHEN {_DEBIT} THEN "
        "f.open_units * (DATE '{day}' - DATE '1970-01-01') - f.open_issue_days ELSE 0 END",
    ),
    _paid("paid_late_days", f"CAST(f.paid_units AS HUGEINT) * {_LATE_DAYS}", ""),
    _paid("paid_late_days_floored", f"CAST(f.paid_units AS HUGEINT) * GREATEST({_LATE_DAYS}, 0)", ""),
    _paid("paid_age_days", "CAST(f.paid_units AS HUGEINT) * (f.valued_on - f.issued_on)", ""),
    _paid("closing_count", "1", " AND f.closes", money=False),
    _paid("closing_late_days", _LATE_DAYS, " AND f.closes", money=False),
    _paid("closing_late_days_floored", f"GREATEST({_LATE_DAYS}, 0)", " AND f.closes", money=False),
    _paid("recovered", "f.paid_units", " AND f.valued_on > f.due_on"),
    _paid("recovered_days", f"CAST(f.paid_units AS HUGEINT) * {_LATE_DAYS}", " AND f.valued_on > f.due_on"),
    Measure("recovered_overdue", "", "", Fact.RECOVERY, "f.recovered_units", published=False),
    Measure("on_time_due", "", "", Fact.DUE, "f.owed_units", published=False, parameters=("k",)),
    Measure("on_time_paid", "", "", Fact.DUE, "f.on_time_units", published=False, parameters=("k",)),
    Measure("on_time_due_count", "", "", Fact.DUE, "1", money=False, published=False, parameters=("k",)),
    Measure(
        "on_time_paid_count",
        "",
        "",
        Fact.DUE,
        "1",
        "f.on_time_units >= f.owed_units",
        False,
        False,
        parameters=("k",),
    ),
    Measure(
        "disputes_open",
        "",
        "",
        Fact.DISPUTE,
        "1",
        "f.opened_on <= DATE '{day}' AND (f.closed_on IS NULL OR f.closed_on > DATE '{day}')",
        False,
        False,
    ),
    Measure(
        "dispute_open_days",
        "",
        "",
        Fact.DISPUTE,
        "DATE '{day}' - f.opened_on",
        "f.opened_on <= DATE '{day}' AND (f.closed_on IS NULL OR f.closed_on > DATE '{day}')",
        False,
        False,
    ),
    Measure(
        "disputes_opened",
        "",
        "",
        Fact.DISPUTE,
        "1",
        "f.opened_on BETWEEN DATE '{start}' AND DATE '{day}'",
        False,
        False,
    ),
    Measure(
        "disputes_resolved",
        "",
        "",
        Fact.DISPUTE,
        "1",
        "f.closed_on BETWEEN DATE '{start}' AND DATE '{day}'",
        False,
        False,
    ),
    Measure(
        "dispute_resolution_days",
        "",
        "",
        Fact.DISPUTE,
        "f.closed_on - f.opened_on",
        "f.closed_on BETWEEN DATE '{start}' AND DATE '{day}'",
        False,
        False,
    ),
    Measure(
        "dispute_resolution_median",
        "",
        "",
        Fact.DISPUTE,
        "f.closed_on - f.opened_on",
        "f.closed_on BETWEEN DATE '{start}' AND DATE '{day}'",
        False,
        False,
    ),
    _promise("promises_ended", "1", money=False),
    _promise("promises_kept", "1", "f.paid_units >= f.units", money=False),
    _promise("promised_ended", "f.units"),
    _promise("promised_received", "f.paid_units"),
)
BY_NAME = {measure.name: measure for measure in CATALOGUE}
PUBLISHED = tuple(measure.name for measure in CATALOGUE if measure.published)
NO_PARAMETERS: Mapping[str, str] = {}


def measure(name: str) -> Measure:
    """The published measure of that name; `aged` is the gross split by bucket."""
    found = BY_NAME.get("gross" if name == "aged" else name)
    if found and found.published:
        return found
    near = get_close_matches(name, PUBLISHED, 1)
    hint = _("Did you mean {0}?").format(near[0]) if near else _("Known: {0}").format(", ".join(PUBLISHED))
    raise UsageError(_("There is no measure {0}.").format(name) + " " + hint)
