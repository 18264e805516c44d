"""Allocations whose value date is in the window."""

from __future__ import annotations

from encours.cube.facts.beside import CREDIT, Column
from encours.cube.facts.fact import Clock, Fact

SETTLEMENT = Fact(
    "settlement",
    tables=("items", "allocations"),
    rows="settlements",
    clocks=(Clock.RECEIPTS,),
    test="f.valued_on BETWEEN DATE '{start}' AND DATE '{day}' AND f.matched_on <= DATE '{day}'",
    flow_day="f.valued_on",
    known_day="f.matched_on",
    carries=frozenset({"inferred"}),  # deduced or read by itself, whatever its item is
    columns={
        "credit_item": Column("k.item", (CREDIT,)),
        "credit_kind": Column("f.credit_kind"),
        "value_date": Column("f.valued_on"),
        "matching_date": Column("f.matched_on"),
    },
    shown=("customer_name", "document", "due_date", "value_date", "credit_item", "amount"),
)
