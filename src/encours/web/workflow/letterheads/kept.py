"""The letterhead of an entity as letters are written with it, and how it is changed."""

from __future__ import annotations

from dataclasses import asdict
from hashlib import sha256
from typing import Any

from django.db import Error, connection, transaction
from django.http import HttpRequest

from encours.errors import DataError
from encours.i18n import _
from encours.reports.statement.letterhead import Letterhead
from encours.web.workflow import acts
from encours.web.workflow.letterheads.models import TEXTS, EntityPaper
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.record import record


def letterhead(entity: str) -> Letterhead:
    """That of an entity; a blank one where nobody set it."""
    held = EntityPaper.objects.filter(entity=entity).first()
    if held is None:
        return Letterhead()
    return Letterhead(logo=bytes(held.logo), **{name: getattr(held, name) for name in TEXTS})


def kept(entity: str) -> Letterhead:
    """The same for a command, which does not bring the database up to date: blank where it has no letterheads yet.
    DataError when it does not answer."""
    try:
        if EntityPaper._meta.db_table not in connection.introspection.table_names():
            return Letterhead()
        return letterhead(entity)
    except Error as error:
        said = _("The database of the web does not answer, and the letterheads are there: {0}")
        raise DataError(said.format(str(error).strip().partition("\n")[0])) from error


def change(request: HttpRequest, person: Person, entity: str, to: Letterhead) -> bool:
    """Whether it is another one now. What it was and becomes is in the trail, the picture by its mark."""
    with transaction.atomic():
        held = EntityPaper.objects.select_for_update().filter(entity=entity).exists()
        before = letterhead(entity)
        if before == to:
            return False
        EntityPaper.objects.update_or_create(entity=entity, defaults={**asdict(to), "person": person})
        record(request, acts.LETTERHEAD_CHANGED, entity, told(before) if held else None, told(to))
    return True


def told(head: Letterhead) -> dict[str, Any]:
    """A letterhead as the trail keeps it."""
    said = {name: value for name, value in asdict(head).items() if value and name != "logo"}
    return {**said, "logo": sha256(head.logo).hexdigest()[:12]} if head.logo else said
