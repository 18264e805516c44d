"""Finding rows by the words on them: item, document, references, customer."""

from __future__ import annotations

from encours.cube.branches import Text
from encours.cube.facts.beside import ITEM
from encours.cube.measure import Measure
from encours.cube.periods import Window
from encours.cube.rows import selection
from encours.cube.slice import Slice

FOUND = Text("f.rowid IN (SELECT number FROM found)")
ON_ITEMS = ("document", "item", "reference", "order_reference")


def searched(measure: Measure, over: Window, cut: Slice, search: str) -> Text:
    """Keeps as `found` the numbers of the rows behind a measure on which `search` is written, for every page of them.

    Case never counts; nor do accents in the names of customers.
    """
    held = ", ".join(f"i.{column}" for column in ON_ITEMS)
    text = selection(measure, over, cut, (ITEM,))
    named = f"SELECT t.customer_id FROM customers t WHERE {holds('t.name')} OR {holds('t.customer')}"
    written = " OR ".join(f"CONTAINS(LOWER({column}), LOWER(?))" for column in ON_ITEMS)
    sql = (
        # Looked at once joined: few rows count for the measure, and reading words is what costs.
        f"CREATE OR REPLACE TEMP TABLE found AS WITH held AS MATERIALIZED (SELECT f.rowid AS number, {held}, "
        f"f.customer_id IN ({named}) AS named {text.sql}) SELECT number FROM held WHERE named OR {written}"
    )
    return Text(sql, [search, search, *text.parameters, *[search] * len(ON_ITEMS)])


def holds(column: str) -> str:
    """SQL for whether a label contains the words bound to its one question mark, accents and case apart."""
    return (
        f"COALESCE(CONTAINS(strip_accents(LOWER(CAST({column} AS VARCHAR))), strip_accents(LOWER(?))), FALSE)"
    )
