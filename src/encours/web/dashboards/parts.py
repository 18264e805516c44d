"""The blocks of a dashboard on a page: each loads itself, and one that cannot be answered says so by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from encours.errors import EncoursError
from encours.i18n import _
from encours.web.dashboards.blocks import FORM_LABELS, KIND_LABELS, Block, Form, Kind, blocks_of
from encours.web.dashboards.charts import chart, drawn
from encours.web.dashboards.labels import label_of, with_period
from encours.web.dashboards.links import visit_of
from encours.web.dashboards.models import Dashboard
from encours.web.dashboards.tables import table
from encours.web.dashboards.tile import tile
from encours.web.dashboards.writing import written
from encours.web.labels.fields import field_label
from encours.web.typography import inside
from encours.web.visit.visit import Visit
from encours.web.workflow.own_indicators.own import indicators_of

ALL = "all"
AT_ONCE = 9  # blocks beyond these load when they come into sight


@dataclass(frozen=True, slots=True)
class Shown:
    """A block on its page: its content, or the address it comes from. `files` are those of its rows."""

    block: Block
    title: str
    sub: str
    content: SafeString
    url: str
    files: tuple[tuple[str, str], ...]
    trigger: str


def laid_out(visit: Visit, dashboard: Dashboard, wanted: str) -> list[Shown]:
    """Every block in its order; the one wanted with its content, or all of them."""
    return [
        shown(visit, dashboard, block, wanted in (ALL, block.id) or _asked(visit, block), place)
        for place, block in enumerate(blocks_of(dashboard.blocks))
    ]


def shown(visit: Visit, dashboard: Dashboard, block: Block, inline: bool, place: int = 0) -> Shown:
    """One of them; text comes with the page."""
    address = _address(visit, dashboard, part=block.id)
    content = content_of(visit, block, address) if inline or block.kind == Kind.TEXT else SafeString("")
    files = tuple(
        (label, _address(visit, dashboard, **{f"{block.id}-format": name}))
        for name, label in (("xlsx", "Excel"), ("csv", "CSV"))
    )
    trigger = "load, again" if place < AT_ONCE else "revealed, again"
    title = title_of(visit, block)
    return Shown(
        block, title, _scope(block), content, address, files if block.kind != Kind.TEXT else (), trigger
    )


def content_of(visit: Visit, block: Block, address: str = "") -> SafeString:
    """What the block shows; when its question has no answer, why: the others do not suffer from it."""
    where = visit_of(visit, block)
    try:
        said = CONTENTS[Kind(block.kind)](where, block)
    except EncoursError as error:
        said = {"problem": str(error), "url": address}
        return render_to_string("dashboards/unanswered.html", {**said, "block": block}, visit.request)
    template = f"dashboards/{Kind(block.kind).value}.html"
    title = title_of(visit, block)
    return render_to_string(template, {**said, "block": block, "title": title, "visit": where}, visit.request)


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
        said = _("{0} by {1}").format(said, inside(field_label(block.by)))
    return with_period(said, block.settings)


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


def _scope(block: Block) -> str:
    """What a block with a scope of its own is about."""
    if not block.own_scope:
        return ""
    return " · ".join([*block.entities, *block.portfolios]) or _("Whole perimeter")


def _asked(visit: Visit, block: Block) -> bool:
    """Whether the address is about the table of this block: it then comes with the page."""
    return any(name.startswith(f"{block.id}-") for name in visit.request.GET)


def _address(visit: Visit, dashboard: Dashboard, **more: str) -> str:
    """The page of the dashboard, for a part of it."""
    query = visit.request.GET.copy()
    for name in [name for name in query if name == "part" or name.endswith("-format")]:
        del query[name]
    for name, value in more.items():
        query[name] = value
    return f"{reverse('dashboard', args=[dashboard.pk])}?{query.urlencode()}"
