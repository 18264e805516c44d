"""What customers promise: payers of habit keep their word, the others mostly do not, and some ask for instalments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

from encours.demo.group.cast import BAD, CHRONIC, ERRATIC, PUNCTUAL, SLIGHTLY_LATE
from encours.demo.group.clock import END, START, after
from encours.demo.group.debts import NEVER, Paid
from encours.demo.group.pieces import Account, Piece, Promise
from encours.demo.seasons import next_working

_KEEP = {
    PUNCTUAL.name: 0.95,
    SLIGHTLY_LATE.name: 0.88,
    CHRONIC.name: 0.5,
    ERRATIC.name: 0.35,
    BAD.name: 0.1,
}
_AGAIN = 0.4  # of the promises broken, those made once more
_LATELY = 0.12  # of what is late at the end, promised in the last weeks
_LEAST = 20_00
_PATIENCE_DAYS = 45  # nobody is given longer
_PLANS = {CHRONIC.name: 0.5, ERRATIC.name: 0.5, BAD.name: 0.9}
_PLAN_LATE, _PLAN_APART, _INSTALMENTS = 15, 28, (3, 4)


def give_word(seed: int, invoices: Sequence[Piece], paid: Mapping[Piece, Paid]) -> None:
    """Date the promises of the invoices by what came of them, leave out those that make no sense, add instalments."""
    by_account: dict[int, list[Piece]] = defaultdict(list)
    accounts: dict[int, Account] = {}
    for invoice in invoices:
        by_account[id(invoice.account)].append(invoice)
        accounts[id(invoice.account)] = invoice.account
    for key, theirs in by_account.items():
        account = accounts[key]
        random = Random(f"{seed}/word/{account.company.code}/{account.code}")
        for invoice in theirs:
            invoice.promises[:] = _promises(random, invoice, paid[invoice])
        for invoice in theirs:
            invoice.promises += _lately(random, invoice, paid[invoice])
        if account.sinking or random.random() < _PLANS.get(account.habit.name, 0):
            _plan(random, account, theirs, paid)


def _promises(random: Random, invoice: Piece, paid: Paid) -> list[Promise]:
    found = []
    for promise in invoice.promises:
        if not _sensible(invoice, promise.made, paid):
            continue
        share = promise.amount * 2 > invoice.amount
        amount = max(1, paid.owed if share else paid.owed // 2)
        told = replace(promise, amount=amount)
        if not told.cancelled:
            told = replace(told, due=_due(random, invoice.account, promise.made, promise.due, paid.on))
        found.append(told)
        again = next_working(after(told.due, random.randrange(4, 9)))
        if not told.cancelled and random.random() < _AGAIN and _sensible(invoice, again, paid):
            due = next_working(after(again, random.randrange(5, 20)))
            found.append(Promise(again, _due(random, invoice.account, again, due, paid.on), amount))
    return found


def _lately(random: Random, invoice: Piece, paid: Paid) -> list[Promise]:
    """Of what is late at the end, some was promised in the last weeks: for these days, or for a day just gone by."""
    if paid.on <= END or invoice.promises or random.random() >= _LATELY:
        return []
    due = next_working(after(END, random.randrange(-14, 9)))
    made = next_working(after(due, -random.randrange(6, 15)))
    return [Promise(made, due, max(1, paid.owed))] if made < due and _sensible(invoice, made, paid) else []


def _sensible(invoice: Piece, made: date, paid: Paid) -> bool:
    """Promises are asked for what is late and not contested, before the money is there."""
    contested = invoice.dispute and made >= invoice.dispute.opened and (invoice.dispute.closed or END) >= made
    late = max(invoice.due, invoice.posting) < made < min(paid.on, END)
    return late and not contested and paid.owed >= _LEAST


def _due(random: Random, account: Account, made: date, said: date, settled: date) -> date:
    """The day promised: one that is kept, or one by which the money is not there. No money, no word kept."""
    keeps = random.random() < _KEEP[account.habit.name] and not account.sinking
    if settled == NEVER:
        return said
    if keeps and settled <= after(made, _PATIENCE_DAYS):
        return next_working(max(after(settled, random.choice((-1, 0, 0, 1, 2))), after(made, 1)))
    early = after(settled, -random.randrange(6, 15))
    return next_working(max(min(said, early), after(made, 1)))


def _plan(random: Random, account: Account, invoices: Sequence[Piece], paid: Mapping[Piece, Paid]) -> None:
    """Once, when several invoices are late together: one of them for each instalment."""
    wanted = random.choice(_INSTALMENTS)
    first = after(START, 60 + random.randrange(0, 420))
    for step in range(0, (END - first).days, 14):
        made = next_working(after(first, step))
        late = [one for one in invoices if _owed_in_plan(one, made, paid[one])]
        late = _one_a_day(sorted(late, key=lambda one: (paid[one].on, one.due)), paid)[:wanted]
        if len(late) == wanted:
            name = f"Échéancier {account.code}/{made:%y%m}"
            for invoice, due in zip(late, _instalments(random, account, made, late, paid), strict=True):
                invoice.promises.append(Promise(made, due, max(1, paid[invoice].owed), plan=name))
            return


def _owed_in_plan(invoice: Piece, made: date, paid: Paid) -> bool:
    free = all(promise.due < made or promise.made > END for promise in invoice.promises)
    return free and _sensible(invoice, made, paid) and (made - invoice.due).days >= _PLAN_LATE


def _one_a_day(invoices: Sequence[Piece], paid: Mapping[Piece, Paid]) -> list[Piece]:
    """Those paid on different days; all that are never paid."""
    return [
        one
        for before, one in pairwise([None, *invoices])
        if one and (before is None or paid[one].on == NEVER or paid[before].on != paid[one].on)
    ]


def _instalments(
    random: Random, account: Account, made: date, invoices: Iterable[Piece], paid: Mapping[Piece, Paid]
) -> list[date]:
    """Their days, a month apart; who keeps to them is given those of the payments."""
    keeps = not account.sinking and random.random() < max(0.3, _KEEP[account.habit.name])
    days: list[date] = []
    for rank, invoice in enumerate(invoices, 1):
        due = next_working(after(made, _PLAN_APART * rank))
        settled = paid[invoice].on
        if keeps and settled < after(due, _PLAN_APART):
            due = next_working(settled)
        days.append(due if not days or due > days[-1] else next_working(after(days[-1], 7)))
    return days
