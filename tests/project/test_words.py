"""Words that have no place in what we hand over: unfinished work, machine paths, registry addresses."""

from __future__ import annotations

import re

import pytest

from tests.project.tree import name_of, project_files, text_files

UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
MACHINE_PATH = re.compile(r"(?<![\w.~])/(work|root|tmp|home|Users)/")
REGISTRY = re.compile(
    r"(pypi|pythonhosted|npmjs|debian)\.(org|com)|(index|find-links)[-_a-z]*[ =]+(https?|file):"
)


def test_nothing_is_left_to_be_done_in_the_files() -> None:
    assert found(UNFINISHED) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert found(MACHINE_PATH, but=("tests/",)) == []


def test_no_file_is_tied_to_a_registry_address() -> None:
    """Mirrors and closed networks keep working: the package clients know where to go."""
    assert found(REGISTRY) == []


def test_no_third_party_data_or_built_file_is_kept() -> None:
    built = {".pyc", ".duckdb", ".whl", ".sqlite3", ".parquet"}
    assert [name_of(path) for path in project_files() if path.suffix in built] == []


@pytest.mark.parametrize("text", ["see " + "/wor" + "k/x", '"/tm' + 'p/a"', "(/ro" + "ot/.cache)"])
def test_a_machine_path_is_seen(text: str) -> None:
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize("text", ["work/main", "https://example.com/work/x", "a/tmp/b", "~/home/x"])
def test_a_relative_path_is_not_one(text: str) -> None:
    assert not MACHINE_PATH.search(text)


def found(pattern: re.Pattern[str], but: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in text_files()
        if not name.startswith(but or ("-",))
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
