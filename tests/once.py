"""What takes long to make, made once a run however many processes share the run."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, to read or to copy. Who comes second waits for who came first."""
    made = _folder_of_the_run(factory) / name
    with _alone(made.with_suffix(".lock")):
        if not made.exists():
            draft = made.with_suffix(".draft")
            shutil.rmtree(draft, ignore_errors=True)  # of a process that was killed
            make(draft)
            draft.rename(made)
    return made


def demo_group(factory: pytest.TempPathFactory) -> Path:
    """The `sources` of the demo group and the `home` they were imported into."""
    from encours.cli.tour import make_book

    return once(factory, "demo-group", lambda folder: make_book(folder, seed=1))


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
