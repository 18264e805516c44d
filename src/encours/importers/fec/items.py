"""The items and matching groups of one company, from its files and from what the book holds of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from encours.book.natures import GIVEN_BACK
from encours.book.reading import HeldItem, Known
from encours.book.records import CASH, Kind
from encours.errors import DataError, option
from encours.importers.due import DueDates
from encours.importers.fec.calendar import Calendar, calendar_of
from encours.importers.fec.deposits import deducted
from encours.importers.fec.grouping import Matching, matching_of
from encours.importers.fec.history import History
from encours.importers.fec.item import OPENING, Item, Mark
from encours.importers.fec.kinds import Accounts
from encours.importers.fec.ledger import Ledger, Line
from encours.importers.fec.openings import Openings, brought_forward
from encours.importers.fec.owners import give_owners
from encours.importers.fec.parts import Part, parts_of
from encours.importers.fec.reopened import reopen
from encours.importers.fec.reopening import UNSAID, Reopening
from encours.importers.fec.replacing import Replacement, replacement_of
from encours.importers.fec.years import Year, fiscal_years
from encours.said import _
from encours.terms import Terms

_DAY = timedelta(1)


@dataclass(slots=True)
class Company:
    """All the items of one entity.

    `first`: the first day of its ledgers; `continued`: the book holds items from before these years; `due`: the payment
    terms; `openings`: what became of the opening lines; `restated`: items of the book that openings gave a letter;
    `replacement` and `withdrawn`: what a period given again does to the book. `ledgers` are the files;
    `owned`: the lines (their identities) given to the customer of their entry, letter or document, `ownerless` those
    that nothing gives to one; `deducted`: deposits and what takes them off a sale, set against each other.
    """

    entity: str
    years: Sequence[Year]
    calendar: Calendar
    auxiliaries: bool
    siren: str
    due: DueDates
    ledgers: Sequence[Ledger]
    first: date = date.max
    continued: bool = False
    owned: set[int] = field(default_factory=set)
    ownerless: Sequence[Line] = ()
    deducted: Sequence[tuple[Item, Item]] = ()
    items: list[Item] = field(default_factory=list)
    restated: list[Item] = field(default_factory=list)
    openings: Openings = field(default_factory=Openings)
    matching: Matching = field(default_factory=Matching)
    reopening: Reopening | None = None
    replacement: Replacement = field(default_factory=Replacement)
    withdrawn: list[HeldItem] = field(default_factory=list)

    def customer(self, line: Line) -> str:
        """The customer of a line: its auxiliary, else what follows the root of its account (411DUPONT).

        An account of many customers (411000) is a customer itself.
        """
        return self._named(line) or line.account

    def _named(self, line: Line) -> str | None:
        """The customer that a line names itself."""
        rest = line.account[len(line.root) :]
        return line.auxiliary or (rest if not self.auxiliaries and rest.strip("0") else None)

    def find_owners(self) -> None:
        """Give the lines that name no customer that of their entry, letter or document."""
        lines = [line for ledger in self.ledgers for line in ledger.lines]
        self.owned, self.ownerless = give_owners(lines, self._named)


def company_of(
    entity: str, ledgers: Sequence[Ledger], known: Known, default: Terms, accounts: Accounts
) -> Company:
    """The items of an entity; DataError when the book begins later with balances these years explain."""
    first = min(ledger.first for ledger in ledgers)
    start = known.first_posting(entity)
    _refuse_late_history(entity, start, first, known)
    company = _company(entity, ledgers, known, default)
    company.find_owners()
    company.continued = start is not None and start < first
    company.first = _unbroken(entity, first, start, company.calendar, known)
    begins = company.calendar.closing(min(first, start or first))
    lines = [line for year in company.years for line in year.lines]
    explained = [line for line in lines if line.opening and company.calendar.closing(line.day) != begins]
    stand_for_others = set(map(id, explained))
    company.items = [
        item for line in lines if id(line) not in stand_for_others for item in _items(company, line)
    ]
    company.replacement = replacement_of(entity, ledgers, company.items, known)
    given = {item.key for item in company.items} | company.replacement.given(company.items)
    history = History(known, entity, accounts, company.calendar, given)
    company.items, company.reopening = reopen(company.items, history)
    company.withdrawn = company.replacement.withdrawn(company.items)
    company.deducted = deducted(company.items, history, company.owned, company.reopening.pairs)
    pairs = [*company.reopening.pairs, *company.deducted]
    brought = [(line, company.customer(line)) for line in explained]
    company.openings = brought_forward(
        brought, company.items, pairs, history, first if company.continued else None
    )
    company.restated = [item for item in history.items.values() if item.changed]
    company.matching = matching_of([*company.items, *company.restated], pairs, history)
    return company


def _unbroken(entity: str, first: date, start: date | None, calendar: Calendar, known: Known) -> date:
    """Since when the ledgers of a company tell all: the first day held, unless a year is missing before these files."""
    last = known.last_posting(entity, first) if start and start < first else None
    follows = last is not None and calendar.closing(last) + timedelta(1) >= calendar.opening(first)
    return start if start and follows else first


def _company(entity: str, ledgers: Sequence[Ledger], known: Known, default: Terms) -> Company:
    calendar = calendar_of(ledgers)
    return Company(
        entity,
        fiscal_years(ledgers, calendar),
        calendar,
        auxiliaries=any(line.auxiliary for ledger in ledgers for line in ledger.lines),
        siren=next((ledger.siren for ledger in ledgers if ledger.siren), ""),
        due=DueDates(known.terms(entity), default),
        ledgers=ledgers,
    )


def _refuse_late_history(entity: str, start: date | None, first: date, known: Known) -> None:
    if start is None or start <= first:
        return
    if any(item.item.startswith(OPENING) for item in known.open_items(entity, start)):
        raise DataError(
            _(
                "The book of {entity} begins on {start} with opening balances that these earlier files "
                "explain: they would count twice. Undo that import ({option}), then import all years "
                "together."
            ).format(entity=entity, start=start, option=option("undo"))
        )


def _items(company: Company, line: Line) -> list[Item]:
    customer = company.customer(line)
    journal, number, _day = line.entry
    key = f"{OPENING if line.opening else ''}{journal}/{line.day}/{number}/{line.rank}"
    marks = (
        (Mark(line.letter, line.letter_date, company.calendar.closing(line.day), line.day),)
        if line.letter
        else ()
    )
    return [_item(company, line, customer, key, part, marks) for part in parts_of(line)]


def _item(company: Company, line: Line, customer: str, key: str, part: Part, marks: tuple[Mark, ...]) -> Item:
    nature: str = part.nature or ""
    if part.kind is Kind.OTHER_DEBIT and not nature:
        nature = UNSAID
    issue = _issue(line, part.kind, nature)
    at_once = nature in (UNSAID, *GIVEN_BACK) or (part.kind is Kind.OTHER_DEBIT and line.family == "advance")
    if at_once and line.due is None and part.kind is Kind.OTHER_DEBIT:
        due: date | None = issue
        source: str | None = "computed"
    else:
        due, source = company.due.of(customer, part.kind, issue, line.due)
    own_key = key if part.number == 1 else f"{key}/{part.number}"
    return Item(line, customer, own_key, part.kind, nature, part.units, issue, due, source, marks)


def _issue(line: Line, kind: Kind, nature: str) -> date:
    """The day of the document.

    For cash that comes or goes, the day of the entry: it often quotes the piece, and the date, of the invoice it pays.
    What an opening brings forward was issued before it: on its piece date, else the day before at the latest.
    """
    if line.opening:
        before = line.day - _DAY
        return min(line.piece_date or before, before)
    cash = kind in CASH or nature in (UNSAID, *GIVEN_BACK)
    return line.day if cash else line.piece_date or line.day


def names_of(company: Company) -> Mapping[str, tuple[str, Line]]:
    """Each customer's last known name ("" when the file gives none) and the first line that mentions it."""
    names: dict[str, tuple[str, Line]] = {}
    for item in company.items:
        line = item.line
        name = line.name or ("" if line.auxiliary else line.account_name)
        known, first = names.get(item.customer, ("", line))
        names[item.customer] = (name or known, first)
    return names
