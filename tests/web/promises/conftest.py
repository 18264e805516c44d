"""A small book of promises, and people who follow a part of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from encours.book.home import Home
from tests.book.small_books import imported
from tests.web.promises.ledgers import TABLES

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture(scope="session")
def promises_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("promises")
    imported(Home(home), **TABLES)
    return home


@pytest.fixture
def ledger(promises_home: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small ledger is the book of the web, for the time of a test."""
    monkeypatch.setenv("ENCOURS_HOME", str(promises_home))
    return promises_home


@pytest.fixture
def collector(ledger: Path, client_of: Callable[..., Client]) -> Client:
    """Inès, who follows portfolio P1."""
    return client_of("collector", portfolios=["P1"], name="Inès Garnier")


@pytest.fixture
def manager(ledger: Path, client_of: Callable[..., Client]) -> Client:
    """Maud, who sees everything."""
    return client_of("credit_manager", name="Maud Lestrade")
