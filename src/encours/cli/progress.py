"""Progress of long work, on a terminal only and after a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

PATIENCE_SECONDS = 1.0


class Bar:
    """What is being done, and how far it is; silent when the error output is no terminal."""

    def __init__(self) -> None:
        self._live: Any = None
        self._task: Any = None
        self._name = ""
        self._done = (0, 0)
        self._lock = threading.Lock()
        self._timer = threading.Timer(PATIENCE_SECONDS, self._begin)
        self._timer.daemon = True
        if sys.stderr.isatty():
            self._timer.start()

    def step(self, name: str) -> None:
        with self._lock:
            self._name, self._done = name, (0, 0)
            self._show()

    def lines(self, done: int, total: int) -> None:
        with self._lock:
            self._done = (done, total)
            self._show()

    def stop(self) -> None:
        self._timer.cancel()
        with self._lock:
            if self._live:
                self._live.stop()
                self._live = None

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        with self._lock:
            columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
            self._live = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._live.add_task(self._name, total=None)
            self._live.start()
            self._show()

    def _show(self) -> None:
        if self._live:
            done, total = self._done
            self._live.update(self._task, description=self._name, completed=done, total=total or None)


@contextmanager
def progress() -> Iterator[Bar]:
    """A bar for the time of the block."""
    bar = Bar()
    try:
        yield bar
    finally:
        bar.stop()
