"""The postal address of a customer, as far as its own fields say it: the book has no column of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from encours.api.customers import CustomerCard

STREETS = ("address", "adresse", "street", "rue", "voie")
MORE = ("complement", "address complement", "complement adresse", "complement d adresse")
POSTCODES = ("postcode", "post code", "postal code", "zip", "zip code", "code postal", "cp")
CITIES = ("city", "town", "ville", "localite", "commune")
LINES = 3  # address 1, address 2…


def postal(card: CustomerCard) -> tuple[str, ...]:
    """Its lines, none when no field of one's own says them; the country stands behind the town."""
    said = {_plain(name): value.strip() for name, value in card.custom.items() if value.strip()}
    lines = [part for text in _streets(said) for part in text.splitlines()]
    town = " ".join(filter(None, (_first(said, POSTCODES), _first(said, CITIES))))
    if town and card.country:
        town = f"{town}, {card.country}"
    return tuple(line.strip() for line in (*lines, town) if line.strip())


def _streets(said: Mapping[str, str]) -> list[str]:
    numbered = [f"{name} {n}" for n in range(1, LINES + 1) for name in STREETS]
    return [said[name] for name in (*STREETS, *numbered, *MORE) if name in said]


def _first(said: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if name in said), "")


def _plain(name: str) -> str:
    """
    >>> _plain("Code_Postal"), _plain("Complément d'adresse"), _plain("Adresse1")
    ('code postal', 'complement d adresse', 'adresse 1')
    """
    bare = unicodedata.normalize("NFD", name.lower())
    letters = "".join(one for one in bare if not unicodedata.combining(one))
    return " ".join(re.findall(r"[a-z]+|\d+", letters))
