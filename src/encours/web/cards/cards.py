"""A page in parts: what is quick comes at once, each dear card loads itself, and all of it works without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from encours.errors import EncoursError
from encours.web.visit.visit import Visit

ALL = "all"


@dataclass(frozen=True, slots=True)
class Part:
    """A card: `context` asks what `template` shows; `height` is the class that keeps its place while it loads."""

    name: str
    label: str
    template: str
    context: Callable[[Visit], dict[str, Any]]
    height: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A part on its page: its content, or the address it loads itself from. `all_url` is the page with every part."""

    name: str
    label: str
    height: str
    content: SafeString
    url: str
    all_url: str


def fragment_asked(request: HttpRequest, names: Iterable[str]) -> str:
    """The one part a script asks for, by its name or as the target it replaces; empty for a whole page.

    The part leaves the query, so that the links of what is shown are those of the page.
    """
    named = request.GET.get("part", "")
    target = request.headers.get("HX-Target", "").removeprefix("part-")
    alone = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    found = next((name for name in (named, target) if name in set(names)), "") if alone else ""
    if found and found == named:
        request.part = found  # the trail tells it from what a person opens or sorts
    return found


def without_part(request: HttpRequest) -> None:
    """The query of the page itself."""
    query = request.GET.copy()
    query.pop("part", None)
    request.GET = query


def laid_out(visit: Visit, parts: Sequence[Part], inline: frozenset[str]) -> dict[str, Shown]:
    """Every part by name; those `inline` with their content, the others with the address they come from."""
    whole = frozenset({ALL}) & inline
    return {
        part.name: _shown(visit, part, bool(whole) or part.name in inline, _address(visit, ALL))
        for part in parts
    }


def _shown(visit: Visit, part: Part, inline: bool, all_url: str) -> Shown:
    content = content_of(visit, part) if inline else SafeString("")
    return Shown(part.name, part.label, part.height, content, _address(visit, part.name), all_url)


def content_of(visit: Visit, part: Part) -> SafeString:
    """The card itself; when its question has no answer, a card that says why: the others do not suffer from it."""
    request = visit.request
    try:
        context = part.context(visit)
    except EncoursError as error:
        said = {"part": part, "message": str(error), "url": _address(visit, part.name)}
        return render_to_string("cockpit/unanswered.html", said, request)
    return render_to_string(part.template, {"part": part, **context}, request)


def _address(visit: Visit, part: str) -> str:
    query = visit.request.GET.copy()
    query["part"] = part
    return f"{visit.request.path}?{query.urlencode()}"
