"""Who may import, and which imports a person may look at."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from encours.said import _
from encours.web.access.perimeter import whole
from encours.web.access.roles import Right
from encours.web.imports.models import Brought, Mapping, Source, Upload
from encours.web.visit.reach import own, reach, since_confined
from encours.web.workflow.people.models import Person

SHARED = frozenset({"rates"})


def hindrance(person: Person | None) -> str:
    """Why a person may not import, "" when they may."""
    if person is None or not person.is_active:
        return _("The person in whose name this is done has left: someone else must take it over.")
    if not person.may(Right.IMPORT):
        return _("Your role does not give the right to import. An administrator can change it.")
    if person.portfolios is not None or person.salesperson:
        return _(
            "Your rights stop at some portfolios or at one salesperson, and a file holds the customers of all: "
            "someone who follows whole entities must import it."
        )
    if person.entities is not None and not person.entities:
        return _("No entity is open to you: an administrator can change it.")
    return ""


def may_see_upload(person: Person, upload: Upload) -> bool:
    """Their own, brought since their perimeter is what it is; any when nothing is closed to them."""
    return whole(person) or (upload.person_id == person.pk and since_confined(person, upload.received_at))


def uploads_of(person: Person) -> QuerySet:
    """The same, as they are looked for."""
    return Upload.objects.all() if whole(person) else Upload.objects.filter(own(person, "received_at"))


def mappings_of(person: Person) -> QuerySet:
    """The mappings a person may see, use and correct: all, or those kept by who sees no more than they do. A mapping
    tells the names of columns, of entities and of accounts."""
    return Mapping.objects.filter(reach(person).among("person_id", "kept_at"))


def sources_of(person: Person) -> QuerySet:
    """The watched folders a person may see: all, or those read in the name of who sees no more than they do."""
    return Source.objects.filter(reach(person).among("person_id", "last_run_at"))


def no_folders(person: Person) -> str:
    """Why a person may not say which folders are watched, "" when they may."""
    return hindrance(person) or (
        ""
        if whole(person)
        else _(
            "A folder of the server may hold files of any entity: someone whose perimeter is the whole must watch it."
        )
    )


def shared_alone(person: Person, entities: Iterable[str], brought: Brought | None) -> str:
    """Why a person may not take an import back that all entities share, "" when they may: rates are everybody's."""
    touched = {*entities, *(brought.entities if brought else ())}
    if whole(person) or touched:
        return ""
    return _("All entities share what this import brought: someone who sees the whole must take it back.")


def may_see_version(
    person: Person, entities: Iterable[str], tables: Iterable[str], brought: Brought | None
) -> bool:
    """Whether all that an import touched is open to a person; `entities` and `tables` are what its report says."""
    if whole(person):
        return True
    if person.portfolios is not None or person.salesperson:
        return False
    touched = {*entities, *(brought.entities if brought else ())}
    if not touched:
        return bool(set(tables)) and set(tables) <= SHARED
    shared = brought.whole if brought else False
    return not shared and touched <= set(person.entities or ())
