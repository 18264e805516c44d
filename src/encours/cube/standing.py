"""What becomes of an item with the customer, in words: what keeps it from being chased, how far it was chased.

Both follow from what is recorded; where nothing is, what the ledger brought with the item stands.
"""

from __future__ import annotations

from functools import lru_cache

from encours.book.engine import quoted
from encours.cube.spoken import by_label
from encours.i18n import mark

DISPUTED, ARBITRATION, HELD, PROMISED = "disputed", "arbitration", "held", "promised"
# Of several, the first one here is told: the one that stays longest unless somebody decides.
CAUSES = {
    DISPUTED: mark("Item disputed"),
    ARBITRATION: mark("Arbitration awaited"),
    HELD: mark("Chasing on hold"),
    PROMISED: mark("Payment promised"),
}
NOT_CHASED, LEVEL = "not_chased", "level_"
STATUSES = {
    NOT_CHASED: mark("Not chased"),
    "level_1": mark("Chased at level 1"),
    "level_2": mark("Chased at level 2"),
    "level_3": mark("Chased at level 3"),
    "level_4": mark("Chased at level 4"),
    "level_5": mark("Chased at level 5"),
    "level_6": mark("Chased at level 6"),
    "level_7": mark("Chased at level 7"),
    "level_8": mark("Chased at level 8"),
    "level_9": mark("Chased at level 9"),
}
LABELS = {"blocking_cause": CAUSES, "reminder_status": STATUSES}


@lru_cache(maxsize=2)
def imported(field: str) -> str:
    """SQL for what the ledger brought with an item `i`: one of our own words, however it is spelt and in any language,
    is the same value; others stay as they are."""
    spelt = f"TRIM(REGEXP_REPLACE(strip_accents(LOWER(REPLACE(i.{field}, '_', ' '))), '\\s+', ' ', 'g'))"
    words = ", ".join(f"{quoted(word)}: {quoted(value)}" for word, value in by_label(LABELS[field]).items())
    return f"COALESCE(ELEMENT_AT(MAP {{{words}}}, {spelt})[1], i.{field})"
