"""How an account is made, by a command, a page or the demo."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from encours.errors import DataError
from encours.i18n import _
from encours.web.access.roles import Role
from encours.web.workflow.people.models import Person


def create(
    email: str,
    name: str,
    role: Role | str,
    password: str | None = None,
    entities: Sequence[str] | None = None,
    portfolios: Sequence[str] | None = None,
    salesperson: str = "",
    spoken: str = "",
) -> Person:
    """A new person. A perimeter of None is everything; without a password they choose one by a link.

    They are spoken to in `spoken`, in the language of their browser when it is empty.

    Raises DataError for an address that has an account, ValueError for a role that does not exist.
    """
    try:
        with transaction.atomic():
            return Person.objects.create_user(
                email,
                password,
                name=name,
                role=Role(role).value,
                entities=None if entities is None else list(entities),
                portfolios=None if portfolios is None else list(portfolios),
                salesperson=salesperson,
                language=spoken,
            )
    except IntegrityError:
        raise DataError(_("{0} already has an account.").format(email)) from None
