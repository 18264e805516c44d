"""A job under way, as the work itself sees it: says how far it is, and hears when it must stop."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import Any

from encours.web.workflow.jobs.models import Job, State, line_of

PAUSE_SECONDS = 0.5  # progress is written at most twice a second
LOG_LINES = 500

stopping = threading.Event()  # set when the worker is asked to end


class Cancelled(Exception):
    """Someone took the job back."""


class Interrupted(Exception):
    """The worker is asked to end."""


class Later(Exception):
    """Something is left that may be done from a moment on: the job waits until then."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment.isoformat())
        self.moment = moment


class Running:
    """Handed to the function of a kind as its first argument."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._written_at = 0.0
        self._lines: list[Any] = list(job.log)

    def step(self, text: str, share: float | None = None) -> None:
        """Say what is being done and, where it is known, how much of the whole is (0 to 1).

        Raises Cancelled or Interrupted when the work must stop here: let them through.
        """
        if text != self.job.step:
            self.log(text)
        self.job.step = text
        if share is not None:
            self.job.share = min(max(share, 0.0), 1.0)
        self._heed()

    def log(self, text: str) -> None:
        """A line of the job's log; the oldest lines go when there are many."""
        instant = datetime.now(UTC).isoformat(timespec="seconds")
        self._lines = [*self._lines, line_of(instant, text)][-LOG_LINES:]

    def lines(self) -> list[Any]:
        return self._lines

    def _heed(self) -> None:
        if stopping.is_set():
            raise Interrupted
        if time.monotonic() - self._written_at < PAUSE_SECONDS:
            return
        self._written_at = time.monotonic()
        mine = Job.objects.filter(pk=self.job.pk, state=State.RUNNING, worker=self.job.worker)
        if not mine.update(step=self.job.step, share=self.job.share, log=self._lines):
            raise Interrupted  # it was given up for lost and is no longer ours
        if Job.objects.filter(pk=self.job.pk, cancel_asked=True).exists():
            raise Cancelled
