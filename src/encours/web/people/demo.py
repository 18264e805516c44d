"""One account for each role, to walk through the demo group as each of its people."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from encours.api import OpenBook
from encours.api.entities import dimension_values
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

    The collector follows the first portfolio of the book and the salesperson sees their own customers.
    """
    password = f"demo-{secrets.token_hex(4)}"
    hashed = make_password(password)  # once: it is slow on purpose
    return password, [_account(role, name, hashed, book) for role, name in NAMES.items()]


def _account(role: Role, name: str, hashed: str, book: OpenBook) -> Account:
    email = f"{role.value.replace('_', '-')}@{PLACE}"
    person = Person.objects.filter(email=email).first() or creating.create(email, name, role)
    person.portfolios = [_first(book, "portfolio")] if role is Role.COLLECTOR else None
    person.salesperson = _first(book, "salesperson") if role is Role.SALES else ""
    person.password = hashed
    person.save()
    return Account(email, person.role_label, person.salesperson or ", ".join(person.portfolios or []))


def _first(book: OpenBook, dimension: str) -> str:
    """The first value the dimension has; a book that has none shows nothing."""
    values = [one.value for one in dimension_values(book, dimension) if one.value]
    return values[0] if values else ""
