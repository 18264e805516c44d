"""The small book of what came in after work, and people of whom one is its agent."""

from __future__ import annotations

from pathlib import Path

import pytest

from encours.book.home import Home
from tests.book.small_books import imported
from tests.cube.test_attribution import BOOK
from tests.web.records.followers import collector, ledger, manager

__all__ = ["collector", "ledger", "manager"]


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("team")
    imported(Home(home), **BOOK)
    return home
