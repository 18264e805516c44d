"""Folders of passing work, each held by the process that made it: those of the dead are known, and swept."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

PREFIX = "encours-held-"
YOUNG_SECONDS = 60  # made a moment ago, and maybe not held yet


@contextmanager
def folder(where: Path | None = None, prefix: str = PREFIX) -> Iterator[Path]:
    """A folder for the time of the block, for this account of the machine alone."""
    made = Path(tempfile.mkdtemp(prefix=prefix, dir=where))
    try:
        with held(made):
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@cache
def lasting() -> Path:
    """The folder of this process, for as long as it lives."""
    made = Path(tempfile.mkdtemp(prefix=PREFIX))
    _take(made)
    atexit.register(_forget, made, os.getpid())
    return made


def _forget(made: Path, owner: int) -> None:
    if os.getpid() == owner:  # a process forked from it has no say
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a file or a folder: no other process sweeps it. The system lets go of what a killed process held."""
    handle = _take(path)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _take(path: Path) -> int | None:
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # held already, or a file system without locks: what cannot be held is never swept either
        os.close(handle)
        return None
    return handle


def sweep(paths: Iterable[Path] | None = None) -> int:
    """Remove what processes that died have left, of these paths or of the system's temporary folder; how many."""
    found = Path(tempfile.gettempdir()).glob(f"{PREFIX}*") if paths is None else paths
    return sum(_swept(path) for path in list(found))


def _swept(path: Path) -> bool:
    with suppress(OSError):
        facts = path.lstat()
        if facts.st_uid != os.getuid() or time.time() - facts.st_mtime < YOUNG_SECONDS or path.is_symlink():
            return False
        handle = _take(path)
        if handle is None:
            return False
        try:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()
        finally:
            os.close(handle)
        return True
    return False
