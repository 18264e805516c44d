"""A catalogue of jobs of the tests' own, and a queue that only remembers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def queued(db: None, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers told to the worker."""
    from django.db import transaction

    from encours.web.workflow.jobs import queue

    told: list[int] = []
    monkeypatch.setattr(queue, "enqueue", told.append)
    # The whole test is one transaction that never ends: what waits for its end is done at once.
    monkeypatch.setattr(transaction, "on_commit", lambda call, **_: call())
    return told


@pytest.fixture
def kind(queued: list[int], monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`kind("name", function, repeatable=False)` adds to the catalogue for the time of a test."""
    from encours.web.site.jobs import KINDS, Kind

    def add(name: str, run: Callable[..., Any], *, repeatable: bool = False) -> None:
        monkeypatch.setitem(KINDS, name, Kind(run, repeatable))

    return add
