"""What no page of ours would ask is refused before anything is looked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from encours.web.visit.visit import LONGEST

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.parametrize("path", ["/", "/balance/", "/creances/", "/clients/", "/groupe/", "/rechercher/"])
def test_an_endless_address_is_refused_in_a_sentence_not_repeated_in_each_link(
    demo: Path, client_of: Callable[..., Client], path: str
) -> None:
    client = client_of("cfo")
    longest = "q=" + "a" * (LONGEST - 2)
    assert client.get(f"{path}?{longest}").status_code == 200
    answer = client.get(f"{path}?{longest}a")
    assert answer.status_code == 400
    assert "This address is too long" in answer.content.decode()
    assert len(answer.content) < 50_000
