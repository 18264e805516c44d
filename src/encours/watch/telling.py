"""What is news: a state is told once, and again when it comes back after it ceased, or gets worse by a class."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class News(StrEnum):
    """What became of a state since it was last looked at."""

    BEGUN = "begun"
    WORSE = "worse"
    LASTS = "lasts"
    CEASED = "ceased"


def news(
    worst: Mapping[str, int], found: Mapping[str, int], unknown: Collection[str] = ()
) -> dict[str, News]:
    """What became of each subject: `worst` is the worst class that was told of those whose state stands, `found` the
    class of each now. What is `unknown` now neither ceases nor begins.

    >>> said = news({"A": 1, "B": 2, "C": 1, "D": 1}, {"A": 2, "B": 1, "E": 1}, {"D"})
    >>> {subject: str(what) for subject, what in said.items()}
    {'A': 'worse', 'B': 'lasts', 'E': 'begun', 'C': 'ceased'}
    """
    said = {subject: _found(worst.get(subject), level) for subject, level in found.items() if level}
    gone = [subject for subject in worst if not found.get(subject) and subject not in unknown]
    return said | dict.fromkeys(gone, News.CEASED)


def _found(worst: int | None, level: int) -> News:
    if worst is None:
        return News.BEGUN
    return News.WORSE if level > worst else News.LASTS
