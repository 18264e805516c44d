"""The part of the book a person may see, as conditions that every question about it carries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from encours.cube.filters import equals
from encours.i18n import _


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


def meets(of: Limited, other: Limited) -> bool:
    """Whether there may be something that both see.

    >>> class Group: entities, portfolios, salesperson = None, None, ""
    >>> class France: entities, portfolios, salesperson = ["FR01", "FR02"], None, ""
    >>> class North: entities, portfolios, salesperson = ["FR02", "BE01"], ["Nord"], ""
    >>> class South: entities, portfolios, salesperson = None, ["Sud"], "Anne"
    >>> class Nothing: entities, portfolios, salesperson = None, [], ""
    >>> meets(North, Group), meets(France, North), meets(North, South), meets(Group, Nothing)
    (True, True, False, False)
    """
    return (
        _share(of.entities, other.entities)
        and _share(of.portfolios, other.portfolios)
        and ("" in (of.salesperson, other.salesperson) or of.salesperson == other.salesperson)
    )


def whole_entities(of: Limited, entities: Iterable[str]) -> bool:
    """Whether all the customers of these entities are open to them."""
    by_entity = of.portfolios is None and not of.salesperson
    return by_entity and _among(list(entities), of.entities)


def in_words(of: Limited) -> list[str]:
    """The perimeter in words, a part each.

    >>> class Collector: entities, portfolios, salesperson = ["FR01", "FR02"], [], ""
    >>> in_words(Collector)
    ['Entities: FR01, FR02', 'Portfolios: none of them']
    """
    parts = (
        (of.entities, _("All entities"), _("Entities: {0}")),
        (of.portfolios, _("All portfolios"), _("Portfolios: {0}")),
    )
    said = [
        whole if named is None else some.format(", ".join(named) or _("none of them"))
        for named, whole, some in parts
    ]
    return [*said, *([_("Salesperson: {0}").format(of.salesperson)] if of.salesperson else [])]


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


def _share(some: list[str] | None, others: list[str] | None) -> bool:
    if some is None or others is None:
        return some != [] and others != []
    return not set(some).isdisjoint(others)


def _among(some: list[str] | None, those: list[str] | None) -> bool:
    return those is None or (some is not None and set(some) <= set(those))
