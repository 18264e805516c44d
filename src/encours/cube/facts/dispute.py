"""Disputes open, opened or resolved."""

from __future__ import annotations

from encours.cube.facts.beside import Column
from encours.cube.facts.fact import Fact

DISPUTE = Fact(
    "dispute",
    tables=("disputes", "items"),
    rows="contests",
    test="f.opened_on <= DATE '{day}'",
    itemless=True,
    carries=frozenset({"dispute_cause"}),
    columns={
        "dispute": Column("f.dispute"),
        "dispute_cause": Column("f.cause"),
        "opened_on": Column("f.opened_on"),
        "closed_on": Column("f.closed_on"),
    },
)
