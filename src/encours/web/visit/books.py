"""The open book of each thread, opened again when something newer is published or people changed what it rests on."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from encours.api import OpenBook, open_book
from encours.web import place
from encours.web.portfolios.assigned import assignment, stamp

_held = threading.local()


@dataclass(slots=True)
class Held:
    """A book and the assignment it was opened with."""

    book: OpenBook
    assigned: tuple[int, date]


def book(known: str = "") -> OpenBook:
    """The whole book, newest or as known then; DataError when there is none yet.

    Every thread has a connection of its own to the one file; nothing is confined here: see `visit`.
    """
    assigned = stamp()
    if known:
        return _known(known, assigned, threading.get_ident())
    held: Held | None = getattr(_held, "now", None)
    home = str(place.home())
    if held and str(held.book.home.path) == home and held.assigned == assigned and not held.book.stale():
        return held.book
    if held:
        held.book.close()
        _held.now = None
    _held.now = Held(open_book(home, assignment=assignment()), assigned)
    opened: OpenBook = _held.now.book
    return opened


@lru_cache(maxsize=32)
def _known(known: str, _assigned: tuple[int, date], _thread: int) -> OpenBook:
    return open_book(place.home(), known, assignment=assignment())
