"""Figures, and the catalogue of what can be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from encours.api import OpenBook, Result
from encours.cube.dimensions import CATALOGUE as DIMENSIONS
from encours.cube.measures import CATALOGUE as MEASURES
from encours.errors import UsageError
from encours.i18n import _, mark
from encours.indicators.catalogue import CATALOGUE as INDICATORS
from encours.indicators.record import Indicator
from encours.web.rest.caller import enter
from encours.web.rest.exact import answer
from encours.web.rest.query import About, Show, listed
from encours.web.rest.schemas import REFUSALS, Answer, Named
from encours.web.workflow.choices.chosen import DSO_METHODS, dso_method, usual
from encours.web.workflow.keys.models import Scope
from encours.web.workflow.own_indicators.own import indicators_of

router = Router(tags=["figures"])
ONE_PER_ITEM = frozenset({"item", "document", "reference", "order_reference"})


@router.get(
    "/show",
    response={200: Answer, **REFUSALS},
    operation_id="show",
    summary=mark("Figures, split and filtered, at any date"),
)
def show(request: HttpRequest, asked: Query[Show]) -> HttpResponse:
    """What `encours show` answers, for whoever calls."""
    book = enter(request, Scope.FIGURES, asked).book(asked.as_known)
    by = listed(asked.by)
    for name in ONE_PER_ITEM & set(by):
        raise UsageError(_("A split by {0} gives one row for each item: ask /rows for them.").format(name))
    names = listed(asked.figures)
    result = book.show(*names, by=by, history=asked.history or None, compare=asked.compare, **asked.common())
    return answer(told(book.explained(result, asked.where), book, asked))


@router.get(
    "/indicators",
    response={200: list[Named], **REFUSALS},
    operation_id="list_indicators",
    summary=mark("Measures and indicators, with their settings"),
)
def indicators(request: HttpRequest) -> HttpResponse:
    """What `/show` may be asked for; one's own indicators among them."""
    caller = enter(request, Scope.FIGURES)
    measures = (_named(m.name, m.label, m.definition, "measure", m.unit.value) for m in MEASURES)
    published = {m.name for m in MEASURES if m.published}
    mine = {*INDICATORS, *indicators_of(caller.person).values()}
    return answer([*(m for m in measures if m["name"] in published), *_indicators(mine)])


@router.get(
    "/dimensions",
    response={200: list[Named], **REFUSALS},
    operation_id="list_dimensions",
    summary=mark("What figures are split and filtered by"),
)
def dimensions(request: HttpRequest) -> HttpResponse:
    """The dimensions, custom fields of the book included."""
    custom = enter(request, Scope.FIGURES).book().about.custom
    named = [_named(d.name, d.label, "", "dimension") for d in DIMENSIONS]
    return answer([*named, *(_named(field, field, "", "custom") for field in custom)])


def told(result: Result, book: OpenBook, asked: About) -> dict[str, Any]:
    """A result as an answer tells it, with all the settings it was made with; beside a DSO, the one the company goes
    by."""
    method = {"dso_method": dso_method()} if set(DSO_METHODS) & set(result.units) else {}
    return {
        "as_of": result.as_of,
        "data_date": result.data_date,
        "version": book.version,
        "currency": result.currency,
        "dimensions": result.dimensions,
        "units": {name: unit.value for name, unit in result.units.items()},
        "labels": result.labels,
        "settings": {**method, **book.usual.settings, **asked.settings(), **result.settings},
        "notes": result.notes,
        "known_since": [one.as_data() for one in book.known_since],
        "reasons": [
            {"row": row, "figure": figure, "reason": reason}
            for (row, figure), reason in sorted(result.reasons.items())
        ],
        "rows": list(result.as_data()),
    }


def _indicators(known: set[Indicator]) -> Iterator[dict[str, Any]]:
    chosen = usual()
    for indicator in sorted(known, key=lambda one: one.name):
        said = _named(
            indicator.name, indicator.label, indicator.definition, "indicator", indicator.unit.value
        )
        held, own = indicator.defaults(), chosen.of.get(indicator.name, {})
        yield {**said, "settings": {name: {**chosen.settings, **own}.get(name, held[name]) for name in held}}


def _named(name: str, label: str, about: str, kind: str, unit: str = "") -> dict[str, Any]:
    held: Mapping[str, Any] = {
        "name": name,
        "label": _(label),
        "about": _(about) if about else "",
        "kind": kind,
    }
    return {**held, "unit": unit, "settings": {}}
