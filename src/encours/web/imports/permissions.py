"""Who may import, and which imports a person may look at."""

from __future__ import annotations

from collections.abc import Iterable

from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.imports.models import Brought, Upload
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


def sees_all(person: Person) -> bool:
    """Whether nothing of the book is closed to a person."""
    return person.entities is None and person.portfolios is None and not person.salesperson


def may_see_upload(person: Person, upload: Upload) -> bool:
    """Their own, or any when nothing is closed to them."""
    return upload.person_id == person.pk or sees_all(person)


def may_see_version(
    person: Person, entities: Iterable[str], tables: Iterable[str], brought: Brought | None
) -> bool:
    """Whether all that an import touched is open to a person; `entities` and `tables` are what its report says."""
    if sees_all(person):
        return True
    if person.portfolios is not None or person.salesperson:
        return False
    touched = {*entities, *(brought.entities if brought else ())}
    if not touched:
        return bool(set(tables)) and set(tables) <= SHARED
    whole = brought.whole if brought else False
    return not whole and touched <= set(person.entities or ())
