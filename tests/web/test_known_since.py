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
from tests.web.addresses import NOBODY, addresses
from tests.web.things import made_for

if TYPE_CHECKING:
    from django.test import Client

NEWEST, BEFORE, LONG_BEFORE = "2026-09-30", "2026-08-15", "2023-06-30"


@pytest.fixture(scope="module", params=["FR01,FR02,GB01", "FR02"], ids=["all", "one"])
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


@pytest.mark.parametrize("day", ["", NEWEST, BEFORE, LONG_BEFORE])
def test_every_page_and_file_answers_on_any_day(
    partly_known: Path, showing: Callable[[Path], Path], client_of: Callable[..., Client], day: str
) -> None:
    showing(partly_known)
    client = client_of(Role.ADMINISTRATOR)
    client.raise_request_exception = False
    client.raise_request_exception = False
    wrong = []
    for address in addresses(made_for(client.person)):
        if address.needs.read == NOBODY or not address.needs.figures:
            continue
        for url in (address.url, *address.file_urls):
            asked = (
                f"{url}{'&' if '?' in url else '?'}{'as_of' if address.api else 'date'}={day}" if day else url
            )
            status = client.get(asked).status_code
            if status >= 500:
                wrong.append(asked)
    assert not wrong, "\n".join(wrong)
