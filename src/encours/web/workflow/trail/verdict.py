"""Whether the chain holds, said for the part of it that was looked at."""

from __future__ import annotations

from dataclasses import dataclass

from encours.i18n import _
from encours.web.workflow.trail import anchors
from encours.web.workflow.trail.chain import check, last

AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken` is the first record of the part looked at that is not what was recorded, None when all are; `lost` says
    what was noted outside the database and is not found again."""

    first: int
    last: int
    broken: int | None
    lost: str = ""

    @property
    def whole(self) -> bool:
        return self.first <= 1

    @property
    def fault(self) -> str:
        """In one sentence; nothing when all is as recorded."""
        if self.broken is not None:
            return _("The audit trail is no longer what was recorded from record {0} on.").format(self.broken)
        return self.lost


def verdict(whole: bool = False) -> Verdict:
    """The newest records, or all of them: a page does not wait for years of them unless asked. What was noted night
    after night is compared each time."""
    newest = last()
    first = 1 if whole else max(1, newest - AT_ONCE + 1)
    lost = anchors.missed()
    return Verdict(first, newest, check(first), anchors.in_words(lost) if lost else "")
