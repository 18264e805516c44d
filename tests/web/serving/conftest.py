"""A small book in a data folder of its own, and the cockpit served from it by real processes."""

from __future__ import annotations

import json
import os
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen, run
from typing import Any

import pytest

from encours.book.home import Home
from tests.book.small_books import copied, imported
from tests.cli import forked
from tests.cli.calls import TABLES, Outcome
from tests.once import once
from tests.web.serving.processes import free_port, program, until

SECRET = "a long enough secret"  # of people who exist in these tests only


@dataclass
class Served:
    """A running `encours serve`."""

    process: Popen[bytes]
    port: int
    home: Path
    log: Path

    def health(self) -> tuple[int, dict[str, Any]]:
        """Status and content of the health page; 0 while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")
        except OSError:
            return 0, {}

    def healthy(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        return self.health()[0] == 200


def environment(home: Path, **more: str) -> dict[str, str]:
    """That of a person who runs Encours on that folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ENCOURS_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return {**kept, "ENCOURS_HOME": str(home), "ENCOURS_LANG": "en", **more}


def encours(home: Path, *words: str, stdin: str = "", **more: str) -> Outcome:
    """`encours` as a program of its own."""
    return forked.program(words, environment(home, **more), stdin)


def serving(home: Path, port: int, log: Path, **more: str) -> Any:
    command = [sys.executable, "-m", "encours", "serve", "--port", str(port), "--workers", "1"]
    return program(command, log, environment(home, **more))


def with_assets(home: Path, factory: pytest.TempPathFactory) -> Path:
    """The data folder with the font, the charts and the styles that a first start would take long to build; a new one
    has the tables of the workflow too."""
    made, new = once(factory, "assets", build_assets) / "web", not (home / "web").exists()
    (home / "web").mkdir(mode=0o700, parents=True, exist_ok=True)  # as the product makes it
    for part in ("built", "static"):
        shutil.copytree(made / part, home / "web" / part, dirs_exist_ok=True)
    if new:
        shutil.copy2(made / "cockpit.sqlite3", home / "web")
    return home


def build_assets(home: Path) -> None:
    code = "import sys, pathlib; from encours.web.serving.prepare import enter; enter(pathlib.Path(sys.argv[1])); "
    code += "from encours.web.shell.assets import prepare; prepare()"
    run([sys.executable, "-c", code, str(home)], env=environment(home), check=True)


@pytest.fixture(scope="session")
def first_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book of the command line's tests, and one administrator."""
    home = with_assets(tmp_path_factory.mktemp("served") / "home", tmp_path_factory)
    imported(Home(home), **TABLES)
    made = encours(home, "user", "create", "ada@example.test", "--name", "Ada", stdin=f"{SECRET}\n")
    assert made.code == 0, made.err
    return home


@pytest.fixture(scope="module")
def small_home(first_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in a data folder of the module's own."""
    return copied(Home(first_home), tmp_path_factory.mktemp("served") / "home").path


@pytest.fixture(scope="module")
def served(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The cockpit, healthy."""
    log, port = tmp_path_factory.mktemp("log") / "log", free_port()
    with serving(small_home, port, log) as process:
        cockpit = Served(process, port, small_home, log)
        until(cockpit.healthy)
        yield cockpit
