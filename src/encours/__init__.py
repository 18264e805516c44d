"""Encours: a company's receivables, exactly, as of any date."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from encours.api import OpenBook

__version__ = "0.1.0"


def open(folder: str | Path, as_known: str | int | date | None = None) -> OpenBook:
    """Open the book kept in a data folder, for reading; as it was known after a past import or day, if asked. In a
    `with` block it is closed at the end.

    >>> import encours
    >>> encours.open("no-such-folder")
    Traceback (most recent call last):
    ...
    encours.errors.DataError: No book in no-such-folder. Import something first: encours import FILE
    """
    from encours.api import open_book

    return open_book(folder, as_known)
