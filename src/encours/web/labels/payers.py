"""Buckets and payers, in words."""

from __future__ import annotations

from encours.api.habits import Payer
from encours.cube import buckets
from encours.i18n import _, mark
from encours.web import typography

PAYERS = {
    Payer.PUNCTUAL: (mark("Punctual"), "ponctuel"),
    Payer.SLIGHTLY_LATE: (mark("Slightly late"), "leger"),
    Payer.LATE: (mark("Late payer"), "retard"),
    Payer.IRREGULAR: (mark("Irregular"), "irregulier"),
    Payer.BAD: (mark("Bad payer"), "mauvais"),
    Payer.UNKNOWN: (mark("Too few invoices"), ""),
}


def bucket(label: str) -> str:
    """A bucket as people read it.

    >>> [bucket(label) for label in ("not_due", "1-30", "91+")]
    ['Not due', '1–30 d', '91 d and more']
    """
    if label == buckets.NOT_DUE:
        return _("Not due")
    if label == buckets.UNAPPLIED:
        return _("Unapplied credits")
    if label.endswith("+"):
        return _("{0} d and more").format(label[:-1])
    return _("{0}–{1} d").format(*label.split("-"))


def payer(kind: Payer) -> tuple[str, str]:
    """The word for a payer and the class of the dot before it."""
    word, dot = PAYERS[kind]
    return _(word), dot


def number_and_unit(text: str) -> tuple[str, str]:
    """A figure and what stands behind it, which is shown smaller.

    >>> number_and_unit("13,71\\xa0M€"), number_and_unit("€13.71M")
    (('13,71', 'M€'), ('€13.71M', ''))
    """
    for space in (typography.NO_BREAK, typography.NARROW):
        figure, found, unit = text.rpartition(space)
        if found and figure[:1] in "−0123456789" and not unit[:1].isdigit():
            return figure, unit
    return text, ""
