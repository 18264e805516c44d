"""A worker is killed at any moment of its imports: each is in once, and what is said of it is true."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.rounds import rounds
from tests.web.imports.killed_worker import FILES, KILLED_AFTER, REPORT

KILLED = (-signal.SIGKILL,)  # a round that kills nobody shows nothing
FINISHED = (0, -signal.SIGTERM)  # asked to end before it listens, a worker ends by the signal itself


@pytest.mark.parametrize("seed", range(rounds(1, 25)))
def test_whatever_the_moment_each_import_is_in_once_and_told_once(tmp_path: Path, seed: int) -> None:
    draw = Random(seed)
    run("bring", tmp_path)
    for _kill in range(rounds(1, 20)):
        moment = f"{draw.randint(1, 8)} {draw.uniform(0, 0.5)}"
        truthful(run("work", tmp_path, ended=KILLED, **{KILLED_AFTER: moment}), running=True)
    while (said := run("report", tmp_path))["uploads"].count([]):
        run("work", tmp_path, ended=FINISHED)
    truthful(said, running=False)
    assert said["items"] == sorted(f"F{number}" for number in range(FILES))


def truthful(said: dict[str, Any], running: bool) -> None:
    """A job that ended says which versions it made, and made those; each version is told once."""
    versions = dict(said["versions"])
    # Killed between the two, a version is not shown yet: the next worker shows it as it starts.
    assert len(said["items"]) == said["shown"] in (len(versions), len(versions) - running), said
    for number, state, made, error in said["jobs"]:
        own = [version for version, job in versions.items() if job == number]
        if state == "done":
            assert made == own, said
        if state == "failed":
            assert (own, "start it again" in error) == ([], True), said
        assert running or state in ("done", "failed"), said
    assert len(set(said["told"])) == len(said["told"]), said
    if not running:
        assert said["told"] == said["brought"] == list(versions), said


def run(word: str, home: Path, ended: tuple[int, ...] = (0,), **more: str) -> dict[str, Any]:
    """Its report, if it makes one; it must have `ended` so."""
    given = {**os.environ, "ENCOURS_HOME": str(home), "DATABASE_URL": "", "ENCOURS_LANG": "en", **more}
    command = [sys.executable, "-m", "tests.web.imports.killed_worker", word]
    ran = subprocess.run(command, env=given, capture_output=True, text=True, check=False, timeout=600)
    assert ran.returncode in ended, (ran.returncode, ran.stderr)
    said = [line.removeprefix(REPORT) for line in ran.stdout.splitlines() if line.startswith(REPORT)]
    return dict(json.loads(said[0])) if said else {}
