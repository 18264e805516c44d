"""Real processes under test: watched, waited for, and gone at the end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

PATIENCE_SECONDS = 300.0  # a busy machine is no fault: what never comes is told late
T = TypeVar("T")


def until(look: Callable[[], T], seconds: float = PATIENCE_SECONDS) -> T:
    """What `look` finds once it finds something; AssertionError when it never does."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"waited {seconds} s in vain"
        time.sleep(0.05)
    return found


@contextmanager
def program(
    command: Sequence[str], output: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process whose words go to a file; it and all it started are gone at the end."""
    with output.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, env=environment, start_new_session=True)
    known: set[int] = set()
    try:
        yield process
    finally:
        known |= set(descendants(process.pid))
        process.kill()
        process.wait()
        for pid in known:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def python(code: str) -> list[str]:
    """A program of a few lines."""
    return [sys.executable, "-c", code]


def descendants(pid: int) -> list[int]:
    """The processes a process has started, and those they have."""
    found = children(pid)
    return [*found, *(below for child in found for below in descendants(child))]


def children(pid: int) -> list[int]:
    """The processes a process has started, from /proc."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == pid and state != "Z":
                found.append(int(path.parent.name))
    return sorted(found)


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be buried does not."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
