"""Figures asked again and again of a book that never changes: a version once published gives the same answers."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from encours.api import Result
from encours.i18n import language
from encours.web.visit import books
from encours.web.visit.visit import Visit

MOST = 512
_held: dict[Hashable, Result] = {}


def show(visit: Visit, *names: str, **more: Any) -> Result:
    """What `visit.show` answers, kept for whoever asks the same of the same version within the same conditions.

    For catalogue figures and small answers alone: figures people define may change under the same name.
    """
    book = visit.book
    place = (books.held_on(visit.scope.known), book.version, book.confines, language())
    key = (place, names, tuple(sorted(visit.asked.items())), tuple(sorted(more.items())))
    found = _held.get(key)  # other threads may empty it meanwhile
    if found is None:
        found = visit.show(*names, **more)
        if len(_held) >= MOST:
            _held.clear()
        _held[key] = found
    return found
