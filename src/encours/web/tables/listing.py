"""A table of the product: its rows in memory or fetched page by page, as the address asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest

from encours.i18n import _
from encours.web.tables import cells
from encours.web.tables.columns import Column, Row
from encours.web.tables.files import may_take
from encours.web.tables.frame import Frame
from encours.web.tables.memory import ordered, searched, totals
from encours.web.tables.query import Asked, Order, asked
from encours.web.typography import one_style

Fetched = tuple[Sequence[Row], int, Mapping[str, Any]]
Fetch = Callable[[Order | None, int, int, str], Fetched]
Stream = Callable[[Order | None, str], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Table:
    """One page of rows, and what is needed to go to any other or to take all of them away."""

    key: str
    columns: tuple[Column, ...]
    frame: Frame
    asked: Asked
    path: str
    rows: Sequence[Row]
    count: int
    totals: Mapping[str, Any]
    all_rows: Callable[[], Iterable[Row]]
    takeable: bool  # as files, by whoever asks
    problem: str = field(default="")

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns asked for, in the order asked for."""
        by_key = {column.key: column for column in self.columns}
        return tuple(by_key[key] for key in self.asked.columns)

    @property
    def region(self) -> str:
        """The name of the part that scrolls, other than that of the card around it."""
        return _("Table: {0}").format(self.frame.title)

    @property
    def heads(self) -> list[cells.Head]:
        return cells.heads(self.shown, self.asked)

    @property
    def lines(self) -> list[cells.Line]:
        return cells.lines(self.rows, self._drawn, self.frame.checks, self._ticked, self.asked.order)

    @property
    def _drawn(self) -> list[Column]:
        """The columns, short amounts in one unit for the whole column."""
        return [
            replace(column, style=one_style(column.of(row) for row in self.rows))
            if column.style == "short"
            else column
            for column in self.shown
        ]

    @property
    def _ticked(self) -> Column | None:
        """The column whose ticked rows are added up."""
        amount = self.frame.checks.amount if self.frame.checks else ""
        return next((column for column in self.columns if column.key == amount), None)

    @property
    def foot(self) -> cells.Foot | None:
        return cells.foot(self._drawn, self.totals, self.count)

    @property
    def pager(self) -> cells.Pager:
        return cells.pager(self.asked, self.count)

    @property
    def form(self) -> cells.Form:
        return cells.form(self.asked, self.shown, self.columns, self.frame.filter_names, self.takeable)


def of_rows(
    request: HttpRequest, key: str, columns: Sequence[Column], rows: Sequence[Row], frame: Frame
) -> Table:
    """A table of rows at hand (up to a hundred thousand): totals are over all the rows found, on any page."""
    wanted = asked(request.GET, columns, frame.prefix, frame.sort, frame.size)
    found = searched(rows, columns, wanted.search) if frame.search else rows
    wanted = replace(wanted, page=_within(wanted, len(found)))
    in_order = ordered(found, columns, wanted.order)
    start = (wanted.page - 1) * wanted.size
    return Table(
        key,
        tuple(columns),
        frame,
        wanted,
        request.path,
        in_order[start : start + wanted.size],
        len(found),
        totals(found, columns),
        lambda: in_order,
        may_take(request),
    )


def of_pages(
    request: HttpRequest, key: str, columns: Sequence[Column], fetch: Fetch, stream: Stream, frame: Frame
) -> Table:
    """A table whose rows are asked for by page.

    `fetch(order, limit, offset, search)` gives the rows of a page, how many there are in all, and the totals of all by
    column; `stream(order, search)` gives all the rows, one after the other, for files.
    """
    wanted = asked(request.GET, columns, frame.prefix, frame.sort, frame.size)
    rows, count, summed = fetch(wanted.order, wanted.size, (wanted.page - 1) * wanted.size, wanted.search)
    page = _within(wanted, count)
    if page != wanted.page:  # beyond the end: the last page
        wanted = replace(wanted, page=page)
        rows, count, summed = fetch(wanted.order, wanted.size, (page - 1) * wanted.size, wanted.search)
    return Table(
        key,
        tuple(columns),
        frame,
        wanted,
        request.path,
        rows,
        count,
        summed,
        lambda: stream(wanted.order, wanted.search),
        may_take(request),
    )


def _within(wanted: Asked, count: int) -> int:
    return min(wanted.page, max(-(-count // wanted.size), 1))
