"""What someone types of each kind of facts people write, in the book of three companies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Example:
    """`typed` is what the form of a new one lacks, `changed` a field as a correction has it, `seen` how pages show it;
    `sent` is what a program sends besides the account."""

    typed: dict[str, str]
    changed: tuple[str, str]
    seen: str
    sent: dict[str, Any]


def examples() -> dict[str, Example]:
    """By the name of the kind."""
    today = timezone.localdate()
    soon = (today + timedelta(days=5)).isoformat()
    return {
        "promise": Example(
            {"amount": "120.50", "due_on": soon},
            ("amount", "99"),
            "€99.00",
            {"amount": 120.5, "currency": "EUR", "due_on": soon},
        ),
        "dispute": Example(
            {"cause": "Price", "amount": "120.50", "answer_by": soon},
            ("cause", "Short delivery"),
            "Short delivery",
            {"cause": "Price", "amount": 120.5, "currency": "EUR"},
        ),
        "action": Example(
            {"outcome": "call_back", "note": "Back on Monday", "next_step": "Call again", "next_on": soon},
            ("note", "On holiday"),
            "On holiday",
            {"kind": "call", "outcome": "reached", "next_step": "Call again", "next_on": soon, "minutes": 4},
        ),
        "contact": Example(
            {
                "name": "Jeanne Morel",
                "role": "buyer",
                "email": "jeanne@aubrac.example",
                "phone": "+33 1 23 45 67 89",
            },
            ("language", "en"),
            "English",
            {"name": "Jeanne Morel", "role": "buyer", "accepts": "email letter"},
        ),
        "hold": Example(
            {"reason": "arbitration", "until_date": soon},
            ("reason", "checking"),
            "Invoice or payment being checked",
            {"reason": "arbitration", "until_date": soon},
        ),
    }
