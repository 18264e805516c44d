"""The cockpit as people have it: served on a free port, with its log, its memory and its end."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from benchmarks.apart import ROOT

START_SECONDS = 240.0
END_SECONDS = 40.0
READY = "/compte/login/"
BOOK = ("lock", "manifests", "reports", "scratch", "segments", "serving")
PRIVATE = (
    "DATABASE_URL",
    "ENCOURS_DEBUG",
    "ENCOURS_URL",
    "ENCOURS_HOSTS",
    "ENCOURS_PROXY",
    "ENCOURS_SECRET_KEY",
)


@dataclass(frozen=True, slots=True)
class Served:
    """`log` is what the processes print, one JSON object a line."""

    pid: int
    port: int
    log: Path

    def durations(self) -> dict[str, float]:
        """Seconds the server took for each answer, by the number of the request."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        said = [json.loads(line) for line in lines if line.startswith("{") and '"duration_ms"' in line]
        return {one["request"]: one["duration_ms"] / 1000 for one in said}


def beside(book: Path, folder: Path) -> Path:
    """A data folder that shows this book and has its own accounts: the book's is left as it is."""
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    for name in BOOK:
        (home / name).unlink(missing_ok=True)  # the folder may have shown another book before
        if (book / name).exists():
            (home / name).symlink_to((book / name).resolve())
    return home


@contextmanager
def served(
    home: Path, log: Path, workers: int | None = None, database: str | None = None
) -> Iterator[Served]:
    """`encours serve`, ready to answer; ended with all its processes. `database` is the address of that of its
    accounts and records, when it is not the file of the folder.

    Raises RuntimeError with the end of its log when it does not start.
    """
    port = _free()
    command = [sys.executable, "-m", "encours", "serve", "--port", str(port)]
    more = ["--workers", str(workers)] if workers else []
    with _running([*command, *more], home, log, port, database) as found:
        yield found


@contextmanager
def fresh(home: Path, log: Path) -> Iterator[Served]:
    """One web process that has answered nothing but the page of signing in; `served` has prepared the folder."""
    port = _free()
    command = [sys.executable, "-m", "encours.web.serving.web", "--host", "127.0.0.1", "--port", str(port)]
    with _running([*command, "--workers", "1"], home, log, port) as found:
        yield found


@contextmanager
def _running(
    command: Sequence[str], home: Path, log: Path, port: int, database: str | None = None
) -> Iterator[Served]:
    environment = {name: value for name, value in os.environ.items() if name not in PRIVATE}
    environment |= {"ENCOURS_HOME": str(home), "ENCOURS_LANG": "en", "ENCOURS_SUPERVISOR": str(os.getpid())}
    environment |= {"DATABASE_URL": database} if database else {}
    with log.open("wb") as told:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=told)
        try:
            _wait(process, port, log)
            yield Served(process.pid, port, log)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = monotonic() + START_SECONDS
    while _status(port) != 200:
        if process.poll() is not None or monotonic() > deadline:
            said = log.read_text(encoding="utf-8", errors="replace")
            raise RuntimeError(f"The cockpit does not answer:\n{said[-2000:]}")
        sleep(0.1)


def _status(port: int) -> int:
    """Of the page of signing in; 0 while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", READY)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
