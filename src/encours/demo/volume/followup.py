"""Disputes, promises, actions and holds on a slice of items, as tables of the book: a few per cent, or so many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.demo.volume.columns import Money, days, numbered, picked
from encours.demo.volume.ledger import Slice, currencies_of, customers_of, entities_of
from encours.demo.volume.population import DECIMALS
from encours.demo.volume.timeline import Ints

CAUSES = ("Prix", "Quantité", "Qualité", "Livraison", "Commande absente", "Doublon")
OUTCOMES = ("Accepté", "Refusé", "Avoir partiel")
OWNERS = ("Service qualité", "Logistique", "Commerce", "Administration des ventes")
PEOPLE = tuple(f"Gestionnaire {number:02d}" for number in range(1, 13))
REASONS = ("Accord commercial", "Changement de logiciel", "Avoir à établir")
STEPS = ("Rappeler", "Vérifier le virement", "Relancer par écrit")
_DISPUTED, _PROMISED, _CHASED, _HELD = 0.008, 0.012, 0.06, 0.001
_KNOWN = 0.8  # of the customers have a contact
_PLANNED = 0.1  # of the actions say a next step
_LONGEST = 75  # days late at which the last of many actions was done
_CHANNELS = ("email", "phone", "letter", "sms")
_KINDS = ("reminder", "call", "letter", "reminder")
_ANSWERS = ("Sans réponse", "Promesse", "Litige", "Paiement annoncé")
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Work:
    """How many of each there are in the whole book, about; None for the few per cent there usually are."""

    actions: int | None = None
    promises: int | None = None
    disputes: int | None = None

    def of(self, rate: float) -> Work:
        """Those of a part of the book."""
        told = (
            None if one is None else round(one * rate) for one in (self.actions, self.promises, self.disputes)
        )
        return Work(*told)


USUAL = Work()


def disputes(rng: np.random.Generator, part: Slice, first: int, wanted: int | None = None) -> dict[str, Any]:
    """Columns of the disputes; half of them contest the whole item and give no amount."""
    issued = part.debits.issue
    chosen = _some(rng, part, _DISPUTED, issued + 45 <= part.time.last, wanted)
    size = len(chosen)
    opened = part.debits.posting[chosen] + rng.integers(3, 40, size)
    closed = opened + rng.integers(4, 110, size)
    over = (closed <= part.time.last) & (rng.random(size) < 0.85)
    share = 0.1 + 0.8 * rng.random(size)
    return {
        "dispute": _keys("D", first, chosen, wanted),
        **_about(part, chosen),
        "cause": picked(rng.integers(0, len(CAUSES), size), CAUSES),
        "amount": _part_of(part, chosen, np.where(rng.random(size) < 0.5, share, np.nan)),
        "opened_on": days(opened),
        "closed_on": days(closed, over),
        "outcome": picked(rng.integers(0, len(OUTCOMES), size), OUTCOMES, over),
        "owner": picked(rng.integers(0, len(OWNERS), size), OWNERS),
    }


def promises(rng: np.random.Generator, part: Slice, first: int, wanted: int | None = None) -> dict[str, Any]:
    """Columns of the promises taken on late items."""
    chosen = _some(rng, part, _PROMISED, _late(part, 5), wanted)
    size = len(chosen)
    made = part.debits.due[chosen] + rng.integers(2, 5, size)
    cancelled = rng.random(size) < 0.05
    share = np.where(rng.random(size) < 0.8, 1.0, 0.5)
    return {
        "promise": _keys("PR", first, chosen, wanted),
        **_about(part, chosen),
        "made_on": days(made),
        "due_on": days(made + rng.integers(3, 30, size)),
        "amount": _part_of(part, chosen, share),
        "currency": currencies_of(part, part.debits.customer[chosen]),
        "collector": picked(rng.integers(0, len(PEOPLE), size), PEOPLE),
        "cancelled_on": days(np.minimum(made + 2, part.time.last), cancelled),
    }


def actions(rng: np.random.Generator, part: Slice, first: int, wanted: int | None = None) -> dict[str, Any]:
    """Columns of the reminders and calls made on late items: one each, or many over the days it was late."""
    chosen = _some(rng, part, _CHASED, _late(part, 8), wanted)
    size = len(chosen)
    channel = rng.integers(0, len(_CHANNELS), size)
    automatic = (channel == 0) & (rng.random(size) < 0.7)
    day = part.debits.due[chosen] + rng.integers(3, 8 if wanted is None else _LONGEST, size)
    day = np.minimum(day, part.time.last)
    done = day * _DAY + rng.integers(8 * 3600, 18 * 3600, size)
    planned = ~automatic & (rng.random(size) < _PLANNED)
    return {
        "action": _keys("A", first, chosen, wanted),
        **_about(part, chosen),
        "kind": picked(channel, _KINDS),
        "level": rng.integers(1, 4, size),
        "channel": picked(channel, _CHANNELS),
        "automatic": pa.array(automatic),
        "done_at": pa.array(done).cast(pa.timestamp("s")),
        "minutes": pa.array(np.where(automatic, 0, rng.integers(1, 25, size))).cast(pa.decimal128(19, 0)),
        "author": picked(rng.integers(0, len(PEOPLE), size), PEOPLE, ~automatic),
        "outcome": picked(rng.integers(0, len(_ANSWERS), size), _ANSWERS, channel == 1),
        "next_step": picked(rng.integers(0, len(STEPS), size), STEPS, planned),
        "next_on": days(day + rng.integers(2, 15, size), planned),
    }


def holds(rng: np.random.Generator, part: Slice, first: int) -> dict[str, Any]:
    """Columns of the holds, half of them on the whole account."""
    chosen = _some(rng, part, _HELD, _late(part, 5))
    size = len(chosen)
    begun = part.debits.due[chosen] + rng.integers(2, 5, size)
    whole = rng.random(size) < 0.5
    about = _about(part, chosen)
    return {
        "hold": numbered("H", first + chosen),
        **about,
        "item": pc.if_else(pa.array(whole), None, about["item"]),
        "reason": picked(rng.integers(0, len(REASONS), size), REASONS),
        "from_date": days(begun),
        "until_date": days(begun + rng.integers(10, 60, size)),
        "author": picked(rng.integers(0, len(PEOPLE), size), PEOPLE),
    }


def contacts(rng: np.random.Generator, part: Slice) -> dict[str, Any]:
    """Columns of the contacts: somebody in accounts for most customers."""
    size = part.block.stop - part.block.start
    customer = part.block.start + np.flatnonzero(rng.random(size) < _KNOWN)
    size = len(customer)
    number = pc.cast(pa.array(customer + 1), pa.string())
    return {
        "contact": numbered("K", customer),
        "entity": entities_of(part, customer),
        "customer": customers_of(part, customer),
        "name": numbered("Comptable ", customer % 5_000, 4),
        "role": picked(np.zeros(size, dtype=np.int64), ("accounting",)),
        "email": pc.binary_join_element_wise("comptable.", number, "@client.example", ""),
        "main": pa.array(np.ones(size, dtype=bool)),
    }


def _some(rng: np.random.Generator, part: Slice, share: float, among: Any, wanted: int | None = None) -> Ints:
    """The places of a share of the debits that are `among`; or of so many, some of them more than once if they must."""
    if wanted is None:
        return np.flatnonzero((rng.random(len(part.debits)) < share) & among)
    every = np.flatnonzero(among)
    if not len(every):
        return every
    return np.sort(rng.choice(every, wanted, replace=wanted > len(every)))


def _keys(prefix: str, first: int, chosen: Ints, wanted: int | None) -> pa.Array:
    """One for each row: the number of the item, and the rank of the row where several may be about one item."""
    keys = numbered(prefix, first + chosen)
    if wanted is None:
        return keys
    return pc.binary_join_element_wise(keys, pc.cast(pa.array(np.arange(len(chosen))), pa.string()), "-")


def _late(part: Slice, least: int) -> Any:
    """Debits that were, or are, late by at least that many days."""
    until = np.where(part.debits.settles == 1, part.debits.paid, part.time.last)
    return until - part.debits.due >= least


def _about(part: Slice, chosen: Ints) -> dict[str, Any]:
    customer = part.debits.customer[chosen]
    return {
        "entity": entities_of(part, customer),
        "customer": customers_of(part, customer),
        "item": part.debit_keys.take(pa.array(chosen)),
    }


def _part_of(part: Slice, chosen: Ints, share: Any) -> Money:
    """That share of each item, at least one minor unit; unknown where the share is."""
    known = ~np.isnan(share)
    minor = np.floor(part.debits.amount[chosen] * np.where(known, share, 1.0)).astype(np.int64)
    decimals = DECIMALS[part.who.currency[part.debits.customer[chosen]]]
    return Money(np.maximum(minor, 1), decimals, known)
