"""Ageing buckets: any edges, labelled the same everywhere."""

from __future__ import annotations

import itertools
from functools import lru_cache

from encours.cube.moment import Moment
from encours.errors import UsageError
from encours.i18n import _

DEFAULT = "30,60,90"
FIRST_DAY, LAST_DAY, MOST = -1, 36_500, 24
NOT_DUE = "not_due"
UNAPPLIED = "unapplied"


def edges(text: str) -> tuple[int, ...]:
    """The last day of each closed bucket. What is not due ends with day 0, or with the first edge where that is -1 or
    0: some programs count an item of the day itself among the late ones.

    >>> edges("30,60,90"), edges("-1,30")
    ((30, 60, 90), (-1, 30))
    """
    try:
        found = tuple(int(part) for part in text.replace(";", ",").split(",") if part.strip())
    except ValueError:
        found = ()
    if (
        not found
        or found[0] < FIRST_DAY
        or found[-1] > LAST_DAY
        or len(found) > MOST
        or any(b <= a for a, b in itertools.pairwise(found))
    ):
        raise UsageError(
            _("Bucket edges are increasing numbers of days such as 30,60,90, not {0}.").format(text)
        )
    return found


@lru_cache(maxsize=64)
def labels(limits: tuple[int, ...]) -> tuple[str, ...]:
    """
    >>> labels((30, 60, 90))
    ('not_due', '1-30', '31-60', '61-90', '91+')
    >>> labels((-1, 30)), labels((0, 30))
    (('not_due', '0-30', '31+'), ('not_due', '1-30', '31+'))
    """
    until, late = _ends(limits)
    starts = [one + 1 for one in (until, *late)]
    closed = tuple(f"{start}-{limit}" for start, limit in zip(starts, late, strict=False))
    return (NOT_DUE, *closed, f"{starts[-1]}+")


def label(number: int, limits: tuple[int, ...]) -> str:
    """The label of a bucket number."""
    return (*labels(limits), UNAPPLIED)[number]


def number(column: str, limits: tuple[int, ...], moment: Moment) -> str:
    """SQL for the bucket of an open item: its number in the labels, one past the last for a credit."""
    until, late = _ends(limits)
    first = moment.before(until) if until else moment.sql
    tests = [f"WHEN {column} >= {first} THEN 0"]
    tests += [f"WHEN {column} >= {moment.before(limit)} THEN {n}" for n, limit in enumerate(late, 1)]
    last = len(labels(limits)) - 1
    return f"CASE WHEN {moment.credit} THEN {last + 1} {' '.join(tests)} ELSE {last} END"


def cases(limits: tuple[int, ...]) -> str:
    """SQL of the cases that turn such a number into its label."""
    named = (*labels(limits), UNAPPLIED)
    return " ".join(f"WHEN {place} THEN '{label}'" for place, label in enumerate(named))


def _ends(limits: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """The last day of what is not due, and of each closed bucket of what is late."""
    return (limits[0], limits[1:]) if limits[0] <= 0 else (0, limits)
