"""The small book of disputes, and people who follow a part of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from encours.book.home import Home
from tests.book.small_books import imported
from tests.cube.test_disputes import BOOK

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture(scope="session")
def disputes_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("disputes")
    imported(Home(home), **BOOK)
    return home


@pytest.fixture
def ledger(disputes_home: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small ledger is the book of the web, for the time of a test."""
    monkeypatch.setenv("ENCOURS_HOME", str(disputes_home))
    return disputes_home


@pytest.fixture
def collector(ledger: Path, client_of: Callable[..., Client]) -> Client:
    """Inès, who follows portfolio P1."""
    return client_of("collector", portfolios=["P1"], name="Inès Garnier")


@pytest.fixture
def manager(ledger: Path, client_of: Callable[..., Client]) -> Client:
    """Maud, who sees everything."""
    return client_of("credit_manager", name="Maud Lestrade")
