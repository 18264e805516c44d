"""The ledger of a period given again replaces that period: entries withdrawn go, entries renumbered are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from encours.book.reading import HeldItem, Known, Sought
from encours.errors import DataError, option
from encours.importers.fec.item import Item
from encours.importers.fec.ledger import Ledger
from encours.importers.fec.lists import keep_due_date, of_lists, unlike, whole
from encours.said import _

_Likeness = tuple[str, str, date, int, str, str]


@dataclass(slots=True)
class Replacement:
    """What a period given again does to the items of the book.

    `held` are the keys of those items; `renumbered` the new items that keep the key of an old one; `strange`: the files
    have so little in common with what the book holds of the period that nothing is taken out of it. `taken` are the new
    items that lists of open items had brought.
    """

    held: dict[str, HeldItem] = field(default_factory=dict)
    renumbered: list[Item] = field(default_factory=list)
    strange: bool = False
    taken: list[Item] = field(default_factory=list)

    def given(self, items: Iterable[Item]) -> set[str]:
        """The items of the book that the files say anew: all those of the period, or the parts of lines they hold."""
        if not self.strange:
            return set(self.held)
        keys = {item.key for item in items}
        return {key for key in self.held if key.rpartition("/")[0] in keys}

    def withdrawn(self, items: Iterable[Item]) -> list[HeldItem]:
        """The items of the period that are no longer in the ledger, once `items` are all that it holds."""
        if self.strange:
            return []
        kept = {item.key for item in items}
        return [one for key, one in sorted(self.held.items()) if key not in kept]


def replacement_of(
    entity: str, ledgers: Sequence[Ledger], items: Sequence[Item], known: Known
) -> Replacement:
    """Compare files with what the book holds of their days and journals; renumbered items take their old key."""
    found = _of_lists(entity, ledgers, items, known)
    for ledger in ledgers:
        last = max(ledger.last, ledger.closing or ledger.last)  # a name says up to when
        for one in known.held(entity, Sought(posted=(ledger.first, last))):
            if one.custom.get("JournalCode") in ledger.journals and one.custom.get("CompteNum"):
                found.held[one.item] = one
    given = {item.key for item in items}
    said = {key: one for key, one in found.held.items() if one.custom.get("CompteNum")}
    if not said:
        return found
    missing = [one for key, one in said.items() if key not in given and key.rpartition("/")[0] not in given]
    new = [item for item in items if item.key not in found.held]
    pairs = _alike(missing, new)
    found.strange = 2 * (len(missing) - len(pairs)) > len(said)
    if not found.strange:
        for old, item in pairs:
            item.key = old.item
            found.renumbered.append(item)
    for item in items:
        if item.key in said:
            keep_due_date(said[item.key], item)
    return found


def _of_lists(entity: str, ledgers: Sequence[Ledger], items: Sequence[Item], known: Known) -> Replacement:
    """What lists brought of these days is the ledger's from now on; DataError where hardly any of it is there."""
    if not (known.listed(entity) and whole(items)):
        return Replacement()
    held, same = of_lists(entity, ledgers, items, known)
    if unlike(held.values(), same, min(ledger.first for ledger in ledgers)):
        raise DataError(
            _(
                "{entity} is known by lists of open items, and hardly any of the {count} they brought is in this "
                "ledger, by document and amount. If it is another company's, say which ({option}); else undo the "
                "imports of the lists."
            ).format(entity=entity, count=len(held), option=option("entity"))
        )
    return Replacement(held, taken=same)


def _alike(missing: Sequence[HeldItem], new: Sequence[Item]) -> list[tuple[HeldItem, Item]]:
    """Items that say the same under another number, each used once, in order of their keys."""
    waiting: dict[_Likeness, list[Item]] = defaultdict(list)
    for item in sorted(new, key=lambda item: item.key, reverse=True):
        line = item.line
        waiting[item.customer, line.account, line.day, item.units, line.piece, line.label].append(item)
    found = []
    for old in sorted(missing, key=lambda one: one.item):
        own = old.custom
        like = (
            *(old.customer, own.get("CompteNum", ""), old.posting_date, old.units),
            *(old.document, own.get("EcritureLib", "")),
        )
        if waiting.get(like):
            found.append((old, waiting[like].pop()))
    return found
