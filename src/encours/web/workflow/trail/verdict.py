"""Whether the chain holds, said for the part of it that was looked at."""

from __future__ import annotations

from dataclasses import dataclass

from encours.web.workflow.trail.chain import check, last

AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken` is the first record of the part looked at that is not what was recorded, None when all are."""

    first: int
    last: int
    broken: int | None

    @property
    def whole(self) -> bool:
        return self.first <= 1


def verdict(whole: bool = False) -> Verdict:
    """The newest records, or all of them: a page does not wait for years of them unless asked."""
    newest = last()
    first = 1 if whole else max(1, newest - AT_ONCE + 1)
    return Verdict(first, newest, check(first))
