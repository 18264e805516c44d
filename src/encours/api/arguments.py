"""How the arguments of a question are read: dates, conditions, settings, as programs write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import Any

from encours.cube.filters import NOTHING, Filter, equals, parse, parse_all
from encours.cube.periods import history as history_dates
from encours.cube.periods import previous, year_before
from encours.errors import UsageError
from encours.i18n import _

Names = str | Sequence[str] | AbstractSet[str]
Conditions = Names | Mapping[str, Any]
MOST_SHOWN = 60


def dates_of(day: date, history: int | str | None, compare: bool) -> list[date]:
    """The dates of an answer, oldest first."""
    dates = history_dates(day, str(history)) if history else [day]
    return sorted({*dates, previous(day), year_before(day)}) if compare else dates


def chosen_of(settings: Mapping[str, Any] | None, more: Mapping[str, Any]) -> dict[str, str]:
    """Settings as text, those left out apart; a list is written with commas.

    >>> chosen_of({"k": 5}, {"edges": [30, 60], "window": None})
    {'k': '5', 'edges': '30,60'}
    """
    if settings is not None and not isinstance(settings, Mapping):
        raise UsageError(_("{0} is a dictionary, not {1}.").format("settings", shown(settings)))
    given = {**(settings or {}), **more}
    return {str(name): _setting(value) for name, value in given.items() if value is not None}


def listed(names: Names | None, what: str = "by") -> list[str]:
    """One name or several; UsageError, which says `what` they are, for anything else.

    >>> listed("entity"), listed(("entity", "bucket")), listed(None)
    (['entity'], ['entity', 'bucket'], [])
    """
    if names is None:
        return []
    found = [names] if isinstance(names, str) else names
    if not isinstance(found, (Sequence, AbstractSet)) or not all(isinstance(one, str) for one in found):
        raise UsageError(_("{0} is a text or a list of texts, not {1}.").format(what, shown(names)))
    return list(found)


def refuse_no_names(names: Sequence[Any]) -> None:
    """UsageError for a figure that is asked for by anything but its name."""
    for name in names:
        if not isinstance(name, str):
            said = _("A figure is asked for by its name, each on its own: show({0}), not {1}.")
            raise UsageError(said.format('"net", "dso"', shown(name)))


def refuse_no_texts(**given: Any) -> None:
    """UsageError for what is neither a text nor left out."""
    for name, value in given.items():
        if value is not None and not isinstance(value, str):
            raise UsageError(_("{0} is a text, not {1}.").format(name, shown(value)))


def refuse_no_numbers(**given: Any) -> None:
    """UsageError for what is no whole number, 0 or more."""
    for name, value in given.items():
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise UsageError(_("{0} is a whole number, 0 or more, not {1}.").format(name, shown(value)))


def refuse_no_choices(**given: Any) -> None:
    """UsageError for what is neither true nor false: any text would be true."""
    for name, value in given.items():
        if not isinstance(value, bool):
            raise UsageError(_("{0} is True or False, not {1}.").format(name, shown(value)))


def shown(value: Any) -> str:
    """A value as its program wrote it, short enough for a sentence."""
    text = " ".join(repr(value).split())
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def conditions_of(where: Conditions | None) -> list[str]:
    """Conditions as written on the command line, or a dictionary: a value, or a list of values, none of which keeps
    nothing.

    >>> conditions_of({"country": "FR", "portfolio": ["Nord, Est", "P2"], "sector": None, "zone": []})
    ['country=FR', 'portfolio=Nord\\\\, Est,P2', 'sector=', 'entity=']
    """
    if not isinstance(where, Mapping):
        return listed(where, "where")
    return [equals(str(field), *_values(value)) for field, value in where.items()]


def filters_of(where: Conditions | None, custom: Mapping[str, str]) -> tuple[Filter, ...]:
    """Conditions parsed; the values of a dictionary are taken as they are, whatever characters they hold."""
    if not isinstance(where, Mapping):
        return parse_all(listed(where, "where"), custom)
    return tuple(_among(str(field), _values(value), custom) for field, value in where.items())


def _among(field: str, values: Sequence[Any], custom: Mapping[str, str]) -> Filter:
    if not values:
        return parse(NOTHING, custom)
    return replace(parse(f"{field}=", custom), values=tuple(values))


def _values(value: Any) -> list[str]:
    found = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
    if any(isinstance(one, (Mapping, list, tuple)) for one in found):
        said = _("A condition is met by a value or by a list of values, not {0}.")
        raise UsageError(said.format(shown(value)))
    return [_text(one) for one in found]


def _text(value: Any) -> str:
    """A value as filters write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _setting(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else _text(value)
