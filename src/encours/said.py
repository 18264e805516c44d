"""Sentences that can be said again: what a report keeps is read later, by somebody of another language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from encours import i18n
from encours.errors import Option, option
from encours.money import from_units

_FORMS = (
    {"say"},
    {"say", "with"},
    {"say", "many", "count", "with"},
    {"units"},
    {"day"},
    {"list", "between"},
    {"option"},
)
_NARROW = "\u202f"


class Said(str):
    """A sentence in the language of the moment, with what it was made of: the message in English and its values."""

    __slots__ = ("many", "message", "named", "number", "values")
    message: str
    many: str  # of several, where the sentence counts
    number: int
    values: tuple[object, ...]
    named: Mapping[str, object]

    def format(self, *values: object, **named: object) -> Said:
        """The sentence with its values, which may be sentences, amounts, options and lists themselves."""
        return _made(self.message, values, named, self.many, self.number)


class Amount(str):
    """A sum as sentences say it, with its thousands set apart, without currency: a list may hold several."""

    __slots__ = ("units",)
    units: int


class Day(str):
    """A date as sentences say it: in figures, as the language orders them."""

    __slots__ = ("iso",)
    iso: str


class Listed(str):
    """Values one after the other, some of which are said otherwise in another language."""

    __slots__ = ("between", "parts")
    parts: tuple[str, ...]
    between: str


def _(message: str) -> Said:
    """As `i18n._`, for sentences that are kept: the name by which the catalogue finds them is the same."""
    return _made(message, (), {})


def counted(one: str, many: str, count: int) -> Said:
    """As `i18n.counted`, for sentences that are kept.

    >>> str(counted("{0} line", "{0} lines", 2).format(2))
    '2 lines'
    """
    return _made(one, (), {}, many, count)


class several:
    """A sentence that counts, told once its `count` (its first value where none has that name) is known.

    >>> str(several("{count} line", "{count} lines").format(count=1))
    '1 line'
    """

    def __init__(self, one: str, many: str) -> None:
        self.one, self.many = one, many

    def format(self, *values: object, **named: object) -> Said:
        number = named["count"] if "count" in named else values[0]
        return counted(self.one, self.many, int(str(number))).format(*values, **named)


def sum_text(units: int) -> Amount:
    """A sum of units.

    >>> sum_text(120_000_000), sum_text(-4_850_000)
    ('1,200.00', '-48.50')
    """
    text = f"{from_units(int(units)):,f}"
    french = i18n.language() == "fr"
    found = Amount(text.replace(",", _NARROW).replace(".", ",") if french else text)
    found.units = int(units)
    return found


def day_text(day: date | str) -> Day:
    """A date, or a month, given as one or as ISO text.

    >>> with i18n.speaking("fr"):
    ...     day_text("2026-11-20"), day_text("2026-11")
    ('20/11/2026', '11/2026')
    """
    iso = day if isinstance(day, str) else day.isoformat()
    found = Day("/".join(reversed(iso.split("-"))) if i18n.language() == "fr" else iso)
    found.iso = iso
    return found


def listed(parts: Iterable[str], between: str = ", ") -> Listed:
    """The parts in one text."""
    told = tuple(parts)
    found = Listed(between.join(told))
    found.parts, found.between = told, between
    return found


def reason(error: Exception) -> str:
    """Why something was refused, as a sentence that can be said again where it is one.

    >>> reason(ValueError(_("an amount is missing"))).message
    'an amount is missing'
    """
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Said) else str(error)


def kept(text: object) -> Any:
    """What JSON holds of a sentence, or of a value of one.

    >>> kept(_("Import {0}").format(3))
    {'say': 'Import {0}', 'with': {'0': 3}}
    """
    match text:
        case Said():
            values = {str(place): value for place, value in enumerate(text.values)} | dict(text.named)
            told: dict[str, object] = {"many": text.many, "count": text.number} if text.many else {}
            if values or told:
                told["with"] = {name: kept(value) for name, value in values.items()}
            return {"say": text.message, **told}
        case Amount():
            return {"units": text.units}
        case Day():
            return {"day": text.iso}
        case Listed():
            return {"list": [kept(part) for part in text.parts], "between": text.between}
        case Option():
            return {"option": text.name}
        case int() | str():
            return text
    return str(text)


def again(told: Any) -> Any:
    """What was kept, in the language of the moment; plain text, as reports of before hold it, stays as it is.

    >>> with i18n.speaking("fr"):
    ...     again({"say": "Take import {0} back", "with": {"0": 3}})
    'Annulation de l’import 3'
    """
    match told:
        case {"say": message}:
            values = {name: again(value) for name, value in told.get("with", {}).items()}
            places = [values.pop(str(place)) for place in range(len(values)) if str(place) in values]
            return _made(message, places, values, told.get("many", ""), told.get("count", 1))
        case {"units": units}:
            return sum_text(units)
        case {"day": day}:
            return day_text(day)
        case {"list": parts, "between": between}:
            return listed([again(part) for part in parts], between)
        case {"option": name}:
            return option(name)
    return told


def keep(data: Any) -> Any:
    """Facts for JSON, with their sentences as they are kept."""
    if isinstance(data, Mapping):
        return {name: keep(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [keep(value) for value in data]
    return kept(data) if isinstance(data, str) else data


def told(data: Any) -> Any:
    """Facts that were kept, with their sentences in the language of the moment."""
    if isinstance(data, Mapping):
        if any(form == data.keys() for form in _FORMS):
            return again(data)
        return {name: told(value) for name, value in data.items()}
    return [told(value) for value in data] if isinstance(data, list) else data


def _shown(value: object) -> object:
    """A date in a sentence is said as its language writes dates."""
    return day_text(value) if isinstance(value, date) and not isinstance(value, datetime) else value


def _made(
    message: str, values: Iterable[object], named: Mapping[str, object], many: str = "", count: int = 1
) -> Said:
    places, named = tuple(map(_shown, values)), {name: _shown(value) for name, value in named.items()}
    text = i18n.counted(message, many, count) if many else i18n._(message)
    found = Said(str.format(text, *places, **named) if places or named else text)
    found.message, found.values, found.named = message, places, named
    found.many, found.number = many, count
    return found
