"""People who follow a part of a small book, or the whole; `small_home` is the book, of the tests that ask for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def ledger(small_home: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small ledger is the book of the web, for the time of a test."""
    monkeypatch.setenv("ENCOURS_HOME", str(small_home))
    return small_home


@pytest.fixture
def collector(ledger: Path, client_of: Callable[..., Client]) -> Client:
    """Inès, who follows portfolio P1."""
    return client_of("collector", portfolios=["P1"], name="Inès Garnier")


@pytest.fixture
def manager(ledger: Path, client_of: Callable[..., Client]) -> Client:
    """Maud, who sees everything."""
    return client_of("credit_manager", name="Maud Lestrade")
