"""A real worker is killed while it does items, twice: each was done once, or is known to be unsure."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.web.postgresql import postgresql
from tests.web.workflow.jobs.draining import AT_ONCE, DIES_AFTER, HERE, ONCE

KILLED_AFTER = (HERE // 2, HERE)  # among those done here, then among those done elsewhere


def test_each_item_is_done_once_though_the_worker_is_killed(tmp_path: Path) -> None:
    check({"ENCOURS_HOME": str(tmp_path), "DATABASE_URL": ""})


def test_so_it_is_on_postgresql(tmp_path: Path) -> None:
    with postgresql() as server:
        check({"ENCOURS_HOME": str(tmp_path), "DATABASE_URL": server.database()})


def check(variables: dict[str, str]) -> None:
    run("put", variables)
    for count in KILLED_AFTER:
        kill_after(count, variables)
    run("work", variables)
    written, sent, notes, letters, jobs = map(ast.literal_eval, run("report", variables).splitlines())
    assert jobs == {"done": AT_ONCE}
    assert notes == {"done": HERE}
    assert (len(written), len(set(written))) == (HERE, HERE)
    unsure = letters.get("unsure", 0)
    assert 1 <= unsure <= AT_ONCE
    assert letters["done"] == ONCE - unsure
    assert ONCE - unsure <= len(sent) == len(set(sent))


def kill_after(count: int, variables: dict[str, str]) -> None:
    """Let a worker do so many items, and die of the last one."""
    ran = start("work", {**variables, DIES_AFTER: str(count)})
    assert ran.returncode == -signal.SIGKILL, ran.stderr


def run(word: str, variables: dict[str, str]) -> str:
    ran = start(word, variables)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def start(word: str, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, **variables}
    return subprocess.run(command(word), env=given, capture_output=True, text=True, check=False, timeout=600)


def command(word: str) -> list[str]:
    return [sys.executable, "-m", "tests.web.workflow.jobs.draining", word]
