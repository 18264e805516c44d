"""What may not be done to accounts: nobody shuts themselves out, and one administrator always remains."""

from __future__ import annotations

from django.utils import timezone

from encours.i18n import _
from encours.web.access.perimeter import whole, within
from encours.web.access.roles import Role
from encours.web.workflow.people.models import Person


def is_last_administrator(person: Person) -> bool:
    """Whether nobody else could administer the whole without this person; what a part of it is left to is not enough,
    unless nobody has more."""
    active = list(Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True))
    left = [one for one in active if whole(one)] or active
    return [one.pk for one in left] == [person.pk]


def why_not_deactivate(person: Person, by: Person) -> str:
    """The reason, or nothing."""
    if person.pk == by.pk:
        return _("You cannot deactivate your own account: another administrator can.")
    if is_last_administrator(person):
        return _("{0} is the last administrator: make another first.").format(person)
    return ""


def why_not_role(person: Person, role: str) -> str:
    """The reason a role cannot be given in place of the present one, or nothing."""
    if role != Role.ADMINISTRATOR and is_last_administrator(person):
        return _("{0} is the last administrator: make another first.").format(person)
    return ""


def why_not_perimeter(person: Person, wanted: Person) -> str:
    """The reason a perimeter cannot be given in place of the present one, or nothing."""
    if whole(person) and not whole(wanted) and is_last_administrator(person):
        return _("{0} is the last administrator of the whole: make another first.").format(person)
    return ""


def confine(person: Person, was: Person) -> None:
    """To be called when a perimeter changes, with the one before: what someone did while they saw more stays with who
    sees the whole."""
    if whole(person):
        person.confined_at = None
    elif not within(was, person):
        person.confined_at = timezone.now()


def hold_administrators() -> None:
    """Inside a transaction: two administrators acting at the same instant act one after the other."""
    list(Person.objects.select_for_update().filter(role=Role.ADMINISTRATOR).values_list("pk", flat=True))
