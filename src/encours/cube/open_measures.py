"""The sums of what is open: amounts and counts at a date, month-ends from their sums."""

from __future__ import annotations

from encours.book.parse import kinds
from encours.book.records import CREDITS
from encours.cube.facts.position import POSITION
from encours.cube.facts.promise import AWAITED
from encours.cube.figure import Better, Cost, Unit
from encours.cube.measure import Measure
from encours.i18n import mark

# The month-end sums have no sign to tell a debit by, so that later imports may add to them: its kind does.
DEBIT = f"f.kind NOT IN ({kinds(CREDITS)})"


def monthly(test: str, column: str) -> str:
    """SQL of a column of the month-end sums, of the rows a test keeps."""
    return f"CASE WHEN {test} THEN {column} ELSE 0 END"


OPEN = (
    Measure(
        "gross",
        POSITION,
        "f.open_units",
        mark("Gross"),
        mark("Open debits"),
        test="f.open_units > 0",
        monthly=monthly(DEBIT, "f.open_units"),
    ),
    Measure(
        "unapplied",
        POSITION,
        "f.open_units",
        mark("Unapplied credits"),
        mark("Open credits, negative"),
        test="f.open_units < 0",
        monthly=monthly(f"NOT ({DEBIT})", "f.open_units"),
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
        better=Better.DOWN,
        test="f.open_units > 0",
        late=True,
        monthly=monthly(f"{DEBIT} AND f.due_on < f.month_end", "f.open_units"),
        monthly_total=monthly(DEBIT, "f.overdue_units"),
    ),
    Measure(
        "not_due",
        POSITION,
        "f.open_units",
        mark("Not due"),
        mark("Open debits due on the date or after"),
        test="f.open_units > 0",
        late=False,
        monthly=monthly(f"{DEBIT} AND f.due_on >= f.month_end", "f.open_units"),
        monthly_total=monthly(DEBIT, "f.open_units - f.overdue_units"),
    ),
    Measure(
        "disputed",
        POSITION,
        "CASE WHEN x.units IS NULL OR x.units > f.open_units THEN f.open_units ELSE x.units END",
        mark("Disputed"),
        mark("Part of the open debits under an open dispute"),
        better=Better.DOWN,
        cost=Cost.ROWS,
        test="f.open_units > 0 AND x.item_id IS NOT NULL",
        disputes=True,
    ),
    Measure(
        "doubtful",
        POSITION,
        "f.open_units",
        mark("Doubtful"),
        mark("Open debits held as doubtful"),
        better=Better.DOWN,
        test="f.open_units > 0 AND f.doubtful IS TRUE",
        monthly=monthly(f"{DEBIT} AND f.doubtful IS TRUE", "f.open_units"),
    ),
    Measure(
        "promised",
        AWAITED,
        "f.units - f.paid_units",
        mark("Promised"),
        mark("What promises not yet at their end still lack: amounts promised less what came in for them"),
    ),
)
COUNTS = (
    Measure(
        "item_count",
        POSITION,
        "1",
        mark("Open items"),
        mark("Number of open items, debits and credits"),
        unit=Unit.COUNT,
        monthly="f.item_count",
    ),
    Measure(
        "overdue_count",
        POSITION,
        "1",
        mark("Overdue items"),
        mark("Number of open debits past their due date"),
        better=Better.DOWN,
        test="f.open_units > 0",
        late=True,
        unit=Unit.COUNT,
        monthly=monthly(f"{DEBIT} AND f.due_on < f.month_end", "f.item_count"),
        monthly_total=monthly(DEBIT, "f.overdue_count"),
    ),
)
