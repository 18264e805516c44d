"""The sums of what work brings in: receipts laid to promises and actions, items chased and paid, delays."""

from __future__ import annotations

from encours.cube.facts.attribution import FIRST, LAST, LINEAR, SPONTANEOUS
from encours.cube.facts.chase import CHASE
from encours.cube.facts.reach import REACH
from encours.cube.facts.reminded import REMINDED
from encours.cube.figure import WITHIN, Better, Cost, Unit
from encours.cube.measure import Gather, Measure
from encours.i18n import mark

_LAID = f"f.came_after <> '{SPONTANEOUS}'"

BROUGHT = (
    Measure(
        "attributed",
        LAST,
        "f.units",
        mark("Receipts after work"),
        mark(
            "Receipts of the window laid to a live promise, else to the last action within the days before them"
        ),
        better=Better.UP,
        cost=Cost.ROWS,
        test=_LAID,
        graced=WITHIN.name,
    ),
    Measure(
        "attributed_first",
        FIRST,
        "f.units",
        mark("Receipts after work, by first action"),
        mark(
            "Receipts of the window laid to a live promise, else to the first action within the days before them"
        ),
        better=Better.UP,
        cost=Cost.ROWS,
        test=_LAID,
        graced=WITHIN.name,
    ),
    Measure(
        "attributed_linear",
        LINEAR,
        "f.units",
        mark("Receipts after work, shared"),
        mark(
            "Receipts of the window laid to a live promise, else in equal parts to each action in the days before"
        ),
        better=Better.UP,
        cost=Cost.ROWS,
        test=_LAID,
        graced=WITHIN.name,
    ),
    Measure(
        "spontaneous",
        LAST,
        "f.units",
        mark("Spontaneous receipts"),
        mark(
            "Receipts of the window that no live promise and no action within the days before them announced"
        ),
        better=Better.NEITHER,
        cost=Cost.ROWS,
        test=f"f.came_after = '{SPONTANEOUS}'",
        graced=WITHIN.name,
    ),
    Measure(
        "chases_ended",
        CHASE,
        "1",
        mark("Items chased whose days ended"),
        unit=Unit.COUNT,
        published=False,
        graced=WITHIN.name,
    ),
    Measure(
        "chases_paid",
        CHASE,
        "1",
        mark("Of which wholly paid in time"),
        unit=Unit.COUNT,
        published=False,
        test="f.paid",
        graced=WITHIN.name,
    ),
    Measure(
        "customers_reached",
        REACH,
        "f.customer_id",
        mark("Different customers chased whose days ended"),
        unit=Unit.COUNT,
        published=False,
        gathered=Gather.DISTINCT,
        graced=WITHIN.name,
    ),
    Measure(
        "customers_converted",
        REACH,
        "f.customer_id",
        mark("Of whom paid something within these days"),
        unit=Unit.COUNT,
        published=False,
        test="f.converted",
        gathered=Gather.DISTINCT,
        graced=WITHIN.name,
    ),
    Measure(
        "reminded",
        REMINDED,
        "f.paid_units",
        mark("Receipts after a reminder"),
        published=False,
    ),
    Measure(
        "reminded_days",
        REMINDED,
        "CAST(f.paid_units AS HUGEINT) * (f.valued_on - f.done_on)",
        mark("Σ received × days after the last reminder"),
        published=False,
        vast=True,
    ),
)
