"""Calls in which customers promised or contested, those after a broken promise, and how disputes ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from encours.book.follow_up import GRACE_DAYS
from encours.demo.group.clock import END, START, after
from encours.demo.group.debts import Debt
from encours.demo.group.pieces import Piece, Promise
from encours.demo.group.trade import answer_by
from encours.demo.group.work.deed import Deed, at_work, taking
from encours.demo.group.work.reminders import Whose
from encours.demo.group.work.said import spelt, words
from encours.demo.seasons import next_working


def promised(whose: Whose, debt: Debt) -> Iterator[Deed]:
    """A call for each promise, and one more when it was not kept."""
    for promise in debt.invoice.promises:
        yield _promise(whose, debt.invoice, promise)
        day = next_working(after(promise.due, GRACE_DAYS + 1))
        if not promise.cancelled and debt.chased(day):
            said = whose.random.choice(words(whose.account)["broken"]).format(day=f"{promise.due:%d/%m/%Y}")
            outcome = whose.random.choice(("no_answer", "message_left", "reached", "refused", "call_back"))
            yield _call(whose, debt.invoice, day, outcome, said, ("", None))


def contested(whose: Whose, invoice: Piece) -> Iterator[Deed]:
    """The call in which an invoice was contested, and the note of how that ended."""
    dispute = invoice.dispute
    if dispute is None:
        return
    own = words(whose.account)
    if dispute.opened >= START:
        note = whose.random.choice(own["disputed"]).format(cause=dispute.cause.lower())
        step = own["chase"][0].format(owner=dispute.owner)
        yield _call(whose, invoice, dispute.opened, "disputed", note, (step, answer_by(dispute)))
    if dispute.closed and START <= dispute.closed <= END:
        at = at_work(whose.random, dispute.closed)
        note = whose.random.choice(own[dispute.outcome])
        yield Deed(whose.account, "note", at, whose.author, invoice, minutes=2, note=note)


def _promise(whose: Whose, invoice: Piece, promise: Promise) -> Deed:
    own = words(whose.account)
    amount = f"{spelt(whose.account, Decimal(promise.amount).scaleb(-2))} {invoice.currency}"
    said = whose.random.choice(own["plan" if promise.plan else "promised"])
    note = said.format(amount=amount, day=f"{promise.due:%d/%m/%Y}")
    check = (own["check"][0], next_working(after(promise.due, 1)))
    return _call(whose, invoice, promise.made, "promised", note, check)


def _call(
    whose: Whose, invoice: Piece, day: date, outcome: str, note: str, step: tuple[str, date | None]
) -> Deed:
    return Deed(
        whose.account, "call", at_work(whose.random, day), whose.author, invoice, channel="phone",
        minutes=taking(whose.random, whose.style.minutes), outcome=outcome, contact=whose.contact, note=note,
        next_step=step[0], next_on=step[1],
    )  # fmt: skip
