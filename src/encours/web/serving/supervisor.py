"""The process that watches over the others: starts them, starts again what dies, ends them together."""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from types import FrameType

logger = logging.getLogger("encours.supervisor")
QUICK_SECONDS = 10.0  # who dies younger than this has a trouble that starting again may not mend
QUICK_DEATHS = 5
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 8.0
GRACE_SECONDS = 30.0


class Ending(Enum):
    """How it ended: as asked, with something still under way, or because a child cannot live."""

    DONE = 0
    CUT_SHORT = 1
    GAVE_UP = 2


@dataclass(slots=True)
class Child:
    """A process to keep alive; `command` starts it."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    quick_deaths: int = 0


class Supervisor:
    """Keeps children alive until told to end. The first SIGTERM or SIGINT asks them to finish, the second kills."""

    def __init__(self, children: Sequence[Child], environment: Mapping[str, str]) -> None:
        self._children = children
        self._environment = {**environment, "ENCOURS_SUPERVISOR": str(os.getpid())}
        self._asked = 0

    def run(self) -> Ending:
        """Until the end."""
        woken = self._listen()
        while not self._asked:
            for child in self._children:
                self._tend(child)
            if any(child.quick_deaths >= QUICK_DEATHS for child in self._children):
                self._end(woken)
                return Ending.GAVE_UP
            _sleep(woken, self._pause())
        return Ending.DONE if self._end(woken) else Ending.CUT_SHORT

    def _listen(self) -> int:
        """Signals wake the loop through a pipe; its reading end."""
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._hear)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        return reading

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self._asked += 1

    def _tend(self, child: Child) -> None:
        """Note a death, and start what is due."""
        now = time.monotonic()
        if child.process is not None and child.process.poll() is not None:
            self._mourn(child, now)
        if child.process is None and now >= child.due and child.quick_deaths < QUICK_DEATHS:
            # A session of its own: Ctrl+C in a terminal reaches the supervisor alone, which then ends both in order.
            child.process = subprocess.Popen(child.command, env=self._environment, start_new_session=True)
            child.started = now
            logger.info("started", extra={"child": child.name, "pid": child.process.pid})

    def _mourn(self, child: Child, now: float) -> None:
        assert child.process is not None
        _kill_group(child.process)  # what it had started itself
        logger.error("died", extra={"child": child.name, "status": child.process.returncode})
        child.process = None
        child.quick_deaths = child.quick_deaths + 1 if now - child.started < QUICK_SECONDS else 0
        child.due = now + (
            min(FIRST_PAUSE * 2**child.quick_deaths, LONGEST_PAUSE) if child.quick_deaths else 0
        )
        if child.quick_deaths >= QUICK_DEATHS:
            logger.critical("died too often: giving up", extra={"child": child.name})

    def _pause(self) -> float:
        """Until the next thing to do that no signal announces."""
        waiting = [child.due for child in self._children if child.process is None]
        return max(min(waiting) - time.monotonic(), 0.0) if waiting else 60.0

    def _end(self, woken: int) -> bool:
        """Ask all to finish, wait, kill what remains; whether none had to be killed."""
        alive = [child.process for child in self._children if child.process is not None]
        for process in alive:
            with suppress(ProcessLookupError):
                process.terminate()
        asked, deadline = self._asked, time.monotonic() + GRACE_SECONDS
        while any(process.poll() is None for process in alive):
            remaining = deadline - time.monotonic()
            if remaining <= 0 or self._asked > max(asked, 1):
                break
            _sleep(woken, remaining)
        willing = all(process.poll() is not None for process in alive)
        for process in alive:
            _kill_group(process)
            process.wait()
        logger.info("ended")
        return willing


def _sleep(woken: int, seconds: float) -> None:
    """Until a signal arrives, at most so long."""
    select.select([woken], [], [], seconds)
    with suppress(BlockingIOError):
        os.read(woken, 1024)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
