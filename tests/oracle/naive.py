"""The measures of a ledger by plain loops over its lines, exactly: the oracle the product is held against.

Written from the definitions alone. Everything is a fraction: nothing is rounded, nothing is floating.
`keep` says which items a cell holds: it is asked with an item and the date whose position is taken.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from tests.oracle.ledger import CREDITS, DEBITS, Allocation, Customer, Dispute, Item, Ledger

DAY = timedelta(days=1)
CASH = ("payment", "advance")
GIVEN_BACK = ("returned", "cancelled", "refund")
SALES = ("invoice", "debit_note", "credit_note")
OF_ITEMS = ("currency", "due_date", "issue_date", "kind", "item")
Keep = Callable[[Item, date], bool]


class MissingRate(Exception):
    """No rate of that currency on or before that date."""


@dataclass(frozen=True)
class Receipt:
    """Cash set against a debit."""

    debit: Item
    paid: Fraction
    value_date: date
    matched_on: date
    credit: Item


@dataclass(frozen=True)
class Contested(Item):
    """What a dispute is about."""

    dispute: Dispute | None = None


def is_cash(debit: Item, credit: Item) -> bool:
    """Money that came before history begins, or went back by the very debit it is set against, is no receipt."""
    back = debit.kind == "other_debit" and debit.nature in GIVEN_BACK and credit.issued <= debit.posting_date
    return credit.kind in CASH and credit.nature != "opening" and not back


def everything(_item: Item, _day: date) -> bool:
    return True


def window_start(day: date, months: int = 3) -> date:
    """First day of the window that ends on a day: whole calendar months when it is the end of one."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if day == month_end(day):
        return month_end(date(year, month + 1, 1)) + DAY
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) + DAY


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


