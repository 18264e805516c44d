"""Text that a spreadsheet would run as a formula, made text again: the one place that says how, for every CSV."""

from __future__ import annotations

# Spreadsheets of Asian languages read full-width signs as the plain ones; blanks that are not seen may hide a sign.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The same text, after an apostrophe where it begins like a formula.

    >>> harmless("=1+1"), harmless("Dupont"), harmless("\\uff0b33 1 23"), harmless("")
    ("'=1+1", 'Dupont', "'＋33 1 23", '')
    """
    return f"'{text}" if text.startswith(STARTS) else text
