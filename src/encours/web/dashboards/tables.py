"""The rows of a block as a table: on the page for a table, in a file for any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from encours.api import words
from encours.i18n import _
from encours.indicators.record import Unit
from encours.web.dashboards.blocks import Block, Form, Kind
from encours.web.dashboards.charts import Drawn, drawn
from encours.web.dashboards.labels import many
from encours.web.dashboards.links import figure_url
from encours.web.dashboards.split import Part, Parts, cell_url, largest, parts
from encours.web.dashboards.tile import months
from encours.web.filters import conditions
from encours.web.tables import Column, Frame, Order, Table, of_pages, of_rows
from encours.web.tables import Kind as Shown
from encours.web.tables.listing import Fetched
from encours.web.visit.visit import Visit

BATCH = 2_000
KINDS = {unit: Shown(unit.value) for unit in Unit}
ADDED_UP = (Unit.MONEY, Unit.COUNT)


def table(visit: Visit, block: Block, title: str) -> Table:
    """The table of a block; its part of the address begins with the name of the block."""
    if block.kind == Kind.CHART:
        return _of_chart(visit, block, title, drawn(visit, block))
    if block.kind == Kind.TILE or not block.by:
        return _of_months(visit, block, title)
    return _of_many(visit, block, title) if many(block.by) else _of_all(visit, block, title)


def _of_all(visit: Visit, block: Block, title: str) -> Table:
    found = parts(visit, block)
    columns = [_name(block), *_figures(visit, block, found)]
    return of_rows(
        visit.request, block.id, columns, found.parts, _frame(visit, block, title, next(iter(found.units)))
    )


def _of_many(visit: Visit, block: Block, title: str) -> Table:
    head = largest(visit, block, f"-{block.figures[0]}", 1)
    columns = [_name(block, sortable=False), *_figures(visit, block, head)]

    def fetch(order: Order | None, limit: int, offset: int, _search: str) -> Fetched:
        page = largest(visit, block, str(order or f"-{block.figures[0]}"), limit, offset)
        return page.parts, page.count, page.whole

    def stream(order: Order | None, _search: str) -> Iterator[Part]:
        for offset in range(0, head.count, BATCH):
            yield from largest(visit, block, str(order or f"-{block.figures[0]}"), BATCH, offset).parts

    return of_pages(
        visit.request, block.id, columns, fetch, stream, _frame(visit, block, title, block.figures[0])
    )


def _of_months(visit: Visit, block: Block, title: str) -> Table:
    """The figures month after month, the last first."""
    found = months(visit, block)
    columns = [Column("as_of", _("Month"), Shown.DATE, value=lambda row: date.fromisoformat(row["as_of"]))]
    columns += [
        Column(
            key,
            found.labels[key],
            KINDS[unit],
            currency=visit.currency if unit is Unit.MONEY else "",
            href=_dated(visit, block, key),
        )
        for key, unit in found.units.items()
    ]
    return of_rows(visit.request, block.id, columns, found.rows, _frame(visit, block, title, "as_of"))


def _of_chart(visit: Visit, block: Block, title: str, rows: Drawn) -> Table:
    """What is drawn, a line for each mark."""
    dated = block.form == Form.LINES or (block.form == Form.BUCKETS and not block.by)
    columns = [
        Column("x", rows.position, Shown.DATE if dated else Shown.TEXT),
        Column("series", rows.named),
        Column(
            "value", rows.label, KINDS[rows.unit], currency=visit.currency if rows.unit is Unit.MONEY else ""
        ),
    ]
    return of_rows(visit.request, block.id, columns, rows.rows, _frame(visit, block, title, ""))


def _name(block: Block, sortable: bool = True) -> Column:
    return Column(
        "name",
        words.field(block.by),
        Shown.WHO if block.by == "customer" else Shown.TEXT,
        value=lambda part: part.name,
        href=lambda part: part.href,
        second=(lambda part: part.second) if block.by == "customer" else None,
        second_label=_("Code and entity"),
        sortable=sortable,
    )


def _figures(visit: Visit, block: Block, found: Parts) -> list[Column]:
    """A column for each figure; under it that of all the parts together, which a ratio is not the sum of."""
    return [
        Column(
            key,
            found.labels[key],
            KINDS[unit],
            value=_held(key),
            href=_behind(visit, block, key),
            currency=visit.currency if unit is Unit.MONEY else "",
            total=_whole(found.whole, key),
            total_href=figure_url(visit, key, block.where, block.settings),
        )
        for key, unit in found.units.items()
    ]


def _held(key: str) -> Callable[[Part], Any]:
    return lambda part: part.figures[key]


def _whole(whole: Mapping[str, Any], key: str) -> Callable[[Any], Any]:
    return lambda _rows: whole[key]


def _behind(visit: Visit, block: Block, key: str) -> Callable[[Part], str]:
    return lambda part: cell_url(visit, block, part, key)


def _dated(visit: Visit, block: Block, key: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: figure_url(visit, key, block.where, block.settings, row["as_of"])


def _frame(visit: Visit, block: Block, title: str, usual: str) -> Frame:
    """A short list: the files are in the head of the block."""
    sort = block.sort if block.kind == Kind.TABLE and block.sort else f"-{usual}" if usual else ""
    return Frame(
        title,
        about=conditions.told(block.where, visit.book.about.custom),
        sort=sort,
        size=block.limit,
        prefix=block.id,
        search=False,
        tools=False,
    )
