"""Choices of the company, each under a name; and the number of times a group of choices has changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Preference(models.Model):
    """One choice: bucket edges, a target, the first month of the fiscal year…"""

    name = models.CharField(max_length=80, unique=True)
    value = models.JSONField()
    changed_at = models.DateTimeField(auto_now=True)


class Change(models.Model):
    """What a choice was and became, so that any of them can be taken back."""

    name = models.CharField(max_length=80)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class Revision(models.Model):
    """How many times something changed: what was computed from it before is out of date."""

    name = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
