"""What is owed on each invoice and until when, and the days on which it may be chased."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from encours.book.follow_up import GRACE_DAYS
from encours.book.records import Kind
from encours.demo.group.clock import END, after
from encours.demo.group.pieces import Piece

NEVER = date.max
Window = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Paid:
    """When the whole of an invoice was paid, credited or given up (NEVER while it is not), and how much of it was to be
    paid in cash, in cents."""

    on: date
    owed: int


@dataclass(frozen=True, slots=True)
class Debt:
    """An invoice as whoever collects it sees it. In its `quiet` windows it is contested, promised or held."""

    invoice: Piece
    settled: date
    owed: int
    quiet: Sequence[Window]

    @property
    def due(self) -> date:
        return self.invoice.due

    def chased(self, day: date) -> bool:
        """Whether it is late, unpaid and free on a day."""
        doubtful = self.invoice.doubtful_on
        return (
            max(self.due, self.invoice.posting) < day < self.settled
            and day <= END
            and (doubtful is None or day < doubtful)
            and not any(first <= day <= last for first, last in self.quiet)
        )


def paid(pieces: Iterable[Piece]) -> dict[Piece, Paid]:
    """Of each invoice. A receipt counts from its value date, whenever it is matched."""
    pieces = list(pieces)
    receipts: dict[Piece, list[Piece]] = defaultdict(list)
    credits: dict[Piece, int] = defaultdict(int)
    given_up: dict[Piece, date] = {}
    for piece in pieces:
        if piece.kind is Kind.PAYMENT:
            for invoice in piece.about:
                receipts[invoice].append(piece)
        elif piece.kind is Kind.CREDIT_NOTE:
            credits[piece.about[0]] += piece.amount
        elif piece.bad_debt:
            given_up[piece.bad_debt] = piece.posting
    found = {}
    for invoice in (piece for piece in pieces if piece.kind is Kind.INVOICE):
        advance = invoice.advance.amount if invoice.advance else 0
        owed = invoice.amount + credits[invoice] + advance
        found[invoice] = Paid(_settled(invoice, receipts[invoice], given_up.get(invoice)), owed)
    return found


def _settled(invoice: Piece, receipts: Sequence[Piece], given_up: date | None) -> date:
    """A first part of a single invoice leaves it open until the rest is there."""
    if given_up:
        return given_up
    if not receipts:
        return invoice.match.day if invoice.match and invoice.match.complete else NEVER
    if len(receipts) == 1 and _is_part(receipts[0]):
        return NEVER
    return max(receipt.issue for receipt in receipts)


def _is_part(receipt: Piece) -> bool:
    """Seven tenths at most come first; differences that are written off are smaller."""
    return len(receipt.about) == 1 and -receipt.amount * 4 < receipt.about[0].amount * 3


def debt(invoice: Piece, paid: Paid, holds: Sequence[Window] = ()) -> Debt:
    """With the days on which it is contested, promised or held."""
    quiet = list(holds)
    if invoice.dispute:
        quiet.append((invoice.dispute.opened, invoice.dispute.closed or END))
    for promise in invoice.promises:
        quiet.append((promise.made, promise.cancelled or after(promise.due, GRACE_DAYS)))
    return Debt(invoice, paid.on, paid.owed, quiet)
