"""What every test starts from: English sentences, no book of the person at the keyboard, repeatable draws."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.rounds import FULL, rounds

os.environ["ENCOURS_LANG"] = "en"  # before any module writes its sentences at import

if "PYTEST_XDIST_WORKER" in os.environ and not FULL:
    os.environ["ENCOURS_CORES"] = "1"  # each worker has one: threads of two would only wait for each other

# A busy machine is slow to draw examples: that says nothing about the code.
settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    max_examples=rounds(25, 100),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that wants French or a data folder says so itself."""
    monkeypatch.setenv("ENCOURS_LANG", "en")
    monkeypatch.delenv("ENCOURS_HOME", raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
