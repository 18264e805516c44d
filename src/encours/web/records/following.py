"""What a record says that another kind, recorded at once after it, says too."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from encours.web.records.about import About
from encours.web.records.kind import Kind
from encours.web.workflow.overlays import TABLES
from encours.web.workflow.people.models import Person
from encours.web.workflow.records import BookRecord, current

# What one says as a comment, another says as a note; who was spoken to is who promises.
NAMED_ALIKE = {"comment": "note", "promised_by": "contact"}
CARRIED = ("contact", "promised_by", "channel", "comment")


def carried(kind: Kind, of: About, person: Person, key: str) -> dict[str, Any]:
    """Of the record of that key, if this person wrote it about this account: what a new one of a kind begins with."""
    written = _written(of, person, key) if key else None
    if written is None:
        return {}
    said, names = written.said, {one.name for one in fields(kind.model.SAID)} & {*CARRIED}
    found = {name: getattr(said, name, "") or getattr(said, NAMED_ALIKE.get(name, ""), "") for name in names}
    return {name: value for name, value in found.items() if value}


def _written(of: About, person: Person, key: str) -> BookRecord | None:
    for model in TABLES.values():
        found = current(model, key)
        if found and not found.withdrawn and found.person == person:
            return found if (found.entity, found.customer) == (of.entity, of.customer) else None
    return None
