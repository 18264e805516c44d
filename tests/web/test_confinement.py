"""Whoever follows a part of the book obtains nothing of the rest: by no page, file, fragment, answer or parameter."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

import pytest

from encours.web.access.perimeter import conditions
from tests.rounds import FULL, rounds, turns
from tests.web.addresses import NOBODY, addresses
from tests.web.secrets_of import Elsewhere, Secrets, elsewhere, secrets
from tests.web.things import made_for
from tests.web.three_companies import MARK, OWN

if TYPE_CHECKING:
    from django.test import Client

PERIMETERS = {
    "three": OWN,
    "demo": {
        "collector": {"portfolios": ["FR01 PME"]},
        "sales": {"salesperson": "Alix Esteyrie"},
        "controller": {"entities": ["FR02"]},
        "credit_manager": {"portfolios": ["FR02 PME"], "entities": ["FR02", "FR01"]},
    },
}
TRYING = ("collector", "sales", "controller")  # by portfolio, by salesperson, by entity
LINK = re.compile(r'(?:href|action|hx-get)="([^"]*)"')
SHARES = rounds(5, 1)  # of what those who try would try; in the long run everybody tries everything
MOST_LINKS = 60  # besides the addresses of the table
MOST_OF_A_KIND = 2  # of addresses that differ by their values alone


def each(roles: Iterable[str], of_the_demo: tuple[str, ...] = ()) -> pytest.MarkDecorator:
    """People of these roles on the small book; on the demo group those named, and in the long run all of them."""
    cases = [("three", role) for role in roles]
    cases += [("demo", role) for role in roles if FULL or role in of_the_demo]
    return pytest.mark.parametrize(("book", "role"), cases)


@pytest.fixture
def book() -> str:
    """The fixture whose book is crawled."""
    return "three"


@pytest.fixture
def others(book: str, request: pytest.FixtureRequest, client_of: Callable[..., Client]) -> Client:
    """A colleague who sees everything, and shares what they made with everyone."""
    request.getfixturevalue(book)
    from encours.web.access.roles import Role
    from encours.web.dashboards.models import Dashboard
    from encours.web.saved.models import SavedView
    from encours.web.workflow.own_indicators.models import CustomIndicator

    colleague = client_of("cfo")
    colleague.things = made_for(colleague.person)  # type: ignore[attr-defined]
    for model in (SavedView, Dashboard):
        model.objects.update(roles=[role.value for role in Role])
    CustomIndicator.objects.update(roles=["*"])
    return colleague


@each(OWN, of_the_demo=("collector",))
def test_nothing_of_other_customers_is_read_by_following_links(
    others: Client, client_of: Callable[..., Client], book: str, role: str
) -> None:
    client = client_of(role, **PERIMETERS[book][role])
    hidden = secrets(conditions(client.person))
    every = [
        one.url for one in addresses(others.things | made_for(client.person)) if one.needs.read != NOBODY
    ]
    leaks = _leaks(hidden, _followed(client, turns(every, 2, list(OWN).index(role))))
    assert not leaks, "\n".join(leaks)


@each(TRYING)
def test_nothing_of_other_customers_is_read_by_any_parameter(
    others: Client, client_of: Callable[..., Client], book: str, role: str
) -> None:
    client = client_of(role, **PERIMETERS[book][role])
    hidden, target = secrets(conditions(client.person)), elsewhere(conditions(client.person))
    tried = _share(_tried(made_for(client.person), target), TRYING.index(role))
    leaks = _leaks(hidden, _got(client, tried))
    assert not leaks, "\n".join(leaks)


def test_pages_of_other_customers_are_not_there(others: Client, client_of: Callable[..., Client]) -> None:
    client = client_of("collector", **OWN["collector"])
    hidden, target = secrets(conditions(client.person)), elsewhere(conditions(client.person))
    theirs = {
        **others.things,
        "item": (target.entity, target.item),
        "customer": (target.entity, target.customer),
    }
    asked = [one.url for one in addresses(theirs) if one.needs.about and one.needs.read != NOBODY]
    assert _leaks(hidden, _got(client, asked)) == []
    missing = {one.name: client.get(one.url).status_code for one in addresses(theirs)}
    reached = ("item", "customer", "rest:item", "rest:customer", "customer_statement")
    assert [missing[name] for name in reached] == [404] * len(reached)


def test_who_sees_everything_does_read_them(others: Client) -> None:
    """Else the tests above could not fail."""
    narrow = ["portfolio=North"]
    hidden, target = secrets(narrow), elsewhere(narrow)
    plain = ("part=all", "by=customer_name", "limit=1000", f"q={quote(target.name)}")
    pages = {"/", "/balance/", "/creances/", "/clients/", "/groupe/", "/rechercher/"}
    pages |= {"/api/v1/rows", "/api/v1/show", "/api/v1/customers"}
    tried = (url for url in _tried(others.things, target) if url.endswith(plain))
    asked = (url for url in tried if urlsplit(url).path in pages)
    telling = {urlsplit(leak.partition(" ")[0]).path for leak in _leaks(hidden, _got(others, asked))}
    assert telling == pages


@each(OWN)
def test_totals_are_those_of_the_perimeter(
    others: Client, client_of: Callable[..., Client], book: str, role: str
) -> None:
    from encours.web import typography
    from encours.web.visit import connections

    client = client_of(role, **PERIMETERS[book][role])
    target = elsewhere(conditions(client.person))
    own = connections.book().within(conditions(client.person))
    for where in ([], ["portfolio!=x"], [f"portfolio={target.portfolio}"], [f"entity={target.entity}"]):
        asked = {"figures": "net,overdue", "where": where}
        told = json.loads(client.get("/api/v1/show", asked).content, parse_float=Decimal)["rows"]
        expected = [(row["net"], row["overdue"]) for row in own.show("net", "overdue", where=where)]
        assert [(row["net"], row["overdue"]) for row in told] == expected
    for measure in ("net", "overdue"):
        page = unescape(client.get(f"/creances/?measure={measure}").content.decode())
        assert typography.money(next(iter(own.show(measure)))[measure], "EUR", "cents") in page


def _got(client: Client, asked: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Each address with what it answers."""
    return ((url, client.get(url)) for url in asked)


