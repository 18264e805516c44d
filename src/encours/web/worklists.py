"""Whom to work on first, as pages ask for it: of a collector, or of all that a person may see."""

from __future__ import annotations

from collections.abc import Sequence

from encours.api.customers import Account
from encours.api.entities import dimension_values
from encours.api.worklist import Worklist, worklist
from encours.cube.worklist import TABLES
from encours.web.visit import answers, connections
from encours.web.visit.visit import Visit

MOST_COLLECTORS = 500
LARGE = 20_000  # customers: everybody's list of so many is asked for by whoever wants it


def collectors(visit: Visit) -> list[str]:
    """Those who follow customers in this scope."""
    return [one.value for one in dimension_values(visit.book, "collector", MOST_COLLECTORS) if one.value]


def own(visit: Visit, names: list[str]) -> str:
    """The collector a person is. For one who follows nobody by name the list is that of the whole scope, "", or of its
    first collector where that would be very long."""
    if visit.person.name in names:
        return visit.person.name
    return names[0] if names and visit.book.about.customers > LARGE else ""


def listed(visit: Visit, collector: str = "") -> Worklist:
    """The worklist at the date of the page; kept as long as nothing it rests on changes."""
    book, until = visit.book, visit.until
    rests = (connections.held_on(visit.scope.known), book.version, tuple(book.reads(TABLES).items()))
    key = (rests, book.confines, "worklist", collector, visit.day, until, visit.currency)

    def asked() -> Worklist:
        return worklist(book, visit.day, until=until, currency=visit.currency, collector=collector or None)

    return answers.once(key, asked)


def about(visit: Visit, accounts: Sequence[Account]) -> Worklist:
    """That of a few accounts, of any collector, as far as the person may see them."""
    where = {
        "entity": sorted({entity for entity, _customer in accounts}),
        "customer": sorted({customer for _entity, customer in accounts}),
    }
    return worklist(visit.allowed, visit.day, until=visit.until, currency=visit.currency, where=where)
