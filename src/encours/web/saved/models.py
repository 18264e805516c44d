"""Views people keep of a page, and the one a person wants a page to open on."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from encours.web.workflow import acts
from encours.web.workflow.undoable import Undoable


class SavedView(Undoable):
    """A page, its arguments and its query string under a name.

    It holds no right: whoever opens it sees what they may see.
    """

    TOLD = ("page", "label", "query", "roles")
    DELETED, PUT_BACK = acts.VIEW_DELETED, acts.VIEW_PUT_BACK

    label = models.CharField(max_length=80)
    page = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    query = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

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
