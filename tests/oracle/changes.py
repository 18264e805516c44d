"""What happens to a ledger between two imports: new lines, corrections, withdrawals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.oracle import draws
from tests.oracle.ledger import CREDITS, DEBITS, Customer, Dispute, Entity, Item, Ledger, Rate


def changed(ledger: Ledger, seed: int) -> Ledger:
    """The ledger after a few changes of every nature, still a valid one."""
    draw = Random(seed)
    natures = (_items, _newer, _older, _amounts, _dates, _kinds, _customers, _unmatched, _matched)
    natures += (_disputes, _rates, _parties)
    for nature in draw.sample(natures, 4):
        ledger = nature(ledger, draw)
    return ledger


def _items(ledger: Ledger, draw: Random, first: date = draws.FIRST, span: int = draws.SPAN) -> Ledger:
    """New items, of known and unknown customers, posted anywhere in the months held."""
    new = [_new_item(ledger, draw, n, draws.day(draw, first, span)) for n in range(2)]
    return ledger.with_(items=[*ledger.items, *new])


def _newer(ledger: Ledger, draw: Random) -> Ledger:
    """Months after the last one."""
    last = max(item.posting_date for item in ledger.items)
    return _moved(ledger, draw, last + timedelta(days=draw.randrange(20, 90)))


def _older(ledger: Ledger, draw: Random) -> Ledger:
    """Months before the first one."""
    first = min(item.posting_date for item in ledger.items)
    return _moved(ledger, draw, first - timedelta(days=draw.randrange(20, 90)))


def _moved(ledger: Ledger, draw: Random, day: date) -> Ledger:
    new = replace(_new_item(ledger, draw, 0, day), posting_date=day, issue_date=day)
    return ledger.with_(items=[*ledger.items, new])


def _new_item(ledger: Ledger, draw: Random, number: int, day: date) -> Item:
    model = draw.choice(ledger.items)
    key = f"N{len(ledger.items)}-{number}"
    customer = draw.choice((model.customer, "C1", f"new {draw.randrange(3)}"))
    return replace(model, item=key, customer=customer, posting_date=day, issue_date=None)


def _amounts(ledger: Ledger, draw: Random) -> Ledger:
    """Corrected amounts, never below what is matched: up only."""
    return _corrected(ledger, draw, lambda i: replace(i, amount=i.amount * 2))


def _dates(ledger: Ledger, draw: Random) -> Ledger:
    shift = timedelta(days=draw.choice((-40, -1, 1, 40)))
    return _corrected(
        ledger, draw, lambda i: replace(i, posting_date=i.posting_date + shift, due_date=i.due + shift)
    )


def _kinds(ledger: Ledger, draw: Random) -> Ledger:
    """Another kind of the same side; another status; another customer."""
    return _corrected(
        ledger,
        draw,
        lambda i: replace(
            i,
            kind=draw.choice(DEBITS if i.amount > 0 else CREDITS),
            customer=draw.choice((i.customer, "C2", "C3")),
            blocking_cause=draw.choice(("", "legal", "other")),
            doubtful=not i.doubtful,
            campaign=draw.choice(("", "autumn")),
        ),
    )


def _corrected(ledger: Ledger, draw: Random, correct) -> Ledger:  # type: ignore[no-untyped-def]
    chosen = set(draw.sample(range(len(ledger.items)), 3))
    return ledger.with_(items=[correct(i) if n in chosen else i for n, i in enumerate(ledger.items)])


def _customers(ledger: Ledger, draw: Random) -> Ledger:
    """Attributes of customers, and a customer described at last."""
    held = [replace(c, country=draw.choice(("FR", "IT")), salesperson="Zoe") for c in ledger.customers]
    known = {(c.entity, c.customer) for c in held}
    strangers = sorted({(i.entity, i.customer) for i in ledger.items} - known)
    return ledger.with_(customers=[*held, *(Customer(*account, country="ES") for account in strangers[:1])])


def _unmatched(ledger: Ledger, draw: Random) -> Ledger:
    kept = [a for a in ledger.allocations if draw.random() > 0.05]
    return ledger.with_(allocations=kept)


def _matched(ledger: Ledger, draw: Random) -> Ledger:
    """Matchings of what is left open."""
    taken: dict[tuple[str, str], Decimal] = {}
    for a in ledger.allocations:
        for side in (a.debit_item, a.credit_item):
            taken[a.entity, side] = taken.get((a.entity, side), Decimal(0)) + a.amount
    left = [_less(i, taken.get((i.entity, i.item), Decimal(0))) for i in ledger.items]
    new = draws.allocations(draw, ledger.with_(items=[i for i in left if i.amount]), 4)
    held = {(a.entity, a.debit_item, a.credit_item, a.date) for a in ledger.allocations}
    added = [a for a in new if (a.entity, a.debit_item, a.credit_item, a.date) not in held]
    return ledger.with_(allocations=[*ledger.allocations, *added])


def _less(item: Item, taken: Decimal) -> Item:
    return replace(item, amount=item.amount - taken if item.amount > 0 else item.amount + taken)


def _disputes(ledger: Ledger, draw: Random) -> Ledger:
    """One closed, one opened on an item, one on a whole customer."""
    item = draw.choice([i for i in ledger.items if i.kind in DEBITS])
    day = draws.day(draw)
    held = [
        replace(d, closed_on=d.opened_on + timedelta(days=9)) if draw.random() < 0.3 else d
        for d in ledger.disputes
    ]
    number = len(held)
    return ledger.with_(
        disputes=[
            *held,
            Dispute(f"N{number}", item.entity, item.customer, day, item=item.item, cause="new"),
            Dispute(f"N{number}b", item.entity, item.customer, day, amount=Decimal(50), cause="whole"),
        ]
    )


def _rates(ledger: Ledger, draw: Random) -> Ledger:
    """A rate corrected, and another day's."""
    if not ledger.rates:
        return ledger
    first, *others = ledger.rates
    held = {(r.date, r.currency) for r in ledger.rates}
    new = Rate(date(2024, 6, draw.randint(1, 30)), first.currency, Decimal("1.5"))
    added = [] if (new.date, new.currency) in held else [new]
    return ledger.with_(rates=[replace(first, rate=first.rate + 1), *others, *added])


def _parties(ledger: Ledger, draw: Random) -> Ledger:
    """A new entity with its customer and item."""
    name = f"F{len(ledger.entities) + 1}"
    item = Item(name, "C1", "I1", "invoice", draws.day(draw), Decimal(1234), business_unit="east")
    return ledger.with_(
        entities=[*ledger.entities, Entity(name, ledger.entities[0].currency)],
        customers=[*ledger.customers, Customer(name, "C1", country="BE")],
        items=[*ledger.items, item],
    )
