"""One writer at a time; the system forgets the lock of a killed process by itself."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from encours.book.home import Home, closed
from encours.errors import DataError
from encours.said import _

PATIENCE_SECONDS = 30.0


@contextmanager
def writing(home: Home, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the book's only pen, waiting for the present writer up to `patience` seconds."""
    home.create()
    handle = os.open(home.lock, os.O_RDWR | os.O_CREAT, 0o600)
    closed(home.lock)
    try:
        _take(handle, patience)
        home.sweep_scratch()
        yield
        home.sweep_scratch()
    finally:
        os.close(handle)


def written(home: Home) -> bool:
    """Whether somebody writes to the book now."""
    try:
        handle = os.open(home.lock, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _take(handle: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                message = _("Another import is writing to this book. Wait for it to end, then try again.")
                raise DataError(message) from None
            time.sleep(0.05)
