"""The six people who collect for the demo group, each in their own way, and the rules that remind alone."""

from __future__ import annotations

from dataclasses import dataclass

from encours.demo.group.pieces import Account

RULES = "Relance automatique"
SIZE = 6


@dataclass(frozen=True, slots=True)
class Style:
    """How somebody works: days late of the first call about an invoice of at least `least` cents, days between two
    contacts with a customer, shares of contacts in writing, with a note, with a next step, minutes of a call, levels
    left to the rules, days before a payment at which a call obtains it, in the mean, and how often one does."""

    first: int
    every: int
    least: int
    written: float
    notes: float
    steps: float
    minutes: int
    by_rule: int
    lag: float
    obtains: float
    visits: float = 0.0


TELEPHONE = Style(4, 6, 300_00, 0.08, 0.5, 0.7, 7, 1, 4.0, 0.6)
LETTERS = Style(8, 10, 400_00, 0.65, 0.35, 0.45, 11, 0, 8.0, 0.35)
RULES_FIRST = Style(14, 12, 600_00, 0.3, 0.25, 0.3, 9, 2, 7.0, 0.3)
LARGE_FIRST = Style(6, 8, 2_000_00, 0.2, 0.7, 0.85, 16, 1, 5.0, 0.55, 0.4)
OVERWHELMED = Style(24, 24, 1_000_00, 0.4, 0.12, 0.15, 6, 2, 11.0, 0.2)
THOROUGH = Style(6, 8, 200_00, 0.25, 0.9, 0.95, 12, 1, 5.0, 0.5, 0.08)
STYLES = (TELEPHONE, THOROUGH, LARGE_FIRST, LETTERS, RULES_FIRST, OVERWHELMED)


def placed(place: int, rank: int) -> int:
    """Which of the six has a customer, by the place of its company and its rank there: two share each company.

    >>> [placed(place, rank) for place in range(5) for rank in (0, 1)]
    [0, 1, 1, 2, 2, 3, 3, 4, 4, 5]
    """
    return place + rank % 2


def style_of(account: Account, team: dict[str, Style]) -> Style:
    """That of whoever collects from the account."""
    return team[account.collector]


def team_of(accounts: list[Account]) -> dict[str, Style]:
    """The style of each collector, in the order in which the accounts name them."""
    return dict(zip(dict.fromkeys(account.collector for account in accounts), STYLES, strict=True))
