"""A formula in the words of its reader: the labels of measures, in any language, become their identifiers."""

from __future__ import annotations

import re
from functools import lru_cache

from encours.cube.measures import BY_NAME, PUBLISHED
from encours.cube.spoken import by_label, folded
from encours.i18n import _, language, mark
from encours.indicators.formula_tree import DAYS, FUNCTIONS, SPOKEN_MOMENTS

MOMENTS = {"debut": "start", "annee": "year", "an": "year"}
SPOKEN_DAYS = mark("days")
FRENCH = {"jours": DAYS, "encours": "net", "chiffre d'affaires": "sales", "ca": "sales", "factures": "sales"}
# Words with single spaces between them; what stands between is signs and numbers.
_WORDS = re.compile(
    r"[^\W\d_][\w'\N{RIGHT SINGLE QUOTATION MARK}]*(?: +[^\W\d_][\w'\N{RIGHT SINGLE QUOTATION MARK}]*)*"
)

# Signs as people write them, and the comma of decimals where none parts the arguments of a function.
_TYPED = str.maketrans({"\N{MULTIPLICATION SIGN}": "*", "\N{DIVISION SIGN}": "/", "\N{MINUS SIGN}": "-"})
_CALL = re.compile(r"\b(?:" + "|".join(FUNCTIONS) + r")\s*\(")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_IDENTIFIERS = re.compile(r"@?\b[a-z][a-z_0-9]*\b(?!\s*\()")


def canonical(text: str) -> str:
    """The formula as it is kept; words that name nothing stay, for the reader of formulas to speak of them.

    >>> canonical("échu / encours net * 100"), canonical("Net - net@début")
    ('overdue / net * 100', 'net - net@start')
    >>> canonical("0,5 \u00d7 net \u2212 overdue"), canonical("max(1,5)")
    ('0.5 * net - overdue', 'max(1,5)')
    """
    text = text.translate(_TYPED)
    if not _CALL.search(text):
        text = _DECIMAL.sub(".", text)
    return _WORDS.sub(_replaced, text)


def spoken(text: str) -> str:
    """A formula as its reader says it: each measure by its label, where that label is read back as this measure.

    >>> spoken("overdue / gross * 100 + net@start")
    'Overdue / Gross * 100 + Net@start'
    """
    return _IDENTIFIERS.sub(lambda found: _said(language()).get(found[0], found[0]), text)


@lru_cache(maxsize=4)
def _said(lang: str) -> dict[str, str]:
    """What stands for each identifier in a language, the one in force."""
    labels = {name: _(BY_NAME[name].label) for name in PUBLISHED}
    named = {name: label for name, label in labels.items() if canonical(label) == name}
    return {
        **named,
        DAYS: _(SPOKEN_DAYS),
        **{f"@{moment}": _(said) for moment, said in SPOKEN_MOMENTS.items()},
    }


def _replaced(found: re.Match[str]) -> str:
    said = found[0]
    if found.start() and found.string[found.start() - 1] == "@":
        return MOMENTS.get(folded(said), said)
    if said in PUBLISHED or said in FUNCTIONS or said == DAYS:
        return said
    return _names().get(folded(said), said)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {**FRENCH, **by_label({name: BY_NAME[name].label for name in PUBLISHED})}
