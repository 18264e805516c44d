"""A page or an answer that takes too long is ended in words, and the next one is whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

AT_ONCE = "0.000001"


@pytest.mark.parametrize("address", ["/", "/balance/", "/creances/?measure=overdue", "/clients/"])
def test_a_page_says_what_to_do(
    three: Path, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    client = client_of("cfo")
    monkeypatch.setenv("ENCOURS_ANSWER_SECONDS", AT_ONCE)
    answer = client.get(address)
    assert answer.status_code == 503
    assert "Ask for less at once" in answer.content.decode()
    monkeypatch.delenv("ENCOURS_ANSWER_SECONDS")
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["show?figures=net,dso&by=customer", "rows?measure=overdue", "customers"])
def test_a_program_is_told_and_its_next_answer_is_whole(
    three: Path, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    client = client_of("cfo")
    before = client.get(f"/api/v1/{address}").content
    monkeypatch.setenv("ENCOURS_ANSWER_SECONDS", AT_ONCE)
    answer = client.get(f"/api/v1/{address}", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert "Ask for less at once" in json.loads(answer.content)["detail"]
    monkeypatch.delenv("ENCOURS_ANSWER_SECONDS")
    assert client.get(f"/api/v1/{address}").content == before


@pytest.mark.parametrize(
    ("said", "seconds"), [("", 20.0), ("5", 5.0), ("0", 20.0), ("x", 20.0), ("inf", 20.0)]
)
def test_the_time_is_that_of_the_environment(
    web_home: Path, monkeypatch: pytest.MonkeyPatch, said: str, seconds: float
) -> None:
    from encours.web.visit import patience

    monkeypatch.setenv("ENCOURS_ANSWER_SECONDS", said)
    assert patience.seconds() == seconds
