"""What became of a document, as its status says it."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """What became of a document: the table of words is in `flat.standing_words`."""

    SETTLED = "settled"
    VOID = "void"
    DRAFT = "draft"
    LOST = "lost"
    PARTIAL = "partial"
    DUE = "due"
    NEUTRAL = "neutral"


OWES_NOTHING = (Standing.SETTLED, Standing.VOID, Standing.DRAFT, Standing.LOST)
