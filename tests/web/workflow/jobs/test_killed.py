"""A real worker is killed while it does items, twice: each was done once, or is known to be unsure."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.web.postgresql import postgresql
from tests.web.workflow.jobs.draining import AT_ONCE, HERE, ONCE

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
    assert unsure <= AT_ONCE
    assert letters["done"] == ONCE - unsure
    assert ONCE - unsure <= len(sent) == len(set(sent))


def kill_after(count: int, variables: dict[str, str]) -> None:
    """Kill the worker once it has done so many."""
    process = subprocess.Popen(command("work"), env={**os.environ, **variables}, stdout=subprocess.PIPE)
    assert process.stdout is not None
    while count:
        line = process.stdout.readline()
        assert line, "it ended by itself"
        count -= line == b"one\n"  # the others are its log
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def run(word: str, variables: dict[str, str]) -> str:
    given = {**os.environ, **variables}
    ran = subprocess.run(command(word), env=given, capture_output=True, text=True, check=False, timeout=600)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def command(word: str) -> list[str]:
    return [sys.executable, "-m", "tests.web.workflow.jobs.draining", word]
