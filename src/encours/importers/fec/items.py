"""The items and matching groups of one company, from its fiscal years taken together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from encours.book.reading import Known
from encours.book.records import CASH, Kind
from encours.errors import DataError, option
from encours.i18n import _
from encours.importers.fec.due import DueDates
from encours.importers.fec.kinds import kind_of, opening_kind
from encours.importers.fec.ledger import Line
from encours.importers.fec.openings import Opening, Original, Originals
from encours.importers.fec.spanning import Half, Letter, halves_of, spent_of
from encours.importers.fec.years import Year
from encours.money import to_units
from encours.terms import Terms

OPENING = "opening/"
_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Item:
    """A receivable item: the line it comes from and what the book calls it. `group`: None when unmatched."""

    line: Line
    customer: str
    key: str
    kind: Kind
    issue: date
    due: date | None
    due_source: str | None
    group: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """An item of an earlier year that a letter of this year matches."""

    line: Line
    item: str
    group: str


@dataclass(slots=True)
class Company:
    """All the items of one entity.

    `continued`: the book holds items from before these years; `due`: the payment terms; `dropped`: how many opening
    lines were known as items of earlier years; `unknown`: those whose letter could not be joined to any.
    """

    entity: str
    years: Sequence[Year]
    continued: bool
    auxiliaries: bool
    due: DueDates
    items: list[Item] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    unknown: list[Line] = field(default_factory=list)
    dropped: int = 0

    def customer(self, line: Line) -> str | None:
        """The customer of a line: its auxiliary, else what follows the root of its account (411DUPONT).

        An account of many customers (411000) is a customer itself; None for such an account of advances.
        """
        if line.auxiliary:
            return line.auxiliary
        rest = line.account[len(line.root) :]
        if not self.auxiliaries and rest.strip("0"):
            return rest
        return None if line.family == "advance" else line.account


def company_of(entity: str, years: Sequence[Year], known: Known, default: Terms) -> Company:
    """The items of an entity; DataError when the book begins later with balances these years explain."""
    start, first = known.first_posting(entity), years[0].first
    _refuse_late_history(entity, start, first, known)
    auxiliaries = any(line.auxiliary for year in years for ledger in year.ledgers for line in ledger.lines)
    due = DueDates(known.terms(entity), default)
    company = Company(entity, years, start is not None and start < first, auxiliaries, due)
    originals, halves, spent = Originals(), dict[Letter, Half](), set[str]()
    if company.continued:
        originals.add(
            Original(o.item, o.customer, o.document or "", to_units(o.amount), to_units(o.open))
            for o in known.open_items(entity, first - _DAY)
        )
    for index, year in enumerate(years):
        explained = index > 0 or company.continued
        lines = year.movements if explained else [*year.openings, *year.movements]
        items = [_item(company, year, line, name) for line in lines if (name := company.customer(line))]
        company.items += items
        members = _join_openings(company, year, originals) if explained else []
        members += _join_halves(halves, year, items, explained)
        company.members += [member for member in members if member.item not in spent]
        _carry_on(originals, year, items, members)
        spent |= spent_of((item.group, item.key, item.due or item.issue, item.line.units) for item in items)
    return company


def group_of(year: Year, line: Line) -> str | None:
    """The matching group of a line: letters are used again every year, on every account.

    None when the line bears no letter.
    """
    if not line.letter:
        return None
    return "/".join(part for part in (year.label, line.account, line.auxiliary, line.letter) if part)


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


def _join_openings(company: Company, year: Year, originals: Originals) -> list[Member]:
    """Opening lines are not items again; those that bear a letter bring it to the items they stand for."""
    lines = [(line, customer) for line in year.openings if (customer := company.customer(line))]
    company.dropped += len(lines)
    found = originals.of([Opening(customer, line.piece, line.units) for line, customer in lines])
    members = []
    for (line, _customer), items in zip(lines, found, strict=True):
        group = group_of(year, line)
        if group is None:
            continue
        members += [Member(line, item, group) for item in items]
        if not items:
            company.unknown.append(line)
    return members


def _join_halves(
    halves: dict[Letter, Half], year: Year, items: Sequence[Item], explained: bool
) -> list[Member]:
    """Items of earlier years whose letter goes on in this one; `halves` keeps what may go on in the next."""
    members = []
    openings = year.openings if explained else []
    for letter, half in halves_of(openings, [(item.line, item.key) for item in items]).items():
        before = halves.get(letter)
        if before and not half.opened and half.completes(before):
            group = group_of(year, half.items[0][0]) or ""
            members += [Member(line, key, group) for line, key in before.items]
            del halves[letter]
        else:
            halves[letter] = half
    return members


def _carry_on(originals: Originals, year: Year, items: Sequence[Item], members: Sequence[Member]) -> None:
    """Leave in `originals` what is still open as the year ends."""
    originals.add(
        Original(item.key, item.customer, item.line.piece, item.line.units, item.line.units) for item in items
    )
    settled = _settled(year, members)
    originals.drop(item.key for item in items if item.group in settled)
    originals.drop(member.item for member in members if member.group in settled)


def _settled(year: Year, members: Sequence[Member]) -> set[str]:
    """Groups that balance within the year, openings and items of the year before included."""
    sums: Counter[str] = Counter()
    for line in (*year.openings, *year.movements):
        group = group_of(year, line)
        if group:
            sums[group] += line.units
    for member in members:
        if member.line.day < year.first:
            sums[member.group] += member.line.units
    return {group for group, units in sums.items() if units == 0}


def _item(company: Company, year: Year, line: Line, customer: str) -> Item:
    journal, number, _day = line.entry
    key = f"{journal}/{line.day}/{number}/{line.rank}"
    if line.opening:
        kind, key = opening_kind(line.family, line.units), OPENING + key
    else:
        kind = kind_of(line.family, line.units, line.holds, line.among_customers)
    issue = _issue(line, kind)
    due, source = company.due.of(customer, kind, issue, line.due)
    return Item(line, customer, key, kind, issue, due, source, group_of(year, line))


def _issue(line: Line, kind: Kind) -> date:
    """The day of the document.

    For cash, the day of the entry: a receipt often quotes the piece, and the date, of the invoice it pays.
    What an opening brings forward was issued before it: on its piece date, else the day before at the latest.
    """
    if line.opening:
        before = line.day - _DAY
        return min(line.piece_date or before, before)
    return line.day if kind in CASH else line.piece_date or line.day


def names_of(company: Company) -> Mapping[str, tuple[str, Line]]:
    """Each customer's last known name ("" when the file gives none) and the first line that mentions it."""
    names: dict[str, tuple[str, Line]] = {}
    for item in company.items:
        line = item.line
        name = line.name or ("" if line.auxiliary else line.account_name)
        known, first = names.get(item.customer, ("", line))
        names[item.customer] = (name or known, first)
    return names
