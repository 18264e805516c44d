"""One FEC read in one pass: its customer lines, what each entry holds besides, and its control totals."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from sys import intern

from encours.errors import DataError
from encours.importers import values
from encours.importers.fec.cells import Amounts, Days, balance_reader, order_of
from encours.importers.fec.columns import Layout, find_layout
from encours.importers.fec.completion import complete
from encours.importers.fec.counterparts import Holds, Rules
from encours.importers.fec.kinds import (
    CUSTOMERS,
    Accounts,
    is_opening_journal,
    is_sales_journal,
)
from encours.importers.fec.ledger import Entry, Ledger, Line
from encours.importers.fec.rows import Cells, Refusals, read_rows
from encours.importers.fec.shares import TELLING, Leg, share_entries
from encours.importers.fec.waiting import of_debtor, settled
from encours.importers.text import TextFile, open_text
from encours.money import MAX_UNITS, from_units
from encours.said import _

PROGRESS_LINES = 50_000

_KEPT = (
    *("auxiliary", "auxiliary_name", "account_name", "piece", "piece_date", "label"),
    *("letter", "letter_date", "due", "foreign_amount", "foreign_currency", "method"),
)
_ABSENT = -1  # an empty cell is put at the end of each row kept

_NAME = re.compile(r"(\d{9})FEC(\d{8})", re.IGNORECASE)


def read_ledger(
    path: Path, accounts: Accounts, rules: Rules, date_order: str | None, progress: Callable[[int], None]
) -> Ledger:
    """Read a FEC; DataError when it is not one, or holds no line that can be read.

    Memory goes with the customer lines and the entries that move cash or sales, not with the file.
    """
    file = open_text(path)
    refuse_xml(file)
    layout = find_layout(path.name, file.head)
    sample = _sample(file, layout)
    cells = Cells(layout, _amounts(layout, sample), Days(order_of(layout, sample, date_order)))
    columns = tuple(layout.at.get(name, _ABSENT) for name in _KEPT)
    reader = _Reader(file, cells, accounts, rules, Refusals(path.name), columns)
    reader.unused = _unused(layout, sample)
    reader.read_all(progress)
    return reader.ledger()


def refuse_xml(file: TextFile) -> None:
    """DataError when the file is the XML form of the FEC."""
    if file.head[0].lstrip().startswith("<"):
        raise DataError(
            _(
                "{file} is the XML form of the FEC: export the text form (columns set apart by tabs or |)."
            ).format(file=file.path.name)
        )


def _sample(file: TextFile, layout: Layout) -> list[list[str]]:
    rows = (line.split(layout.separator) for line in file.head[layout.start :])
    return [row for row in rows if len(row) == len(layout.headings)]


def _unused(layout: Layout, sample: list[list[str]]) -> tuple[str, ...]:
    """The columns that no field is read from, numbers first."""
    ordered = sorted(
        layout.extras, key=lambda extra: not values.mostly_numbers(row[extra[0]] for row in sample)
    )
    return tuple(heading for _place, heading in ordered)


def _amounts(layout: Layout, sample: list[list[str]]) -> Amounts:
    columns = [layout.at[name] for name in ("debit", "credit", "amount") if name in layout.at]
    return Amounts(row[column] for row in sample for column in columns)


@dataclass(slots=True)
class _Reader:
    """The state of one pass over a file. An entry mostly comes in one run of lines; it may come back."""

    file: TextFile
    cells: Cells
    accounts: Accounts
    rules: Rules
    refusals: Refusals
    columns: tuple[int, ...]
    lines: list[Line] = field(default_factory=list)
    entries: dict[Entry, int] = field(default_factory=dict)
    legs: dict[Entry, list[Leg]] = field(default_factory=dict)
    bank_labels: dict[Entry, str] = field(default_factory=dict)
    journals: dict[tuple[str, str], int] = field(default_factory=dict)
    openings: set[str] = field(default_factory=set)
    classes: dict[str, tuple[str, str, str, int]] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    run: Entry = ("", "", "")
    inside: int = 0
    others: list[Leg] = field(default_factory=list)
    bank_label: str = ""
    kept: int = 0
    debit: int = 0
    credit: int = 0
    read: int = 0
    refused: int = 0
    zeros: int = 0
    unused: tuple[str, ...] = ()

    def read_all(self, progress: Callable[[int], None]) -> None:
        at, day_of, classes = self.cells.layout.at, self.cells.days, self.classes
        balance = balance_reader(self.cells.layout, self.cells.amounts)
        journal, number, day, account = at["journal"], at["number"], at["date"], at["account"]
        piece = at.get("piece", number)
        label = at.get("label", _ABSENT)
        key = ("", "", "")
        for line, row in read_rows(self.file, self.cells, self.refusals):
            self.read += 1
            if not self.read % PROGRESS_LINES:
                progress(self.read)
            try:
                on = day_of(row[day])
                debit, credit = balance(row)
                name, family, root, what = classes.get(row[account]) or self._class(row[account])
            except ValueError:
                on = None
            if on is None:
                self._refuse(line, row)
                continue
            entry = row[journal], row[number] or row[piece], row[day]
            if entry != key:
                key = entry
                self._enter(key, row, on)
            self.debit += debit
            self.credit += credit
            if what == Holds.DEBTOR:
                what = of_debtor(row)
            self.inside |= what
            if family:
                self._keep(line, row, on, debit, credit, (name, family, root))
                continue
            words = row[label] if label != _ABSENT else ""
            self.others.append(Leg(what, debit - credit, row[piece], words))
            if what == Holds.CASH:
                self.bank_label = words
                self.inside |= Holds.CASH_OUT if credit > debit else Holds.NOTHING
            elif what == Holds.SALES and debit > credit:
                self.inside |= Holds.SALES_BACK
        self._leave()

    def ledger(self) -> Ledger:
        """What was read; DataError when nothing was."""
        if not self.days:
            first = f" {self.refusals.problems[0]}" if self.refusals.problems else ""
            raise DataError(
                _("{file} holds no line that can be read.{first}").format(
                    file=self.file.path.name, first=first
                )
            )
        siren, closing = from_name(self.file.path.name)
        read = self.read + len(self.refusals.problems) - self.refused
        self._check_balance()
        complete(self.lines, self.entries, self.openings, min(self.days))
        for line in self.lines:
            line.bank_label = self.bank_labels.get(line.entry, "")
        share_entries(self.lines, self.legs)
        lines = [line for line in self.lines if not line.holds & Holds.CLOSING]
        return Ledger(
            file=self.file.path.name,
            siren=siren,
            closing=closing,
            first=min(self.days),
            last=max(self.days),
            lines=lines,
            debit=self.debit,
            read=read,
            problems=self.refusals.problems,
            zeros=self.zeros,
            closings=len(self.lines) - len(lines),
            aside=self._aside(),
            journals=frozenset(code.strip() for code, _name in self.journals),
            columns=self._columns(),
            unused=self.unused,
            others=self.read - self.refused - self.zeros - len(self.lines),
            closed_units=sum(abs(line.units) for line in self.lines if line.holds & Holds.CLOSING),
            others_units=self.debit - self.credit - sum(line.units for line in self.lines),
        )

    def _columns(self) -> tuple[str, ...]:
        layout = self.cells.layout
        return tuple(layout.headings[place] for place in sorted(layout.at.values()))

    def _aside(self) -> tuple[str, ...]:
        known = (name for name, family, _root, _what in self.classes.values() if not family)
        return tuple(sorted({name for name in known if name.startswith(CUSTOMERS)}))

    def _class(self, account: str) -> tuple[str, str, str, int]:
        name = account.strip()
        if not name:
            raise ValueError("no account")
        family, root = self.accounts.family(name)
        what = self.rules.holds(name, family)
        self.classes[account] = name, family, root, what
        return self.classes[account]

    def _enter(self, key: Entry, row: list[str], on: date) -> None:
        self._leave()
        journal, number, day = (intern(part.strip()) for part in key)
        self.run, self.inside, self.kept = (
            (journal, number, day),
            self._journal(journal, row),
            len(self.lines),
        )
        self.days.add(on)

    def _journal(self, code: str, row: list[str]) -> int:
        column = self.cells.layout.at.get("journal_name")
        name = row[column] if column is not None else ""
        if (code, name) not in self.journals:
            sells = is_sales_journal(code, name)
            self.journals[code, name] = Holds.SALES_JOURNAL if sells else Holds.NOTHING
            if is_opening_journal(code, name):
                self.openings.add(code)
        return self.journals[code, name]

    def _leave(self) -> None:
        """Remember what the run held: the lines of an entry need not follow each other."""
        mine = len(self.lines) > self.kept
        if self.inside & (Holds.WAITING | Holds.DEBTOR):
            words = [f"{line.label} {line.piece}" for line in self.lines[self.kept :]]
            self.others, self.inside = settled(self.others, self.inside, words)
        if mine or self.inside:
            self.entries[self.run] = self.entries.get(self.run, Holds.NOTHING) | self.inside
        if self.inside & TELLING and self.inside & (Holds.CASH | Holds.SALES) and mine:
            self.legs.setdefault(self.run, []).extend(self.others)
        if mine and self.bank_label and any(line.units > 0 for line in self.lines[self.kept :]):
            self.bank_labels[self.run] = self.bank_label
        self.others, self.bank_label = [], ""

    def _keep(
        self, line: int, row: list[str], on: date, debit: int, credit: int, account: tuple[str, str, str]
    ) -> None:
        if debit == credit:
            self.zeros += 1
            return
        try:
            kept = self._line(line, row, on, debit - credit, account)
        except ValueError:
            self._refuse(line, row)
            return
        kept.negative = debit < 0 or credit < 0
        self.lines.append(kept)

    def _line(self, line: int, row: list[str], on: date, units: int, account: tuple[str, str, str]) -> Line:
        if abs(units) > MAX_UNITS:
            raise ValueError("amount out of range")
        days, row = self.cells.days, [*row, ""]
        (auxiliary, name, account_name, piece, piece_date, label, letter, letter_date, due, *others) = (
            row[column].strip() for column in self.columns
        )
        foreign_amount, foreign_currency, method = others
        return Line(
            file=self.refusals.file,
            line=line,
            entry=self.run,
            day=on,
            account=account[0],
            family=account[1],
            root=account[2],
            auxiliary=intern(auxiliary),
            name=intern(name),
            account_name=intern(account_name),
            piece=piece if piece != "-" else "",
            piece_date=days(piece_date),
            label=label,
            units=units,
            letter=letter if letter.strip("0-.* ") else "",
            letter_date=days(letter_date),
            due=days(due),
            foreign_amount=foreign_amount,
            foreign_currency=foreign_currency,
            method=method,
            more=self._more(row) if self.cells.layout.extras else (),
        )

    def _more(self, row: list[str]) -> tuple[tuple[str, str], ...]:
        texts = ((heading, row[column].strip()) for column, heading in self.cells.layout.extras)
        return tuple((heading, text) for heading, text in texts if text)

    def _refuse(self, line: int, row: list[str]) -> None:
        name, message = self.cells.fault(row) or ("", _("the amount is out of range"))
        self.refused += 1
        self.refusals.add(line, self.cells.layout.heading(name), message)

    def _check_balance(self) -> None:
        if self.debit != self.credit:
            self.refusals.add(
                0,
                "",
                _(
                    "debits ({debit}) and credits ({credit}) are not equal: lines are missing or refused"
                ).format(debit=from_units(self.debit), credit=from_units(self.credit)),
            )


def from_name(name: str) -> tuple[str, date | None]:
    """The company and closing day in the name the law gives the file.

    >>> from_name("123456789FEC20241231.txt"), from_name("export.txt")
    (('123456789', datetime.date(2024, 12, 31)), ('', None))
    """
    match = _NAME.match(name)
    if match is None:
        return "", None
    try:
        return match[1], values.day(match[2], "ymd")
    except ValueError:
        return match[1], None
