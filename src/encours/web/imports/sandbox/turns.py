"""Looks at files take turns, whatever process asks for them: their memory is bounded together.

Imports need no turn here: each reads while it holds the book's only pen.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from encours.errors import DataError
from encours.said import _

AT_ONCE = 2
LOOK_SECONDS = 0.05


@contextmanager
def turn(folder: Path, patience: float) -> Iterator[None]:
    """One of the few turns of a data folder, for the time of the block; that of a killed process is free again.

    DataError when none comes free within `patience` seconds.
    """
    deadline = time.monotonic() + patience
    while (handle := _free(folder)) is None:
        if time.monotonic() > deadline:
            raise DataError(_("Other files are being looked at. Try again in a minute."))
        time.sleep(LOOK_SECONDS)
    try:
        yield
    finally:
        os.close(handle)


def _free(folder: Path) -> int | None:
    for number in range(AT_ONCE):
        handle = os.open(folder / f"looking-{number}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
        else:
            return handle
    return None
