"""How the customer accounts are shared out between portfolios and collectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from encours.cube import placed as cube

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook


@dataclass(frozen=True, slots=True)
class Placed:
    """`count` accounts of an entity are in this portfolio with this collector, "" where nobody said."""

    entity: str
    portfolio: str
    collector: str
    count: int


def placed(book: OpenBook) -> list[Placed]:
    """Every account the perimeter shows, counted where it is: few rows, however many customers there are."""
    text = cube.placed(book.confines)
    rows = book.engine.rows(text.sql, text.parameters)
    return [Placed(entity or "", portfolio or "", by or "", count) for entity, portfolio, by, count in rows]
