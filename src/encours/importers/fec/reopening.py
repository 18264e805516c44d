"""What goes back or moves keeps the dates of what it takes back or moves: issue, due date, and where it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from encours.book.natures import Nature
from encours.book.records import CASH
from encours.importers.fec.item import Item, Mark
from encours.importers.fec.letters import Family, families, family, groups_of, settle
from encours.importers.fec.wording import mentions

BACK = (Nature.RETURNED, Nature.CANCELLED)
MOVED = (Nature.TRANSFER, Nature.TO_DOUBTFUL)
UNSAID = "?"  # money that went back, no word says why


@dataclass(frozen=True, slots=True)
class Origin:
    """An amount, in units, and the item whose dates it has; None: dates of its own."""

    units: int
    item: Item | None


@dataclass(slots=True)
class Ledgers:
    """The items of some customers as they are known: by customer and by letter."""

    customers: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    letters: dict[Family, list[tuple[Item, Mark]]] = field(default_factory=dict)

    @classmethod
    def over(cls, items: Iterable[Item]) -> Ledgers:
        known = sorted(items, key=lambda item: (item.line.day, item.key))
        ledgers = cls(letters=families(known))
        for item in known:
            ledgers.customers[item.customer].append(item)
        return ledgers

    def settled_by(self, credit: Item, day: date) -> list[Origin]:
        """What a credit had settled by its letters on a day, oldest due date first."""
        found: list[Origin] = []
        for mark in credit.marks:
            groups = groups_of(self.letters[family(credit, mark)], day)
            ours = [group for group in groups if any(item is credit for item, _mark in group.members)]
            found += [Origin(units, debit) for debit, item, units in settle(ours, {}) if item is credit]
        return found


@dataclass(slots=True)
class Reopening:
    """Finds what debits take back or move, in order of days. `pairs`: a return and its payment, both without letter.

    `lost` are returns whose payment is not found: they fall due on their own day.
    """

    ledgers: Ledgers
    used: set[str]
    pairs: list[tuple[Item, Item]] = field(default_factory=list)
    lost: list[Item] = field(default_factory=list)

    def given_back(self, item: Item) -> list[Origin]:
        """The origins of a returned, cancelled or refunded payment; its nature is decided where words do not say."""
        payment = self._payment(item)
        if item.nature == UNSAID:
            item.nature = self._unsaid(item, payment)
        if item.nature not in BACK:
            return []
        if payment is None:
            self.lost.append(item)
            return []
        self.used.add(payment.key)
        item.reopens = payment.key
        settled = [one for one in self.ledgers.settled_by(payment, item.line.day) if one.item is not item]
        if not settled and not payment.marks and not item.marks and -payment.units == item.units:
            self.pairs.append((item, payment))
        return capped(_whole_first(settled, item.units), item.units)

    def _unsaid(self, item: Item, payment: Item | None) -> Nature:
        beside = [
            other
            for mark in item.marks
            for other, _mark in self.ledgers.letters[family(item, mark)]
            if other.units < 0 and any(mark.on == theirs.on for theirs in other.marks)
        ]
        if any(other.kind not in CASH for other in beside):
            return Nature.REFUND
        return Nature.RETURNED if payment and -payment.units == item.units else Nature.REFUND

    def _payment(self, item: Item) -> Item | None:
        """The payment of a return: of its letter, else named by its words, else of its amount, the latest before."""
        before = [
            one
            for one in self.ledgers.customers[item.customer]
            if one.is_cash() and one.line.day <= item.line.day and one.key not in self.used
        ]
        same = [one for one in before if -one.units == item.units]
        named = [one for one in before if _names(item, one)] or self._of_named_invoice(item, before)
        for fits in (
            [one for one in same if _share_a_letter(one, item)],
            [one for one in named if one in same],
            named,
            same,
        ):
            if fits:
                return fits[-1]
        return None

    def _of_named_invoice(self, item: Item, before: Sequence[Item]) -> list[Item]:
        """Payments of the invoice that a return speaks of."""
        invoices = {
            one.key
            for one in self.ledgers.customers[item.customer]
            if one.units > 0 and one is not item and _names(item, one)
        }
        if not invoices:
            return []
        day = item.line.day
        return [
            one
            for one in before
            if any(
                origin.item and origin.item.key in invoices for origin in self.ledgers.settled_by(one, day)
            )
        ]

    def moved(self, debits: Sequence[Item], credits: Sequence[Item]) -> list[list[Origin]]:
        """What each debit of an entry of transfer moves: of the credit of its document and amount, else in order."""
        found: list[list[Origin]] = [[] for _debit in debits]
        left = list(credits)
        for index, debit in enumerate(debits):
            fits = [c for c in left if -c.units == debit.units and c.line.piece == debit.line.piece]
            if len(debits) > 1 and len(fits) == 1:
                left.remove(fits[0])
                found[index] = self._origins(fits[0], debit)
        waiting = [origin for credit in left for origin in self._origins(credit, debits[0])]
        for index, debit in enumerate(debits):
            if not found[index]:
                found[index] = capped(waiting, debit.units)
                waiting = _after(waiting, debit.units)
        return found

    def _origins(self, credit: Item, debit: Item) -> list[Origin]:
        units, day = -credit.units, credit.line.day
        settled = [
            one
            for one in self.ledgers.settled_by(credit, day)
            if one.item and one.item.line.entry != credit.line.entry
        ]
        if settled:
            return _filled(settled, units)
        owed = [
            one
            for one in self.ledgers.customers[credit.customer]
            if one.units > 0 and one.line.day <= day and one.line.entry != credit.line.entry
        ]
        named = [one for one in owed if _same_document(one, credit) or _same_document(one, debit)]
        named = named or [one for one in owed if _names(credit, one) or _names(debit, one)]
        same = [one for one in owed if one.units == units]
        chosen = [one for one in named if one.units == units][-1:] or named or same[-1:]
        return _filled([Origin(one.units, one) for one in chosen], units)


def capped(origins: Sequence[Origin], units: int) -> list[Origin]:
    """The first origins, up to an amount."""
    found = []
    for origin in origins:
        if units <= 0:
            break
        found.append(replace(origin, units=min(origin.units, units)))
        units -= origin.units
    return found


def _after(origins: Sequence[Origin], units: int) -> list[Origin]:
    """What is left of origins once an amount is taken from the first ones."""
    found = []
    for origin in origins:
        taken = min(origin.units, units)
        units -= taken
        if origin.units > taken:
            found.append(replace(origin, units=origin.units - taken))
    return found


def _filled(origins: Sequence[Origin], units: int) -> list[Origin]:
    """Origins that make exactly an amount: what they lack has dates of its own."""
    ordered = sorted(origins, key=lambda origin: (origin.item.due_on, origin.item.key) if origin.item else ())
    taken = capped(ordered, units)
    lack = units - sum(origin.units for origin in taken)
    return [*taken, Origin(lack, None)] if lack else taken


def _whole_first(origins: Sequence[Origin], units: int) -> list[Origin]:
    """An origin of exactly the amount before all others."""
    exact = [origin for origin in origins if origin.units == units]
    return exact[:1] or list(origins)


def _names(item: Item, other: Item) -> bool:
    """Whether the words of a line name the document of another."""
    piece = other.line.piece
    return bool(piece) and (_same_document(item, other) or mentions(item.line.label, piece))


def _same_document(item: Item, other: Item) -> bool:
    return bool(item.line.piece) and item.line.piece == other.line.piece


def _share_a_letter(one: Item, other: Item) -> bool:
    return any(
        (mark.letter, mark.on) == (theirs.letter, theirs.on) and one.line.account == other.line.account
        for mark in one.marks
        for theirs in other.marks
    )


def parts_of(item: Item, origins: Sequence[Origin], keys: Mapping[str, int]) -> list[Item]:
    """The item as one for each origin, each with the dates of its own; what no origin explains keeps the item's."""
    lack = item.units - sum(origin.units for origin in origins)
    pieces = [*origins, *([Origin(lack, None)] if lack else [])]
    found = []
    for number, origin in enumerate(pieces, 1):
        key = item.key if number == 1 else f"{item.key}/{keys.get(item.key, 1) + number - 1}"
        dates = origin.item or item
        found.append(
            replace(
                item,
                key=key,
                units=origin.units,
                issue=dates.issue,
                due=dates.due_on if origin.item else item.due,
                due_source=dates.due_source if origin.item else item.due_source,
            )
        )
    return found
