"""What was asked of the worker, who asked, how far it is; and which workers are at work."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from encours.i18n import _, mark


class State(StrEnum):
    """Where a job stands; the last three are ends."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


LABELS = {
    State.QUEUED: mark("Queued"),
    State.RUNNING: mark("Running"),
    State.DONE: mark("Done"),
    State.FAILED: mark("Failed"),
    State.CANCELLED: mark("Cancelled"),
}
ENDED = (State.DONE, State.FAILED, State.CANCELLED)


class Job(models.Model):
    """One piece of long work. `share` goes from 0 to 1, `step` says in words what is being done."""

    kind = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=10, choices=[(state.value, LABELS[state]) for state in State], default=State.QUEUED.value
    )
    share = models.FloatField(default=0.0)
    step = models.CharField(max_length=300, blank=True)
    cancel_asked = models.BooleanField(default=False)
    worker = models.CharField(max_length=100, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True)
    log = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)
        indexes: ClassVar = [models.Index(fields=["state", "-id"], name="job_state")]

    def __str__(self) -> str:
        return self.label

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def state_label(self) -> str:
        return _(LABELS[State(self.state)])

    @property
    def percent(self) -> int:
        return 100 if self.state == State.DONE else int(self.share * 100)

    @property
    def seconds(self) -> float | None:
        """How long it took, or has taken so far; None before it starts."""
        if self.started_at is None:
            return None
        return ((self.ended_at or timezone.now()) - self.started_at).total_seconds()


class Beat(models.Model):
    """The last sign of life of a worker. `place` is its machine and data folder: one worker serves a place."""

    worker = models.CharField(max_length=100, unique=True)
    place = models.CharField(max_length=300)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)


class Turn(models.Model):
    """A scheduled run that a worker has taken: the same minute of the same entry is taken once, however many serve."""

    entry = models.CharField(max_length=60)
    due_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "due_at"], name="turn_once")]
