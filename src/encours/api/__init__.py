"""The book as programs and notebooks use it: open it, ask it."""

from __future__ import annotations

from pathlib import Path

from encours.api.opened import OpenBook
from encours.api.result import Result

__all__ = ["OpenBook", "Result", "open_book"]


def open_book(folder: str | Path, as_known: str | None = None) -> OpenBook:
    """Open the book of a data folder; DataError when there is none."""
    return OpenBook(folder, as_known)
