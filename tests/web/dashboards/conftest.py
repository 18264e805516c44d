"""Dashboards of someone, made of blocks as they are stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from encours.web.dashboards.models import Dashboard


@pytest.fixture
def board(db: None) -> Callable[..., Dashboard]:
    """`board(client, {"kind": "tile", "figures": ["net"]}, roles=["collector"])`; blocks are b0, b1…"""
    from encours.web.dashboards.models import Dashboard

    def make(client: Any, *blocks: dict[str, Any], **more: Any) -> Dashboard:
        named = [{"id": f"b{n}", **block} for n, block in enumerate(blocks)]
        return Dashboard.objects.create(owner=client.person, **{"title": "Monday", "blocks": named, **more})

    return make
