"""Bank details as they are typed: an IBAN whose digits check, a BIC of its form."""

from __future__ import annotations

import re

from encours.errors import UsageError
from encours.i18n import _

BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", re.ASCII)
# Length of the IBAN of each country, by the registry of ISO 13616.
LENGTHS = {
    code: int(length)
    for length, codes in (
        ("15", "NO"),
        ("16", "BE"),
        ("18", "DK FI FK FO GL NL SD"),
        ("19", "MK SI"),
        ("20", "AT BA EE KZ LT LU MN XK"),
        ("21", "CH HR LI LV"),
        ("22", "BG BH CR DE GB GE IE ME RS VA"),
        ("23", "AE GI IL IQ OM SO TL"),
        ("24", "AD CZ ES MD PK RO SA SE SK TN VG"),
        ("25", "LY PT ST"),
        ("26", "IS TR"),
        ("27", "BI DJ FR GR IT MC MR SM"),
        ("28", "AL AZ BY CY DO GT HN HU LB NI PL SV"),
        ("29", "BR EG PS QA UA"),
        ("30", "JO KW MU YE"),
        ("31", "MT SC"),
        ("32", "LC"),
        ("33", "RU"),
    )
    for code in codes.split()
}


def iban(text: str) -> str:
    """An account number without its spaces; "" for nothing. UsageError where a digit is wrong or missing.

    >>> iban("fr76 3000 6000 0112 3456 7890 189")
    'FR7630006000011234567890189'
    """
    typed = _bare(text)
    if not typed:
        return ""
    expected = LENGTHS.get(typed[:2])
    if expected is None or not (typed.isascii() and typed.isalnum()):
        raise UsageError(_("An IBAN begins with the two letters of its country, such as FR76 3000 6000…"))
    if len(typed) != expected:
        said = _("An IBAN of {0} has {1} characters; this one has {2}.")
        raise UsageError(said.format(typed[:2], expected, len(typed)))
    if int("".join(str(int(letter, 36)) for letter in typed[4:] + typed[:4])) % 97 != 1:
        raise UsageError(_("This IBAN does not check: a character is wrong, or two have changed places."))
    return typed


def bic(text: str) -> str:
    """The code of a bank; "" for nothing. UsageError for what is none.

    >>> bic("agrifrpp"), bic("")
    ('AGRIFRPP', '')
    """
    typed = _bare(text)
    if typed and not BIC.fullmatch(typed):
        raise UsageError(_("A BIC has 8 or 11 characters, such as AGRIFRPP or AGRIFRPP882."))
    return typed


def grouped(number: str) -> str:
    """By four, as people read it.

    >>> grouped("FR7630006000011234567890189")
    'FR76 3000 6000 0112 3456 7890 189'
    """
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))


def _bare(text: str) -> str:
    return re.sub(r"[\s.\-]", "", text).upper()
