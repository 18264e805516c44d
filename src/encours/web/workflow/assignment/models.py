"""Portfolios, the rules that fill them, the customers placed by hand, and every assignment there was before."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from encours.web.workflow import acts
from encours.web.workflow.acts import Act

# What versions said of acts that have other words now.
EARLIER = {
    "portfolio": acts.PORTFOLIO_CHANGED,
    "rule": acts.RULE_WRITTEN,
    "put back": acts.ASSIGNMENT_PUT_BACK,
}


class Portfolio(models.Model):
    """A portfolio as the dimension knows it (`code`); its collector follows whoever is placed in it."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=100, blank=True)
    collector = models.CharField(max_length=100, blank=True)


class Rule(models.Model):
    """Customers that meet every condition go there; the first rule that decides wins."""

    position = models.PositiveIntegerField()
    conditions = models.JSONField(default=list)
    portfolio = models.CharField(max_length=60, blank=True)
    collector = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]


class Exemption(models.Model):
    """One customer account placed by hand, whatever the rules say; through `until` when that is given."""

    entity = models.CharField(max_length=60)
    customer = models.CharField(max_length=100)
    portfolio = models.CharField(max_length=60, blank=True)
    collector = models.CharField(max_length=100, blank=True)
    why = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.UniqueConstraint]] = [
            models.UniqueConstraint(fields=["entity", "customer"], name="one_exemption_an_account")
        ]


class Version(models.Model):
    """The whole assignment as it stood before a change, so that it can be put back. `what` are the words of the act."""

    what = models.CharField(max_length=200)
    before = models.JSONField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    @property
    def act(self) -> Act:
        """What was done."""
        return acts.ALL.get(self.what) or EARLIER.get(self.what) or Act(self.what, "history")
