"""What a formula gives while it is typed: the value now, twelve months of it, each entity; or why it is not one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from encours.errors import EncoursError, UsageError
from encours.i18n import _
from encours.indicators.formula import numerator_and_denominator
from encours.indicators.formula_text import LONGEST
from encours.indicators.formula_words import canonical, spoken
from encours.indicators.record import Need, Unit
from encours.web import typography
from encours.web.indicators.explanation import measure_label
from encours.web.indicators.form import TRIED, tried
from encours.web.indicators.splits import entity_names
from encours.web.visit.visit import Visit

MONTHS = 13
MOST_ENTITIES = 12


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a text is not understood, and where: what is before, the character, what is after."""

    message: str
    before: str = ""
    at: str = ""
    after: str = ""


def preview(visit: Visit, text: str, unit: str) -> dict[str, Any]:
    """Nothing for an empty text."""
    typed = text.strip()
    text = canonical(typed)
    if not text:
        return {}
    chosen = Unit(unit) if unit in set(Unit) else Unit.INDEX
    try:
        own = tried(text, chosen)
        parted = numerator_and_denominator(text)
    except UsageError as error:
        return {"wrong": wrong(str(error), text, spell=str if text == typed else spoken)}
    book = visit.book.using({TRIED: own})
    try:
        history = book.show(TRIED, history=MONTHS, **visit.asked)[TRIED]
        entities = book.show(TRIED, by="entity", **visit.asked).rows
    except EncoursError as error:
        return {"wrong": Wrong(str(error))}
    names = entity_names(visit)
    shown = typography.shown(history[-1], chosen, visit.currency, "short")
    return {
        "value": typography.number_and_unit(shown),
        "undefined": history[-1] is None,
        "trend": history,
        "above": spoken(parted.above) if parted else "",
        "below": spoken(parted.below) if parted else "",
        "uses": [_measure(visit, need) for need in own.needs({})],
        "entities": [
            (
                names.get(row["entity"], row["entity"]),
                typography.shown(row[TRIED], chosen, visit.currency, "short"),
            )
            for row in entities[:MOST_ENTITIES]
        ],
    }


def wrong(message: str, text: str, spell: Callable[[str], str] = str) -> Wrong:
    """The message, with the place it speaks of when it begins with one, in the formula as `spell` writes it.

    >>> wrong("Character 5: '%' has no place in a formula.", "net %").at
    '%'
    """
    first, _number, last = _("Character {0}:").partition("{0}")
    found = re.match(re.escape(first) + r"(\d+)" + re.escape(last), message)
    if found is None or len(text) > LONGEST:
        return Wrong(message)
    place = min(int(found[1]) - 1, len(text))
    before = spell(text[:place])
    said = f"{first}{len(before) + 1}{last}{message[found.end() :]}"
    return Wrong(said, before, text[place : place + 1] or " ", text[place + 1 :])


def _measure(visit: Visit, need: Need) -> tuple[str, str]:
    """A measure of the formula, and the page that shows it."""
    return measure_label(need.measure), visit.url("indicator", need.measure)
