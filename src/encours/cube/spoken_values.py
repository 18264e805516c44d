"""The values of fields by the words people say: `kind=facture`, `doubtful=oui`, `tranche=non échu`."""

from __future__ import annotations

import re
from functools import lru_cache

from encours.book.columns import Type
from encours.book.kinds import KINDS, ORIGINS
from encours.book.natures import LABELS as NATURES
from encours.cube import buckets
from encours.cube.facts.place import Dimension
from encours.cube.spoken import by_label, folded, hint
from encours.cube.standing import LABELS as STANDING
from encours.errors import UsageError
from encours.i18n import _, mark

FLAGS = {"true": mark("yes"), "false": mark("no")}
OTHER_FLAGS = {"1": "true", "0": "false", "vrai": "true", "faux": "false"}
LABELS = {
    "kind": KINDS,
    "due_source": ORIGINS,
    "nature": NATURES,
    **STANDING,
    "bucket": {buckets.NOT_DUE: mark("Not due"), buckets.UNAPPLIED: mark("Unapplied credits")},
}
CLOSED = ("kind", "due_source", "bucket")  # no other value can be in a book
_BETWEEN = re.compile(r"(\d+) ?[-\N{EN DASH}] ?(\d+)(?: ?[a-z]+)?")
_BEYOND = re.compile(r"(\d+) ?(?:\+|[a-z]+ (?:et plus|and more))")


def meant(of: Dimension, said: str) -> str:
    """The value of the book that a word stands for; a word that stands for none as it is where a book may hold it.

    UsageError, with the nearest word, where none can.
    """
    if not said or of.name not in _words():
        return _flag(said) if said and of.type is Type.FLAG else said
    found = _words()[of.name].get(folded(said)) or (_bucket(said) if of.name == "bucket" else None)
    if found is None and of.name in CLOSED:
        labels = LABELS[of.name]
        raise UsageError(
            _("{0}: there is no {1}.").format(_(of.label), said[:60]) + " " + hint(said, labels, labels)
        )
    return found or said


def refuse_order(of: Dimension, operator: str) -> None:
    """UsageError for a comparison of what has no order, or for a part of a word that stands for another."""
    if operator not in ("=", "!=") and (of.type is Type.FLAG or of.name in CLOSED):
        raise UsageError(_("{0} is one of a few values: it is asked with = or !=.").format(_(of.label)))


def _bucket(said: str) -> str | None:
    """A bucket as pages write it, whatever the edges: `1–30 j`, `91 j et plus`."""
    text = folded(said)
    if between := _BETWEEN.fullmatch(text):
        return f"{between[1]}-{between[2]}"
    beyond = _BEYOND.fullmatch(text)
    return f"{beyond[1]}+" if beyond else None


def _flag(said: str) -> str:
    found = _flags().get(folded(said))
    if found is None:
        raise UsageError(_("{0} is neither yes nor no.").format(said[:60]))
    return found


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    return {field: by_label(labels) for field, labels in LABELS.items()}


@lru_cache(maxsize=1)
def _flags() -> dict[str, str]:
    return {**OTHER_FLAGS, **by_label(FLAGS)}
