"""What can be recorded of someone at a customer; the rest is as for any record."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from encours.i18n import LANGUAGES, _
from encours.web.workflow.contacts.models import LONGEST_COMMENT, Said
from encours.web.workflow.faults import begun, of_texts

LONGEST_NAME, LONGEST_EMAIL, LONGEST_PHONE, LONGEST_ROLE = 200, 254, 40, 100
WAYS = ("email", "phone", "sms", "letter")
NO_WAY = "none"
PHONE = re.compile(r"[0-9+() ./-]+(?:\s*(?:x|ext\.?|poste)\s*\d{1,6})?", re.IGNORECASE)
DIGITS = range(6, 22)  # of a telephone number, with its country and its extension


def faults(said: Said) -> dict[str, str]:
    """What cannot be recorded, by field; nothing when all of it can."""
    texts = of_texts(said, name=LONGEST_NAME, role=LONGEST_ROLE, email=LONGEST_EMAIL, comment=LONGEST_COMMENT)
    left = said.left_on and begun(
        left_on=said.left_on, late=_("Someone has left on a day up to today, not after it.")
    )
    return {**_of_words(said), **_of_reaching(said), **(left or {}), **texts}


def ways(accepts: str) -> tuple[str, ...]:
    """The ways someone may be reminded by.

    >>> ways("sms email"), ways(""), ways("none")
    (('email', 'sms'), ('email', 'phone', 'sms', 'letter'), ())
    """
    said = accepts.split()
    return tuple(way for way in WAYS if way in said) if said else WAYS


def accepting(chosen: tuple[str, ...] | list[str]) -> str:
    """These ways, as they are kept.

    >>> accepting(["sms", "email"]), accepting(WAYS), accepting([])
    ('email sms', '', 'none')
    """
    if set(chosen) >= set(WAYS):
        return ""
    return " ".join(way for way in WAYS if way in chosen) or NO_WAY


def _of_words(said: Said) -> dict[str, str]:
    found = {} if said.name.strip() else {"name": _("Write a name.")}
    if said.language and said.language not in LANGUAGES:
        found["language"] = _("Letters are written in French (fr) or English (en).")
    if unknown := set(said.accepts.split()) - {*WAYS, NO_WAY}:
        known = ", ".join((*WAYS, NO_WAY))
        found["accepts"] = _("{0} is no way to be reminded by. Known: {1}").format(min(unknown), known)
    return found


def _of_reaching(said: Said) -> dict[str, str]:
    found = {}
    if said.email:
        try:
            validate_email(said.email)
        except ValidationError:
            found["email"] = _("Write an address such as name@example.com.")
    digits = sum(letter.isdigit() for letter in said.phone)
    well = len(said.phone) <= LONGEST_PHONE and PHONE.fullmatch(said.phone) and digits in DIGITS
    if said.phone and not well:
        found["phone"] = _("Write a telephone number such as +33 1 23 45 67 89.")
    return found
