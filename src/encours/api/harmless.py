"""Text that a spreadsheet would run as a formula, made text again: the one place that says how, for every CSV."""

from __future__ import annotations

import re
import unicodedata

# Spreadsheets of Asian languages read full-width signs as the plain ones; blanks that are not seen may hide a sign.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−")
# After a mark that another country's spreadsheet takes for the end of a cell, whatever quotes stand around: a formula,
# and no number.
_AFTER_A_MARK = re.compile(r"([;,\t|]\s*)(?=[=@＝＠﹦﹫]|[+\-＋－﹢﹣−](?![\d\s.,]))")


def harmless(text: str) -> str:
    """The same text, after an apostrophe where it begins like a formula; and one where it would after a mark that ends
    cells elsewhere.

    >>> harmless("=1+1"), harmless("Dupont"), harmless("\\uff0b33 1 23"), harmless("")
    ("'=1+1", 'Dupont', "'＋33 1 23", '')
    >>> harmless("Orme;=1+1;x"), harmless("Remise, -5 %"), harmless("\u200b=1+1")
    ("Orme;'=1+1;x", 'Remise, -5 %', "'\u200b=1+1")
    """
    seen = (
        text if text.isascii() else text.lstrip("".join(c for c in text if unicodedata.category(c) == "Cf"))
    )
    if not seen.startswith(STARTS):
        return _AFTER_A_MARK.sub(r"\1'", text)
    return f"'{text[0]}" + _AFTER_A_MARK.sub(r"\1'", text[1:])
