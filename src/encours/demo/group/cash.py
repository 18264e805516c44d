"""How an account pays what it is billed: at payment runs or one by one, in part, short, late or never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random

from encours.book.records import Kind
from encours.demo.group.clock import END, after
from encours.demo.group.pieces import Account, Match, Piece
from encours.demo.seasons import month_end, next_run, next_working

_SINKS_FROM = date(2026, 5, 1)
_SINKS_BY_MONTH = {5: 12, 6: 26, 7: 45}  # days late by month of the due date; nothing is paid from August on
_PARTIAL, _SHORT, _OVER, _LOST = 0.04, 0.06, 0.066, 0.085  # cumulated shares of the payments
_LAGS = (0, 0, 0, 1, 1, 2, 3, 5)
_DOUBTFUL_AFTER, _GIVEN_UP_AFTER = 150, 300


class Desk:
    """Settles the accounts of one company: numbers the matches and collects the payments and write-offs."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._numbers: Iterator[int] = count(1)

    def settle(self, random: Random, account: Account, invoices: list[Piece], others: list[Piece]) -> None:
        """Decide when each invoice is paid, and make the payments up to the end of the demo."""
        runs: dict[date, list[Piece]] = defaultdict(list)
        alone: list[tuple[date, list[Piece]]] = []
        notes = {piece.about[0]: piece for piece in others if piece.kind is Kind.CREDIT_NOTE}
        for invoice in invoices:
            day = _payment_day(random, account, invoice)
            if day is None:
                self._give_up(random, invoice)
                continue
            members = _members(invoice, notes)
            day = next_working(max(day, *(piece.posting for piece in members)))
            if account.runs:
                runs[next_run(day)] += members
            else:
                alone.append((day, members))
        for day, members in (*runs.items(), *alone):
            if day <= END:
                self._pay(random, account, day, members)

    def _pay(self, random: Random, account: Account, day: date, members: list[Piece]) -> None:
        total = sum(piece.amount for piece in members)
        if total <= 0:  # credit notes cover it all: nothing to pay
            self._match(random, day, members) if total == 0 else None
            return
        draw = 1.0 if account.sinking and day < _SINKS_FROM else random.random()
        if draw < _PARTIAL and len(members) == 1:
            self._in_parts(random, account, day, members[0])
        elif _PARTIAL <= draw < _SHORT and total > 200_00:
            gap = random.randrange(1, 25_00)
            self._match(random, day, [*members, self._payment(random, day, members, total - gap)], gap)
        elif _SHORT <= draw < _OVER:
            more = self._payment(random, day, members, total + random.randrange(10_00, 500_00))
            self._match(random, day, [*members, more], complete=False)
        else:
            payment = self._payment(random, day, members, total)
            lost = _OVER <= draw < _LOST
            self._match(random, after(day, random.randrange(20, 70)) if lost else day, [*members, payment])

    def _in_parts(self, random: Random, account: Account, day: date, invoice: Piece) -> None:
        """A first part now, left unmatched until the rest comes, when it does."""
        first = invoice.amount * random.randrange(30, 71) // 100
        part = self._payment(random, day, [invoice], first)
        rest_day = next_working(after(day, random.randrange(25, 75)))
        if rest_day <= END and random.random() < 0.75 and not account.sinking:
            rest = self._payment(random, rest_day, [invoice], invoice.amount - first)
            self._match(random, rest_day, [invoice, part, rest])
        elif random.random() < 0.5:
            self._match(random, day, [invoice, part], complete=False)

    def _payment(self, random: Random, day: date, members: list[Piece], amount: int) -> Piece:
        posting = min(END, next_working(after(day, random.choice((0, 0, 0, 1)))))
        first = members[0]
        payment = Piece(
            first.account,
            Kind.PAYMENT,
            posting,
            day,
            day,
            first.currency,
            -amount,
            -amount,
            about=tuple(members),
        )
        self.pieces.append(payment)
        return payment

    def _match(
        self, random: Random, day: date, members: list[Piece], gap: int = 0, complete: bool = True
    ) -> None:
        """Match the pieces a few days after the last of them is in the books, unless that is after the end."""
        day = next_working(after(max(day, *(piece.posting for piece in members)), random.choice(_LAGS)))
        if day > END:
            return
        first = members[0]
        if gap:
            gone = Piece(
                first.account, Kind.WRITE_OFF, day, day, day, first.currency, -gap, -gap, about=(first,)
            )
            self.pieces.append(gone)
            members = [*members, gone]
        match = Match(next(self._numbers), day, complete)
        for piece in members:
            piece.match = match

    def _give_up(self, random: Random, invoice: Piece) -> None:
        """An invoice nobody will pay becomes doubtful, then some are written off."""
        doubtful = month_end(after(invoice.due, _DOUBTFUL_AFTER))
        if doubtful > END or invoice.account.sinking or invoice.dispute:
            return
        invoice.doubtful_on = doubtful
        lost = month_end(after(invoice.due, _GIVEN_UP_AFTER))
        if lost <= END and random.random() < 0.5:
            owed = invoice.amount + (invoice.advance.amount if invoice.advance else 0)
            gone = Piece(invoice.account, Kind.WRITE_OFF, lost, lost, lost, invoice.currency, -owed, -owed)
            gone.bad_debt = invoice
            gone.match = invoice.match = Match(next(self._numbers), lost)
            if invoice.advance:
                invoice.advance.match = invoice.match
            self.pieces.append(gone)


def _members(invoice: Piece, notes: dict[Piece, Piece]) -> list[Piece]:
    """What is settled with an invoice: its credit note, and the advance it deducts."""
    note = notes.get(invoice)
    return [piece for piece in (invoice, note, invoice.advance) if piece]


def _payment_day(random: Random, account: Account, invoice: Piece) -> date | None:
    """The day the customer would pay, by habit; None for never. A dispute holds the payment until it is closed."""
    if account.sinking and invoice.due >= _SINKS_FROM:
        late = _SINKS_BY_MONTH.get(invoice.due.month)
        return invoice.due + timedelta(days=late + random.randrange(-3, 9)) if late else None
    if random.random() < account.habit.never:
        return None
    late = (
        0
        if account.method == "prélèvement"
        else round(random.gauss(account.habit.late, account.habit.spread))
    )
    day = max(after(invoice.due, late), after(invoice.posting, 1))
    if invoice.dispute is None:
        return day
    return max(day, after(invoice.dispute.closed, 8)) if invoice.dispute.closed else None
