"""Figures asked again and again of a book that never changes: a version once published gives the same answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sized
from concurrent.futures import Future
from threading import Lock
from typing import Any, Protocol, TypeVar

MOST = 1_024
LONGEST = 500  # rows of an answer worth its room
_held: dict[Hashable, Future[Any]] = {}
_alone = Lock()


class Rows(Protocol):
    """An answer with its rows."""

    @property
    def rows(self) -> Sized: ...


T = TypeVar("T", bound=Rows)


def once(key: Hashable, asked: Callable[[], T]) -> T:
    """The answer kept under that key; else it is asked for, once, however many threads want it at that moment.

    What went wrong is not kept: each thread that waited for it asks again, and meets its own error.
    """
    with _alone:
        known = _held.get(key)
        mine: Future[Any] = Future()
        if known is None:
            _held[key] = mine
            if len(_held) > MOST:
                del _held[next(iter(_held))]  # those who wait for it still hold it
    if known is None:
        return _answered(key, mine, asked)
    if known.exception():
        return asked()
    found: T = known.result()
    return found


def forget() -> None:
    """Keep nothing of what was answered so far."""
    with _alone:
        _held.clear()


def _answered(key: Hashable, mine: Future[Any], asked: Callable[[], T]) -> T:
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


def _drop(key: Hashable, mine: Future[Any]) -> None:
    with _alone:
        if _held.get(key) is mine:
            del _held[key]
