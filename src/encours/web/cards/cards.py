"""The cards of a page: what is quick comes at once, each costly one loads itself, and all works without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from encours.errors import EncoursError
from encours.web.tables import Table
from encours.web.visit.visit import Visit

ALL = "all"


@dataclass(frozen=True, slots=True)
class Card:
    """One card: `context` asks what `template` shows, `table` is that of its file.

    `height` is the class that keeps its place while it loads. A `bare` one stands in a frame that is there already,
    and says with `problem` why its question has no answer.
    """

    name: str
    label: str
    template: str
    context: Callable[[Visit], Mapping[str, Any]]
    height: str = ""
    table: Callable[[Visit], Table] | None = None
    bare: bool = False
    problem: str = "cards/unanswered.html"


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a card on its page: its content, or the address it loads itself from."""

    name: str
    label: str
    height: str
    content: SafeString
    url: str


def fragment_asked(request: HttpRequest, names: Iterable[str]) -> str:
    """The one card a script asks for, by its name or as the target it replaces; empty for a whole page."""
    named = request.GET.get("part", "")
    target = request.headers.get("HX-Target", "").removeprefix("part-")
    alone = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    found = next((name for name in (named, target) if name in set(names)), "") if alone else ""
    if found and found == named:
        request.part = found  # the trail tells it from what a person opens or sorts
    return found


def laid_out(
    visit: Visit, cards: Sequence[Card], at_once: Iterable[str] = (), path: str = ""
) -> dict[str, Slot]:
    """The slot of every card by its name; those `at_once` with their content.

    `path` is the page they load themselves from, when it is another one.
    """
    inline, path = set(at_once), path or visit.request.path
    return {card.name: _slot(visit, card, bool({ALL, card.name} & inline), path) for card in cards}


def content_of(visit: Visit, card: Card, url: str = "") -> SafeString:
    """The card itself; when its question has no answer, why: the others do not suffer from it."""
    try:
        said = {"card": card, **card.context(visit)}
    except EncoursError as error:
        said = {"card": card, "message": str(error), "url": url or part_url(visit, card.name)}
        return render_to_string(card.problem, said, visit.request)
    content = render_to_string(card.template, said, visit.request)
    return content if card.bare else format_html('<div id="part-{}">{}</div>', card.name, content)


def part_url(visit: Visit, part: str, path: str = "") -> str:
    """The page with that card, or with all of them."""
    return f"{path or visit.request.path}?{part_query(visit, 'part', part)}"


def part_query(visit: Visit, name: str, value: str) -> str:
    """The query of the page, about one card or one file and no other."""
    query = visit.request.GET.copy()
    for other in [other for other in query if other == "part" or other.endswith("-format")]:
        del query[other]
    query[name] = value
    return str(query.urlencode())


def _slot(visit: Visit, card: Card, inline: bool, path: str) -> Slot:
    url = part_url(visit, card.name, path)
    content = content_of(visit, card, url) if inline else SafeString("")
    return Slot(card.name, card.label, card.height, content, url)
