"""The memory of a tree of processes while something happens."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EVERY_SECONDS = 1.0


class Peak:
    """The most seen so far, in bytes; 0 where the system does not tell."""

    def __init__(self) -> None:
        self.most = 0


@contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """Look at a process and its descendants every second."""
    peak, over = Peak(), threading.Event()

    def look() -> None:
        while not over.is_set():
            peak.most = max(peak.most, sum(map(_own, family(pid))))
            over.wait(EVERY_SECONDS)

    looker = threading.Thread(target=look, daemon=True)
    looker.start()
    try:
        yield peak
    finally:
        over.set()
        looker.join()


def family(pid: int) -> list[int]:
    """A process and all that descends from it; empty where the system does not tell.

    >>> import os
    >>> os.getpid() in family(os.getpid()) or not Path("/proc/self").exists()
    True
    """
    children: dict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        children[parent].append(int(path.parent.name))
    found = [pid] if Path(f"/proc/{pid}").exists() else []
    for one in found:
        found.extend(children[one])
    return found


def _own(pid: int) -> int:
    """What a process holds, its share of what several hold counted once."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
