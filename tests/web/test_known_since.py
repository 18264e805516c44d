"""Pages over a book of which not all is known: each answers, on any day, and says what it does not know."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from encours.book.home import Home
from encours.web.access.roles import Role
from tests.book.small_books import imported
from tests.rounds import turns
from tests.web.addresses import NOBODY, addresses
from tests.web.things import made_for

if TYPE_CHECKING:
    from django.test import Client

NEWEST, BEFORE, LONG_BEFORE = "2026-09-30", "2026-08-15", "2023-06-30"
DAYS = ("", NEWEST, BEFORE, LONG_BEFORE)
KNOWN = ("FR01,FR02,GB01", "FR02")


@pytest.fixture(scope="module", params=KNOWN, ids=["all", "one"])
def partly_known(
    request: pytest.FixtureRequest, three_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The three companies; of some, a list of open items is said to be all there is."""
    home = tmp_path_factory.mktemp("known") / "home"
    shutil.copytree(three_home, home)
    said = "".join(f"{entity},{NEWEST},{NEWEST},{NEWEST},list\n" for entity in request.param.split(","))
    head = "entity,position_since,sales_since,receipts_since,reason\n"
    imported(Home(home), known_since=head + said)
    return home


@pytest.fixture
def place(partly_known: Path, request: pytest.FixtureRequest, day: str) -> int:
    """Which half of the addresses is asked on that day: over the two books, each is asked on every day."""
    return DAYS.index(day) + KNOWN.index(request.node.callspec.params["partly_known"])


@pytest.mark.parametrize("day", DAYS)
def test_every_page_and_file_answers_on_any_day(
    partly_known: Path,
    showing: Callable[[Path], Path],
    client_of: Callable[..., Client],
    day: str,
    place: int,
) -> None:
    showing(partly_known)
    client = client_of(Role.ADMINISTRATOR)
    client.raise_request_exception = False
    wrong = []
    every = [one for one in addresses(made_for(client.person)) if one.needs.figures]
    for address in turns((one for one in every if one.needs.read != NOBODY), 2, place):
        for url in (address.url, *address.file_urls):
            asked = (
                f"{url}{'&' if '?' in url else '?'}{'as_of' if address.api else 'date'}={day}" if day else url
            )
            status = client.get(asked).status_code
            if status >= 500:
                wrong.append(asked)
    assert not wrong, "\n".join(wrong)
