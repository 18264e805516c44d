"""The part of the book a person may see, as conditions that every question about it carries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from encours.cube.filters import equals


class Limited(Protocol):
    """A person or a key. None is everything, an empty list nothing."""

    entities: list[str] | None
    portfolios: list[str] | None
    salesperson: str


def whole(of: Limited) -> bool:
    """Whether nothing of the book is closed to them. What belongs to the whole company is changed by them alone."""
    return of.entities is None and of.portfolios is None and not of.salesperson


def within(of: Limited, whose: Limited) -> bool:
    """Whether all that the first may see lies in what the second may.

    >>> class Group: entities, portfolios, salesperson = None, None, ""
    >>> class France: entities, portfolios, salesperson = ["FR01", "FR02"], None, ""
    >>> class North: entities, portfolios, salesperson = ["FR01"], ["Nord"], ""
    >>> within(North, France), within(France, North), within(France, Group), within(Group, France)
    (True, False, True, False)
    """
    return (
        _among(of.entities, whose.entities)
        and _among(of.portfolios, whose.portfolios)
        and whose.salesperson in ("", of.salesperson)
    )


def whole_entities(of: Limited, entities: Iterable[str]) -> bool:
    """Whether all the customers of these entities are open to them."""
    by_entity = of.portfolios is None and not of.salesperson
    return by_entity and _among(list(entities), of.entities)


def conditions(of: Limited) -> list[str]:
    """What the book is confined to, written as filters are.

    >>> class Collector: entities, portfolios, salesperson = None, ["Nord, Est"], ""
    >>> conditions(Collector)
    ['portfolio=Nord\\\\, Est']
    """
    said = [equals("salesperson", of.salesperson)] if of.salesperson else []
    for field, allowed in (("entity", of.entities), ("portfolio", of.portfolios)):
        if allowed is not None:
            said.append(equals(field, *allowed))
    return said


def _among(some: list[str] | None, those: list[str] | None) -> bool:
    return those is None or (some is not None and set(some) <= set(those))
