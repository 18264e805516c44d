"""Who follows whom, and what another assignment would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from encours.cube import assignment_report as cube
from encours.cube.customers import numbers

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook

Account = tuple[str, str]  # entity, customer


@dataclass(frozen=True, slots=True)
class Followed:
    """A customer account with its portfolio and its collector, "" where nobody said."""

    entity: str
    customer: str
    name: str
    portfolio: str
    collector: str


@dataclass(frozen=True, slots=True)
class Move:
    """An account that another assignment places elsewhere."""

    before: Followed
    after: Followed


@dataclass(frozen=True, slots=True)
class Placed:
    """`count` accounts of an entity are in this portfolio with this collector, "" where nobody said."""

    entity: str
    portfolio: str
    collector: str
    count: int


def followed(book: OpenBook) -> list[Followed]:
    """Every account the perimeter shows."""
    text = cube.followed(book.confines)
    return [Followed(*(value or "" for value in row)) for row in book.engine.rows(text.sql, text.parameters)]


def placed(book: OpenBook) -> list[Placed]:
    """Every account the perimeter shows, counted where it is: few rows, however many customers there are."""
    text = cube.placed(book.confines)
    rows = book.engine.rows(text.sql, text.parameters)
    return [Placed(entity or "", portfolio or "", by or "", count) for entity, portfolio, by, count in rows]


def moves(now: OpenBook, then: OpenBook) -> list[Move]:
    """The accounts whose portfolio or collector differ between two books of the same version."""
    after = {(one.entity, one.customer): one for one in followed(then)}
    pairs = [(one, after[(one.entity, one.customer)]) for one in followed(now)]
    return [Move(before, now_) for before, now_ in pairs if before != now_]


def known(book: OpenBook, accounts: Sequence[Account]) -> set[Account]:
    """Those of the accounts that exist and may be seen."""
    if not accounts:
        return set()
    text = numbers(accounts, book.confines)
    return {(entity, customer) for _n, entity, customer in book.engine.rows(text.sql, text.parameters)}
