"""How long an answer may take: beyond, it is ended, whether the engine is at work or what is made of its rows."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from encours.errors import EncoursError
from encours.i18n import _

AGAIN_SECONDS = 0.2  # an interruption that comes before the engine begins is lost: it is told again


class TooSlow(EncoursError):
    """The answer takes longer than answers may."""


class Interruptible(Protocol):
    """A connection at work."""

    def interrupt(self) -> None: ...


class Patience:
    """What is waited for: the moment it ends, and what is at work meanwhile."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.until = time.monotonic() + seconds
        self.busy: Interruptible | None = None
        self._over = threading.Event()

    @property
    def ended(self) -> bool:
        return time.monotonic() >= self.until

    def watch(self) -> None:
        """Interrupt whatever is at work once the time has come, until the answer is given up."""
        while not self._over.wait(max(self.until - time.monotonic(), AGAIN_SECONDS)):
            if self.ended and (busy := self.busy) is not None:
                busy.interrupt()

    def over(self) -> None:
        self._over.set()


_patience: ContextVar[Patience | None] = ContextVar("patience", default=None)


@contextmanager
def patient(seconds: float) -> Iterator[Patience]:
    """What is asked within must be answered in that time; TooSlow otherwise."""
    patience = Patience(seconds)
    watcher = threading.Thread(target=patience.watch, name="patience", daemon=True)
    held = _patience.set(patience)
    watcher.start()
    try:
        yield patience
    finally:
        patience.over()
        _patience.reset(held)


@contextmanager
def unhurried() -> Iterator[None]:
    """What is done within is done once for all who ask after: its time is not counted."""
    patience, begun = _patience.get(), time.monotonic()
    held = _patience.set(None)
    try:
        yield
    finally:
        _patience.reset(held)
        if patience is not None:
            patience.until += time.monotonic() - begun


@contextmanager
def at_work(connection: Interruptible) -> Iterator[None]:
    """The engine works within: it is interrupted when the time has come."""
    patience = _patience.get()
    if patience is None:
        yield
        return
    patience.busy = connection
    try:
        check()
        yield
    except Exception as error:
        if patience.ended and not isinstance(error, EncoursError):
            raise _too_slow(patience) from error
        raise
    finally:
        patience.busy = None


def check() -> None:
    """TooSlow once the time has come; to be called now and then by what is long without the engine."""
    patience = _patience.get()
    if patience is not None and patience.ended:
        raise _too_slow(patience)


def _too_slow(patience: Patience) -> TooSlow:
    said = _(
        "This answer takes more than {0} seconds. Ask for less at once: fewer dates, a filter, a coarser split."
    )
    return TooSlow(said.format(format(patience.seconds, "g")))
