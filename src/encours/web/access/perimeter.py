"""The part of the book a person may see, as conditions that every question about it carries."""

from __future__ import annotations

from typing import Protocol

from encours.cube.filters import equals


class Limited(Protocol):
    """A person or a key. None is everything, an empty list nothing."""

    entities: list[str] | None
    portfolios: list[str] | None
    salesperson: str


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
