"""How the arguments of a question are read: dates, conditions, settings, as programs write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from encours.cube.filters import NOTHING, Filter, equals, parse, parse_all
from encours.cube.periods import history as history_dates
from encours.cube.periods import previous, year_before

Names = str | Sequence[str]
Conditions = Names | Mapping[str, Any]


def dates_of(day: date, history: int | str | None, compare: bool) -> list[date]:
    """The dates of an answer, oldest first."""
    dates = history_dates(day, str(history)) if history else [day]
    return sorted({*dates, previous(day), year_before(day)}) if compare else dates


def chosen_of(settings: Mapping[str, Any] | None, more: Mapping[str, Any]) -> dict[str, str]:
    """Settings as text, those left out apart."""
    return {name: str(value) for name, value in {**(settings or {}), **more}.items() if value is not None}


def listed(names: Names) -> list[str]:
    """One name or several."""
    return [names] if isinstance(names, str) else list(names)


def conditions_of(where: Conditions) -> list[str]:
    """Conditions as written on the command line, or a dictionary: a value, or a list of values, none of which keeps
    nothing.

    >>> conditions_of({"country": "FR", "portfolio": ["Nord, Est", "P2"], "sector": None, "zone": []})
    ['country=FR', 'portfolio=Nord\\\\, Est,P2', 'sector=', 'entity=']
    """
    if not isinstance(where, Mapping):
        return listed(where)
    return [equals(field, *map(str, _values(value))) for field, value in where.items()]


def filters_of(where: Conditions, custom: Mapping[str, str]) -> tuple[Filter, ...]:
    """Conditions parsed; the values of a dictionary are taken as they are, whatever characters they hold."""
    if not isinstance(where, Mapping):
        return parse_all(listed(where), custom)
    return tuple(_among(field, _values(value), custom) for field, value in where.items())


def _among(field: str, values: Sequence[Any], custom: Mapping[str, str]) -> Filter:
    if not values:
        return parse(NOTHING, custom)
    return replace(parse(f"{field}=", custom), values=tuple(map(str, values)))


def _values(value: Any) -> list[Any]:
    found = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
    return ["" if one is None else one for one in found]
