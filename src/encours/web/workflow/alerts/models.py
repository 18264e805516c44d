"""Rules that watch figures and events, the states they found, who was told of each, and what became of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from encours.i18n import mark
from encours.web.sentence_field import Sentence
from encours.web.workflow import acts
from encours.web.workflow.trail.append_only import Record
from encours.web.workflow.undoable import Undoable


class Criticality(StrEnum):
    """How much it matters, from the least."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


CRITICALITIES = {
    Criticality.LOW: mark("To know"),
    Criticality.MEDIUM: mark("To watch"),
    Criticality.HIGH: mark("Critical"),
}
SAID = ("label", "figure", "event", "condition", "each", "where", "currency", "criticality")
SENT = ("people", "roles", "mail", "hooks", "company", "active")


class Rule(Undoable):
    """What is watched: a `figure` under a `condition` (`Condition.said`), or an `event` under its own; `each` is the
    dimension each of whose values is looked at by itself, `where` its scope. `roles` and `people` are told.

    One of the `company` is looked at over the whole book and goes on when who wrote it has left; any other within the
    perimeter of its owner. `ready` is the ready-made one it is a copy of. What follows `checked_at` tells of its last
    run: `found` states, `left_out` ones beyond those kept, the `problem` that stopped it.
    """

    TOLD = (*SAID, *SENT)
    DELETED, PUT_BACK = acts.ALERT_RULE_REMOVED, acts.ALERT_RULE_PUT_BACK

    label = models.CharField(max_length=80)
    figure = models.CharField(max_length=60, blank=True)
    event = models.CharField(max_length=30, blank=True)
    condition = models.JSONField(default=dict)
    each = models.CharField(max_length=60, blank=True)
    where = models.JSONField(default=list)
    currency = models.CharField(max_length=3, blank=True)
    criticality = models.CharField(max_length=10, default=Criticality.MEDIUM.value)
    people = models.JSONField(default=list)
    mail = models.BooleanField(default=False)
    hooks = models.JSONField(default=list)
    company = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    ready = models.CharField(max_length=30, blank=True)
    checked_at = models.DateTimeField(null=True)
    found = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    problem = Sentence(blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["label", "pk"]

    def __str__(self) -> str:
        return self.label


class Alert(models.Model):
    """One state a rule found, of one subject, from the run that found it to the one that did not: `ended_at` is None
    while it stands. It keeps what the rule was called and how much it mattered.

    `level` is its class now and `worst` the worst that was told. `facts` say whom and what it is about, `extent` (JSON)
    the perimeter its figure was taken within: it is told to nobody who may see less.
    """

    rule = models.ForeignKey(Rule, models.SET_NULL, null=True, related_name="alerts")
    label = models.CharField(max_length=80)
    criticality = models.CharField(max_length=10)
    figure = models.CharField(max_length=60, blank=True)
    event = models.CharField(max_length=30, blank=True)
    subject = models.CharField(max_length=400)
    facts = models.JSONField(default=dict)
    level = models.PositiveSmallIntegerField()
    worst = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=60, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=10, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    day = models.DateField()
    extent = models.TextField()
    begun_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    silenced_until = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-begun_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["ended_at", "rule"], name="alert_standing")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["rule", "subject"], condition=models.Q(ended_at=None), name="alert_stands_once"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Told(models.Model):
    """Someone who is told of a state: the class it had then, and the one that was mailed (0: none yet)."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="told")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField()
    mailed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alert", "person"], name="alert_told_once")
        ]


class Step(StrEnum):
    """What became of a state."""

    BEGUN = "begun"
    WORSE = "worse"
    CEASED = "ceased"
    STOPPED = "stopped"  # its rule was switched off, changed or removed
    ACKNOWLEDGED = "acknowledged"
    TAKEN_UP = "taken_up"  # acknowledged no longer
    SILENCED = "silenced"
    HEARD = "heard"  # silenced no longer


STEPS = {
    Step.BEGUN: mark("Begun"),
    Step.WORSE: mark("Got worse"),
    Step.CEASED: mark("Ceased"),
    Step.STOPPED: mark("No longer watched"),
    Step.ACKNOWLEDGED: mark("Acknowledged"),
    Step.TAKEN_UP: mark("Acknowledgement taken back"),
    Step.SILENCED: mark("Silenced"),
    Step.HEARD: mark("Silence ended"),
}


class History(Record):
    """What became of a state, one record after the other; `facts` are its figure then, or until when it is silent."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="history")
    at = models.DateTimeField(default=timezone.now)
    step = models.CharField(max_length=15, choices=[(step.value, step.value) for step in Step])
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    facts: Any = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]


class Hook(models.Model):
    """An address of another program that is told: `secret` (sealed) signs what is sent; `private` lets it be one of the
    machine or of its own network, as an administrator decided."""

    name = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    secret = models.CharField(max_length=300)
    private = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    answer = Sentence(blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
