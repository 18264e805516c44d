"""Indicators by what they tell, and which way each is good."""

from __future__ import annotations

from encours.cube.measures import BY_NAME as MEASURES
from encours.cube.measures import PUBLISHED
from encours.i18n import mark
from encours.indicators.record import Indicator, Shape

FAMILIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "dso",
        mark("DSO"),
        ("dso", "dso_countback", "dso_best_possible", "dso_delinquent", "dso_disputed"),
    ),
    (
        "punctuality",
        mark("Lateness and payment habits"),
        ("overdue_rate", "weighted_age", "on_time_rate", "dbt", "days_to_pay"),
    ),
    (
        "effectiveness",
        mark("Effectiveness of collection"),
        ("cei", "recovery_rate", "recovery_days", "turnover", "bad_debt_rate", "dilution_rate"),
    ),
    ("concentration", mark("Concentration"), ("top_share", "hhi")),
    ("disputes", mark("Disputes"), ("dispute_rate", "dispute_resolution_rate", "dispute_days")),
    ("promises", mark("Promises"), ("promise_rate", "promise_value_rate")),
)
POSITIONS = tuple(name for name in PUBLISHED if not MEASURES[name].flow)
FLOWS = tuple(name for name in PUBLISHED if MEASURES[name].flow)
MORE_IS_GOOD = frozenset(
    {"on_time_rate", "cei", "recovery_rate", "turnover", "dispute_resolution_rate", "receipts", "sales"}
    | {"promise_rate", "promise_value_rate"}
)
LESS_IS_GOOD = frozenset(
    {name for _key, _label, names in FAMILIES for name in names if name not in MORE_IS_GOOD}
    | {"overdue", "disputed", "doubtful", "write_offs", "overdue_count"}
)
# Those that read every allocation, due date, dispute or account of each of their dates.
DEAR = frozenset(
    {
        "dso_countback",
        "dso_disputed",
        "on_time_rate",
        "dbt",
        "days_to_pay",
        "recovery_rate",
        "recovery_days",
        "top_share",
        "hhi",
        "dispute_rate",
    }
)
DEAR_MEASURES = frozenset({"disputed", "receipts"})
FEW_CUSTOMERS = 20_000  # above which a book is large
DEAR_MONTHS = 13


def tone(name: str, change: object) -> str:
    """Whether a change is good or bad news; flat when nobody can say.

    >>> tone("dso", 3), tone("on_time_rate", 3), tone("net", 3), tone("dso", 0)
    ('bad', 'good', 'flat', 'flat')
    """
    if not isinstance(change, (int, float)) and not hasattr(change, "is_zero"):
        return "flat"
    if not change or name not in MORE_IS_GOOD | LESS_IS_GOOD:
        return "flat"
    return "good" if (change > 0) == (name in MORE_IS_GOOD) else "bad"  # type: ignore[operator]


def weighs_all(of: object) -> bool:
    """Whether each date of a figure weighs every customer account."""
    return isinstance(of, Indicator) and of.shape is Shape.SHARES


def months(name: str, of: object, wanted: int, customers: int) -> int:
    """How many month-ends of a history are asked: fewer on a large book where each of them is dear."""
    if customers <= FEW_CUSTOMERS:
        return wanted
    if weighs_all(of):
        return 2
    return min(wanted, DEAR_MONTHS) if name in DEAR or name in DEAR_MEASURES else wanted
