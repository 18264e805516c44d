"""The blocks of a dashboard on a page: each loads itself, and one that cannot be answered says so by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from encours.api import words
from encours.api.words import inside
from encours.i18n import _
from encours.web.cards.cards import Card, Slot, content_of, laid_out, part_query
from encours.web.cards.page import in_the_address
from encours.web.dashboards.blocks import FORM_LABELS, KIND_LABELS, Block, Form, Kind, blocks_of
from encours.web.dashboards.charts import chart, drawn
from encours.web.dashboards.labels import label_of, with_period
from encours.web.dashboards.links import visit_of
from encours.web.dashboards.models import Dashboard
from encours.web.dashboards.tables import table
from encours.web.dashboards.tile import tile
from encours.web.dashboards.writing import written
from encours.web.tables import Table
from encours.web.visit.visit import Visit
from encours.web.workflow.own_indicators.own import indicators_of

AT_ONCE = 9  # blocks beyond these load when they come into sight


@dataclass(frozen=True, slots=True)
class Cell:
    """A block on its page. `files` are those of its rows, `trigger` is when it loads itself."""

    block: Block
    title: str
    sub: str
    slot: Slot
    files: tuple[tuple[str, str], ...]
    trigger: str


def cards(visit: Visit, dashboard: Dashboard) -> list[Card]:
    """The blocks in their order."""
    return [_card(visit, block) for block in blocks_of(dashboard.blocks)]


def texts(dashboard: Dashboard) -> set[str]:
    """The blocks that come with the page: there is nothing to ask for them."""
    return {block.id for block in blocks_of(dashboard.blocks) if block.kind == Kind.TEXT}


def arranged(visit: Visit, dashboard: Dashboard) -> list[Cell]:
    """The cells of the page that changes the dashboard: they load themselves from the dashboard."""
    shown = cards(visit, dashboard)
    at_once = texts(dashboard) | in_the_address(visit.request, shown)
    return cells(visit, dashboard, laid_out(visit, shown, at_once, _path(dashboard)))


def cells(visit: Visit, dashboard: Dashboard, slots: Mapping[str, Slot]) -> list[Cell]:
    """Each block with what its page shows of it."""
    return [
        Cell(
            block,
            slots[block.id].label,
            scope_of(block),
            slots[block.id],
            _files(visit, dashboard, block) if block.kind != Kind.TEXT and dashboard.pk else (),
            "load, again" if place < AT_ONCE else "revealed, again",
        )
        for place, block in enumerate(blocks_of(dashboard.blocks))
    ]


def title_of(visit: Visit, block: Block) -> str:
    """The title given, else what the block shows."""
    if block.title:
        return block.title
    if block.kind == Kind.TEXT:
        return _(KIND_LABELS[Kind.TEXT])
    aged = block.kind == Kind.CHART and block.form == Form.BUCKETS
    own = indicators_of(visit.person)
    said = _(FORM_LABELS[Form.BUCKETS]) if aged else ", ".join(label_of(name, own) for name in block.figures)
    if block.by:
        said = _("{0} by {1}").format(said, inside(words.field(block.by)))
    return with_period(said, block.settings)


def previewed(visit: Visit, block: Block) -> SafeString:
    """What a block shows that is not kept yet."""
    return content_of(visit, _card(visit, block))


def _card(visit: Visit, block: Block) -> Card:
    title, kind = title_of(visit, block), Kind(block.kind)
    return Card(
        block.id,
        title,
        f"dashboards/{kind.value}.html",
        partial(_context, block, title),
        table=None if kind is Kind.TEXT else partial(_rows, block, title),
        bare=True,
        problem="cards/problem.html",
    )


def _context(block: Block, title: str, visit: Visit) -> dict[str, Any]:
    """What its template shows, read in the scope of the block."""
    where = visit_of(visit, block)
    return {**CONTENTS[Kind(block.kind)](where, block), "block": block, "title": title, "visit": where}


def _rows(block: Block, title: str, visit: Visit) -> Table:
    return table(visit_of(visit, block), block, title)


def _tile(visit: Visit, block: Block) -> dict[str, Any]:
    return {"tile": tile(visit, block)}


def _chart(visit: Visit, block: Block) -> dict[str, Any]:
    return {"chart": chart(visit, block, drawn(visit, block))}


def _table(visit: Visit, block: Block) -> dict[str, Any]:
    return {"table": table(visit, block, title_of(visit, block))}


def _text(_visit: Visit, block: Block) -> dict[str, Any]:
    return {"written": written(block.text)}


CONTENTS: dict[Kind, Callable[[Visit, Block], dict[str, Any]]] = {
    Kind.TILE: _tile,
    Kind.CHART: _chart,
    Kind.TABLE: _table,
    Kind.TEXT: _text,
}


def scope_of(block: Block) -> str:
    """What a block with a scope of its own is about."""
    if not block.own_scope:
        return ""
    return " · ".join([*block.entities, *block.portfolios]) or _("Whole perimeter")


def _files(visit: Visit, dashboard: Dashboard, block: Block) -> tuple[tuple[str, str], ...]:
    forms = {"xlsx": "Excel", "csv": "CSV"}
    path = _path(dashboard)
    return tuple(
        (label, f"{path}?{part_query(visit, f'{block.id}-format', form)}") for form, label in forms.items()
    )


def _path(dashboard: Dashboard) -> str:
    return reverse("dashboard", args=[dashboard.pk])
