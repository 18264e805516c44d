"""The rows behind a measure as a table: a page at a time from the book, all of them for a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from encours.i18n import _
from encours.web.filters import conditions
from encours.web.items.columns import columns, named, shade
from encours.web.items.query import Asked
from encours.web.labels import fields
from encours.web.tables import Checks, Empty, Frame, Order, Row, Table, of_pages
from encours.web.typography import day


def listed(asked: Asked) -> Table:
    """The table of the page."""

    def fetch(
        order: Order | None, limit: int, offset: int, search: str
    ) -> tuple[Sequence[Row], int, Mapping[str, Any]]:
        page = asked.visit.book.page(
            asked.name, **asked.question, order=str(order), limit=limit, offset=offset, search=search
        )
        rows = [_shaded(row, asked) for row in page.rows]
        return rows, page.count, {asked.name: page.total}

    def stream(order: Order | None, search: str) -> Iterator[Row]:
        for rows in asked.visit.book.stream(asked.name, **asked.question, order=str(order), search=search):
            yield from rows

    return of_pages(asked.visit.request, "items", columns(asked), fetch, stream, _frame(asked))


def identity(row: Row) -> str:
    """What tells a row from the others of its list; a settlement is also its credit and its day, a promise or
    an action its key."""
    which = row.get("credit_item") or row.get("promise") or row.get("action") or ""
    parts = [row["entity"], row["item"] or "", which, row.get("matching_date") or ""]
    return "\x1f".join(parts)


def perimeter(asked: Asked) -> str:
    """The date, for a position; the window, for a flow."""
    if asked.of.flow:
        return _("from {0} to {1}").format(day(asked.over.start), day(asked.over.end))
    return _("as of {0}").format(day(asked.visit.day))


def _frame(asked: Asked) -> Frame:
    checks = Checks(
        identity,
        lambda row: _("Tick {0}").format(named(row)),
        asked.of.fact.ticked or asked.name,
        asked.url(where=asked.where),
        "items/ticked.html",
    )
    return Frame(
        fields.measure_label(asked.name),
        perimeter(asked) if asked.of.flow else "",
        about=conditions.told(asked.where, asked.visit.book.about.custom, asked.base),
        sort=_largest_first(asked),
        empty=Empty(
            _("No row answers these filters at this date."), asked.url(where=[]), _("Remove the filters")
        )
        if asked.where
        else None,
        checks=checks,
        placeholder=_("Number, reference, customer…"),
    )


def _largest_first(asked: Asked) -> str:
    """Credits are negative: the largest comes first upwards. Where rows are counted, by their open amount; what people
    did, from the last day down."""
    if "done_on" in asked.of.fact.columns:
        return "-done_on"
    if not asked.of.money:
        return "-open"
    return asked.name if asked.name == "unapplied" else f"-{asked.name}"


def _shaded(row: Row, asked: Asked) -> Row:
    return {**row, "shade": shade(row["bucket"], asked.edges)}