class Naive:
    """Figures of one ledger in one reporting currency; None leaves amounts as they are."""

    def __init__(self, ledger: Ledger, into: str | None = None) -> None:
        self.ledger = ledger
        self.into = into
        self.items = {(i.entity, i.item): i for i in ledger.items}
        self.customers = {(c.entity, c.customer): c for c in ledger.customers}
        self.taken: dict[tuple[str, str], list[tuple[date, Fraction]]] = {key: [] for key in self.items}
        for a in ledger.allocations:
            for side in (a.debit_item, a.credit_item):
                self.taken[a.entity, side].append((self.in_force(a), Fraction(a.amount)))
        self._contested: dict[date, dict[tuple[str, str], Fraction]] = {}

    def in_force(self, allocation: Allocation) -> date:
        """The day it counts from: its own, or when the second of its items is posted."""
        sides = (allocation.debit_item, allocation.credit_item)
        return max(allocation.date, *(self.items[allocation.entity, side].posting_date for side in sides))

    # money

    def rate(self, currency: str, day: date) -> Fraction:
        if currency == "EUR":
            return Fraction(1)
        known = [r for r in self.ledger.rates if r.currency == currency and r.date <= day]
        if not known:
            raise MissingRate(currency, day)
        return Fraction(max(known, key=lambda r: r.date).rate)

    def convert(self, amount: Fraction, item: Item, day: date) -> Fraction:
        currency = self.ledger.currency(item)
        if self.into is None or currency == self.into:
            return amount
        return amount / self.rate(currency, day) * self.rate(self.into, day)

    # position

    def open(self, item: Item, day: date) -> Fraction:
        """What is open at the end of a day, signed; nothing before the item is posted."""
        if item.posting_date > day:
            return Fraction(0)
        taken = sum((amount for on, amount in self.taken[item.entity, item.item] if on <= day), Fraction(0))
        return Fraction(item.amount) - taken if item.amount > 0 else Fraction(item.amount) + taken

    def position(self, day: date, keep: Keep, kinds: tuple[str, ...]) -> Iterator[tuple[Item, Fraction]]:
        for item in self.ledger.items:
            if item.kind in kinds and keep(item, day):
                open_amount = self.open(item, day)
                if open_amount:
                    yield item, open_amount

    def gross(self, day: date, keep: Keep = everything) -> Fraction:
        return self._sum(self.position(day, keep, DEBITS), day)

    def unapplied(self, day: date, keep: Keep = everything) -> Fraction:
        return self._sum(self.position(day, keep, CREDITS), day)

    def net(self, day: date, keep: Keep = everything) -> Fraction:
        return self.gross(day, keep) + self.unapplied(day, keep)

    def overdue(self, day: date, keep: Keep = everything) -> Fraction:
        return self._sum(((i, o) for i, o in self.position(day, keep, DEBITS) if day > i.due), day)

    def not_due(self, day: date, keep: Keep = everything) -> Fraction:
        return self._sum(((i, o) for i, o in self.position(day, keep, DEBITS) if day <= i.due), day)

    def doubtful(self, day: date, keep: Keep = everything) -> Fraction:
        return self._sum(((i, o) for i, o in self.position(day, keep, DEBITS) if i.doubtful), day)

    def disputed(self, day: date, keep: Keep = everything) -> Fraction:
        return self._sum(((i, part) for i, part in self.disputed_parts(day) if keep(i, day)), day)

    def item_count(self, day: date, keep: Keep = everything) -> Fraction:
        return Fraction(sum(1 for _ in self.position(day, keep, DEBITS + CREDITS)))

    def overdue_count(self, day: date, keep: Keep = everything) -> Fraction:
        return Fraction(sum(1 for i, _ in self.position(day, keep, DEBITS) if day > i.due))

    def age_weight(self, day: date, keep: Keep = everything) -> Fraction:
        """Σ open × days since issue."""
        return self._sum(((i, o * (day - i.issued).days) for i, o in self.position(day, keep, DEBITS)), day)

    def aged(
        self, day: date, keep: Keep = everything, edges: tuple[int, ...] = (0, 30, 60, 90), base: str = "due"
    ) -> dict[str, Fraction]:
        """Open debits by bucket: the edges are the last day of each bucket but the final one."""
        found: dict[str, Fraction] = {}
        for item, open_amount in self.position(day, keep, DEBITS):
            name = bucket(item, day, edges, base)
            found[name] = found.get(name, Fraction(0)) + self.convert(open_amount, item, day)
        return found

    def _sum(self, amounts: Iterator[tuple[Item, Fraction]], day: date) -> Fraction:
        return sum((self.convert(amount, item, day) for item, amount in amounts), Fraction(0))

    # disputes

    def disputes_at(self, day: date) -> list[Dispute]:
        """Disputes open at the end of a day, oldest first: closed that day is no longer open."""
        found = [d for d in self.ledger.disputes if d.opened_on <= day and not closed_by(d, day)]
        return sorted(found, key=lambda d: (d.opened_on, d.dispute))

    def contested(self, day: date) -> dict[tuple[str, str], Fraction]:
        """Part of each open debit under dispute, never more than is open."""
        if day not in self._contested:
            found: dict[tuple[str, str], Fraction] = {}
            for dispute in self.disputes_at(day):
                for key, part in self._weighs(dispute, day):
                    found[key] = min(found.get(key, Fraction(0)) + part, self.open(self.items[key], day))
            self._contested[day] = found
        return self._contested[day]

    def disputed_parts(self, day: date) -> Iterator[tuple[Item, Fraction]]:
        """What each dispute contests of each item, of what is open and the older ones leave."""
        left: dict[tuple[str, str], Fraction] = {}
        for dispute in self.disputes_at(day):
            for key, part in self._weighs(dispute, day):
                item = self.items[key]
                taken = min(part, left.setdefault(key, self.open(item, day)))
                left[key] -= taken
                if taken:
                    yield Contested(**{**vars(item), "dispute": dispute}), taken

    def cause(self, item: Item, day: date) -> str:
        """The cause given by the first dispute opened among those that name an item or weigh on it."""
        return next((one.cause for one in self._disputes_of(item, day) if one.cause), "")

    def _disputes_of(self, item: Item, day: date) -> Iterator[Dispute]:
        key = (item.entity, item.item)
        for dispute in self.disputes_at(day):
            named = (dispute.entity, dispute.item) == key
            if named or any(key == k for k, _part in self._weighs(dispute, day)):
                yield dispute

    def _weighs(self, dispute: Dispute, day: date) -> Iterator[tuple[tuple[str, str], Fraction]]:
        """What a dispute contests: all of its item or a part; without an item, the customer's debits, the
        oldest due first, up to its amount or all of them."""
        debits = {(i.entity, i.item): o for i, o in self.position(day, everything, DEBITS)}
        left = None if dispute.amount is None else Fraction(dispute.amount)
        for key in self._targets(dispute):
            part = debits.get(key, Fraction(0)) if left is None else min(debits.get(key, Fraction(0)), left)
            if part > 0:
                yield key, part
            left = None if left is None else left - part

    def _targets(self, dispute: Dispute) -> list[tuple[str, str]]:
        if dispute.item:
            return [(dispute.entity, dispute.item)]
        account = (dispute.entity, dispute.customer)
        held = [i for i in self.ledger.items if (i.entity, i.customer) == account and i.kind in DEBITS]
        return [(i.entity, i.item) for i in sorted(held, key=lambda i: (i.due, i.item))]

    # flows: `since` and `day` are the first and last day of the window

    def sales(self, since: date, day: date, keep: Keep = everything) -> Fraction:
        return self._issued(since, day, keep, SALES)

    def sales_known(self, since: date, until: date, day: date, keep: Keep = everything) -> Fraction:
        """Sales issued from a day to another that exist on a third."""
        found = [i for i in self.ledger.items if i.kind in SALES and i.posting_date <= day]
        kept = [i for i in found if since <= i.issued <= until and keep(i, day)]
        return sum((self.convert(Fraction(i.amount), i, i.issued) for i in kept), Fraction(0))

    def credit_notes(self, since: date, day: date, keep: Keep = everything) -> Fraction:
        return -self._issued(since, day, keep, ("credit_note",))

    def write_offs(self, since: date, day: date, keep: Keep = everything) -> Fraction:
        return -self._issued(since, day, keep, ("write_off",))

    def receipts(self, since: date, day: date, keep: Keep = everything) -> Fraction:
        found = self.received(since, day, keep)
        return sum((self.convert(r.paid, r.debit, r.value_date) for r in found), Fraction(0))

    def _issued(self, since: date, day: date, keep: Keep, kinds: tuple[str, ...]) -> Fraction:
        total = Fraction(0)
        for i in self.ledger.items:
            exists = i.posting_date <= day and since <= i.issued <= day
            if i.kind in kinds and exists and keep(i, day):
                total += self.convert(Fraction(i.amount), i, i.issued)
        return total

    def received(self, since: date, day: date, keep: Keep = everything) -> list[Receipt]:
        """Receipts known on a day whose value date lies in the window, of the debits kept."""
        known = self.known_receipts(day)
        return [r for r in known if since <= r.value_date <= day and keep(r.debit, day)]

    def known_receipts(self, day: date) -> list[Receipt]:
        found = []
        for a in self.ledger.allocations:
            debit = self.items[a.entity, a.debit_item]
            credit = self.items[a.entity, a.credit_item]
            if is_cash(debit, credit) and self.in_force(a) <= day:
                found.append(Receipt(debit, Fraction(a.amount), credit.issued, self.in_force(a), credit))
        return found

    # dimensions

    def subject(self, dispute: Dispute) -> Item:
        """The item a dispute names, with the cause of that dispute; an item without a key when it names none."""
        if dispute.item:
            return Contested(**{**vars(self.items[dispute.entity, dispute.item]), "dispute": dispute})
        return Contested(
            dispute.entity, dispute.customer, "", "", dispute.opened_on, Decimal(0), dispute=dispute
        )

    def value(self, item: Item, dimension: str, day: date, edges: tuple[int, ...] = (0, 30, 60, 90)) -> str:
        """The value of a dimension for an item on a day; "" is unknown."""
        holder = self.customers.get((item.entity, item.customer), Customer(item.entity, item.customer))
        if dimension == "bucket":
            return bucket(item, day, edges) if item.kind in DEBITS else "unapplied"
        if dimension == "dispute_cause":
            return (
                item.dispute.cause if isinstance(item, Contested) and item.dispute else self.cause(item, day)
            )
        if isinstance(item, Contested) and not item.item and dimension in OF_ITEMS:
            return ""
        if dimension == "blocking_cause" and any(self._disputes_of(item, day)):
            return "disputed"
        if dimension == "salesperson":
            return item.salesperson or holder.salesperson
        if dimension == "currency":
            return self.ledger.currency(item)
        if dimension in ("due_date", "issue_date"):
            return str(item.due if dimension == "due_date" else item.issued)
        if dimension == "doubtful":
            return "true" if item.doubtful else "false"
        if dimension == "customer_name":
            return holder.name
        return str(getattr(item if hasattr(item, dimension) else holder, dimension))


def closed_by(dispute: Dispute, day: date) -> bool:
    return dispute.closed_on is not None and dispute.closed_on <= day


def bucket(item: Item, day: date, edges: tuple[int, ...] = (0, 30, 60, 90), base: str = "due") -> str:
    """`not_due`, then `1-30`…, then `91+`: by days since the due date, or since the issue date."""
    days = (day - (item.due if base == "due" else item.issued)).days
    if days <= edges[0]:
        return "not_due"
    for low, high in pairwise(edges):
        if days <= high:
            return f"{low + 1}-{high}"
    return f"{edges[-1] + 1}+"
