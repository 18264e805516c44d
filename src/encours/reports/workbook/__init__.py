"""The dashboard workbook: the whole position in ten sheets, each total proved by a formula the reader can see."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from encours.errors import DataError, UsageError
from encours.i18n import LANGUAGES, _

if TYPE_CHECKING:
    from encours.api import OpenBook


def write_workbook(
    book: OpenBook,
    path: Path,
    as_of: date | None = None,
    currency: str | None = None,
    lang: str = "fr",
) -> None:
    """Write the workbook of a book at a date (the newest data by default), in a reporting currency and a language.

    The file appears whole or not at all. Raises UsageError for a language there is none for, DataError for a missing
    rate or a file that cannot be written.
    """
    if lang not in LANGUAGES:
        raise UsageError(_("A workbook is written in {0}, not {1}.").format(", ".join(LANGUAGES), lang))
    from encours.reports.workbook.sheets import fill

    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fill(book, draft, as_of, currency, lang)
        os.replace(draft, path)
    except OSError as error:
        message = _("{0} cannot be written: {1}. Close it if it is open, or choose another file.")
        raise DataError(message.format(path, error.strerror or error)) from error
    finally:
        draft.unlink(missing_ok=True)


__all__ = ["write_workbook"]
