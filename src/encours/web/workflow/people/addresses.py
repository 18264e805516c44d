"""The one address of a person, vouched for by whoever made the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from encours.web.workflow.people.models import Person


def vouch(person: Person) -> None:
    """The person's address is their only one for sign-in, and verified: an address given up opens nothing."""
    from allauth.account.models import EmailAddress

    held = EmailAddress.objects.filter(user_id=person.pk)
    held.exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(
        user_id=person.pk, email=person.email, defaults={"verified": True, "primary": True}
    )
