"""The open books of each thread, opened again when something newer is published; what people decided and recorded is
laid over them in place."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from encours.api import OpenBook, open_book
from encours.book.home import Home
from encours.book.patience import unhurried
from encours.book.publication import Served, served
from encours.web import place
from encours.web.visit import past_versions
from encours.web.workflow.assignment.assigned import Stamp, assignment, stamp
from encours.web.workflow.overlays import written

_held = threading.local()


@dataclass(frozen=True, slots=True)
class Resting:
    """What an open book rests on: where it is, what was asked to be known, what was published."""

    home: str
    known: str
    published: Served | None


@dataclass(slots=True)
class Held:
    """A book as long as what it rests on stands, and the assignment laid in it last."""

    book: OpenBook
    on: Resting
    stamp: Stamp | None = None


def book(known: str = "") -> OpenBook:
    """The whole book, newest or as known then, with what people decided and recorded; DataError when there is none yet.

    Every thread has connections of its own to the files, one to the newest version and one to a past one; nothing is
    confined here: see `visit`.
    """
    held: Held | None = getattr(_held, _place(known), None)
    on = resting(known)
    if held is None or held.on != on:
        if held:
            held.book.close()
            delattr(_held, _place(known))
        with unhurried():
            held = Held(_opened(on), on)
        setattr(_held, _place(known), held)
    held.stamp = stamp()
    held.book.assign(assignment())
    return held.book.over(written(held.book.home, known))


def resting(known: str = "") -> Resting:
    """What a book opened now would rest on: figures kept beside it stand as long as that, and as what they read."""
    home = Home(place.home())
    return Resting(str(home.path), known, served(home))


def held_on(known: str = "") -> tuple[Resting, Stamp | None]:
    """What the book this thread has open rests on and the assignment it applies, whatever changed since."""
    held: Held | None = getattr(_held, _place(known), None)
    return (held.on, held.stamp) if held else (resting(known), None)


def forget() -> None:
    """Close the books of this thread: the next question opens them anew."""
    for name, held in list(_held.__dict__.items()):
        held.book.close()
        delattr(_held, name)


def _opened(on: Resting) -> OpenBook:
    if on.known and on.published:
        return past_versions.opened(Home(place.home()), on.known, assignment())
    return open_book(on.home, assignment=assignment())


def _place(known: str) -> str:
    return "past" if known else "now"
