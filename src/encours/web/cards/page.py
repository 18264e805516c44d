"""A page made of cards: one of them for a script that asks, the file of one, or the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from encours.web.cards.cards import ALL, Card, Slot, content_of, fragment_asked, laid_out, part_url
from encours.web.tables import Table, answer
from encours.web.visit.visit import Visit

Slots = dict[str, Slot]


def show(
    visit: Visit,
    template: str,
    cards: Sequence[Card],
    context: Callable[[Slots], Mapping[str, Any]],
    at_once: Iterable[str] = (),
    tables: Callable[[], Sequence[Table]] = tuple,
) -> HttpResponseBase:
    """`context` is what the page says besides its cards, `tables` are those that stand on the page itself.

    Both are asked for the page alone. Cards come with it when they are named in its address, when it is about their
    table, or when `at_once` has them. The template finds the slots in `slots`, and the page with every card at
    `all_url`.
    """
    request = visit.request
    alone = fragment_asked(request, [card.name for card in cards])
    inline = {*at_once, *in_the_address(request, cards)}
    _without_part(request)
    response = _file(visit, cards) or _fragment(visit, cards, alone)
    if response is None:
        slots = laid_out(visit, cards, inline)
        said = {"slots": slots, "all_url": part_url(visit, ALL), **context(slots)}
        response = answer(request, template, said, *tables())
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def in_the_address(request: HttpRequest, cards: Sequence[Card]) -> set[str]:
    """The card that is named there, and those whose table it is about."""
    tables = {card.name for card in cards for name in request.GET if name.startswith(f"{card.name}-")}
    return tables | {request.GET.get("part", "")}


def _without_part(request: HttpRequest) -> None:
    """The query of the page itself: the links of what is shown are those of the page."""
    query = request.GET.copy()
    query.pop("part", None)
    request.GET = query


def _file(visit: Visit, cards: Sequence[Card]) -> HttpResponseBase | None:
    """The file of a card's table; a list too long for it comes back as that table alone, which says so."""
    for card in cards:
        if card.table is not None and visit.request.GET.get(f"{card.name}-format"):
            return answer(visit.request, "cards/alone.html", {}, card.table(visit))
    return None


def _fragment(visit: Visit, cards: Sequence[Card], name: str) -> HttpResponse | None:
    found = next((card for card in cards if card.name == name), None)
    return HttpResponse(content_of(visit, found)) if found else None
