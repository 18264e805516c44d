"""Dashboards: a title, blocks in an order, and the roles they are shared with."""

from __future__ import annotations

from django.db import models

from encours.web.workflow import acts
from encours.web.workflow.undoable import Undoable


class Dashboard(Undoable):
    """`blocks` are as `Block.stored` writes them, in their order on the page; `removed` the last one taken away, with
    its place."""

    TOLD = ("title", "about", "roles")
    DELETED, PUT_BACK = acts.DASHBOARD_DELETED, acts.DASHBOARD_PUT_BACK

    title = models.CharField(max_length=80)
    about = models.CharField(max_length=200, blank=True)
    blocks = models.JSONField(default=list)
    removed = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title
