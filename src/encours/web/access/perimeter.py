"""The part of the book a person may see, as conditions that every question about it carries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


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
    said = [f"salesperson={escaped(of.salesperson)}"] if of.salesperson else []
    for field, allowed in (("entity", of.entities), ("portfolio", of.portfolios)):
        if allowed is not None:
            said.append(among(field, allowed))
    return said


def among(field: str, values: Sequence[str]) -> str:
    """The condition that a field has one of these values; of no value, one that no row meets."""
    return f"{field}={','.join(map(escaped, values))}" if values else "entity="


def escaped(value: str) -> str:
    return value.replace(",", "\\,")
