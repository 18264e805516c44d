"""What a person should know of a FEC import that is no error: controls, lines left out, dates computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from encours.errors import option
from encours.importers.due import DueDates
from encours.importers.fec.columns import may_be_due
from encours.importers.fec.items import Company
from encours.importers.fec.ledger import Ledger
from encours.importers.fec.reading_notes import of_letters, of_natures, of_replacement
from encours.said import _, several, sum_text

MOST_NAMED = 8


def notes_of(ledgers: Sequence[Ledger], companies: Sequence[Company]) -> list[str]:
    """Sentences for the import report, files first, then companies."""
    # Files of one export have the same columns: they are said once.
    alike = {(ledger.columns, ledger.unused): ledger for ledger in reversed(ledgers)}
    notes: list[str] = [note for ledger in reversed(alike.values()) for note in _of_columns(ledger)]
    notes += [note for ledger in ledgers for note in _of_file(ledger)]
    for company in companies:
        notes += [*_of_owners(company), *_of_openings(company)]
        notes += of_replacement(company)
        notes += of_natures(company)
        notes += of_letters(company)
        notes += _of_due_dates(company.due, company.ledgers)
    return notes


def _of_file(ledger: Ledger) -> list[str]:
    notes: list[str] = []
    if not any(problem.line == 0 for problem in ledger.problems):
        notes.append(
            _("{file}: debits and credits are equal at {total}.").format(
                file=ledger.file, total=sum_text(ledger.debit)
            )
        )
    if ledger.others:
        notes.append(
            several(
                "{file}: {count} line on another account than customers' is passed over, debits less "
                "credits {amount}.",
                "{file}: {count} lines on other accounts than customers' are passed over, debits "
                "less credits {amount}.",
            ).format(file=ledger.file, count=ledger.others, amount=sum_text(ledger.others_units))
        )
    if ledger.zeros:
        notes.append(
            several(
                "{file}: {count} customer line of amount zero left out.",
                "{file}: {count} customer lines of amount zero left out.",
            ).format(file=ledger.file, count=ledger.zeros)
        )
    if ledger.closings:
        notes.append(
            several(
                "{file}: {count} closing line (counterpart 891) left out, {amount} moved by it.",
                "{file}: {count} closing lines (counterpart 891) left out, {amount} moved by them.",
            ).format(file=ledger.file, count=ledger.closings, amount=sum_text(ledger.closed_units))
        )
    return notes + _of_accounts(ledger)


def _of_columns(ledger: Ledger) -> list[str]:
    notes: list[str] = [
        _("{file}: columns read: {columns}.").format(file=ledger.file, columns=", ".join(ledger.columns))
    ]
    if ledger.unused:
        notes.append(
            _("{file}: columns not used, kept as they are: {columns}.").format(
                file=ledger.file, columns=", ".join(ledger.unused)
            )
        )
    return notes


def _of_accounts(ledger: Ledger) -> list[str]:
    """What was taken for customers' when that may not be all: none at all, or accounts of class 41 left aside."""
    notes: list[str] = []
    if not ledger.lines:
        notes.append(
            _("{file}: no line on a customer account. Say which accounts are customers': {option}.").format(
                file=ledger.file, option=option("accounts")
            )
        )
    if ledger.aside:
        names = ", ".join(ledger.aside[:MOST_NAMED]) + ("…" if len(ledger.aside) > MOST_NAMED else "")
        notes.append(
            _(
                "{file}: accounts of class 41 not taken as customers': {accounts}. Else say so: {option}."
            ).format(file=ledger.file, accounts=names, option=option("accounts"))
        )
    return notes


def _of_owners(company: Company) -> list[str]:
    """Lines of bills, doubtful customers and advances without an auxiliary: deposits set against what deducts them,
    and those that stand under their account, whose they are being said nowhere."""
    notes: list[str] = []
    if company.deducted:
        debit = company.deducted[0][0].line
        notes.append(
            several(
                "{entity}: {count} deduction of a deposit set against the deposit of that amount, "
                "neither bearing a letter: {file}:{line}.",
                "{entity}: {count} deductions of a deposit set against the deposit of that amount, "
                "neither bearing a letter, such as {file}:{line}.",
            ).format(entity=company.entity, count=len(company.deducted), file=debit.file, line=debit.line)
        )
    units: Counter[str] = Counter()
    for line in company.ownerless:
        units[line.account] += line.units
    if units:
        named = ", ".join(f"{account} {sum_text(units[account])}" for account in sorted(units))
        notes.append(
            _(
                "{entity}: taken for no customer's, neither their entry nor their letter nor their document saying "
                "whose they are: {accounts}, debits less credits, lines without an auxiliary. Each account stands as "
                "a customer of its own."
            ).format(entity=company.entity, accounts=named)
        )
    return notes


def _of_openings(company: Company) -> list[str]:
    notes: list[str] = []
    kept = sum(item.line.opening for item in company.items)
    if kept:
        notes.append(
            several(
                "{entity}: {count} opening balance taken as an item, its history not being known. "
                "Import the years before to have it.",
                "{entity}: {count} opening balances taken as items, their history not being known. "
                "Import the years before to have it.",
            ).format(entity=company.entity, count=kept)
        )
    if company.openings.dropped:
        notes.append(
            several(
                "{entity}: {count} opening line stands for an item already known: not counted twice.",
                "{entity}: {count} opening lines stand for items already known: not counted twice.",
            ).format(entity=company.entity, count=company.openings.dropped)
        )
    if company.openings.unknown:
        line = company.openings.unknown[0]
        notes.append(
            several(
                "{entity}: {count} matched opening line could not be joined to an item of an earlier "
                "year, at {file}:{line} for {amount}: what it settles stays open.",
                "{entity}: {count} matched opening lines could not be joined to an item of an "
                "earlier year, the first at {file}:{line} for {amount}: what they settle stays open.",
            ).format(
                entity=company.entity,
                count=len(company.openings.unknown),
                file=line.file,
                line=line.line,
                amount=sum_text(line.units),
            )
        )
    return notes


def _of_due_dates(due: DueDates, ledgers: Sequence[Ledger]) -> list[str]:
    notes: list[str] = []
    unread = dict.fromkeys(heading for ledger in ledgers for heading in ledger.unused if may_be_due(heading))
    if due.computed:
        say = (
            several(
                "{count} due date computed from payment terms ({default} where the customer has "
                "none): columns that may be due dates are not read, {columns}. Keep one, of dates, "
                "headed EcheanceDate.",
                "{count} due dates computed from payment terms ({default} where the customer has "
                "none): columns that may be due dates are not read, {columns}. Keep one, of dates, "
                "headed EcheanceDate.",
            )
            if unread
            else several(
                "{count} due date computed from payment terms ({default} where the customer has "
                "none): the file gives none.",
                "{count} due dates computed from payment terms ({default} where the customer has "
                "none): the file gives none.",
            )
        )
        notes.append(say.format(count=due.computed, default=due.default, columns=", ".join(unread)))
    if due.misread:
        notes.append(
            _("Payment terms not understood, {default} used instead: {terms}.").format(
                default=due.default, terms=", ".join(sorted(due.misread))
            )
        )
    return notes
