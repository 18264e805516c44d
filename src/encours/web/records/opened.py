"""One record as someone looks at it: its row of the book, every version people wrote, whom it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest

from encours.api import OpenBook
from encours.api.recorded import Row, one
from encours.web.access.roles import Right
from encours.web.records.about import About, about
from encours.web.records.kind import Kind
from encours.web.visit.scope import Scope
from encours.web.visit.visit import Visit, enter, heard_until
from encours.web.workflow.records import BookRecord, versions


@dataclass(frozen=True, slots=True)
class Found:
    """`row` is None once it was taken back; `versions` are those people wrote, none of a record only imported, and
    `of` whom it is about; `day` is that of the book, `until` the last day on which people are heard."""

    kind: Kind
    key: str
    row: Row | None
    versions: list[BookRecord]
    of: About
    day: date
    until: date

    @property
    def seen(self) -> int:
        """The number of the version one looks at, which an act on it names."""
        return self.versions[-1].pk if self.versions else 0

    @property
    def said(self) -> Any:
        """What it says now."""
        return self.versions[-1].said if self.versions else self.kind.model.said_in(self.row or {})


@dataclass(frozen=True, slots=True)
class Opened:
    """A record, and the visit that looks at it."""

    visit: Visit
    found: Found

    @property
    def url(self) -> str:
        return self.visit.url(self.found.kind.name, self.found.key)


def newest(request: HttpRequest, right: Right) -> Visit:
    """Who comes in, about the newest there is: a record is made and changed now, whatever date a page was about."""
    visit = enter(request, right)
    request.visit = replace(visit, scope=Scope(currency=visit.scope.currency))
    return request.visit


def opened(request: HttpRequest, right: Right, kind: Kind, key: str) -> Opened:
    """The first line of every page about one record. Http404 for one that is not there or not open to the person."""
    visit = newest(request, right)
    found = look(visit.allowed, kind, key, visit.day)
    if found is None:
        raise Http404
    return Opened(visit, found)


def look(book: OpenBook, kind: Kind, key: str, day: date) -> Found | None:
    """The record of that key, or what is left of one taken back; None when this book does not show it."""
    until = heard_until(day, book.data_date)
    row, written = one(book, kind.of, key, day, until), versions(kind.model, key)
    account = (row["entity"], row["customer"]) if row else _last(written)
    of = about(book, *account) if account else None
    if of is None:
        return None
    items = of.named(*(version.item for version in written))
    seen = [version for version in written if not version.item or version.item in items]
    gone = bool(seen) and seen[-1] is written[-1] and written[-1].withdrawn
    return Found(kind, key, row, seen, of, day, until) if row or gone else None


def _last(written: list[BookRecord]) -> tuple[str, str] | None:
    return (written[-1].entity, written[-1].customer) if written else None
