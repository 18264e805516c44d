"""What the tests of the pages in parts read: pages parsed, figures as people write them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

Read = Callable[..., str]


@pytest.fixture
def cfo(demo: object, client_of: Callable[..., Client]) -> Client:
    return client_of("cfo")


@pytest.fixture
def part() -> Read:
    """`part(client, "aged", entity="FR01")`: the card alone, as a script asks for it."""

    def ask(client: Client, name: str, path: str = "/", **query: str) -> str:
        answer = client.get(path, {"part": name, **query}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return html.unescape(answer.content.decode())

    return ask


@pytest.fixture
def tile() -> Read:
    """`tile(page, "net")`: the text of one tile, spaces made plain."""

    def read(page: str, name: str) -> str:
        found = re.search(rf'id="part-trend-{name}".*?</div>', page, re.DOTALL)
        assert found, f"no tile {name}"
        text = re.sub(r"<[^>]+>", " ", found[0].partition(">")[2])
        return re.sub(r"\s+", " ", html.unescape(text)).strip()

    return read
