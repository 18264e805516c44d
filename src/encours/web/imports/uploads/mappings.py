"""How files are read, remembered: lists by their headers, the FEC by its company; said once, used again by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from encours.web.imports.models import File, Mapping
from encours.web.imports.permissions import mappings_of
from encours.web.imports.uploads.parts import Part
from encours.web.workflow.people.models import Person

FORGOTTEN = ("snapshot",)  # of one list alone, not of the next


def reuse(file: File, person: Person | None, now: datetime) -> None:
    """Give a list the options remembered for its headers, a FEC those of its company, if any that the person who
    brings it may see."""
    mapping = None
    if file.signature and person is not None:
        mapping = mappings_of(person).filter(signature=file.signature, importer=file.importer).first()
    if mapping is None:
        return
    file.options, file.mapped = dict(mapping.options), True
    Mapping.objects.filter(pk=mapping.pk).update(used_at=now, uses=F("uses") + 1)


def remember(part: Part, person: Person | None) -> None:
    """Keep what a person said of a list or a FEC; nothing where recognition alone spoke."""
    file = part.first
    kept = {name: value for name, value in part.options.items() if name not in _forgotten(part)}
    if not any(kept.values()) or not file.signature or not (part.listed or part.importer == "fec"):
        return
    known = Mapping.objects.filter(signature=file.signature)
    mine = known if person is None else mappings_of(person).filter(signature=file.signature)
    if known.filter(options=kept).exists() or (known.exists() and not mine.exists()):
        return  # kept already, or by someone whose mapping is not theirs to change
    facts: dict[str, Any] = {"options": kept, "person": person, "kept_at": timezone.now()}
    fresh = {"label": _label(part), "headers": _headers(part), "importer": part.importer}
    Mapping.objects.update_or_create(
        signature=file.signature, defaults=facts, create_defaults={**facts, **fresh}
    )


def _forgotten(part: Part) -> tuple[str, ...]:
    """A FEC whose name says no company may be anybody's: its entity is said each time."""
    return (*FORGOTTEN, "entity") if part.importer == "fec" and not part.company else FORGOTTEN


def _label(part: Part) -> str:
    return f"FEC {part.company}" if part.company else part.first.name


def _headers(part: Part) -> list[str]:
    return [column["header"] for column in part.first.layout.get("columns", ())]
