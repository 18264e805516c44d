"""The perimeter a state was found in: whoever sees less is not told of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from encours.cube.filters import parse
from encours.web.access.perimeter import Limited, within

LIMITS = ("entity", "portfolio", "salesperson")


@dataclass(slots=True)
class Extent:
    """A perimeter as accounts have one: None is everything."""

    entities: list[str] | None = None
    portfolios: list[str] | None = None
    salesperson: str = ""

    def written(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    def open_to(self, person: Limited) -> bool:
        """Whether all that the figure is made of is open to them."""
        return within(self, person)


def extent_of(owner: Limited | None, where: Sequence[str], subject: Mapping[str, str]) -> Extent:
    """That of an owner (None: the whole), narrowed by conditions that say one or more values, and by what the subject
    is.

    >>> extent_of(None, ["entity=FR01,FR02"], {"portfolio": "Nord"})
    Extent(entities=['FR01', 'FR02'], portfolios=['Nord'], salesperson='')
    """
    narrowed = {"entity": owner.entities if owner else None, "portfolio": owner.portfolios if owner else None}
    sells = owner.salesperson if owner else ""
    said = [(name, [subject[name]]) for name in LIMITS if name in subject]
    said += [(wanted.field, list(wanted.values)) for wanted in (parse(one, {}) for one in _plain(where))]
    for name, values in said:
        if name == "salesperson":
            sells = sells or (values[0] if len(values) == 1 else "")
        else:
            held = narrowed[name]
            narrowed[name] = values if held is None else [value for value in values if value in held]
    return Extent(narrowed["entity"], narrowed["portfolio"], sells)


def extent_from(text: str) -> Extent:
    """What `Extent.written` wrote."""
    return Extent(**json.loads(text))


def _plain(where: Sequence[str]) -> list[str]:
    """The conditions that bound a perimeter: those that say what its values are."""
    return [one for one in where if one.startswith(tuple(f"{name}=" for name in LIMITS))]
