"""One account for each role and each collector, to walk through the demo group as each of its people."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password

from encours.api import OpenBook
from encours.api.entities import dimension_values
from encours.cube.filters import equals
from encours.web.access.roles import Role
from encours.web.workflow.people import creating
from encours.web.workflow.people.models import Person

NAMES = {
    Role.CFO: "Claire Montfort",
    Role.CREDIT_MANAGER: "Maud Lestrade",
    Role.COLLECTOR: "Karim Belhadj",
    Role.ACCOUNTANT: "Inès Garnier",
    Role.SALES: "Théo Marchal",
    Role.CONTROLLER: "Sophie Vautrin",
    Role.ADMINISTRATOR: "Paul Anselme",
    Role.AUDITOR: "Léa Corbin",
}
PLACE = "demo.example"


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in, and what of the book they see (empty: all)."""

    email: str
    role: str
    perimeter: str


def open_accounts(book: OpenBook) -> tuple[str, list[Account]]:
    """Make the accounts, or give those there a new password: the one password of them all, and who they are.

    Each collector of the book follows the portfolios of their customers; the first is the one of the role. The
    salesperson sees their own customers.
    """
    password = f"demo-{secrets.token_hex(4)}"
    hashed = make_password(password)  # once: it is slow on purpose
    team = _values(book, "collector")
    found = []
    for role, name in NAMES.items():
        if role is Role.COLLECTOR and team:
            found += [_collector(book, who, place, hashed) for place, who in enumerate(team)]
        else:
            found.append(_opened(_address(role), name, role, hashed, _seen(role, book)))
    return password, found


def _collector(book: OpenBook, name: str, place: int, hashed: str) -> Account:
    own = _values(book.within([equals("collector", name)]), "portfolio")
    email = _address(Role.COLLECTOR) if place == 0 else f"{_mailbox(name)}@{PLACE}"
    return _opened(email, name, Role.COLLECTOR, hashed, {"portfolios": own})


def _opened(email: str, name: str, role: Role, hashed: str, seen: Mapping[str, Any]) -> Account:
    person = Person.objects.filter(email=email).first() or creating.create(email, name, role)
    person.portfolios, person.salesperson = seen.get("portfolios"), seen.get("salesperson", "")
    person.password = hashed
    person.save()
    return Account(email, person.role_label, person.salesperson or ", ".join(person.portfolios or []))


def _seen(role: Role, book: OpenBook) -> dict[str, Any]:
    """A book that has no collector or salesperson shows them nothing."""
    if role is Role.COLLECTOR:
        return {"portfolios": []}
    if role is Role.SALES:
        return {"salesperson": next(iter(_values(book, "salesperson")), "")}
    return {}


def _address(role: Role) -> str:
    return f"{role.value.replace('_', '-')}@{PLACE}"


def _mailbox(name: str) -> str:
    """
    >>> _mailbox("Hélène Dumeix 2")
    'helene.dumeix.2'
    """
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return ".".join(plain.split())


def _values(book: OpenBook, dimension: str) -> list[str]:
    return [one.value for one in dimension_values(book, dimension) if one.value]
