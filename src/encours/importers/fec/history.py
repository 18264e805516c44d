"""Items that the book holds, as the importer of a FEC reads them again: with the line and the letters they had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from encours.book.reading import HeldItem, Known, OpenItem, Sought
from encours.book.records import Kind
from encours.importers.fec.calendar import Calendar
from encours.importers.fec.item import Item, Mark
from encours.importers.fec.kinds import Accounts
from encours.importers.fec.ledger import Line
from encours.money import to_units

LETTER, LETTER_DATE, BROUGHT = "EcritureLet", "DateLet", "lettres_a_nouveau"
REOPENS = "rouvre"
OWN = (
    *("JournalCode", "CompteNum", "EcritureLib", "Montantdevise", "Idevise", "opening"),
    *(LETTER, LETTER_DATE, BROUGHT, REOPENS),
)


@dataclass(slots=True)
class History:
    """The items of one entity in the book, each made once; `given` are the keys the files list themselves."""

    known: Known
    entity: str
    accounts: Accounts
    calendar: Calendar
    given: set[str]
    items: dict[str, Item] = field(default_factory=dict)

    def of(self, sought: Sought) -> list[Item]:
        """The items sought that the files do not list."""
        asked = (sought.customers, sought.letters, sought.items)
        if any(values is not None and not values for values in asked):
            return []
        return [self._item(one) for one in self.known.held(self.entity, sought) if one.item not in self.given]

    def open_at(self, day: date) -> list[tuple[Item, int]]:
        """The items open at the end of a day, with what is open of each, in units."""
        found = [one for one in self.known.open_items(self.entity, day) if one.item not in self.given]
        self.of(Sought(items=[one.item for one in found]))
        for one in found:
            if one.item not in self.items:  # known by little more than its amount
                self.items[one.item] = _bare(one)
        return [(self.items[one.item], to_units(one.open)) for one in found]

    def _item(self, one: HeldItem) -> Item:
        if one.item not in self.items:
            self.items[one.item] = item_of(one, self.accounts, self.calendar)
        return self.items[one.item]


def item_of(one: HeldItem, accounts: Accounts, calendar: Calendar) -> Item:
    """An item of the book as one of a FEC."""
    line = _line(one, accounts)
    own = one.custom
    marks = []
    if own.get(LETTER):
        on = date.fromisoformat(own[LETTER_DATE]) if own.get(LETTER_DATE) else None
        marks.append(Mark(own[LETTER], on, calendar.closing(line.day), line.day))
    marks += marks_from(own.get(BROUGHT, ""))
    return Item(
        *(line, one.customer, one.item, Kind(one.kind), one.nature, one.units),
        *(one.issue_date, one.due_date, one.due_source, tuple(marks), own.get(REOPENS, "")),
        held=True,
    )


def brought(item: Item) -> str:
    """The letters that opening lines brought to an item, as the book keeps them."""
    later = [mark for mark in item.marks if mark.since > item.line.day]
    return "|".join(f"{mark.letter};{mark.on or ''};{mark.closing};{mark.since}" for mark in later)


def marks_from(text: str) -> list[Mark]:
    """
    >>> marks_from("AA;2025-02-01;2025-12-31;2025-01-01")[0].on, marks_from("")
    (datetime.date(2025, 2, 1), [])
    """
    found = []
    for part in filter(None, text.split("|")):
        letter, on, closing, since = part.rsplit(";", 3)
        found.append(
            Mark(
                letter,
                date.fromisoformat(on) if on else None,
                date.fromisoformat(closing),
                date.fromisoformat(since),
            )
        )
    return found


def _line(one: HeldItem, accounts: Accounts) -> Line:
    own: Mapping[str, str] = one.custom
    account = own.get("CompteNum", "")
    family, root = accounts.family(account)
    rest = account[len(root) :]
    return Line(
        file="",
        line=0,
        entry=(own.get("JournalCode", ""), one.item, ""),
        day=one.posting_date,
        account=account,
        family="doubtful" if one.doubtful else family,
        root=root,
        auxiliary="" if one.customer in (rest, account) else one.customer,
        name="",
        account_name="",
        piece=one.document,
        piece_date=None,
        label=own.get("EcritureLib", ""),
        units=one.units,
        letter=own.get(LETTER, ""),
        letter_date=None,
        due=one.due_date,
        foreign_amount=own.get("Montantdevise", ""),
        foreign_currency=own.get("Idevise", ""),
        method=one.payment_method,
        more=tuple((name, value) for name, value in own.items() if name not in OWN),
        opening=own.get("opening") == "1",
    )


def _bare(one: OpenItem) -> Item:
    units, day = to_units(one.amount), one.posting_date
    kind = Kind.INVOICE if units > 0 else Kind.PAYMENT
    known = HeldItem(
        one.customer, one.item, kind, "", one.document or "", day, day, None, None, units, False, "", {}
    )
    return replace(item_of(known, Accounts(), Calendar()), bare=True)
