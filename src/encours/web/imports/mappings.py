"""How lists are read, remembered by their headers: said once, used again by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from encours.web.imports.models import File, Mapping
from encours.web.imports.parts import Part
from encours.web.people.models import Person

FORGOTTEN = ("snapshot",)  # of one list alone, not of the next


def reuse(file: File, now: datetime) -> None:
    """Give a list the options remembered for its headers, if any."""
    mapping = Mapping.objects.filter(signature=file.signature).first() if file.signature else None
    if mapping is None:
        return
    file.options, file.mapped = dict(mapping.options), True
    Mapping.objects.filter(pk=mapping.pk).update(used_at=now, uses=F("uses") + 1)


def remember(part: Part, person: Person | None) -> None:
    """Keep what a person said of a list; nothing where recognition alone spoke."""
    file = part.first
    kept = {name: value for name, value in part.options.items() if name not in FORGOTTEN}
    if not part.listed or not any(kept.values()) or not file.signature:
        return
    if Mapping.objects.filter(signature=file.signature, options=kept).exists():
        return
    facts: dict[str, Any] = {"options": kept, "person": person, "kept_at": timezone.now()}
    headers = [column["header"] for column in file.layout["columns"]]
    Mapping.objects.update_or_create(
        signature=file.signature,
        defaults=facts,
        create_defaults={**facts, "label": file.name, "headers": headers},
    )
