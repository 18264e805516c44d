"""Accounts made and mended at the command line, where the first administrator comes from."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from encours.errors import DataError, UsageError
from encours.i18n import _
from encours.web.access.roles import Role
from encours.web.people.views import account_of
from encours.web.workflow import acts
from encours.web.workflow.acts import Act
from encours.web.workflow.people import creating
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.record import record

GENERATED_BYTES = 15
COMMAND = "encours user"  # who did it, as the trail tells: nobody signed in


@dataclass(frozen=True, slots=True)
class Account:
    """What a new account is made of. A perimeter of None is everything."""

    email: str
    name: str
    role: str
    language: str
    entities: Sequence[str] | None = None
    portfolios: Sequence[str] | None = None


def create(account: Account, password: str) -> Person:
    """A new person; UsageError for what is no address or a weak password, DataError for one already known."""
    try:
        validate_email(account.email)
    except ValidationError:
        raise UsageError(_("{0} is not an e-mail address.").format(account.email)) from None
    check_password(password, Person(email=account.email, name=account.name))
    with transaction.atomic():
        person = creating.create(
            account.email,
            account.name,
            account.role,
            password,
            account.entities,
            account.portfolios,
            spoken=account.language,
        )
        _tell(acts.USER_CREATED, person, None)
    return person


def find(email: str) -> Person:
    """The person of that address; DataError for a stranger."""
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        raise DataError(_("No account for {0}. See: encours user list").format(email))
    return person


def set_password(email: str, password: str) -> None:
    """Another password; whoever was signed in with the old one no longer is."""
    person = find(email)
    check_password(password, person)
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        record(None, acts.PASSWORD_CHOSEN, person.email, email=COMMAND)


def set_role(email: str, role: str) -> None:
    """Another role; DataError for the last administrator."""
    person = find(email)
    if role != Role.ADMINISTRATOR:
        _keep_one(person)
    with transaction.atomic():
        before = account_of(person)
        person.role = role
        person.save(update_fields=["role"])
        _tell(acts.USER_CHANGED, person, before)


def set_active(email: str, active: bool) -> None:
    """Close an account, or open it again; DataError for the last administrator."""
    person = find(email)
    if not active:
        _keep_one(person)
    with transaction.atomic():
        person.is_active = active
        person.save(update_fields=["is_active"])
        said = ({"is_active": not active}, {"is_active": active})
        record(
            None, acts.USER_ACTIVATED if active else acts.USER_DEACTIVATED, person.email, *said, email=COMMAND
        )


def generated() -> str:
    """A password only chance could guess."""
    return secrets.token_urlsafe(GENERATED_BYTES)


def check_password(password: str, person: Person) -> None:
    """UsageError saying all that is weak in it."""
    from django.contrib.auth.password_validation import validate_password

    try:
        validate_password(password, person)
    except ValidationError as error:
        raise UsageError(" ".join(error.messages)) from None


def _tell(act: Act, person: Person, before: dict[str, Any] | None) -> None:
    record(None, act, person.email, before, account_of(person), email=COMMAND)


def _keep_one(person: Person) -> None:
    others = Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=person.pk)
    if person.role == Role.ADMINISTRATOR and not others.exists():
        raise DataError(_("{0} is the last administrator: make another first.").format(person.email))
