"""Limits, covers, ratings, orders and surveys of generated customers, as tables of the book."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from encours.demo.volume.columns import Money, days, numbered, picked
from encours.demo.volume.debits import MEDIAN, to_minor
from encours.demo.volume.followup import PEOPLE
from encours.demo.volume.population import (
    CURRENCIES,
    DECIMALS,
    Population,
    company_siren,
    country_of,
    customer_codes,
    entity_code,
)
from encours.demo.volume.timeline import Ints, Timeline

_DAY = 86_400
_GRADES = ("A", "B", "C", "D", "E")
_EVENTS = ("Sauvegarde", "Redressement judiciaire")


def credit_tables(rng: np.random.Generator, who: Population, time: Timeline) -> dict[str, dict[str, Any]]:
    """The tables about customers themselves, by name."""
    return {
        "limits": _limits(rng, who, _some(rng, who, 0.6), time),
        "covers": _covers(rng, who, _some(rng, who, 0.35), time),
        "ratings": _ratings(rng, who, time),
        "orders": _orders(rng, who, _some(rng, who, 0.2), time),
        "surveys": _surveys(rng, who, _some(rng, who, 0.1), time),
    }


def _limits(rng: np.random.Generator, who: Population, rows: Ints, time: Timeline) -> dict[str, Any]:
    return {
        **_account(who, rows),
        "from_date": days(time.first + rng.integers(0, 28, len(rows))),
        "amount": _round_sum(rng, who, rows, 8.0),
        "currency": picked(who.currency[rows], CURRENCIES),
        "overrun": picked(rng.integers(0, 2, len(rows)), ("allowed", "blocking")),
        "decided_by": picked(rng.integers(0, len(PEOPLE), len(rows)), PEOPLE),
    }


def _covers(rng: np.random.Generator, who: Population, rows: Ints, time: Timeline) -> dict[str, Any]:
    size = len(rows)
    return {
        "policy": picked(who.entity[rows] % 2, ("POL-1001", "POL-2002")),
        "insurer": picked(who.entity[rows] % 2, ("Assureur Nord", "Assureur Sud")),
        **_account(who, rows),
        "from_date": days(np.full(size, time.first)),
        "to_date": days(np.full(size, time.last), rng.random(size) < 0.1),
        "amount": _round_sum(rng, who, rows, 6.0),
        "currency": picked(who.currency[rows], CURRENCIES),
        "insured_rate": picked(rng.integers(0, 3, size), ("0.8", "0.9", "0.95"))
        .cast(pa.string())
        .cast(pa.decimal128(4, 2)),
        "extension_days": np.full(size, 60),
        "notice_days": np.full(size, 30),
    }


def _ratings(rng: np.random.Generator, who: Population, time: Timeline) -> dict[str, Any]:
    french = [c for c in np.unique(who.company[_some(rng, who, 0.4)]).tolist() if country_of(who, c) == "FR"]
    size = len(french)
    grade = who.habit[np.array(french, dtype=np.int64)]
    return {
        "agency": ["Agence Cadran"] * size,
        "siren": [company_siren(company) for company in french],
        "date": days(rng.integers(time.first, time.last + 1, size)),
        "rating": picked(grade, _GRADES),
        "scale": ["A-E"] * size,
        "score": pa.array(90 - 15 * grade).cast(pa.decimal128(19, 0)),
        "event": picked(rng.integers(0, 2, size), _EVENTS, (grade == 4) & (rng.random(size) < 0.2)),
    }


def _orders(rng: np.random.Generator, who: Population, rows: Ints, time: Timeline) -> dict[str, Any]:
    ordered = _round_sum(rng, who, rows, 1.0)
    step = 10**ordered.decimals
    delivered = ordered.minor // step * rng.integers(0, 5, len(rows)) // 4 * step
    placed = time.last - rng.integers(0, 60, len(rows))
    return {
        "entity": _account(who, rows)["entity"],
        "order": numbered("OR", rows, 7),
        "customer": _account(who, rows)["customer"],
        "date": days(placed),
        "delivery_date": days(placed + rng.integers(5, 40, len(rows))),
        "currency": picked(who.currency[rows], CURRENCIES),
        "amount": ordered,
        "delivered_amount": Money(delivered, ordered.decimals),
        "invoiced_amount": Money(delivered // step // 2 * step, ordered.decimals),
        "advance_amount": Money(np.zeros_like(delivered), ordered.decimals),
    }


def _surveys(rng: np.random.Generator, who: Population, rows: Ints, time: Timeline) -> dict[str, Any]:
    size = len(rows)
    sent = (time.last - rng.integers(10, 300, size)) * _DAY + 9 * 3600
    answered = rng.random(size) < 0.4
    reply = pa.array(sent + rng.integers(1, 9 * _DAY, size), mask=~answered)
    return {
        "survey": numbered("S", rows, 7),
        **_account(who, rows),
        "sent_at": pa.array(sent).cast(pa.timestamp("s")),
        "answered_at": reply.cast(pa.timestamp("s")),
        "score": pa.array(rng.integers(1, 6, size), mask=~answered),
    }


def _some(rng: np.random.Generator, who: Population, share: float) -> Ints:
    return np.flatnonzero(rng.random(len(who)) < share)


def _account(who: Population, rows: Ints) -> dict[str, Any]:
    codes = customer_codes(0, len(who))
    return {
        "entity": picked(who.entity[rows], [entity_code(index) for index in range(who.entities)]),
        "customer": picked(rows, codes),
    }


def _round_sum(rng: np.random.Generator, who: Population, rows: Ints, times: float) -> Money:
    """Some hundreds to some millions: that many invoices of each customer, in round figures."""
    euros = np.exp(MEDIAN + who.size[rows] + rng.normal(0, 0.5, len(rows))) * times
    currency = who.currency[rows]
    decimals = DECIMALS[currency]
    hundred = 100 * 10**decimals
    return Money((to_minor(euros, currency) // hundred + 1) * hundred, decimals)
