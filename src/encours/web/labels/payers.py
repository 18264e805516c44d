"""Payers, in words."""

from __future__ import annotations

from encours.api.habits import Payer
from encours.i18n import _, mark

PAYERS = {
    Payer.PUNCTUAL: (mark("Punctual"), "ponctuel"),
    Payer.SLIGHTLY_LATE: (mark("Slightly late"), "leger"),
    Payer.LATE: (mark("Late payer"), "retard"),
    Payer.IRREGULAR: (mark("Irregular"), "irregulier"),
    Payer.BAD: (mark("Bad payer"), "mauvais"),
    Payer.UNKNOWN: (mark("Too few invoices"), ""),
}


def payer(kind: Payer) -> tuple[str, str]:
    """The word for a payer and the class of the dot before it."""
    word, dot = PAYERS[kind]
    return _(word), dot
