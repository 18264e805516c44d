"""The ledgers of the demo group: every piece of two years, numbered, matched and followed up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from random import Random

from encours.book.records import Kind
from encours.demo.group.cash import Desk
from encours.demo.group.cast import COMPANIES, cast
from encours.demo.group.clock import END, START, after
from encours.demo.group.debts import paid
from encours.demo.group.pieces import Account, Company, Piece, Promise
from encours.demo.group.trade import bill
from encours.demo.group.word import give_word
from encours.demo.seasons import next_working

_PREFIXES = {
    "FR": {
        Kind.INVOICE: "FA",
        Kind.CREDIT_NOTE: "AV",
        Kind.PAYMENT: "RG",
        Kind.ADVANCE: "AC",
        Kind.WRITE_OFF: "OD",
    },
    "GB": {
        Kind.INVOICE: "INV",
        Kind.CREDIT_NOTE: "CN",
        Kind.PAYMENT: "REC",
        Kind.ADVANCE: "DEP",
        Kind.WRITE_OFF: "WO",
    },
}
REMINDERS = {
    "FR": ("Relance 1", "Relance 2", "Mise en demeure", "Contentieux"),
    "GB": ("Reminder 1", "Reminder 2", "Formal notice", "Legal action"),
}
BLOCKS = {
    "FR": ("Litige", "Promesse de paiement", "Accord direction", "Avoir à établir"),
    "GB": ("Dispute", "Promise to pay", "Management agreement", "Credit note due"),
}
REMINDED_AFTER = (8, 25, 50, 100)
_SINKS_FROM = date(2026, 5, 1)
_PROMISED, _PROMISED_WHEN_SINKING = 0.09, 0.6


@dataclass(frozen=True, slots=True)
class Ledger:
    """A company, its accounts and its pieces by posting date, those settled before the start left out."""

    company: Company
    accounts: list[Account]
    pieces: list[Piece]


def ledgers(seed: int) -> list[Ledger]:
    """One ledger per company, the same for the same seed."""
    accounts = cast(seed)
    return [_ledger(seed, company, [a for a in accounts if a.company is company]) for company in COMPANIES]


def open_at(piece: Piece, day: date) -> bool:
    """Whether a piece stands open at the end of a day: posted, and not wholly matched."""
    settled = piece.match is not None and piece.match.complete and piece.match.day <= day
    return piece.posting <= day and not settled


def _ledger(seed: int, company: Company, accounts: list[Account]) -> Ledger:
    desk = Desk()
    pieces: list[Piece] = []
    for account in accounts:
        random = Random(f"{seed}/{company.code}/{account.code}")
        invoices, others = bill(random, account)
        desk.settle(random, account, invoices, others)
        for invoice in invoices:
            _follow_up(random, invoice)
        pieces += [*invoices, *others]
    pieces += desk.pieces
    give_word(seed, [p for p in pieces if p.kind is Kind.INVOICE and p.posting >= START], paid(pieces))
    pieces.sort(key=lambda piece: piece.posting)  # stable: same day, in the order of the accounts
    _number(company, pieces)
    return Ledger(
        company, accounts, [p for p in pieces if p.posting >= START or open_at(p, after(START, -1))]
    )


def _number(company: Company, pieces: list[Piece]) -> None:
    """Numbers by kind and year, as they come; the instalments of an invoice share theirs."""
    prefixes = _PREFIXES["GB" if company.code == "GB01" else "FR"]
    last: Counter[tuple[Kind, int]] = Counter()
    given: dict[tuple[str, date, str], str] = {}
    for piece in pieces:
        document = (piece.account.code, piece.issue, piece.order)
        if piece.kind is Kind.INVOICE and document in given:
            piece.number = given[document]
            continue
        year = piece.posting.year
        last[piece.kind, year] += 1
        piece.number = given[document] = f"{prefixes[piece.kind]}{year % 100}-{last[piece.kind, year]:05d}"


def _follow_up(random: Random, invoice: Piece) -> None:
    """What the reminders have come to at the end, for an invoice still open; and the promises on the way."""
    sinks = invoice.account.sinking and invoice.due >= _SINKS_FROM
    if random.random() < (_PROMISED_WHEN_SINKING if sinks else _PROMISED):
        _promise(random, invoice)
    late = (END - invoice.due).days
    if invoice.match or late <= 0:
        return
    manner = "GB" if invoice.account.company.code == "GB01" else "FR"
    level = sum(late >= days for days in REMINDED_AFTER)
    invoice.reminder = REMINDERS[manner][level - 1] if level else ""
    blocks = BLOCKS[manner]
    if invoice.dispute and invoice.dispute.closed is None:
        invoice.blocking = blocks[0]
    elif invoice.promises and invoice.promises[-1].due >= END:
        invoice.blocking = blocks[1]
    elif random.random() < 0.06:
        invoice.blocking = random.choice(blocks[2:])


def _promise(random: Random, invoice: Piece) -> None:
    """A promise taken once the invoice is late, for all or half of it."""
    paid_on = invoice.match.day if invoice.match else END
    made = next_working(after(invoice.due, random.randrange(4, 20)))
    if made >= min(paid_on, END) or made < START or invoice.posting < START:
        return
    due = next_working(after(made, random.randrange(4, 20)))
    cancelled = after(made, 2) if random.random() < 0.04 and after(made, 2) <= END else None
    amount = invoice.amount * (100 if random.random() < 0.85 else 50) // 100
    invoice.promises.append(Promise(made, due, amount, cancelled))
