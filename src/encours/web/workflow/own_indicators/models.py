"""Indicators people define by a formula, and every wording each one had."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

EVERYONE = "*"


class CustomIndicator(models.Model):
    """One of them. `name` is what it is asked by, the same for all who may use it; `shared` holds the roles that may
    besides its owner, or `EVERYONE`."""

    name = models.CharField(max_length=41, unique=True)
    label = models.CharField(max_length=80)
    formula = models.CharField(max_length=500)
    unit = models.CharField(max_length=10)
    definition = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="indicators")
    shared = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["label", "name"]

    def open_to(self, person_id: int, role: str) -> bool:
        """Whether such a person may use it."""
        return self.owner_id == person_id or EVERYONE in self.shared or role in self.shared


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
