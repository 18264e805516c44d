"""The choices that several indicators leave to the reader, worded once."""

from __future__ import annotations

from encours.cube.figure import WINDOW
from encours.i18n import mark
from encours.indicators.record import Parameter

BALANCE = Parameter(
    "balance",
    "net",
    mark("Net of unapplied credits, or gross: the open debits alone"),
    ("net", "gross"),
)
DISPUTES = Parameter(
    "disputes",
    "in",
    mark("Disputed amounts in the balance, or out of it"),
    ("in", "out"),
)
BY = Parameter("by", "amount", mark("Weighted by amount, or each counted once"), ("amount", "count"))
OVER = Parameter(
    "over",
    "customer",
    mark("Shares of customer accounts, or of customer groups"),
    ("customer", "group"),
)

__all__ = ["BALANCE", "BY", "DISPUTES", "OVER", "WINDOW"]
