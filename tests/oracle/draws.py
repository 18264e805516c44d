"""Random ledgers: a few parties, every kind of item, matchings and disputes of every shape."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.oracle.ledger import (
    CREDITS,
    DEBITS,
    Allocation,
    Customer,
    Dispute,
    Entity,
    Item,
    Ledger,
    Rate,
)

FIRST = date(2024, 1, 1)
SPAN = 460  # days: a leap February, two year ends, two month ends of 31, 30, 29 and 28 days
DECIMALS = {"EUR": 2, "USD": 2, "JPY": 0, "TND": 3}
RATES = {"USD": "1.0834", "JPY": "161.27", "TND": "3.3792"}
MONTH_ENDS = [date(2024, m + 1, 1) - timedelta(days=1) for m in range(1, 12)] + [date(2024, 12, 31)]
HUGE = 10**13  # minor units


def ledger(seed: int, size: int = 60, currencies: tuple[str, ...] = tuple(DECIMALS)) -> Ledger:
    """A ledger of `size` items, the same for the same arguments."""
    draw = Random(seed)
    entities = tuple(Entity(f"F{n}", draw.choice(currencies)) for n in range(1, draw.randint(1, 3) + 1))
    customers = tuple(_customer(draw, e.entity, f"C{n}") for e in entities for n in range(1, 5))
    accounts = [(e.entity, f"C{n}") for e in entities for n in range(1, 6)]  # the last is in no table
    items = tuple(_item(draw, n, draw.choice(accounts), currencies) for n in range(size))
    book = Ledger(entities, customers, items, rates=_rates(draw, currencies))
    book = book.with_(allocations=allocations(draw, book, size))
    return book.with_(disputes=_disputes(draw, book, size // 5))


def day(draw: Random, first: date = FIRST, span: int = SPAN) -> date:
    """Any day, more often a month end or a neighbour of one: that is where limits are."""
    if draw.random() < 0.4:
        return draw.choice(MONTH_ENDS) + timedelta(days=draw.choice((-1, 0, 0, 1)))
    return first + timedelta(days=draw.randrange(span))


def _customer(draw: Random, entity: str, customer: str) -> Customer:
    return Customer(
        entity,
        customer,
        name=f"Name {customer}",
        group=draw.choice(("", "G1", "G2")),
        country=draw.choice(("", "FR", "DE")),
        sector=draw.choice(("S1", "S2, retail", "l'été")),
        portfolio=draw.choice(("P1", "P2")),
        salesperson=draw.choice(("", "Ann")),
        tier="gold" if customer == "C1" else draw.choice(("", "silver")),
    )


def _item(draw: Random, number: int, account: tuple[str, str], currencies: tuple[str, ...]) -> Item:
    kind = draw.choice(("invoice",) * 6 + ("payment",) * 3 + DEBITS + CREDITS)
    currency = draw.choice(("", *currencies))
    issued = day(draw)
    posted = issued + timedelta(days=draw.choice((0, 0, 0, 1, 3, 12, -2)))
    due = issued + timedelta(days=draw.choice((0, 10, 30, 30, 45, 60, -5)))
    return Item(
        *account,
        f"I{number}",
        kind,
        posted,
        amount(draw, currency) * (1 if kind in DEBITS else -1),
        issue_date=draw.choice((issued, issued, issued, None)),
        due_date=draw.choice((due, due, due, day(draw), None)),
        currency=currency,
        business_unit=draw.choice(("", "north", "south")),
        salesperson=draw.choice(("", "", "Bob")),
        blocking_cause=draw.choice(("", "", "legal")),
        reminder_status=draw.choice(("", "1", "2")),
        doubtful=draw.random() < 0.1,
        nature=draw.choice(("", "returned", "refund", "opening", "transfer")),
        campaign="" if number % 3 else "spring",
    )


def amount(draw: Random, currency: str) -> Decimal:
    """Mostly ordinary; sometimes with five decimals, sometimes of ten thousand billion minor units."""
    places = DECIMALS.get(currency, 0)  # an item that says no currency may turn out to be in yen
    chance = draw.random()
    if chance < 0.05:
        return Decimal(HUGE - draw.randrange(1000)).scaleb(-places)
    if chance < 0.15:
        return Decimal(draw.randint(1, 10**8)).scaleb(-5)
    return Decimal(draw.randint(1, 50_000)).scaleb(-places) * draw.choice((1, 1, 10))


def allocations(draw: Random, book: Ledger, tries: int) -> list[Allocation]:
    """Credits set against debits of their entity and currency, in part or wholly, at any time."""
    left = {(i.entity, i.item): abs(i.amount) for i in book.items}
    found: dict[tuple[str, str, str, date], Allocation] = {}
    debits = [i for i in book.items if i.kind in DEBITS]
    credits = [i for i in book.items if i.kind in CREDITS]
    for _ in range(tries * 3 if debits and credits else 0):
        d, c = draw.choice(debits), draw.choice(credits)
        room = min(left[d.entity, d.item], left[c.entity, c.item])
        if d.entity != c.entity or book.currency(d) != book.currency(c) or not room:
            continue
        taken = room if draw.random() < 0.6 else (room * draw.randint(1, 9) / 10).quantize(Decimal("1e-5"))
        both = max(d.posting_date, c.posting_date)
        on = draw.choice((both, both, both + timedelta(days=draw.randrange(40)), day(draw), d.posting_date))
        if taken and (d.entity, d.item, c.item, on) not in found:
            found[d.entity, d.item, c.item, on] = Allocation(d.entity, d.item, c.item, on, taken)
            left[d.entity, d.item] -= taken
            left[c.entity, c.item] -= taken
    return list(found.values())


def _disputes(draw: Random, book: Ledger, count: int) -> list[Dispute]:
    debits = [i for i in book.items if i.kind in DEBITS]
    found = []
    for number in range(count if debits else 0):
        item = draw.choice(debits)
        opened = day(draw)
        closed = draw.choice((None, None, opened + timedelta(days=draw.choice((0, 1, 20, 70)))))
        part = (item.amount * draw.randint(1, 12) / 10).quantize(Decimal("1e-5"))
        named = item.item if draw.random() < 0.8 else ""
        wanted = draw.choice((None, part)) if part else None
        cause = draw.choice(("price", "quality", ""))
        found.append(Dispute(f"D{number}", item.entity, item.customer, opened, closed, named, cause, wanted))
    return found


def _rates(draw: Random, currencies: tuple[str, ...]) -> tuple[Rate, ...]:
    days = sorted({date(2023, 6, 1), *(day(draw) for _ in range(12))})
    return tuple(
        Rate(on, currency, (Decimal(RATES[currency]) * draw.randint(90, 110) / 100).quantize(Decimal("1e-6")))
        for currency in currencies
        if currency != "EUR"
        for on in days
    )
