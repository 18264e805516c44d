"""Actions done in the window: reminders, calls, letters, visits, notes."""

from __future__ import annotations

from encours.cube.facts.beside import Column
from encours.cube.facts.deeds import COLUMNS, OF_ACTIONS
from encours.cube.facts.fact import Fact

ACTION = Fact(
    "action",
    tables=("actions", "items"),
    rows="acted",
    test="f.done_on BETWEEN DATE '{start}' AND DATE '{day}'",
    flow_day="f.done_on",
    known_day="f.done_on",
    itemless=True,
    carries=OF_ACTIONS | {"action_outcome"},
    columns={
        **COLUMNS,
        "action_outcome": Column("f.outcome"),
        "minutes": Column("CAST(ROUND(f.minutes) AS INTEGER)"),
    },
    shown=("customer_name", "document", "done_on", "action_kind", "action_outcome", "author"),
)