def _leaks(hidden: Secrets, answers: Iterable[tuple[str, Any]]) -> list[str]:
    """Each address that tells something of others or lets a value be a part of the page, with some of it."""
    found = []
    for url, answer in answers:
        told = [*hidden.told_by(answer, url), *_written_as_it_stands(answer)]
        if told:
            found.append(f"{url} # {told[:3]}")
    return found


def _written_as_it_stands(answer: Any) -> list[str]:
    return (
        [MARK] if "html" in answer.headers.get("Content-Type", "") and MARK.encode() in answer.content else []
    )


def _followed(client: Client, begun: list[str]) -> Iterator[tuple[str, Any]]:
    """What the addresses answer that links lead to, from these pages on; a few of those that differ by values alone."""
    waiting = list(begun)
    most = len(waiting) + MOST_LINKS
    kinds: dict[tuple[str, ...], int] = {}
    pages = 0
    while waiting and pages < most:
        url = waiting.pop(0)
        if kinds.setdefault(_kind(url), 0) >= MOST_OF_A_KIND:
            continue
        kinds[_kind(url)] += 1
        pages += 1
        answer = client.get(url)
        yield url, answer
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            found = LINK.findall(answer.content.decode())
            waiting += [_inside(urljoin(url, unescape(link))) for link in found]


def _inside(url: str) -> str:
    parts = urlsplit(url)
    leaves = parts.netloc or parts.path.startswith(("/static/", "/compte/"))
    return "/health/" if leaves or not parts.path else parts._replace(fragment="").geturl()


def _kind(url: str) -> tuple[str, ...]:
    from django.urls import Resolver404, resolve

    parts = urlsplit(url)
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&")} - {"date", "sort"})
    try:
        return (resolve(parts.path).view_name or parts.path, *names)
    except Resolver404:
        return (parts.path, *names)


def _share(asked: Iterable[str], place: int) -> Iterator[str]:
    """The part that the `place`-th of those who try asks: each attempt is made on some pages by each of them."""
    return (url for number, url in enumerate(asked) if number % SHARES == place % SHARES)


def _tried(things: dict[str, tuple[Any, ...]], target: Elsewhere) -> Iterator[str]:
    """Each page of figures with what someone would try to see more."""
    for address in addresses({"indicator": ("dso",), **things}):
        if address.needs.figures and (
            address.needs.about in things or address.needs.about in ("", "indicator")
        ):
            for query in _escapes(target, address.api):
                yield f"{address.url}{'&' if '?' in address.url else '?'}{query}"


def _escapes(target: Elsewhere, api: bool) -> list[str]:
    portfolio, customer, name = map(quote, (target.portfolio, target.customer, target.name))
    if api:
        return [
            "by=customer_name",
            "by=document,customer",
            f"where=portfolio%3D{portfolio}",
            f"where=customer%3D{customer}",
            "where=portfolio!%3Dx&limit=1000",
            f"search={name}",
            "as_known=1&by=customer_name",
        ]
    return [
        "part=all",
        f"part=all&portfolio={portfolio}",
        f"part=all&entity={target.entity}",
        f"where=customer%3D{customer}",
        f"where=entity%3D{target.entity}&where=portfolio!%3Dx",
        "by=portfolio&part=all",
        "by=customer_name&part=all",
        "known=2&part=all",
        f"q={name}",
        "date=2026-06-30&part=all",
        "measure=gross&size=200&columns=customer_name,document,portfolio,customer",
        f"measure=gross&where=portfolio%3D{portfolio}&format=csv",
        "format=csv",
        "format=xlsx",
    ]
