"""Fields and measures by the words people say: their labels, in any language, stand for their one identifier."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from encours.i18n import LANGUAGES, _, in_language

INSTANCES = 6  # names given where none is near: a reader looks through a few, not through forty


def folded(text: str) -> str:
    """What the spellings of a name share: no case, no accent, one space between its words.

    >>> folded("Crédits  non_lettrés")
    'credits non lettres'
    """
    letters = unicodedata.normalize("NFKD", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).replace("_", " ").split())


def by_label(labels: Mapping[str, str]) -> dict[str, str]:
    """Identifiers by their labels in every language, folded; of two with one label the first, unless one is called so.

    >>> by_label({"country": "Country"})["pays"]
    'country'
    """
    found: dict[str, str] = {folded(name): name for name in labels}
    for name, label in labels.items():
        for lang in LANGUAGES:
            found.setdefault(folded(in_language(label, lang)), name)
    return found


def hint(name: str, known: Iterable[str], labels: Mapping[str, str] | None = None) -> str:
    """What someone may have meant: the nearest identifier or label; else a few of those there are."""
    names = list(known)
    said = {folded(_(label)): _(label) for label in (labels or {}).values()}
    spelt = {folded(one): one for one in names}
    near = get_close_matches(folded(name), [*spelt, *said], 1)
    if near:
        return _("Did you mean {0}?").format(spelt.get(near[0]) or said[near[0]])
    few = list(said.values()) or names
    more = ", …" if len(few) > INSTANCES else ""
    return _("For instance: {0}").format(", ".join(few[:INSTANCES]) + more)
