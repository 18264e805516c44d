"""What one FEC says of customers: the lines of their accounts, each with what its entry holds besides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from encours.errors import Problem

Entry = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a line that its entry puts on another account: what that account holds, and its signed units."""

    what: int
    units: int


@dataclass(slots=True, eq=False)
class Line:
    """A line of a customer account. `units` is debit less credit; `more` its extra columns, heading and text.

    `negative`: written as a negative amount of the other side, as software cancels. Known once the whole file is
    read: `rank` among the customer lines of its entry, what the entry `holds` (bits of `Holds`), `among_customers`
    when these lines sum to zero, `opening` when it brings a balance forward, `bank_label` of its cash line, `shares`.
    """

    file: str
    line: int
    entry: Entry
    day: date
    account: str
    family: str
    root: str
    auxiliary: str
    name: str
    account_name: str
    piece: str
    piece_date: date | None
    label: str
    units: int
    letter: str
    letter_date: date | None
    due: date | None
    foreign_amount: str
    foreign_currency: str
    method: str
    more: tuple[tuple[str, str], ...]
    negative: bool = False
    rank: int = 0
    holds: int = 0
    among_customers: bool = False
    opening: bool = False
    bank_label: str = ""
    shares: tuple[Share, ...] = ()


@dataclass(slots=True)
class Ledger:
    """One file read: its customer lines in order, its company and closing day when its name gives them.

    `read` counts the lines of the file; customer lines of no amount (`zeros`) and those that only empty an
    account on the last day (`closings`) are left out. `debit` is the total of all debits, in units; `aside` are the
    accounts of class 41 that hold something and are taken for no customer's; `journals` the codes of all its entries.
    `columns` are the headings read, `unused` those kept as they are, numbers first. `others` counts the lines of other
    accounts than customers', `others_units` is their debits less their credits; `closed_units` adds up the closing
    lines without their signs.
    """

    file: str
    siren: str
    closing: date | None
    first: date
    last: date
    lines: list[Line]
    debit: int
    read: int
    problems: list[Problem]
    zeros: int
    closings: int
    aside: tuple[str, ...] = ()
    journals: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    others: int = 0
    others_units: int = 0
    closed_units: int = 0
