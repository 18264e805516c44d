"""Items and allocations of a slice of customers, as tables of the interchange format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.demo.volume import debits as debit
from encours.demo.volume import settlement as credit
from encours.demo.volume.columns import Bools, Money, days, numbered, picked
from encours.demo.volume.debits import Debits
from encours.demo.volume.population import (
    CURRENCIES,
    DECIMALS,
    SEATS,
    Population,
    customer_codes,
    entity_code,
)
from encours.demo.volume.settlement import Credits, Links
from encours.demo.volume.timeline import Ints, Timeline

BUSINESS_UNITS = ("Équipement", "Consommables", "Services", "Pièces", "Export")
METHODS = ("virement", "prélèvement", "chèque", "effet", "carte")
REMINDERS = ("Relance 1", "Relance 2", "Mise en demeure", "Contentieux")
BLOCKS = ("Litige", "Promesse de paiement", "Accord commercial", "Avoir à établir")
SALESPEOPLE = tuple(f"Commercial {number:02d}" for number in range(1, 41))
_PREFIXES = ("FA", "ND", "LC", "RG", "AV", "AC", "PE")  # by kind, debits then credits
_KINDS = (*debit.KINDS, *credit.KINDS)
_REMINDED_AFTER = (10, 30, 60, 120)  # days late at which each reminder has gone out
_DOUBTFUL_AFTER = 180


@dataclass(frozen=True, slots=True)
class Slice:
    """The items of consecutive customers, with their keys; `first` numbers the first of them in the whole ledger."""

    who: Population
    block: slice
    time: Timeline
    debits: Debits
    credits: Credits
    links: Links
    debit_keys: pa.Array
    credit_keys: pa.Array


def draw(rng: np.random.Generator, who: Population, block: slice, time: Timeline, first: int) -> Slice:
    """Draw the items of those customers; `first` is the number of items drawn before."""
    billed = debit.bill(rng, who, block, time)
    paid, links = credit.settle(rng, who, block, billed, time)
    kinds = picked(paid.kind + len(debit.KINDS), _PREFIXES)
    credit_keys = numbered(kinds, first + len(billed) + np.arange(len(paid)))
    return Slice(who, block, time, billed, paid, links, _debit_keys(billed, first), credit_keys)


def debit_rows(rng: np.random.Generator, part: Slice, first: int) -> dict[str, Any]:
    """Columns of the invoices, debit notes and bills."""
    rows, size = part.debits, len(part.debits)
    late = np.where(rows.settles == 1, rows.paid, part.time.last) - rows.due
    open_ = rows.settles == 0
    level = np.searchsorted(_REMINDED_AFTER, late, side="right") - 1
    # A reminder stays written on an item paid late; a blocking cause is lifted once it is paid.
    blocked = open_ & (late > 0) & (rng.random(size) < 0.12)
    vat = np.array([SEATS[e % len(SEATS)][2] for e in range(part.who.entities)])[
        part.who.entity[rows.customer]
    ]
    untaxed = np.rint(rows.amount / (1 + vat)).astype(np.int64)
    return {
        **_common(part, rows.customer, part.debit_keys, rows.kind),
        "document": _documents(rows, first),
        **_dates(rows.posting, rows.issue, rows.due),
        **_money(part, rows.customer, rows.amount, untaxed),
        **_commerce(rng, part, rows.customer, rows.head + first),
        "blocking_cause": picked(rng.integers(0, len(BLOCKS), size), BLOCKS, blocked),
        "reminder_status": picked(level.clip(0), REMINDERS, level >= 0),
        "doubtful": pa.array(open_ & (late > _DOUBTFUL_AFTER) & (rng.random(size) < 0.7)),
    }


def credit_rows(rng: np.random.Generator, part: Slice, first: int) -> dict[str, Any]:
    """Columns of the payments, credit notes, advances and write-offs."""
    rows, size = part.credits, len(part.credits)
    nothing = np.zeros(size, dtype=bool)
    untaxed = np.where(rows.kind == credit.CREDIT_NOTE, np.rint(rows.amount / 1.2), rows.amount).astype(
        np.int64
    )
    return {
        **_common(part, rows.customer, part.credit_keys, rows.kind + len(debit.KINDS)),
        "document": part.credit_keys,
        **_dates(rows.posting, rows.value, rows.value),
        **_money(part, rows.customer, -rows.amount, -untaxed),
        **_commerce(rng, part, rows.customer, np.arange(size) + first + len(part.debits)),
        "blocking_cause": picked(np.zeros(size, dtype=np.int64), BLOCKS, nothing),
        "reminder_status": picked(np.zeros(size, dtype=np.int64), REMINDERS, nothing),
        "doubtful": pa.array(nothing),
    }


def allocation_rows(part: Slice) -> dict[str, Any]:
    """Columns of the allocations; the matching reference is the number of the credit."""
    links = part.links
    customer = part.debits.customer[links.debit]
    credit_keys = part.credit_keys.take(pa.array(links.credit))
    return {
        "entity": entities_of(part, customer),
        "debit_item": part.debit_keys.take(pa.array(links.debit)),
        "credit_item": credit_keys,
        "date": days(links.day),
        "amount": Money(links.amount, DECIMALS[part.who.currency[customer]]),
        "matching_ref": pc.utf8_slice_codeunits(credit_keys, 2),
    }


def entities_of(part: Slice, customer: Ints) -> pa.Array:
    """The entity of each of those customers."""
    return picked(part.who.entity[customer], [entity_code(index) for index in range(part.who.entities)])


def customers_of(part: Slice, customer: Ints) -> pa.Array:
    """The account number of each of those customers."""
    return picked(customer - part.block.start, customer_codes(part.block.start, part.block.stop))


def currencies_of(part: Slice, customer: Ints) -> pa.Array:
    """The currency of each of those customers."""
    return picked(part.who.currency[customer], CURRENCIES)


def _debit_keys(rows: Debits, first: int) -> pa.Array:
    """The document number, and which instalment it is from the second on."""
    rank = np.arange(len(rows)) - rows.head
    suffix = picked(rank, ("", "/2", "/3", "/4")).cast(pa.string())
    return pc.binary_join_element_wise(_documents(rows, first), suffix, "")


def _documents(rows: Debits, first: int) -> pa.Array:
    return numbered(picked(rows.kind, _PREFIXES), rows.head + first)


def _common(part: Slice, customer: Ints, keys: pa.Array, kind: Ints) -> dict[str, Any]:
    return {
        "entity": entities_of(part, customer),
        "customer": customers_of(part, customer),
        "item": keys,
        "kind": picked(kind, _KINDS),
    }


def _dates(posting: Ints, issue: Ints, due: Ints) -> dict[str, Any]:
    return {"posting_date": days(posting), "issue_date": days(issue), "due_date": days(due)}


def _money(part: Slice, customer: Ints, amount: Ints, untaxed: Ints) -> dict[str, Any]:
    decimals = DECIMALS[part.who.currency[customer]]
    return {
        "currency": currencies_of(part, customer),
        "amount": Money(amount, decimals),
        "amount_excl_vat": Money(untaxed, decimals),
    }


def _commerce(rng: np.random.Generator, part: Slice, customer: Ints, number: Ints) -> dict[str, Any]:
    """Who sold, under which references, and how it should be paid."""
    size = len(customer)
    referred: Bools = number % 10 < 6
    ordered: Bools = number % 10 < 8
    return {
        "business_unit": picked((customer + rng.integers(0, 2, size)) % len(BUSINESS_UNITS), BUSINESS_UNITS),
        # Left empty nine times in ten: the salesperson of the customer.
        "salesperson": picked(number % len(SALESPEOPLE), SALESPEOPLE, rng.random(size) < 0.1),
        "reference": numbered("PO-", number * 7 % 1_000_003, 6, referred),
        "order_reference": numbered("CDE", number, 8, ordered),
        "payment_method": picked(np.array((0, 0, 0, 1, 2, 3, 0, 4))[customer % 8], METHODS),
    }
