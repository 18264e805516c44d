"""Rows behind a figure, and one item."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from encours.api import OpenBook
from encours.api.movements import ItemCard
from encours.api.movements import item as item_of
from encours.i18n import mark
from encours.web.rest.caller import enter, refuse_unwritable
from encours.web.rest.exact import answer
from encours.web.rest.figures import told
from encours.web.rest.item_schemas import Item
from encours.web.rest.paths import splits
from encours.web.rest.query import Dated, Rows
from encours.web.rest.schemas import REFUSALS, Listing, Problem
from encours.web.workflow.keys.models import Scope

router = Router(tags=["rows"])


@router.get(
    "/rows",
    response={200: Listing, **REFUSALS},
    operation_id="list_rows",
    summary=mark("The rows behind a measure, a page at a time"),
)
def rows(request: HttpRequest, asked: Query[Rows]) -> HttpResponse:
    """They add up to the figure: `totals` is that of all of them."""
    book = enter(request, Scope.ROWS, asked).book(asked.as_known)
    page = book.page(
        asked.measure,
        order=asked.order,
        limit=asked.limit,
        offset=asked.offset,
        search=asked.search,
        **asked.common(),
    )
    totals = {asked.measure: page.total}
    return answer({**told(page.rows, book, asked), "count": page.count, "totals": totals})


@router.get(
    "/items/{entity}/{path:item}",
    response={200: Item, 404: Problem, **REFUSALS},
    operation_id="get_item",
    summary=mark("One item, on a day"),
)
def item(request: HttpRequest, entity: str, item: str, asked: Query[Dated]) -> HttpResponse:
    """Its columns, what is set against it, its disputes; amounts are in the currency of the item."""
    book = enter(request, Scope.ROWS, asked).book(asked.as_known)
    refuse_unwritable(entity, item)
    day = asked.as_of or book.data_date
    found = next(filter(None, (item_of(book, *pair, day) for pair in splits(entity, item))), None)
    if found is None:
        raise Http404
    return answer(_told(found, book, day))


def _told(found: ItemCard, book: OpenBook, day: Any) -> dict[str, Any]:
    said = asdict(found)
    return {"as_of": day, "item": said["columns"], **{k: said[k] for k in ("allocations", "disputes")}}
