"""The small ledger of the customers."""

from __future__ import annotations

from pathlib import Path

import pytest

from encours.book.home import Home
from tests.book.small_books import imported
from tests.web.customers.ledgers import TABLES


@pytest.fixture(scope="session")
def customers_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("customers")
    imported(Home(home), **TABLES)
    return home


@pytest.fixture
def ledger(customers_home: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small ledger is the book of the web, for the time of a test."""
    monkeypatch.setenv("ENCOURS_HOME", str(customers_home))
    return customers_home
