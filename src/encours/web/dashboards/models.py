"""Dashboards: a title, blocks in an order, and the roles they are shared with."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Dashboard(models.Model):
    """`blocks` are as `Block.stored` writes them, in their order on the page; `removed` the last one taken away, with
    its place. `version` grows by one at each change: who changes an older one is told. `deleted_at` is None while it
    stands.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="dashboards")
    title = models.CharField(max_length=80)
    about = models.CharField(max_length=200, blank=True)
    blocks = models.JSONField(default=list)
    removed = models.JSONField(null=True)
    roles = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title
