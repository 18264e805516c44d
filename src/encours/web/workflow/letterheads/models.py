"""What an entity writes its letters on, as people set it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

TEXTS = ("name", "address", "iban", "bic", "bank", "legal", "language", "logo_kind")


class EntityPaper(models.Model):
    """The letterhead of an entity, in the fields of `encours.reports.statement.letterhead`."""

    entity = models.TextField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=500, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    bic = models.CharField(max_length=11, blank=True)
    bank = models.CharField(max_length=100, blank=True)
    legal = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=2, blank=True)
    logo = models.BinaryField(default=b"")
    logo_kind = models.CharField(max_length=4, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
