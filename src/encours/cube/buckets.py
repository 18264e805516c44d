"""Ageing buckets: any edges, labelled the same everywhere."""

from __future__ import annotations

import itertools
from functools import lru_cache

from encours.cube.moment import Moment
from encours.errors import UsageError
from encours.i18n import _

DEFAULT = "30,60,90"
LAST_DAY, MOST = 36_500, 24
NOT_DUE = "not_due"
UNAPPLIED = "unapplied"


def edges(text: str) -> tuple[int, ...]:
    """The last day of each closed bucket.

    >>> edges("30,60,90")
    (30, 60, 90)
    """
    try:
        found = tuple(int(part) for part in text.replace(";", ",").split(",") if part.strip())
    except ValueError:
        found = ()
    if (
        not found
        or found[0] < 1
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
    """
    starts = (1, *(limit + 1 for limit in limits))
    closed = tuple(f"{start}-{limit}" for start, limit in zip(starts, limits, strict=False))
    return (NOT_DUE, *closed, f"{starts[-1]}+")


def label(number: int, limits: tuple[int, ...]) -> str:
    """The label of a bucket number."""
    return UNAPPLIED if number == len(limits) + 2 else labels(limits)[number]


def number(column: str, limits: tuple[int, ...], moment: Moment) -> str:
    """SQL for the bucket of an open item: its number in the labels, one past the last for a credit."""
    tests = [f"WHEN {column} >= {moment.sql} THEN 0"]
    tests += [f"WHEN {column} >= {moment.before(limit)} THEN {n}" for n, limit in enumerate(limits, 1)]
    last = len(limits) + 1
    return f"CASE WHEN {moment.credit} THEN {last + 1} {' '.join(tests)} ELSE {last} END"


def cases(limits: tuple[int, ...]) -> str:
    """SQL of the cases that turn such a number into its label."""
    named = (*labels(limits), UNAPPLIED)
    return " ".join(f"WHEN {place} THEN '{label}'" for place, label in enumerate(named))
