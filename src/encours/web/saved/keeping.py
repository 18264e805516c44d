"""What is kept of an address: a page we know, its arguments, and parameters of a decent size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from encours.errors import UsageError
from encours.i18n import _, mark
from encours.web.access.roles import Right
from encours.web.navigation import PAGES
from encours.web.visit.scope import NAMES as SCOPE

Pairs = list[tuple[str, str]]
# Pages without anything to come back to: dashboards are kept themselves, choices have no filters.
ELSEWHERE = ("dashboards", "preferences")
PAGES_KEPT: dict[str, tuple[str, Right]] = {
    **{page.url: (page.label, page.right) for page in PAGES if page.url not in ELSEWHERE},
    "customer": (mark("Customer"), Right.SEE),
    "indicator": (mark("Indicator"), Right.SEE),
    "bridge": (mark("DSO bridge"), Right.SEE),
}
DATED = ("date", "known")
VIEW = "view"
PASSING = re.compile(r"(.+-)?(page|format)|part|filters|field|csrfmiddlewaretoken|" + VIEW)
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,60}")
LONGEST_VALUE, MOST_PAIRS, LONGEST = 2_000, 80, 6_000


@dataclass(frozen=True, slots=True)
class Kept:
    """`page` is the name of an address, `query` an encoded query string."""

    page: str
    arguments: dict[str, Any] = field(default_factory=dict)
    query: str = ""


def kept(address: str, dated: bool = False) -> Kept:
    """What a view keeps of an address of ours; its host is never looked at.

    UsageError when the page cannot be kept, or its parameters are too long.
    """
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        raise UsageError(_("This page cannot be kept as a view.")) from None
    if match.url_name not in PAGES_KEPT or match.args:
        raise UsageError(_("This page cannot be kept as a view."))
    return Kept(match.url_name, dict(match.kwargs), urlencode(lasting(pairs_of(parts.query), dated)))


def pairs_of(query: str) -> Pairs:
    """Names and values, within bounds."""
    if len(query) > 3 * LONGEST:
        raise UsageError(_("This page has too many filters to be kept as a view."))
    pairs = parse_qsl(query)
    if len(pairs) > MOST_PAIRS or sum(len(value) for _name, value in pairs) > LONGEST:
        raise UsageError(_("This page has too many filters to be kept as a view."))
    return pairs


def lasting(pairs: Sequence[tuple[str, str]], dated: bool) -> Pairs:
    """Without what passes: the number of the page, a part, and the date unless it is to be kept.

    >>> lasting([("where", "country=FR"), ("date", "2025-06-30"), ("page", "3")], dated=False)
    [('where', 'country=FR')]
    """
    return [
        (name, value)
        for name, value in pairs
        if NAME.fullmatch(name)
        and not PASSING.fullmatch(name)
        and (dated or name not in DATED)
        and len(value) <= LONGEST_VALUE
        and value.isprintable()
    ]


def address_of(view: Any, scope_pairs: Sequence[tuple[str, str]]) -> str:
    """Where a view leads: what it says, and for the rest of the scope (date, currency…) what the page is about.

    Empty when its page is no more.
    """
    try:
        path = reverse(view.page, kwargs=view.arguments)
    except NoReverseMatch:
        return ""
    pairs = parse_qsl(view.query)
    said = {name for name, _value in pairs}
    rest = [(name, value) for name, value in scope_pairs if name not in said]
    return f"{path}?{urlencode([*rest, *pairs, (VIEW, str(view.pk))])}"


def same(view: Any, pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether an address shows what the view keeps; the scope counts only where the view has one of its own."""
    own = parse_qsl(view.query)
    said = {name for name, _value in own}
    shown = [pair for pair in lasting(pairs, dated=True) if pair[0] not in SCOPE or pair[0] in said]
    return sorted(own) == sorted(shown)
