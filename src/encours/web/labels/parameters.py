"""Parameters of indicators and their values in words, and the periods people choose from."""

from __future__ import annotations

from encours.i18n import _, mark
from encours.web import typography

LABELS = {
    "window": mark("Period"),
    "balance": mark("Balance"),
    "disputes": mark("Disputes"),
    "empty_months": mark("Months without sales"),
    "k": mark("Days of grace"),
    "by": mark("Weighting"),
    "over": mark("Shares of"),
    "n": mark("Number of the largest"),
    "base": mark("Against"),
    "floored": mark("Early payments count as 0"),
    "mean": mark("Mean"),
    "statistic": mark("Statistic"),
}
WORDS = {
    "net": mark("net"),
    "gross": mark("gross"),
    "in": mark("in the balance"),
    "out": mark("out of it"),
    "continue": mark("count their days"),
    "stop": mark("stop there"),
    "amount": mark("by amount"),
    "count": mark("by count"),
    "customer": mark("customer accounts"),
    "group": mark("customer groups"),
    "no": mark("no"),
    "yes": mark("yes"),
    "weighted": mark("weighted by amount"),
    "simple": mark("simple"),
    "mean": mark("mean"),
    "median": mark("median"),
}
PERIODS = ("1m", "2m", "3m", "6m", "12m", "24m", "30d", "90d")


def label(name: str) -> str:
    """The name of a parameter."""
    return _(LABELS.get(name, name))


def word(value: str) -> str:
    """A value as a form says it."""
    return _(WORDS[value]) if value in WORDS else value


def periods(held: str = "") -> list[tuple[str, str]]:
    """Periods to choose from, in words; one that is held already stays among them.

    >>> periods("5m")[0], periods("5m")[-1]
    (('1m', 'over 1 month'), ('5m', 'over 5 months'))
    """
    more = [held] if held and held not in PERIODS else []
    return [(one, typography.over(one) if _known(one) else one) for one in (*PERIODS, *more)]


def _known(period: str) -> bool:
    return period[:-1].isdigit() and period[-1] in "dwmy"
