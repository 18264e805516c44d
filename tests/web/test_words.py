"""Nothing a program calls its things by is shown to people: every page, in both languages, is read for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from encours.book.records import Kind
from encours.cube.measures import CATALOGUE as MEASURES
from encours.demo.group.ledgers import BLOCKS
from encours.demo.group.work.holds import _REASONS
from encours.demo.group.work.said import _ENGLISH
from encours.web.access.roles import Role
from tests.web.addresses import NOBODY, Address, addresses
from tests.web.things import made_for
from tests.web.visible import visible

if TYPE_CHECKING:
    from django.test import Client

BRACES = re.compile(r"[{}]|\[[a-z_]+\]")
QUOTED = re.compile(r"(?<!\w)'[^'\s][^']{0,60}'(?!\w)|\\x[0-9a-f]{2}|\\u[0-9a-f]{4}")
SNAKE = re.compile(r"(?<![\w./@-])[A-Za-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w@/])")
PYTHON = re.compile(
    r"\bNone\b(?! [a-z])|\b(?:True|False|null|undefined|NaN)\b|<[a-z]+ object|\b[A-Za-z]+Error\b"
)
CAMEL = re.compile(r"\b[A-Z]?[a-z]+[A-Z][a-z]{2,}\w*\b")
RAW = (BRACES, QUOTED, SNAKE, PYTHON, CAMEL)

# In French, the English names of kinds, measures, states and origins can only be those of the program.
ENGLISH = re.compile(
    r"\b(?:"
    + "|".join(
        {
            *(str(kind) for kind in Kind),
            *(measure.name for measure in MEASURES if "_" not in measure.name),
            *(
                "opening",
                "inferred",
                "computed",
                "awaited",
                "kept",
                "broken",
                "phone",
                "reminder",
                "queued",
                "done",
            ),
            *(
                "failed",
                "due",
                "issue",
                "asked",
                "administrator",
                "collector",
                "auditor",
                "targets",
                "window",
            ),
        }
        - {"net", "other", "collector"}
    )
    + r")\b"
)
# Pages about programs teach the names programs use.
ABOUT_PROGRAMS = ("api", "rest:api-root")
# What is called so in the world, was typed by a person (the name of a folder), or was made up by a test.
CALLED_SO = re.compile(
    r"OpenDocument|WebAuthn|late_share|part_echue|something done|Customers most overdue|\btmp\w+|^/\S+"
)
# What the people of the English company of the demo wrote: notes, next steps, reasons of holds.
_WRITTEN = sorted({*_REASONS["GB"], *BLOCKS["GB"], *(said for some in _ENGLISH.values() for said in some)})
BY_PEOPLE = re.compile("|".join(re.sub(r"\\{\w+\\}", ".+?", re.escape(said)) for said in _WRITTEN))
MORE = {  # what a page shows when it is asked to
    "items": ("measure=net&filters=1", "measure=receipts", "measure=promised", "where=due_source=computed"),
    "aged": ("by=entity&by=kind", "by=opening&by=region_code", "base_date=issue", "filters=1"),
    "indicator": ("split=kind", "split=nature", "split=due_source", "split=opening"),
    "customer": ("tab=open", "tab=receipts", "tab=credits", "tab=allocations", "tab=group", "tab=timeline"),
}


@pytest.mark.parametrize(("language", "book"), [("en", "three"), ("fr", "demo")])
def test_no_page_shows_what_a_program_calls_things(
    request: pytest.FixtureRequest, client_of: Callable[..., Client], language: str, book: str
) -> None:
    request.getfixturevalue(
        book
    )  # names are the same in both languages: the larger book is read in one of them
    client = client_of(Role.ADMINISTRATOR, language=language)
    client.post(
        "/reglages/tranches-et-objectifs/", {"act": "target", "target-figure": "dso", "target-value": "54"}
    )
    refused = (*RAW, ENGLISH) if language == "fr" else RAW
    wrong = []
    for address in addresses(made_for(client.person)):
        for url in _urls(address):
            wrong += [f"{url}: {found}" for found in _raw(client, url, language, refused)]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.parametrize(
    "text", ["{'dso': 1}", "the field 'x'", "region_code", "None", "EcritureLib", "\\xe9 is refused"]
)
def test_what_is_looked_for_is_found(text: str) -> None:
    assert any(pattern.search(text) for pattern in RAW)


@pytest.mark.parametrize(
    "text", ["l’échéance d'un client, c'est", "a.b_c@example.test", "31 Oct 2026", "PME"]
)
def test_what_people_write_is_not(text: str) -> None:
    assert not any(pattern.search(text) for pattern in RAW)


def _urls(address: Address) -> Iterator[str]:
    """A page, with all its cards, and what it shows when it is asked."""
    if address.api or address.needs.read == NOBODY or address.name in ABOUT_PROGRAMS or "" in address.files:
        return
    yield f"{address.url}{'&' if '?' in address.url else '?'}part=all"
    for query in MORE.get(address.name, ()):
        yield f"{address.path}?{query}"


def _raw(client: Client, url: str, language: str, refused: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    answer = client.get(url, headers={"accept-language": language})
    if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
        return
    for text in visible(answer.content.decode()):
        text = BY_PEOPLE.sub("", CALLED_SO.sub("", text))
        if found := next((hit for pattern in refused if (hit := pattern.search(text))), None):
            yield f"{found[0]!r} in {text[:120]!r}"
