"""Choices of the company, each under a name; and the number of times a group of choices has changed."""

from __future__ import annotations

from django.db import models


class Preference(models.Model):
    """One choice: bucket edges, a target, the first month of the fiscal year…"""

    name = models.CharField(max_length=80, unique=True)
    value = models.JSONField()
    changed_at = models.DateTimeField(auto_now=True)


class Revision(models.Model):
    """How many times something changed: what was computed from it before is out of date."""

    name = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
