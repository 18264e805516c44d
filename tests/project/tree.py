"""The files of the project, as its own tests look at them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "encours"
PYTHON_FOLDERS = ("src", "tests", "tools", "benchmarks")
UNREADABLE = {".mo", ".png", ".xlsx", ".parquet", ".duckdb", ".ico", ".gz", ".zip", ".webp"}


@cache
def project_files() -> tuple[Path, ...]:
    """Files kept by git, and new ones it would keep; without git (a source archive), all that is not made."""
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(git, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return tuple(path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts)
    return tuple(ROOT / name for name in sorted(listed.split("\0")) if name and (ROOT / name).is_file())


def text_files() -> Iterator[tuple[str, str]]:
    """Name and text of each file a person reads."""
    for path in project_files():
        if path.suffix not in UNREADABLE:
            yield name_of(path), path.read_text(encoding="utf-8", errors="replace")


def python_files(*folders: str) -> Iterator[tuple[str, str]]:
    """Name and text of each Python file, of all folders or those named."""
    for path in project_files():
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in (folders or PYTHON_FOLDERS):
            yield name_of(path), path.read_text(encoding="utf-8")


def parsed(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Name and syntax tree of each Python file."""
    for name, text in python_files(*folders):
        yield name, ast.parse(text)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
