"""The exact sums over what people did: actions, minutes, customers reached out to."""

from __future__ import annotations

from encours.cube.facts.action import ACTION
from encours.cube.figure import Unit
from encours.cube.measure import Gather, Measure
from encours.i18n import mark

# What reaches out to somebody: notes and changes of status are written for oneself.
CHASING = "COALESCE(f.deed, '') NOT IN ('note', 'status')"

WORK = (
    Measure(
        "action_count",
        ACTION,
        "1",
        mark("Actions"),
        mark("Reminders, calls, letters, visits and notes of the window, done by people or by rules"),
        unit=Unit.COUNT,
    ),
    Measure(
        "action_minutes",
        ACTION,
        "CAST(ROUND(f.minutes) AS BIGINT)",
        mark("Minutes of actions"),
        mark(
            "Minutes spent on the actions of the window, each to the nearest; those not known count for nothing"
        ),
        unit=Unit.COUNT,
        test="f.minutes IS NOT NULL",
    ),
    Measure(
        "customers_reached_out",
        ACTION,
        "f.customer_id",
        mark("Different customers chased"),
        unit=Unit.COUNT,
        published=False,
        test=CHASING,
        gathered=Gather.DISTINCT,
        rows="action_count",
    ),
    Measure(
        "actions_chasing",
        ACTION,
        "1",
        mark("Actions that chased"),
        unit=Unit.COUNT,
        published=False,
        test=CHASING,
        rows="action_count",
    ),
)
