"""Whose the lines on bills, doubtful and advance accounts are when they bear no auxiliary: their entry, else their
letter, else their document says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from encours.importers.fec.ledger import Line

RECEIVABLE = "receivable"
_Customer = Callable[[Line], str | None]


def give_owners(lines: Sequence[Line], own: _Customer) -> tuple[set[int], list[Line]]:
    """Write the customer of such lines as their auxiliary: their identities, and the lines of which nothing says it.

    `own`: the customer that a line names itself, None when it names none.
    """
    nameless = [line for line in lines if line.family != RECEIVABLE and own(line) is None]
    if not nameless:
        return set(), []
    # A ledger that keeps all its customers on one account has that account for a customer.
    known = [(line, own(line) or (line.account if line.family == RECEIVABLE else None)) for line in lines]
    for alike in (_entry, _letter, _document):
        customers: dict[Hashable, set[str]] = defaultdict(set)
        for line, customer in known:
            if customer and (key := alike(line)):
                customers[key].add(customer)
        for line in nameless:
            found = customers.get(alike(line), set())
            if not line.auxiliary and len(found) == 1:
                line.auxiliary = next(iter(found))
        known = [(line, customer or line.auxiliary) for line, customer in known]
    found_owners = {id(line) for line in nameless if line.auxiliary}
    return found_owners, [line for line in nameless if not line.auxiliary]


def _entry(line: Line) -> Hashable:
    """An opening entry holds all customers: being alone there says nothing."""
    return None if line.opening else line.entry


def _letter(line: Line) -> Hashable:
    return (line.account, line.letter, line.letter_date or line.day.year) if line.letter else None


def _document(line: Line) -> Hashable:
    return line.piece if any(c.isdigit() for c in line.piece) else None
