"""Views people keep of a page, and the one a person wants a page to open on."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A page, its arguments and its query string under a name. `roles` are those it is shared with.

    It holds no right: whoever opens it sees what they may see. `deleted_at` is None while it stands.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="views")
    label = models.CharField(max_length=80)
    page = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    query = models.TextField(blank=True)
    roles = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "label", "pk")
        indexes = (models.Index(fields=("page", "owner")),)

    def __str__(self) -> str:
        return self.label


class Landing(models.Model):
    """What a page opens on for a person, when its address asks for nothing."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="landings")
    page = models.CharField(max_length=40)
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="landings")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "page"), name="one_landing_for_a_page"),)
