"""Figures asked again and again of a book that never changes: a version once published gives the same answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock

from encours.api import Result

MOST = 1_024
LONGEST = 500  # rows of an answer worth its room
_held: dict[Hashable, Future[Result]] = {}
_alone = Lock()


def once(key: Hashable, asked: Callable[[], Result]) -> Result:
    """The answer kept under that key; else it is asked for, once, however many threads want it at that moment.

    What went wrong is not kept: each thread that waited for it asks again, and meets its own error.
    """
    with _alone:
        known = _held.get(key)
        mine: Future[Result] = Future()
        if known is None:
            _held[key] = mine
            if len(_held) > MOST:
                del _held[next(iter(_held))]  # those who wait for it still hold it
    if known is None:
        return _answered(key, mine, asked)
    return asked() if known.exception() else known.result()


def forget() -> None:
    """Keep nothing of what was answered so far."""
    with _alone:
        _held.clear()


def _answered(key: Hashable, mine: Future[Result], asked: Callable[[], Result]) -> Result:
    try:
        found = asked()
    except BaseException as error:
        _drop(key, mine)
        mine.set_exception(error)
        raise
    if len(found.rows) > LONGEST:
        _drop(key, mine)
    mine.set_result(found)
    return found


def _drop(key: Hashable, mine: Future[Result]) -> None:
    with _alone:
        if _held.get(key) is mine:
            del _held[key]
