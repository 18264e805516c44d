"""What may not be done to accounts: nobody shuts themselves out, and one administrator always remains."""

from __future__ import annotations

from encours.i18n import _
from encours.web.access.roles import Role
from encours.web.workflow.people.models import Person


def is_last_administrator(person: Person) -> bool:
    """Whether nobody else could administer without this person."""
    active = Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    return active.filter(pk=person.pk).exists() and not active.exclude(pk=person.pk).exists()


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


def hold_administrators() -> None:
    """Inside a transaction: two administrators acting at the same instant act one after the other."""
    list(Person.objects.select_for_update().filter(role=Role.ADMINISTRATOR).values_list("pk", flat=True))
