"""Sentences in the reader's language: English in the code, French in the catalogue."""

from __future__ import annotations

import gettext
import os
from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("en", "fr")


def language() -> str:
    """`fr` or `en`: ENCOURS_LANG, then the usual locale variables in their order; English when none says."""
    for variable in ("ENCOURS_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


@lru_cache(maxsize=4)
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation("encours", LOCALES, languages=[lang], fallback=True)


def _(message: str) -> str:
    """The sentence in the language of the moment; a message without translation stays English."""
    return _catalogue(language()).gettext(message)


def in_language(message: str, lang: str) -> str:
    """The sentence in a given language, whatever the locale (a French workbook on an English server)."""
    return _catalogue(lang).gettext(message)


def mark(message: str) -> str:
    """Mark a sentence for the catalogue where it is written before its language is known."""
    return message
