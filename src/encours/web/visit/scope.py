"""What a page is asked about, as its address says it: date, entities, portfolios, currency, filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlencode

from encours.cube.filters import equals
from encours.cube.periods import day_of

NAMES = ("date", "entity", "portfolio", "currency", "known")


class Query(Protocol):
    """The part of a query string that is read here."""

    def get(self, name: str, default: str = "") -> Any: ...
    def getlist(self, name: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """`day` is None for the newest data; `known` names a past import or day whose knowledge is asked for."""

    day: date | None = None
    entities: tuple[str, ...] = ()
    portfolios: tuple[str, ...] = ()
    currency: str = ""
    known: str = ""

    @property
    def conditions(self) -> list[str]:
        chosen = (("entity", self.entities), ("portfolio", self.portfolios))
        return [equals(field, *values) for field, values in chosen if values]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """As it stands in an address."""
        return [
            *([("date", self.day.isoformat())] if self.day else []),
            *(("entity", entity) for entity in self.entities),
            *(("portfolio", portfolio) for portfolio in self.portfolios),
            *([("currency", self.currency)] if self.currency else []),
            *([("known", self.known)] if self.known else []),
        ]


def scope_of(query: Query) -> Scope:
    """Read from an address; UsageError for a date that is none, or of no ledger."""
    return Scope(
        day_of(query.get("date", "") or None),
        tuple(value for value in query.getlist("entity") if value),
        tuple(value for value in query.getlist("portfolio") if value),
        query.get("currency", "").upper(),
        query.get("known", ""),
    )


def address(path: str, scope: Scope, more: Mapping[str, str | Sequence[str] | None]) -> str:
    """A path with its scope and further parameters; empty ones are left out.

    >>> address("/balance/", Scope(date(2025, 6, 30), ("FR01",)), {"by": ["zone", "bucket"], "sort": None})
    '/balance/?date=2025-06-30&entity=FR01&by=zone&by=bucket'
    """
    pairs = [pair for pair in scope.pairs if pair[0] not in more]
    for name, value in more.items():
        values = [value] if isinstance(value, str) or value is None else list(value)
        pairs += [(name, one) for one in values if one]
    return f"{path}?{urlencode(pairs)}" if pairs else path
