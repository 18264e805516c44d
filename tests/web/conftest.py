"""The web as people meet it: a demo book, a clean workflow database, one client for each role."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.book.home import Home
from tests.book.small_books import imported
from tests.once import demo_group
from tests.web.chromium import browser
from tests.web.three_companies import three_companies

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

__all__ = ["browser"]
NUMBERS = itertools.count(1)  # an address is nobody else's, not even of a test that left someone behind
PASSWORD = "correct horse battery"  # of people who exist in these tests only


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Templates drawn outside a request speak English, as the library does in tests."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def web_home() -> Path:
    """The data folder Django was set up on, with a migrated workflow database."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    # Passwords are made and tried hundreds of times here: their slowness is the framework's, tested by it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    home = Path(settings.DATABASES["default"]["NAME"]).parents[1]
    os.environ["ENCOURS_HOME"] = str(home)
    setup_test_environment()
    call_command("migrate", verbosity=0)
    return home


@pytest.fixture(scope="session")
def demo_home(web_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder, with the book of the demo group in it."""
    shutil.copytree(demo_group(tmp_path_factory) / "home", web_home, dirs_exist_ok=True)
    return web_home


@pytest.fixture(scope="session")
def three_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return three_companies(tmp_path_factory.mktemp("three"))


@pytest.fixture(scope="session")
def home_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, str]], Path]:
    """`home_of(TABLES)`: a data folder with the book of these tables, the same whenever it is asked for again."""
    made: dict[int, Path] = {}

    def make(tables: dict[str, str]) -> Path:
        if id(tables) not in made:
            made[id(tables)] = tmp_path_factory.mktemp("ledger")
            imported(Home(made[id(tables)]), **tables)
        return made[id(tables)]

    return make


@pytest.fixture
def showing(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Path]:
    """`showing(home)`: the book of that data folder is the one of the web, for the time of a test."""

    def show(home: Path) -> Path:
        monkeypatch.setenv("ENCOURS_HOME", str(home))
        return home

    return show


@pytest.fixture
def three(three_home: Path, showing: Callable[[Path], Path]) -> Path:
    """The small book of three companies."""
    return showing(three_home)


@pytest.fixture
def db(web_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database without anything of another test: what a test writes is undone at its end."""
    from django.test import TestCase

    monkeypatch.setenv("ENCOURS_HOME", str(web_home))

    class Around(TestCase):
        def runTest(self) -> None: ...

    from encours.web.visit import answers, connections
    from encours.web.workflow.assignment import assigned
    from encours.web.workflow.choices import chosen

    connections._held.__dict__.clear()
    chosen._choices.cache_clear()  # revisions begin again with the database
    assigned._assignment.cache_clear()
    answers.forget()
    (web_home / "web" / "trail-anchors.jsonl").unlink(missing_ok=True)  # the trail begins again too
    Around.setUpClass()
    around = Around()
    around._pre_setup()
    try:
        yield
    finally:
        around._post_teardown()
        Around.tearDownClass()
        Around.doClassCleanups()  # else what it put around the connection stays, one layer a test


@pytest.fixture
def demo(demo_home: Path, db: None) -> Path:
    """The data folder with the demo book, and a clean workflow database."""
    return demo_home


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """`person(role, entities=None, portfolios=None, …)` makes someone; by default they see everything."""
    from encours.web.workflow.people.models import Person

    def make(role: str = "cfo", email: str = "", **more: Any) -> Person:
        number = next(NUMBERS)
        given: dict[str, Any] = {"entities": None, "portfolios": None, "language": "en", **more}
        address = email or f"{role}{number}@example.test"
        return Person.objects.create_user(address, PASSWORD, role=role, **given)

    return make


@pytest.fixture
def client_of(person: Callable[..., Person]) -> Callable[..., Client]:
    """`client_of("collector", portfolios=["P1"])`: a browser in which such a person is signed in."""
    from django.test import Client

    def make(role: str = "cfo", **perimeter: Any) -> Client:
        client = Client()
        someone = person(role, **perimeter)
        client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.person = someone  # type: ignore[attr-defined]
        return client

    return make


@pytest.fixture
def stranger(db: None) -> Client:
    """A browser in which nobody is signed in."""
    from django.test import Client

    return Client()
