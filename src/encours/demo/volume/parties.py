"""Entities, customers and rates of a generated ledger, as tables of the interchange format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from encours.demo.names import companies, groups, people, siren
from encours.demo.seasons import is_working
from encours.demo.volume.ledger import SALESPEOPLE
from encours.demo.volume.population import (
    CURRENCIES,
    PER_EURO,
    SEATS,
    Population,
    company_siren,
    country_of,
    customer_codes,
    entity_code,
)
from encours.demo.volume.timeline import TERMS

_ZONES = {"FR": ("Nord", "Ouest", "Sud-Est", "Sud-Ouest", "Île-de-France", "Est")}
_SECTORS = (
    "Bâtiment",
    "Industrie",
    "Distribution",
    "Agroalimentaire",
    "Santé",
    "Énergie",
    "Transport",
    "Public",
)
_CATEGORIES = ("Grand compte", "ETI", "PME", "TPE")
_RATE_DAYS_BEFORE = 400
_RATE_STEP = 0.004
_CHUNK = 50_000


def entity_rows(count: int) -> dict[str, Any]:
    """Columns of the entities."""
    seats = [SEATS[index % len(SEATS)] for index in range(count)]
    return {
        "entity": [entity_code(index) for index in range(count)],
        "name": [f"Filiale {index + 1} {seat[0]}" for index, seat in enumerate(seats)],
        "siren": [siren(31_000 + index) if seat[0] == "FR" else None for index, seat in enumerate(seats)],
        "country": [seat[0] for seat in seats],
        "currency": [seat[1] for seat in seats],
    }


def customer_rows(who: Population, random: Random) -> Iterator[dict[str, Any]]:
    """Columns of the customers, some tens of thousands at a time. Accounts of one company share its registration
    number and its group; `region_code` is a field the book does not know and keeps."""
    home = companies(random, len(who), "FR")
    abroad = companies(random, len(who), "DE")
    family = groups(random, max(1, len(who) // 15))
    collectors = people(random, max(3, min(60, len(who) // 1500)))
    for start in range(0, len(who), _CHUNK):
        chunk = range(start, min(start + _CHUNK, len(who)))
        rows = [_customer(who, row, random, home, abroad, family, collectors) for row in chunk]
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        yield {
            "entity": [entity_code(int(who.entity[row])) for row in chunk],
            "customer": customer_codes(chunk.start, chunk.stop),
            **columns,
        }


def rate_rows(random: Random, first: date, last: date) -> dict[str, Any]:
    """Columns of the rates: units of each currency for one euro, every working day from a year before `first`."""
    begin = first - timedelta(days=_RATE_DAYS_BEFORE)
    every = [begin + timedelta(days=n) for n in range((last - begin).days + 1)]
    level = dict(zip(CURRENCIES[1:], PER_EURO[1:], strict=True))
    rows: list[tuple[date, str, Decimal]] = []
    for day in filter(is_working, every):
        for currency, start in level.items():
            rows.append((day, currency, Decimal(f"{start:.4f}")))
            level[currency] = start * (1 + random.gauss(0, _RATE_STEP))
    return {name: [row[place] for row in rows] for place, name in enumerate(("date", "currency", "rate"))}


def _customer(
    who: Population,
    row: int,
    random: Random,
    home: list[str],
    abroad: list[str],
    family: list[str],
    collectors: list[str],
) -> dict[str, str | None]:
    company = int(who.company[row])
    country = country_of(who, company)
    french = country == "FR"
    member = company % 4 == 0
    return {
        "name": (home if french else abroad)[company],
        "siren": company_siren(company) if french else None,
        "group": family[company // 4 % len(family)] if member else None,
        "country": country,
        "zone": random.choice(_ZONES["FR"]) if french else "Export",
        "sector": _SECTORS[company % len(_SECTORS)],
        "category": _CATEGORIES[min(3, max(0, round(1.6 - float(who.size[row]))))],
        "portfolio": f"P{int(who.entity[row]) + 1:02d}{'ABC'[row % 3]}",
        "collector": collectors[(int(who.entity[row]) * 3 + row % 3) % len(collectors)],
        "salesperson": SALESPEOPLE[row % len(SALESPEOPLE)],
        "payment_terms": TERMS[int(who.terms[row])],
        "email": f"compta.{company + 1}@client.example",
        "phone": f"+33 1 99 00 {company // 100 % 100:02d} {company % 100:02d}" if french else None,
        "language": "fr" if country in ("FR", "BE") else "en",
        "region_code": f"R{company % 13 + 1:02d}",
    }
