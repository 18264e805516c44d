"""The one address of a person, vouched for by whoever made the account."""

from __future__ import annotations


def vouch(address: str, person: int) -> None:
    """The only address of a person (by number) for sign-in, and verified: an address given up opens nothing."""
    from allauth.account.models import EmailAddress

    held = EmailAddress.objects.filter(user_id=person)
    held.exclude(email=address).delete()
    EmailAddress.objects.update_or_create(
        user_id=person, email=address, defaults={"verified": True, "primary": True}
    )
