"""Customers and invoices that were not chased for a while, and those that are not now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from encours.demo.group.clock import END, START, after
from encours.demo.group.debts import Window
from encours.demo.group.ledgers import BLOCKS, open_at
from encours.demo.group.pieces import Account, Piece
from encours.demo.seasons import next_working

_REASONS = {
    "FR": (
        *("Accord commercial en cours", "Changement de logiciel comptable", "Fermeture annuelle"),
        *("Négociation de fin d’année", "Compensation avec nos achats"),
    ),
    "GB": ("Commercial agreement under way", "New accounting system", "Set off against our purchases"),
}
_ONCE, _NOW = 0.05, 0.02  # shares of the accounts held once during the two years, and at their end
_LIFTED = 0.3


@dataclass(frozen=True, slots=True)
class Hold:
    """Not chased from a day until another, `until` None for no end said; `about` None for the whole account."""

    account: Account
    about: Piece | None
    reason: str
    first: date
    until: date | None
    cancelled: date | None = None

    @property
    def window(self) -> Window:
        return self.first, self.cancelled or self.until or END


def holds_of(seed: int, account: Account, invoices: Sequence[Piece]) -> list[Hold]:
    """Those of an account, and one for each of its invoices that the list of the end shows as blocked by agreement."""
    random = Random(f"{seed}/holds/{account.company.code}/{account.code}")
    manner = "GB" if account.company.code == "GB01" else "FR"
    found = [
        _of_an_invoice(random, one) for one in invoices if one.blocking and one.blocking in BLOCKS[manner][2:]
    ]
    if account.sinking:
        return found
    draw = random.random()
    late = any(one.due < END and open_at(one, END) for one in invoices)
    if draw < _ONCE:
        found.append(_once(random, account, _REASONS[manner]))
    elif draw < _ONCE + _NOW * 4 and late:
        first = next_working(after(END, -random.randrange(4, 21)))
        until = after(END, random.randrange(8, 40)) if random.random() < 0.75 else None
        found.append(Hold(account, None, random.choice(_REASONS[manner]), first, until))
    return found


def _of_an_invoice(random: Random, invoice: Piece) -> Hold:
    first = next_working(max(after(invoice.due, 3), after(END, -random.randrange(5, 30))))
    until = after(END, random.randrange(6, 45))
    return Hold(invoice.account, invoice, invoice.blocking, min(first, END), until)


def _once(random: Random, account: Account, reasons: Sequence[str]) -> Hold:
    first = next_working(after(START, random.randrange(60, 600)))
    until = after(first, random.randrange(15, 46))
    lifted = after(first, random.randrange(5, 14)) if random.random() < _LIFTED else None
    return Hold(account, None, random.choice(reasons), first, until, lifted)
