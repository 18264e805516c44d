"""What was asked of the worker, who asked, how far it is, what is left to do one by one; which workers are at work."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from encours.i18n import _, mark
from encours.said import kept
from encours.web import typography
from encours.web.sentence_field import Sentence
from encours.web.sentences import read, told_here


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


def clock(moment: datetime) -> str:
    """The hour, with its day when that is not today."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else typography.moment(local)


class Job(models.Model):
    """One piece of long work. `share` goes from 0 to 1, `step` says in words what is being done. What is said of it is
    read in the language of its reader; `spoken` is that of whoever asked, for what is written for them.

    `entry` is the line of the schedule that asked for it, `after` the job it follows. One that failed waits until
    `not_before` to be tried again, and was `retried` so many times. `items` is the kind of items it does one by one.
    """

    kind = models.CharField(max_length=60)
    label = Sentence()
    spoken = models.CharField(max_length=2, blank=True, default="")
    arguments = models.JSONField(default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=10, choices=[(state.value, LABELS[state]) for state in State], default=State.QUEUED.value
    )
    share = models.FloatField(default=0.0)
    step = Sentence(blank=True)
    cancel_asked = models.BooleanField(default=False)
    worker = models.CharField(max_length=100, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    entry = models.CharField(max_length=60, blank=True)
    after = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followers"
    )
    not_before = models.DateTimeField(null=True, blank=True)
    retried = models.PositiveSmallIntegerField(default=0)
    items = models.CharField(max_length=60, blank=True)
    result = models.JSONField(null=True, blank=True)
    error = Sentence(blank=True)
    log = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)
        indexes: ClassVar = [models.Index(fields=["state", "-id"], name="job_state")]

    def __str__(self) -> str:
        return self.label

    @property
    def title(self) -> str:
        """What it is about."""
        return self.label

    @property
    def doing(self) -> str:
        """What is being done."""
        return self.step

    @property
    def lines(self) -> list[str]:
        """The log, as it is read: each line its instant and what was said then."""
        return [_line(one) for one in self.log]

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def state_label(self) -> str:
        return _(LABELS[State(self.state)])

    @property
    def waiting_label(self) -> str:
        """Until when it waits, in words; "" when nothing holds it up."""
        if self.state != State.QUEUED or self.not_before is None:
            return ""
        return _("tried again at {0}").format(clock(self.not_before))

    @property
    def asker_label(self) -> str:
        """Who asked for it: a person, the schedule, or the end of another job."""
        if self.after is not None:
            return _("after: {0}").format(self.after.title)
        return str(self.asked_by or _("the schedule"))

    @property
    def percent(self) -> int:
        return 100 if self.state == State.DONE else int(self.share * 100)

    @property
    def seconds(self) -> float | None:
        """How long it took, or has taken so far; None before it starts."""
        if self.started_at is None:
            return None
        return ((self.ended_at or timezone.now()) - self.started_at).total_seconds()


def line_of(instant: str, text: str) -> str | dict[str, Any]:
    """A line of a log as it is kept: a sentence by what it is made of."""
    said = kept(text)
    return f"{instant} {text}" if isinstance(said, str) else {"at": instant, "told": said}


def _line(one: str | dict[str, Any]) -> str:
    if isinstance(one, dict):
        return f"{one['at']} {told_here(one['told'])}"
    instant, _space, text = one.partition(" ")
    return f"{instant} {read(text)}" if text else instant


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


class LastTold(models.Model):
    """The number an event had when what waits for it was last asked for (an import: the version of the book)."""

    event = models.CharField(max_length=60, unique=True)
    number = models.BigIntegerField(default=0)


class ItemState(StrEnum):
    """Where an item stands. `UNSURE`: its worker died while doing what must not be done twice."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    FAILED = "failed"
    UNSURE = "unsure"


ITEM_LABELS = {
    ItemState.WAITING: mark("Waiting"),
    ItemState.TAKEN: mark("Under way"),
    ItemState.DONE: mark("Done"),
    ItemState.FAILED: mark("Failed"),
    ItemState.UNSURE: mark("Unsure"),
}


class WorkItem(models.Model):
    """One of many things to do one by one, known by its key: put twice it is one, and done once.

    `worker` is the job that took it. What it carries goes once it is done; the key stays, so that it is not done again.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, ITEM_LABELS[state]) for state in ItemState],
        default=ItemState.WAITING.value,
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=150, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    error = Sentence(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="item_once")]
        indexes: ClassVar = [models.Index(fields=["kind", "state", "id"], name="item_next")]

    def __str__(self) -> str:
        return self.key

    @property
    def state_label(self) -> str:
        return _(ITEM_LABELS[ItemState(self.state)])

    @property
    def error_label(self) -> str:
        """What went wrong."""
        return self.error
