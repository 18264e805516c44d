"""The demo group, made once a run however many processes share the run."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def demo_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder with the `sources` of the demo group and the `home` they were imported into: to read, or to copy.

    Making it takes some twenty seconds: who comes second waits for who came first.
    """
    from encours.cli.tour import make_book

    made = _folder_of_the_run(factory) / "demo-group"
    with _alone(made.with_suffix(".lock")):
        if not made.exists():
            draft = made.with_suffix(".draft")  # left by a process that was killed, it is taken up again
            make_book(draft, seed=1)
            draft.rename(made)
    return made


def _folder_of_the_run(factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that the workers of one run have in common."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time; the system forgets the lock of a killed one."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
