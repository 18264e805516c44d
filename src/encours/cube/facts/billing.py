"""Items issued in the window."""

from __future__ import annotations

from encours.cube.facts.fact import Clock, Fact

BILLING = Fact(
    "billing",
    tables=("items",),
    rows="billings",
    clocks=(Clock.SALES,),
    test="f.issued_on BETWEEN DATE '{start}' AND DATE '{day}' AND f.posting_date <= DATE '{day}'",
    flow_day="f.issued_on",
    known_day="f.posting_date",
    by_day="billing_days",
    carries=frozenset({"amount"}),
    shown=("customer_name", "document", "kind", "issue_date", "due_date", "amount", "open"),
    ticked="amount",
)
