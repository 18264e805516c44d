"""Damaged files of the book: told in full to who sees the whole, in one sentence to anybody else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FAULT = "segments/items-7.parquet of FR02 is damaged: encours repair"
PLACES = ("/reglages/imports/", "/reglages/travaux/")


@pytest.fixture
def damaged(three_home: Path, showing: Callable[[Path], Path], tmp_path: Path) -> Path:
    home = tmp_path / "home"
    shutil.copytree(three_home, home)
    fault = {"file": "segments/items-7.parquet", "sentence": FAULT}
    (home / "damage.json").write_text(json.dumps([fault]))
    return showing(home)


@pytest.mark.parametrize("place", PLACES)
def test_details_are_for_who_sees_the_whole(damaged: Path, client_of: Any, place: str) -> None:
    assert FAULT in client_of("cfo").get(place).content.decode()
    confined = client_of("credit_manager", entities=["FR01"]).get(place).content.decode()
    assert "damaged: tell an administrator" in confined
    assert "encours repair" not in confined
    assert "items-7" not in confined


@pytest.mark.parametrize(
    ("role", "entities", "told"),
    [("administrator", None, True), ("administrator", ["FR01"], False), ("cfo", None, False)],
)
def test_an_administrator_is_told_on_the_cockpit(
    damaged: Path, client_of: Any, role: str, entities: list[str] | None, told: bool
) -> None:
    page = client_of(role, entities=entities).get("/").content.decode()
    assert ("A file of the book is damaged." in page) is told


def test_nobody_is_told_anything_of_a_whole_book(three: Path, client_of: Any) -> None:
    client = client_of("administrator")
    for place in ("/", *PLACES):
        assert "damaged" not in client.get(place).content.decode()
