"""The items of a company once money that went back, and what was moved, have the dates of what they take back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from encours.book.natures import Nature
from encours.book.reading import Sought
from encours.book.records import Kind
from encours.importers.fec.history import History
from encours.importers.fec.item import Item
from encours.importers.fec.ledger import Entry
from encours.importers.fec.reopening import BACK, MOVED, UNSAID, Ledgers, Origin, Reopening, parts_of

_LOOKED_FOR = (*BACK, UNSAID, *MOVED)


def reopen(items: Sequence[Item], history: History) -> tuple[list[Item], Reopening]:
    """The items, those that take back several things being several items; and how it was found."""
    debits = [item for item in items if item.kind is Kind.OTHER_DEBIT and item.nature in _LOOKED_FOR]
    deducted = [item for item in items if item.kind is Kind.INVOICE and item.line.family == "advance"]
    if not debits and not deducted:
        return list(items), Reopening(Ledgers(), set())
    entries = {item.line.entry for item in debits if item.nature in MOVED}
    concerned = {item.customer for item in (*debits, *deducted)} | {
        item.customer for item in items if item.line.entry in entries
    }
    held = history.of(Sought(customers=sorted(concerned)))
    ledgers = Ledgers.over([*held, *(item for item in items if item.customer in concerned)])
    reopening = Reopening(ledgers, {item.reopens for item in held if item.reopens})
    _take_off_invoiced(deducted, ledgers)
    changed: dict[int, list[Item]] = {}
    moving = _by_entry(items, entries)
    keys = _numbers(items)
    for item in sorted(debits, key=lambda item: (item.line.day, item.line.entry, item.line.rank)):
        if id(item) in changed:
            continue
        for debit, origins in _origins(item, moving, reopening):
            changed[id(debit)] = parts_of(debit, origins, keys)
            _replace(ledgers, debit, changed[id(debit)], reopening)
    return [part for item in items for part in changed.get(id(item), [item])], reopening


def _take_off_invoiced(deducted: Sequence[Item], ledgers: Ledgers) -> None:
    """A deposit that had an invoice of its own is a sale already: what is deducted of it is none."""
    used: set[str] = set()
    for item in sorted(deducted, key=lambda item: (item.line.day, item.key)):
        fits = [
            one.key
            for one in ledgers.customers[item.customer]
            if one.nature == Nature.INVOICED_DEPOSIT
            and one.units == -item.units
            and one.line.day <= item.line.day
            and one.key not in used
        ]
        if fits:
            used.add(fits[0])
            item.kind, item.nature = Kind.OTHER_DEBIT, Nature.INVOICED_DEPOSIT


def _origins(
    item: Item, moving: dict[Entry, list[Item]], reopening: Reopening
) -> list[tuple[Item, list[Origin]]]:
    if item.nature not in MOVED:
        return [(item, reopening.given_back(item))]
    inside = moving[item.line.entry]
    debits = [one for one in inside if one.kind is Kind.OTHER_DEBIT and one.nature in MOVED]
    credits = [one for one in inside if one.units < 0]
    return list(zip(debits, reopening.moved(debits, credits), strict=True))


def _by_entry(items: Sequence[Item], entries: set[Entry]) -> dict[Entry, list[Item]]:
    found: dict[Entry, list[Item]] = defaultdict(list)
    for item in items:
        if item.line.entry in entries and not item.line.opening:
            found[item.line.entry].append(item)
    return found


def _numbers(items: Sequence[Item]) -> dict[str, int]:
    """How many parts a line has already, by the key of its first one."""
    found: dict[str, int] = {}
    for item in items:
        if item.line.shares:
            found[item.key] = 1 + len(item.line.shares)
    return found


def _replace(ledgers: Ledgers, item: Item, parts: Sequence[Item], reopening: Reopening) -> None:
    """Later searches see the parts, with their dates, in the place of the item."""
    known = ledgers.customers[item.customer]
    at = known.index(item)
    known[at : at + 1] = parts
    for mark in item.marks:
        bearers = ledgers.letters[item.line.account, item.customer, mark.letter]
        at = next(index for index, (one, theirs) in enumerate(bearers) if one is item and theirs == mark)
        bearers[at : at + 1] = [(part, mark) for part in parts]
    reopening.pairs[:] = [
        (parts[0] if debit is item else debit, payment) for debit, payment in reopening.pairs
    ]
    reopening.lost[:] = [parts[0] if one is item else one for one in reopening.lost]
