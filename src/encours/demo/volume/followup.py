"""Disputes, promises and actions on a slice of items: a few per cent of them, as tables of the book."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from encours.demo.volume.columns import Money, days, numbered, picked
from encours.demo.volume.ledger import Slice, currencies_of, customers_of, entities_of
from encours.demo.volume.population import DECIMALS
from encours.demo.volume.timeline import Ints

CAUSES = ("Prix", "Quantité", "Qualité", "Livraison", "Commande absente", "Doublon")
OUTCOMES = ("Accepté", "Refusé", "Avoir partiel")
OWNERS = ("Service qualité", "Logistique", "Commerce", "Administration des ventes")
PEOPLE = tuple(f"Gestionnaire {number:02d}" for number in range(1, 13))
_DISPUTED, _PROMISED, _CHASED = 0.008, 0.012, 0.06
_CHANNELS = ("email", "phone", "letter", "sms")
_KINDS = ("reminder", "call", "letter", "reminder")
_ANSWERS = ("Sans réponse", "Promesse", "Litige", "Paiement annoncé")
_DAY = 86_400


def disputes(rng: np.random.Generator, part: Slice, first: int) -> dict[str, Any]:
    """Columns of the disputes; half of them contest the whole item and give no amount."""
    issued = part.debits.issue
    chosen = _some(rng, part, _DISPUTED, issued + 45 <= part.time.last)
    size = len(chosen)
    opened = part.debits.posting[chosen] + rng.integers(3, 40, size)
    closed = opened + rng.integers(4, 110, size)
    over = (closed <= part.time.last) & (rng.random(size) < 0.85)
    share = 0.1 + 0.8 * rng.random(size)
    return {
        "dispute": numbered("D", first + chosen),
        **_about(part, chosen),
        "cause": picked(rng.integers(0, len(CAUSES), size), CAUSES),
        "amount": _part_of(part, chosen, np.where(rng.random(size) < 0.5, share, np.nan)),
        "opened_on": days(opened),
        "closed_on": days(closed, over),
        "outcome": picked(rng.integers(0, len(OUTCOMES), size), OUTCOMES, over),
        "owner": picked(rng.integers(0, len(OWNERS), size), OWNERS),
    }


def promises(rng: np.random.Generator, part: Slice, first: int) -> dict[str, Any]:
    """Columns of the promises taken on late items."""
    chosen = _some(rng, part, _PROMISED, _late(part, 5))
    size = len(chosen)
    made = part.debits.due[chosen] + rng.integers(2, 5, size)
    cancelled = rng.random(size) < 0.05
    share = np.where(rng.random(size) < 0.8, 1.0, 0.5)
    return {
        "promise": numbered("PR", first + chosen),
        **_about(part, chosen),
        "made_on": days(made),
        "due_on": days(made + rng.integers(3, 30, size)),
        "amount": _part_of(part, chosen, share),
        "currency": currencies_of(part, part.debits.customer[chosen]),
        "collector": picked(rng.integers(0, len(PEOPLE), size), PEOPLE),
        "cancelled_on": days(np.minimum(made + 2, part.time.last), cancelled),
    }


def actions(rng: np.random.Generator, part: Slice, first: int) -> dict[str, Any]:
    """Columns of the reminders and calls made on late items."""
    chosen = _some(rng, part, _CHASED, _late(part, 8))
    size = len(chosen)
    channel = rng.integers(0, len(_CHANNELS), size)
    automatic = (channel == 0) & (rng.random(size) < 0.7)
    done = (part.debits.due[chosen] + rng.integers(3, 8, size)) * _DAY + rng.integers(
        8 * 3600, 18 * 3600, size
    )
    return {
        "action": numbered("A", first + chosen),
        **_about(part, chosen),
        "kind": picked(channel, _KINDS),
        "level": rng.integers(1, 4, size),
        "channel": picked(channel, _CHANNELS),
        "automatic": pa.array(automatic),
        "done_at": pa.array(done).cast(pa.timestamp("s")),
        "minutes": pa.array(np.where(automatic, 0, rng.integers(1, 25, size))).cast(pa.decimal128(19, 0)),
        "author": picked(rng.integers(0, len(PEOPLE), size), PEOPLE, ~automatic),
        "outcome": picked(rng.integers(0, len(_ANSWERS), size), _ANSWERS, channel == 1),
    }


def _some(rng: np.random.Generator, part: Slice, share: float, among: Any) -> Ints:
    return np.flatnonzero((rng.random(len(part.debits)) < share) & among)


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
