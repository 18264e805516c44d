"""What people did about a customer, or about one thing, as it was told."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from encours.web.workflow.timeline.models import Happening


def of_customer(
    entity: str, customer: str, kind: str, *, until: date | None = None, known: datetime | None = None
) -> QuerySet[Happening]:
    """Acts of one kind, the newest first: those that speak of a day until another, those written by an instant."""
    found = Happening.objects.filter(entity=entity, customer=customer, kind=kind).select_related("person")
    found = found.filter(day__lte=until) if until else found
    return found.filter(at__lte=known) if known else found


def of_one(kind: str, key: str) -> list[Happening]:
    """Every act about one thing, in the order in which they were done."""
    return list(Happening.objects.filter(kind=kind, key=key).order_by("pk").select_related("person"))
