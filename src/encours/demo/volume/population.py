"""Who is in a generated ledger: entities, customers, how much each buys and how each pays."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from encours.demo.names import siren
from encours.demo.volume.timeline import TERMS_SHARES, Floats, Ints
from encours.money import decimals_of

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "JPY", "TND")
PER_EURO = (1.0, 1.09, 0.86, 0.95, 163.0, 3.37)
DECIMALS = np.array([decimals_of(code) for code in CURRENCIES])

# Country, currency and VAT rate of the entities, in turn; a bigger group starts again from the first.
SEATS = (
    ("FR", "EUR", 0.2), ("FR", "EUR", 0.2), ("DE", "EUR", 0.19), ("GB", "GBP", 0.2), ("FR", "EUR", 0.2),
    ("BE", "EUR", 0.21), ("US", "USD", 0.0), ("ES", "EUR", 0.21), ("FR", "EUR", 0.2), ("TN", "TND", 0.19),
    ("IT", "EUR", 0.22), ("CH", "CHF", 0.081), ("FR", "EUR", 0.2), ("JP", "JPY", 0.1), ("NL", "EUR", 0.21),
    ("GB", "GBP", 0.2), ("FR", "EUR", 0.2), ("DE", "EUR", 0.19), ("IE", "EUR", 0.23), ("AT", "EUR", 0.2),
)  # fmt: skip

# Days late in the mean and their spread, share of invoices never paid, by habit; and how common each habit is.
HABITS = ((-5.0, 3.0, 0.001), (5.0, 6.0, 0.002), (24.0, 14.0, 0.006), (12.0, 30.0, 0.008), (75.0, 40.0, 0.05))
HABIT_SHARES = (0.42, 0.29, 0.15, 0.09, 0.05)
_ABROAD = ("DE", "BE", "ES", "GB", "FR", "IT")
_HOME_SHARE = 0.88  # customers billed in the currency of the entity
_SHARED_SHARE = 0.15  # accounts of a company that another entity also serves
_SPREAD = 1.8  # of the sizes of customers: the largest tenth makes two thirds of the items
_NEW_SHARE, _LOST_SHARE = 0.5, 0.25  # customers won, and customers lost, during the period


@dataclass(frozen=True, slots=True)
class Population:
    """One row per customer, in the order of the entities; `items` is exactly what each one will have.

    `company` numbers the legal person behind the account; `entity`, `currency`, `terms` and `habit` are indices;
    `won` and `lost` say during which part of the period (0 to 1) the customer buys; `size` is a log of amounts.
    """

    entities: int
    entity: Ints
    company: Ints
    currency: Ints
    terms: Ints
    habit: Ints
    runs: Ints
    abroad: Ints
    size: Floats
    won: Floats
    lost: Floats
    items: Ints

    def __len__(self) -> int:
        return len(self.entity)

    def blocks(self, size: int) -> list[slice]:
        """Consecutive customers having together about `size` items."""
        ends = np.cumsum(self.items)
        marks = np.searchsorted(ends, np.arange(size, int(ends[-1]) + size, size)) + 1
        edges = [0, *sorted({int(mark) for mark in marks.clip(0, len(self))})]
        return [slice(a, b) for a, b in pairwise(edges)]


def populate(rng: np.random.Generator, items: int, customers: int, entities: int) -> Population:
    """Customers and the number of items of each; the numbers add up to `items`."""
    weight = np.exp(-0.12 * np.arange(entities))
    entity = np.searchsorted(np.cumsum(weight) / weight.sum(), (np.arange(customers) + 0.5) / customers)
    entity = entity.clip(0, entities - 1)
    company = np.arange(customers)
    shared = np.flatnonzero(rng.random(customers) < _SHARED_SHARE)
    company[shared] = (rng.random(len(shared)) * (shared + 1)).astype(np.int64)
    home = np.array([CURRENCIES.index(SEATS[e % len(SEATS)][1]) for e in range(entities)])[entity]
    other = rng.choice(len(CURRENCIES), customers, p=(0.3, 0.34, 0.2, 0.08, 0.04, 0.04))
    volume = rng.lognormal(0.0, _SPREAD, customers)
    shares = np.cumsum(volume) / volume.sum()
    shares[-1] = 1.0
    won = np.where(rng.random(customers) < _NEW_SHARE, rng.random(customers) * 0.8, 0.0)
    return Population(
        entities,
        entity,
        company,
        np.where(rng.random(customers) < _HOME_SHARE, home, other),
        rng.choice(len(TERMS_SHARES), customers, p=TERMS_SHARES),
        rng.choice(len(HABITS), customers, p=HABIT_SHARES),
        (rng.random(customers) < 0.55).astype(np.int64),
        (rng.random(customers) < 0.2).astype(np.int64),
        rng.normal(0.0, 0.7, customers),
        won,
        np.where(
            rng.random(customers) < _LOST_SHARE, won + (1 - won) * (0.2 + 0.8 * rng.random(customers)), 1.0
        ),
        np.diff(np.floor(shares * items).astype(np.int64), prepend=0),
    )


def entity_code(index: int) -> str:
    """
    >>> entity_code(0), entity_code(11)
    ('E01', 'E12')
    """
    return f"E{index + 1:02d}"


def customer_codes(start: int, stop: int) -> list[str]:
    """Account numbers of consecutive customers."""
    return [f"C{number + 1:07d}" for number in range(start, stop)]


def company_siren(company: int) -> str:
    """The registration number of a generated company."""
    return siren(company + 1)


def country_of(population: Population, company: int) -> str:
    """Country of a company: mostly that of the entity that sold to it first."""
    if population.abroad[company]:
        return _ABROAD[company % len(_ABROAD)]
    return SEATS[int(population.entity[company]) % len(SEATS)][0]
