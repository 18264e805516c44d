"""What a person sees: their perimeter in words, and what it comes to in the book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from encours.api import OpenBook
from encours.errors import DataError
from encours.i18n import _
from encours.web.access.perimeter import conditions
from encours.web.access.perimeter import in_words as parts_in_words
from encours.web.access.roles import RIGHT_LABELS, Right
from encours.web.visit.visit import Visit
from encours.web.workflow.people.models import Person

CHOSEN_FROM = {"entities": "entity", "portfolios": "portfolio"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a perimeter holds at a date: `net` in `currency`, and how many customers and entities owe or are owed.

    `url` leads to the rows of `net`, as the reader of the page may see them.
    """

    net: Decimal | None
    currency: str
    customers: int
    entities: int
    day: date
    url: str


def in_words(person: Person) -> str:
    """The perimeter on one line."""
    return " · ".join(parts_in_words(person))


def seen(visit: Visit, person: Person) -> Seen | None:
    """What the person sees of what the visitor sees; None while there is no book."""
    theirs = conditions(person)
    try:
        book, day, currency = visit.allowed.within(theirs), visit.day, visit.currency
        return Seen(
            book.show("net", **visit.asked).value,
            currency,
            book.ranked("net", by=["entity", "customer"], order="-net", limit=1, **visit.asked).count,
            book.ranked("net", by=["entity"], order="-net", limit=1, **visit.asked).count,
            day,
            visit.rows_url("net", theirs),
        )
    except DataError:
        return None


def choices(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    """Entities and portfolios to choose from, with their names: those of the book, as the visitor sees it."""
    return {part: _values(visit, name) for part, name in CHOSEN_FROM.items()}


def rights(person: Person) -> list[tuple[str, bool]]:
    """Every right in words, and whether the person has it now."""
    return [(_(RIGHT_LABELS[right]), person.may(right)) for right in Right]


def _values(visit: Visit, name: str) -> list[tuple[str, str]]:
    from encours.api.entities import dimension_values

    try:
        book: OpenBook = visit.allowed
        return [(one.value, one.label) for one in dimension_values(book, name) if one.value]
    except DataError:
        return []
