"""Deposits on an account of many customers: what is deducted is set against the deposit of its amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence

from encours.book.reading import Sought
from encours.importers.fec.history import History
from encours.importers.fec.item import Item

Pairs = list[tuple[Item, Item]]


def deducted(
    items: Sequence[Item], history: History, found_owners: Container[int], known: Sequence[tuple[Item, Item]]
) -> Pairs:
    """Debits on the lines whose owner was found, each with the oldest deposit of its customer and amount, neither
    bearing a letter. `found_owners` are the identities of these lines; `known`: pairs made already."""
    debits = [item for item in items if _waits(item) and item.units > 0 and id(item.line) in found_owners]
    if not debits:
        return []
    held = history.of(Sought(customers=sorted({item.customer for item in debits})))
    done = {item.key for pair in known for item in pair}
    waiting: dict[tuple[str, str, int], list[Item]] = defaultdict(list)
    found = []
    for item in sorted((*held, *items), key=lambda item: (item.line.day, item.units > 0, item.key)):
        if not _waits(item) or item.key in done:
            continue
        like = item.line.account, item.customer, abs(item.units)
        if item.units < 0:
            waiting[like].append(item)
        elif waiting[like]:
            found.append((item, waiting[like].pop(0)))
    listed = set(map(id, debits))
    return [(debit, deposit) for debit, deposit in found if id(debit) in listed]


def _waits(item: Item) -> bool:
    return item.line.family == "advance" and not item.marks
