"""Two worlds that differ outside an entity alone are the same to whoever is confined to it, on every page, whatever
they send: settings too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.rounds import FULL, turns
from tests.web.addresses import NOBODY, Address, addresses
from tests.web.forms import posted_forms
from tests.web.things import made_for
from tests.web.twins import OWN, WORLDS, World, settings_of

if TYPE_CHECKING:
    from django.test import Client

# What no two answers have in common, whatever they tell.
PASSING = (
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*'), "token"),
    (re.compile(r"(?:\b|(?<=\dT))\d\d:\d\d(:\d\d)?([.,]\d+)?"), "00:00"),
    (re.compile(r"\b\d{5}\.\d{6,}"), "moment"),  # of a spreadsheet
    (re.compile(r"\bb[0-9a-f]{8}\b"), "block"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "uuid"),
    (re.compile(r"enc_\w+|/invitation/[^/\"<]+|[0-9a-f]{64}|[0-9a-f]{32}"), "secret"),
)
LEFT_OUT = ("health", "first", "invitation", "board_file")  # for nobody in particular, and not about the book
DENIED = (403, 404)
# What shows to whoever sees the whole that the worlds differ.
TELLING = (
    "cockpit",
    "keys",
    "import_sources",
    "import_mappings",
    "preferences",
    "portfolios",
    "people",
    "jobs",
    "audit",
)
# Acts on settings outside: by whoever may steer, import or administer, and sees FR02 alone.
ACTS: list[tuple[str, dict[str, str]]] = [
    ("preferences", {"act": "target", "target-figure": "dso", "target-entity": "FR01", "target-value": "1"}),
    ("preferences", {"act": "target", "target-figure": "dso", "target-entity": "", "target-value": "1"}),
    ("preferences", {"act": "drop_target", "figure": "dso", "entity": "FR01"}),
    ("preferences", {"act": "drop_target", "figure": "dso", "entity": ""}),
    ("preferences", {"act": "take_back", "change": "{change}"}),
    ("preferences", {"act": "calculation", "dso_method": "dso_countback", "window": "12m"}),
    ("preferences", {"act": "buckets", "buckets-name": "Mine", "buckets-edges": "10,20"}),
    ("aged_keep", {"name": "Mine", "edges": "10,20"}),
    ("portfolios", {"act": "drop_rule", "number": "{rule}"}),
    ("portfolios", {"act": "edit_rule", "number": "{rule}"}),
    ("portfolios", {"act": "drop_exemption", "number": "{exemption}"}),
    ("portfolios", {"act": "take_back", "version": "{change_of_rules}"}),
    ("portfolios", {"act": "portfolio", "portfolio-code": "Alpha P", "portfolio-collector": "Me"}),
    ("import_source_new", {"label": "Mine", "folder": "/Alpha", "pattern": "*", "rhythm": "day"}),
    ("known_since", {"entity": "FR01", "position": "2025-01-01", "reason": "x"}),
    ("import_mapping", {"label": "Mine"}),
    (
        "person",
        {
            "name": "x",
            "email": "x@example.test",
            "role": "auditor",
            "every_entities": "1",
            "every_portfolios": "1",
        },
    ),
]


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[World, Path]]:
    return [(world, world.book(tmp_path_factory.mktemp(world.word))) for world in WORLDS]


@pytest.fixture
def each_world(
    homes: list[tuple[World, Path]],
    showing: Callable[[Path], Path],
    client_of: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., list[dict[str, str]]]:
    """`each_world(look, role, **perimeter)`: what `look(client, mine, theirs)` finds in each of the two worlds."""
    from django.utils.timezone import localtime

    from encours.web.dashboards import paper

    monkeypatch.setenv("ENCOURS_IMPORT_FOLDERS", "/Alpha:/Omega")
    taken = localtime()
    monkeypatch.setattr(paper, "localtime", lambda: taken)  # it stands in pages that are packed

    def found(
        look: Callable[..., Iterator[tuple[str, str]]], role: str, **perimeter: Any
    ) -> list[dict[str, str]]:
        return [_in(world, home, look, role, perimeter) for world, home in homes]

    def _in(world: World, home: Path, look: Any, role: str, perimeter: Any) -> dict[str, str]:
        showing(home)
        _closed()
        with _undone():
            _forget()
            colleague = client_of("cfo", email="colleague@example.test", name="Colleague").person  # type: ignore[attr-defined]
            theirs = settings_of(world, colleague)
            client = client_of(role, email="me@example.test", **perimeter)
            client.raise_request_exception = False
            _sure(client)
            mine = made_for(client.person)  # type: ignore[attr-defined]
            told = dict(look(client, mine, theirs))
        _closed()
        return told

    return found


CONFINED: list[tuple[str, dict[str, Any]]] = [
    ("administrator", {"entities": [OWN]}),
    ("credit_manager", {"portfolios": ["West"]}),
    ("auditor", {"entities": [OWN], "portfolios": ["West"]}),
    ("cfo", {"entities": [OWN], "salesperson": "Anne Lebreuil"}),
]


@pytest.mark.parametrize(("role", "perimeter"), CONFINED if FULL else CONFINED[:2])
def test_every_page_is_the_same_in_both(each_world: Any, role: str, perimeter: dict[str, Any]) -> None:
    place = [confined for confined, _perimeter in CONFINED].index(role)
    one, other = each_world(partial(_read, asked=partial(_by_turns, place)), role, **perimeter)
    assert [url for url in one if "500" in one[url][:3]] == []
    apart = _differences(one, other)
    assert not apart, "\n".join(apart)


@pytest.mark.parametrize("role", ["administrator", "credit_manager"])
def test_what_is_sent_is_answered_the_same_and_changes_nothing_outside(each_world: Any, role: str) -> None:
    one, other = each_world(_sent, role, entities=[OWN])
    apart = _differences(one, other)
    assert not apart, "\n".join(apart)
    assert [name for name, told in one.items() if told.startswith("changed")] == []


def test_who_sees_the_whole_does_tell_them_apart(each_world: Any) -> None:
    """Else the tests above could not fail."""
    one, other = each_world(partial(_read, asked=_telling), "administrator")
    told = {line.partition(" ")[0] for line in _differences(one, other)}
    assert set(TELLING) <= told


def _read(
    client: Client, mine: Any, theirs: Any, asked: Callable[[Any], list[Address]]
) -> Iterator[tuple[str, str]]:
    """The addresses that are asked, about what is theirs and what is not, with their files."""
    own = [("mine", one) for one in asked(_within(client, mine))]
    others = [("outside", one) for one in asked(mine | theirs) if one.needs.about in theirs]
    for whose, one in [*own, *others]:
        files = [url for url in one.file_urls if FULL or not url.endswith("xlsx")]
        for number, url in enumerate(dict.fromkeys([one.url, *files])):
            yield f"{one.name} {whose} {number}", _told(client.get(url), theirs)
    for number, url in enumerate(("/?entity=FR01", "/?entity=FR02", "/indicateurs/?entity=FR01")):
        yield f"target {number}", _told(client.get(url), theirs)


def _sent(client: Client, mine: Any, theirs: Any) -> Iterator[tuple[str, str]]:
    """Every form of the settings as it stands, and what one would make up about what is outside."""
    from django.urls import reverse

    before = _outside(theirs)
    arguments = {name: str(value[-1]) for name, value in theirs.items()}
    made_up = [
        (
            name,
            _path(reverse, name, mine | theirs),
            {key: text.format(**arguments) for key, text in said.items()},
        )
        for name, said in ACTS
    ]
    forms = [
        (f"form {n}", path, said) for n, (path, said) in enumerate(_forms(client, _within(client, mine)))
    ]
    acts = [
        (one.name, one.path, {"confirm": "on"})
        for one in _asked(mine | theirs, writes=True)
        if "/reglages/" in one.path
    ]
    for number, (name, path, said) in enumerate([*made_up, *forms, *acts]):
        with _undone():
            answer = client.post(path, said)
            yield f"{name} #{number}", _told(answer, theirs)
            if _outside(theirs) != before:
                yield f"{name} #{number} changed", f"changed by {said}"


def _by_turns(place: int, things: Any) -> list[Address]:
    """Everything but figures, which everybody sees: of these, those of one turn of two."""
    every = _asked(things)
    figures = turns((one for one in every if one.needs.figures), 2, place)
    return [one for one in every if one in figures or not one.needs.figures]


def _telling(things: Any) -> list[Address]:
    return [one for one in _asked(things) if FULL or one.name in TELLING]


def _asked(things: Any, writes: bool = False) -> list[Address]:
    every = [one for one in addresses(things) if one.name not in LEFT_OUT]
    return [one for one in every if (one.needs.write if writes else one.needs.read) != NOBODY]


def _path(reverse: Any, name: str, things: Any) -> str:
    from tests.web.addresses import NEEDS

    return str(reverse(name, args=things.get(NEEDS[name].about, ())))


def _forms(client: Client, mine: Any) -> Iterator[tuple[str, Any]]:
    for one in _asked(mine):
        if "/reglages/" in one.path:
            answer = client.get(one.url)
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                yield from posted_forms(answer.content.decode(), one.path)


def _within(client: Client, mine: Any) -> Any:
    """Their own things, about what they see of the book."""
    from encours.api.recorded import Sought, listed
    from encours.web.access.perimeter import conditions
    from encours.web.recorded import RECORDED
    from encours.web.visit import connections
    from tests.web.things import of_the_book

    limits = conditions(client.person)  # type: ignore[attr-defined]
    book = connections.book().within(limits)
    asked = Sought(book.data_date)
    keys = {kind.name: (listed(book, kind.of, asked, limit=1).rows[0][kind.of.key],) for kind in RECORDED}
    return mine | of_the_book(limits) | keys


def _outside(theirs: Any) -> str:
    """All rows outside, as they stand."""
    from django.core import serializers

    from encours.web.imports.models import Mapping, Source, Upload
    from encours.web.workflow.assignment.models import Exemption, Portfolio, Rule
    from encours.web.workflow.choices.chosen import choice
    from encours.web.workflow.choices.models import Preference
    from encours.web.workflow.jobs.models import Job
    from encours.web.workflow.keys.models import ApiKey
    from encours.web.workflow.people.models import Person

    rows = [row for model in (Exemption, Portfolio, Rule) for row in model.objects.order_by("pk")]
    named = (
        (Person, "person"),
        (Mapping, "mapping"),
        (Source, "source"),
        (Upload, "upload"),
        (Job, "job"),
        (ApiKey, "key"),
    )
    rows += [row for model, name in named for row in model.objects.filter(pk=theirs[name][0])]
    targets = {name: {e: v for e, v in by.items() if e != OWN} for name, by in choice("targets", {}).items()}
    others = Preference.objects.exclude(name="targets").order_by("pk")
    return serializers.serialize("json", [*rows, *others]) + str(targets)


def _told(answer: Any, theirs: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = f"{answer.status_code} {answer.headers.get('Location', '')} {_text(body)}"
    for pattern, instead in PASSING:
        text = pattern.sub(instead, text)
    for values in theirs.values():
        for value in values:
            text = (
                text.replace(str(value), "§") if len(str(value)) > 3 else text
            )  # what the address says itself
    return text


def _text(body: bytes) -> str:
    import io
    import zipfile

    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as sheet:
            body = b" ".join(sheet.read(name) for name in sorted(sheet.namelist()) if "docProps" not in name)
    return body.decode("utf-8", "replace")


def _differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    assert list(one) == list(other)
    return [f"{name} {_apart(one[name], other[name])}" for name in one if one[name] != other[name]]


def _apart(one: str, other: str) -> str:
    """Where two texts begin to differ."""
    at = next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    return f"{one[max(at - 60, 0) : at + 40]!r} / {other[max(at - 20, 0) : at + 40]!r}"


@contextmanager
def _undone() -> Iterator[None]:
    """What happens within is taken back, and nothing of it stays in memory."""
    from django.db import transaction

    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)
        _forget()


def _closed() -> None:
    """No book of one world is open in the other."""
    from encours.web.visit import connections

    connections.forget()


def _forget() -> None:
    from encours.web.visit import answers
    from encours.web.workflow.assignment import assigned
    from encours.web.workflow.choices import chosen

    chosen._choices.cache_clear()
    assigned._assignment.cache_clear()
    answers.forget()


def _sure(client: Client) -> None:
    """They have shown a password a moment ago."""
    import time

    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() + 600}]
    session.save()
