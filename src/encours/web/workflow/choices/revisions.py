"""Whether what was computed from people's choices still stands."""

from __future__ import annotations

from django.db.models import F

from encours.web.workflow.choices.models import Revision


def revision(name: str) -> int:
    """How many times something changed; 0 for what never did."""
    return Revision.objects.filter(name=name).values_list("number", flat=True).first() or 0


def changed(name: str) -> None:
    """To be called in the transaction of the change."""
    Revision.objects.get_or_create(name=name)
    Revision.objects.filter(name=name).update(number=F("number") + 1)
