"""The small ledger behind the pages, and the demo group's."""

from __future__ import annotations

from pathlib import Path

import pytest

from encours.book.home import Home
from tests.book.small_books import imported
from tests.web.items.ledgers import TABLES


@pytest.fixture(scope="session")
def ledger_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("ledger")
    imported(Home(home), **TABLES)
    return home


@pytest.fixture
def ledger(ledger_home: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small ledger is the book of the web, for the time of a test."""
    monkeypatch.setenv("ENCOURS_HOME", str(ledger_home))
    return ledger_home
