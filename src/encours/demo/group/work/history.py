"""Everything that was done for the group over the two years, account by account, told in the order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from encours.book.records import Kind
from encours.demo.group.clock import START
from encours.demo.group.debts import Debt, Window, debt, paid
from encours.demo.group.ledgers import Ledger
from encours.demo.group.pieces import Account, Piece
from encours.demo.group.team import Style, style_of, team_of
from encours.demo.group.work.contacts import Contact, contacts_of
from encours.demo.group.work.deed import Deed, at_work
from encours.demo.group.work.holds import Hold, holds_of
from encours.demo.group.work.reminders import Whose, reminders
from encours.demo.group.work.said import words
from encours.demo.group.work.spoken import contested, promised
from encours.demo.group.work.talks import talks

_JOTTED = 0.02  # notes about nothing in particular, for each contact
_NO_ONE = ""


@dataclass(frozen=True, slots=True)
class History:
    """What people did, those they did it with, what was held."""

    deeds: list[Deed]
    contacts: list[Contact]
    holds: list[Hold]


def history(seed: int, ledgers: Sequence[Ledger]) -> History:
    """Of all companies; the same for the same seed."""
    team = team_of([account for ledger in ledgers for account in ledger.accounts])
    told = History([], [], [])
    for ledger in ledgers:
        when = paid(ledger.pieces)
        by_account: dict[str, list[Piece]] = defaultdict(list)
        for piece in ledger.pieces:
            if (
                piece.kind is Kind.INVOICE and piece.posting >= START
            ):  # what people keep refers to no older one
                by_account[piece.account.code].append(piece)
        for account in ledger.accounts:
            invoices = by_account[account.code]
            people, holds = contacts_of(seed, account), holds_of(seed, account, invoices)
            debts = [debt(one, when[one], _held(one, holds)) for one in invoices]
            told.deeds.extend(_done(_whose(seed, account, team, people), debts))
            told.contacts.extend(people)
            told.holds.extend(holds)
    told.deeds.sort(key=lambda deed: deed.at)  # stable: one instant, in the order of the accounts
    return told


def _held(invoice: Piece, holds: Sequence[Hold]) -> list[Window]:
    return [hold.window for hold in holds if hold.about is None or hold.about is invoice]


def _whose(seed: int, account: Account, team: dict[str, Style], people: Sequence[Contact]) -> Whose:
    random = Random(f"{seed}/deeds/{account.company.code}/{account.code}")
    return Whose(account, style_of(account, team), people[0].name if people else _NO_ONE, random)


def _done(whose: Whose, debts: Sequence[Debt]) -> Iterator[Deed]:
    given = [deed for one in debts for deed in (*promised(whose, one), *contested(whose, one.invoice))]
    reminded = [deed for one in debts for deed in reminders(whose, one)]
    spoken = {deed.day for deed in given} | {deed.day for deed in reminded if not deed.automatic}
    talked = list(talks(whose, debts, spoken))
    yield from given
    yield from reminded
    yield from talked
    for deed in talked:
        if whose.random.random() < _JOTTED:
            note = whose.random.choice(words(whose.account)["note"])
            yield Deed(
                whose.account, "note", at_work(whose.random, deed.day), whose.author, minutes=1, note=note
            )
