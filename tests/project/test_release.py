"""What the project says of itself agrees: version, licence, lock, decisions, change log."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import encours
from tests.project.tree import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def test_the_version_is_the_same_in_the_package_and_the_project_file() -> None:
    assert PROJECT["project"]["version"] == encours.__version__


def test_the_change_log_knows_this_version_and_has_a_place_for_figures_that_change() -> None:
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{encours.__version__}]" in log or "## [Unreleased]" in log
    assert "### Figures that change" in log


def test_every_line_of_the_lock_is_one_exact_version() -> None:
    pins = [line for line in LOCK.splitlines() if not line.startswith("#")]
    assert pins
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.+!]*", pin)] == []


def test_everything_the_project_needs_is_locked() -> None:
    wanted = (
        PROJECT["project"]["dependencies"]
        + PROJECT["dependency-groups"]["dev"]
        + PROJECT["build-system"]["requires"]
    )
    locked = {plain(line.split("==")[0]) for line in LOCK.splitlines() if "==" in line}
    assert [want for want in wanted if plain(re.split(r"[\[<>=~!; ]", want)[0]) not in locked] == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_one_page_of_context_decision_and_consequences(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+", path.stem)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= 60


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.stem[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))


def test_the_test_command_of_the_readme_is_the_one_that_ci_runs() -> None:
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^make check test\b", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)


def plain(name: str) -> str:
    """Package names compare without case, dashes and underscores alike."""
    return re.sub(r"[-_.]+", "-", name).lower()
