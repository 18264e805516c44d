"""Sentences in the reader's language: English in the code, French in the catalogue."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("en", "fr")
_spoken: ContextVar[str] = ContextVar("spoken", default="")


def language() -> str:
    """`fr` or `en`: the one being spoken, ENCOURS_LANG, then the usual locale variables; English when none says."""
    if _spoken.get():
        return _spoken.get()
    for variable in ("ENCOURS_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak one language for the time of the block, in this thread alone: a server has readers of both."""
    before = _spoken.set(lang if lang in LANGUAGES else "en")
    try:
        yield
    finally:
        _spoken.reset(before)


@lru_cache(maxsize=4)
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation("encours", LOCALES, languages=[lang], fallback=True)


def _(message: str) -> str:
    """The sentence in the language of the moment; a message without translation stays English."""
    return _catalogue(language()).gettext(message)


def counted(one: str, many: str, count: int) -> str:
    """The sentence of one or of several in the language of the moment: French says 0 as it says 1.

    >>> counted("{0} customer", "{0} customers", 2).format(2)
    '2 customers'
    """
    return _catalogue(language()).ngettext(one, many, count)


def in_language(message: str, lang: str) -> str:
    """The sentence in a given language, whatever the locale (a French workbook on an English server)."""
    return _catalogue(lang).gettext(message)


def mark_counted(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence that counts, as `mark` does."""
    return one, many


def mark(message: str) -> str:
    """Mark a sentence for the catalogue where it is written before its language is known."""
    return message
