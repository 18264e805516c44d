"""What is aimed at in a month, each change a record of its own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from encours.web.workflow.trail.append_only import Record


class Objective(Record):
    """The `target` of a figure in the month that ends on a day, for a person or a portfolio (`by` and `value`); None
    from then on where there is no longer any. The newest one counts."""

    month_end = models.DateField()
    figure = models.CharField(max_length=80)
    by = models.CharField(max_length=20)
    value = models.CharField(max_length=200)
    target = models.DecimalField(max_digits=28, decimal_places=9, null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["month_end"], name="objectives_of_a_month")]
