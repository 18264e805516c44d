"""The first ledger of a company known by lists of open items: it says all that they said, and more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from encours.book.reading import HeldItem, Known, Sought
from encours.book.records import SALES
from encours.importers.fec.item import Item
from encours.importers.fec.ledger import Ledger

FIRST = date.min
FEWEST = 5  # debits: of fewer, nothing is concluded
_Likeness = tuple[object, ...]


def of_lists(
    entity: str, ledgers: Sequence[Ledger], items: Sequence[Item], known: Known
) -> tuple[dict[str, HeldItem], list[Item]]:
    """Items that lists brought, by key, and those of the files that are one of them: these take its key, and the due
    date that a list gives and a FEC does not."""
    last = max(max(ledger.last, ledger.closing or ledger.last) for ledger in ledgers)
    found = known.held(entity, Sought(posted=(FIRST, last)))
    held = {one.item: one for one in found if not one.custom.get("CompteNum")}
    pairs = _alike(sorted(held.values(), key=lambda one: one.item), items)
    for old, item in pairs:
        item.key = old.item
        keep_due_date(old, item)
    return held, [item for _old, item in pairs]


def keep_due_date(old: HeldItem, item: Item) -> None:
    """A due date that somebody gave stands against one computed from terms."""
    if old.due_date and old.due_source != "computed" and item.due_source == "computed":
        item.due, item.due_source = old.due_date, old.due_source or "read"


def whole(items: Sequence[Item]) -> bool:
    """Whether files hold sales: the journal of a bank alone says nothing of the others."""
    return any(item.kind in SALES for item in items)


def unlike(held: Iterable[HeldItem], found: Sequence[Item], first: date) -> bool:
    """Whether hardly any of the debits of these days are in the files: these are another company's."""
    keys = {item.key for item in found}
    debits = [
        one.item in keys for one in held if one.units > 0 and one.posting_date >= first and not deduced(one)
    ]
    return len(debits) >= FEWEST and 2 * sum(debits) < len(debits)


def deduced(one: HeldItem) -> bool:
    """Whether no list shows it: it was made of what one list had and the next had no more."""
    return one.item.startswith("inferred:")


def _alike(old: Sequence[HeldItem], new: Sequence[Item]) -> list[tuple[HeldItem, Item]]:
    """Items of one document: of one amount and customer, then of one amount, then of one customer, the rest of which a
    list shows."""
    found: list[tuple[HeldItem, Item]] = []
    for of_old, of_new in _LIKE:
        waiting: dict[_Likeness, list[Item]] = defaultdict(list)
        taken = {id(item) for _old, item in found}
        for item in sorted(new, key=lambda item: item.key, reverse=True):
            if id(item) not in taken and (like := of_new(item)):
                waiting[like].append(item)
        known = {one.item for one, _item in found}
        for one in old:
            like = () if one.item in known or deduced(one) else of_old(one)
            if like and waiting.get(like):
                found.append((one, waiting[like].pop()))
    return found


def document(text: str) -> str:
    """A document as lists and ledgers both write it."""
    return "".join(text.split()).casefold()


def _whole(one: HeldItem) -> _Likeness:
    named = document(one.document or one.item)
    return (one.customer.casefold(), named, one.units) if named else ()


def _whole_of(item: Item) -> _Likeness:
    named = document(item.line.piece)
    return (item.customer.casefold(), named, item.units) if named else ()


def _rest(one: HeldItem) -> _Likeness:
    named = document(one.document or one.item)
    return (one.customer.casefold(), named, one.units > 0) if named else ()


def _rest_of(item: Item) -> _Likeness:
    named = document(item.line.piece)
    return (item.customer.casefold(), named, item.units > 0) if named else ()


_LIKE: tuple[tuple[Callable[[HeldItem], _Likeness], Callable[[Item], _Likeness]], ...] = (
    (_whole, _whole_of),
    (lambda one: _whole(one)[1:], lambda item: _whole_of(item)[1:]),
    (_rest, _rest_of),
)
