"""The customers that are over their limit: looked for among all of them once, then kept at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from encours.api.customers import limits
from encours.book.publication import served
from encours.web.customers.list.filters import Sought
from encours.web.customers.list.rows import ranked
from encours.web.payers import key_of, used
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.revisions import revision

EVERY = 10_000_000
_KEPT = 8
_found: dict[tuple[Any, ...], Sequence[Mapping[str, Any]]] = {}


def over_limit(visit: Visit, filters: Sought, shown: Sequence[str]) -> Sequence[Mapping[str, Any]]:
    """Those whose net position is more than the limit in force on the day, the largest overdue first."""
    key = (
        _published(visit),
        visit.book.confines,
        visit.scope,
        visit.day,
        visit.currency,
        filters,
        tuple(shown),
    )
    if key not in _found:
        if len(_found) >= _KEPT:
            _found.clear()
        _found[key] = _looked_for(visit, filters, shown)
    return _found[key]


def _looked_for(visit: Visit, filters: Sought, shown: Sequence[str]) -> list[Mapping[str, Any]]:
    rows = [row for row in ranked(visit, filters, shown, "-overdue", limit=EVERY).rows if row["net"] > 0]
    granted = limits(visit.book, [key_of(row) for row in rows], visit.day)
    return [row for row in rows if (used(visit, granted.get(key_of(row)), row["net"]) or 0) > 1]


def _published(visit: Visit) -> tuple[str, int, str, int]:
    """What the answer rests on: the published file, and who follows which customer."""
    book = visit.book
    current = served(book.home)
    return str(book.home.path), book.version, current.path.name if current else "", revision("assignment")
