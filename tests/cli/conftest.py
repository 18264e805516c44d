"""A working folder with the small book, for every test of the command line."""

from __future__ import annotations

from inspect import cleandoc
from pathlib import Path
from shutil import copytree

import pytest

from encours.cli import run
from tests.cli.calls import TABLES, Call, Outcome


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of source tables, and beside it the data folder they were imported in."""
    place = tmp_path_factory.mktemp("f1")
    (place / "source").mkdir()
    for table, text in TABLES.items():
        (place / "source" / f"{table}.csv").write_text(cleandoc(text) + "\n", encoding="utf-8")
    assert run(["import", str(place / "source"), "--home", str(place / "home")]) == 0
    return place


@pytest.fixture
def place(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with `source` and `home`; ENCOURS_HOME names the latter."""
    copytree(original, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENCOURS_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def encours(place: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """`encours` with these words, in the working folder."""

    def call(*words: str) -> Outcome:
        capsys.readouterr()
        code = run(words)
        return Outcome(code, *capsys.readouterr())

    return call
