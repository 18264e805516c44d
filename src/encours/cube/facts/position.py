"""Open items at a date."""

from __future__ import annotations

from encours.cube.facts.fact import Clock, Fact

POSITION = Fact(
    "position",
    tables=("items", "allocations"),
    rows="positions",
    clocks=(Clock.POSITION,),
    test="f.valid_from <= DATE '{day}' AND f.valid_to > DATE '{day}'",
    balance=True,
    opens=True,
    shown=("customer_name", "document", "kind", "due_date", "days_late", "bucket", "amount", "open"),
    ticked="open",
)
