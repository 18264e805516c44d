"""Conditions that no row meets because of how a value is written: told, with the nearest one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from encours.api.arguments import Conditions, filters_of
from encours.api.perimeter import View
from encours.book.columns import Type
from encours.cube.entities import choices
from encours.cube.filters import Filter
from encours.errors import UsageError
from encours.i18n import _

MOST = 200_000  # values looked through


def unmet(book: View, where: Conditions) -> tuple[str, ...]:
    """A sentence for each value asked for that nothing in the perimeter has."""
    asked = filters_of(where, book.about.custom)
    return tuple(text for wanted in asked for text in _unknown(book, wanted))


def _unknown(book: View, wanted: Filter) -> Iterator[str]:
    of = wanted.dimension
    if of is None or of.type is not Type.TEXT or wanted.operator != "=" or not any(wanted.values):
        return
    try:
        text = choices(of, book.confines, "", MOST)
    except UsageError:  # numbers of documents, buckets: no list of them
        return
    book.lay(*of.where.tables)
    known = [str(row[0]) for row in book.engine.rows(text.sql, text.parameters)]
    for value in wanted.values:
        if value and value not in known:
            near = _nearest(value, known)
            yield (
                _("No row has {0} = {1}: the nearest is {2}.").format(of.name, value, near)
                if near
                else _("No row has {0} = {1}.").format(of.name, value)
            )


def _nearest(value: str, known: Sequence[str]) -> str:
    folded = {one.casefold(): one for one in known}
    found = get_close_matches(value.casefold(), folded, 1)
    return folded[found[0]] if found else ""
