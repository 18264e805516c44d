"""The people of each customer: accounts payable, buyers, managers. Every name is invented."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from random import Random

from encours.demo.group.clock import END, after
from encours.demo.group.pieces import Account

_GIVEN = {
    "FR": (
        *("Agathe", "Anaïs", "Bastien", "Benoît", "Camille", "Cédric", "Clarisse", "Damien", "Delphine", "Élodie"),
        *("Étienne", "Florence", "Gaëlle", "Guillaume", "Julien", "Laurence", "Mathieu", "Nadège", "Olivier", "Yann"),
    ),
    "DE": ("Anke", "Bernd", "Dirk", "Frauke", "Heike", "Jens", "Katrin", "Lars", "Sabine", "Uwe"),
    "GB": ("Adam", "Beth", "Colin", "Fiona", "Gareth", "Holly", "Ian", "Megan", "Neil", "Tessa"),
}  # fmt: skip
_FAMILY = {
    "FR": (
        *("Abrivat", "Beaulac", "Cazenave", "Delorty", "Escaffre", "Fournial", "Gassenc", "Hirigoyen", "Jourdille"),
        *("Kerjoan", "Lavaysse", "Mazurel", "Nougarède", "Orliac", "Peyrissac", "Quintard", "Ravenel", "Sarlabous"),
        *("Tournadre", "Valmary"),
    ),
    "DE": ("Albers", "Brandis", "Deichmann", "Eickhoff", "Gerlach", "Hartung", "Lohmann", "Reimers", "Tiedke", "Wulf"),
    "GB": ("Ashdown", "Birtles", "Cottam", "Dunmore", "Fairley", "Garside", "Hollins", "Kershaw", "Penrice", "Wadley"),
}  # fmt: skip
_MANNER = {"FR": "FR", "BE": "FR", "DE": "DE", "NL": "DE"}
_UNKNOWN, _BUYER, _MANAGER, _SALES, _LEFT = 0.06, 0.55, 0.3, 0.08, 0.07
_ACCEPTS = ("", "", "", "email phone", "email letter", "phone")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to speak to about an account; `accepts` is "" for everything, `left` the day they went."""

    account: Account
    rank: int
    name: str
    role: str
    email: str
    phone: str
    accepts: str
    main: bool
    left: date | None

    @property
    def key(self) -> str:
        return f"{self.account.company.code}-{self.account.code}-{self.rank}"


def contacts_of(seed: int, account: Account) -> list[Contact]:
    """Mostly somebody in accounts; those of a company several entities serve are the same people."""
    random = Random(f"{seed}/contacts/{account.party.name}")
    if random.random() < _UNKNOWN and not account.sinking:
        return []
    large = account.category in ("Grand compte", "ETI")
    chances = {"accounting": 1.0, "buyer": _BUYER, "manager": 0.8 if large else _MANAGER, "sales": _SALES}
    found: list[Contact] = []
    for role, chance in chances.items():
        if random.random() < chance:
            found.append(_contact(random, account, len(found) + 1, role))
    if random.random() < _LEFT:  # whoever did accounts before
        gone = _contact(random, account, len(found) + 1, "accounting", after(END, -random.randrange(30, 500)))
        found.append(gone)
    return found


def _contact(random: Random, account: Account, rank: int, role: str, left: date | None = None) -> Contact:
    manner = _MANNER.get(account.party.country, "GB")
    given, family = random.choice(_GIVEN[manner]), random.choice(_FAMILY[manner])
    place = account.party.email.partition("@")[2]
    phone = account.party.phone if random.random() < 0.8 else ""
    return Contact(
        account,
        rank,
        f"{given} {family}",
        role,
        f"{_plain(given)}.{_plain(family)}@{place}",
        phone,
        random.choice(_ACCEPTS),
        rank == 1,
        left,
    )


def _plain(name: str) -> str:
    """
    >>> _plain("Élodie")
    'elodie'
    """
    return unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
