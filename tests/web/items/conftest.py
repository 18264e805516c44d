"""The small ledger behind the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.items.ledgers import TABLES


@pytest.fixture
def ledger(home_of: Callable[..., Path], showing: Callable[[Path], Path]) -> Path:
    return showing(home_of(TABLES))
