"""Columns that say yes or no, in the ways programs write it."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa

YES = frozenset(
    ("oui", "o", "yes", "y", "x", "true", "t", "vrai", "v", "1", "-1", "✓", "✔", "☑", "✅", "ok", "ja", "si")
)
NO = frozenset(("non", "n", "no", "false", "f", "faux", "0", "☐", "✗", "✘", "❌", "-", "–"))
_FIGURES = frozenset(("0", "1", "-1"))
_DASHES = frozenset(("-", "–", "ok"))
_MOST = 8


def says_yes_or_no(text: pa.Array, figures: bool) -> bool:
    """Whether every value is a yes or a no. `figures`: 1 and 0 may be, which under other headers are amounts.

    >>> says_yes_or_no(pa.array(["Oui", "Non", None]), False), says_yes_or_no(pa.array(["1", "0"]), True)
    (True, True)
    >>> says_yes_or_no(pa.array(["1", "0"]), False), says_yes_or_no(pa.array(["AA", "X"]), True)
    (False, False)
    """
    values = text.unique().drop_null()
    if not 0 < len(values) <= _MOST:
        return False
    written = {value.casefold() for value in values.to_pylist()}
    if not written <= YES | NO or written <= _DASHES:
        return False
    return not written - _DASHES <= _FIGURES or (figures and bool(written & {"1", "-1"}))


def yes_no_both(text: pa.Array) -> Collection[bool]:
    """Which of yes and no a column writes: one that only marks what is true leaves the others blank."""
    written = {value.casefold() for value in text.unique().drop_null().to_pylist()}
    return {answer for answer, words in ((True, YES), (False, NO)) if written & words}
