"""What an address or a form says, read within bounds; dates and periods are read as everywhere, by `cube.periods`."""

from __future__ import annotations

from collections.abc import Container, Sequence

from encours.errors import UsageError
from encours.i18n import _

MOST = 10**9


def whole(text: str, most: int = MOST) -> int:
    """A whole number, at most so many; 0 for what is none.

    >>> whole("12"), whole("-1"), whole("twelve"), whole("99999999999999999999")
    (12, 0, 0, 1000000000)
    """
    return min(int(text[:18]), most) if text.isascii() and text.isdigit() else 0


def one_of(text: str, known: Container[str], usual: str = "") -> str:
    """One of those known; the usual one for any other."""
    return text if text in known else usual


def must_be(text: str, known: Sequence[str]) -> str:
    """One of those known; UsageError for any other."""
    if text not in known:
        raise UsageError(_("{0} is not one of: {1}.").format(text[:40], ", ".join(known)))
    return text
