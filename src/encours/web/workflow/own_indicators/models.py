"""Indicators people define by a formula, and every wording each one had."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from encours.web.workflow import acts
from encours.web.workflow.undoable import Undoable

WORDED = ("label", "formula", "unit", "definition")


class CustomIndicator(Undoable):
    """One of them. `name` is what it is asked by, the same for all who may use it; that of a deleted one is free."""

    TOLD = (*WORDED, "roles")
    DELETED, PUT_BACK = acts.OWN_INDICATOR_REMOVED, acts.OWN_INDICATOR_PUT_BACK
    WITH_OWNER = False  # dashboards of others show it

    name = models.CharField(max_length=41)
    label = models.CharField(max_length=80)
    formula = models.CharField(max_length=500)
    unit = models.CharField(max_length=10)
    definition = models.CharField(max_length=500, blank=True)
    roles = models.JSONField(default=list, db_column="shared")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["label", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(deleted_at=None), name="own_indicator_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        return self.label


class Wording(models.Model):
    """What an indicator was from a moment on: the last one is what it is."""

    indicator = models.ForeignKey(CustomIndicator, models.CASCADE, related_name="wordings")
    label = models.CharField(max_length=80)
    formula = models.CharField(max_length=500)
    unit = models.CharField(max_length=10)
    definition = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
