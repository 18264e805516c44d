"""A formula in the words of its reader: the labels of measures, in any language, become their identifiers."""

from __future__ import annotations

import re
from functools import lru_cache

from encours.cube.measures import BY_NAME, PUBLISHED
from encours.cube.spoken import by_label, folded
from encours.indicators.formula_tree import DAYS, FUNCTIONS

MOMENTS = {"debut": "start", "annee": "year", "an": "year"}
FRENCH = {"jours": DAYS, "encours": "net", "chiffre d'affaires": "sales", "ca": "sales", "factures": "sales"}
# Words with single spaces between them; what stands between is signs and numbers.
_WORDS = re.compile(
    r"[^\W\d_][\w'\N{RIGHT SINGLE QUOTATION MARK}]*(?: +[^\W\d_][\w'\N{RIGHT SINGLE QUOTATION MARK}]*)*"
)


def canonical(text: str) -> str:
    """The formula as it is kept; words that name nothing stay, for the reader of formulas to speak of them.

    >>> canonical("échu / encours net * 100"), canonical("Net - net@début")
    ('overdue / net * 100', 'net - net@start')
    """
    return _WORDS.sub(_replaced, text)


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
