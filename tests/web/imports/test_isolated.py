"""Reading goes on in a child: it may die, swell or sleep, and nothing else does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.web.imports.conftest import LIST
from tests.web.serving.processes import alive, descendants, until


@pytest.fixture
def list_file(book: Path) -> dict[str, str]:
    from encours.web import place

    path = place.folder("uploads/test") / "1"
    path.write_text(LIST, encoding="utf-8")
    return {"path": str(path), "name": "liste.csv"}


def test_a_child_short_of_memory_says_so(list_file: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    from encours.errors import DataError
    from encours.web.imports.sandbox import parent as isolated

    monkeypatch.setenv("ENCOURS_IMPORT_MEMORY_MB", "120")
    with pytest.raises(DataError, match=r"Nothing was changed"):
        isolated.run("look", {"files": [list_file]}, seconds=60)


def test_a_child_that_takes_too_long_is_ended(list_file: dict[str, str]) -> None:
    from encours.web.imports.sandbox import parent as isolated

    os.mkfifo(endless := list_file["path"] + "-endless")  # whoever reads it waits for ever
    with pytest.raises(isolated.Ended, match="longer than"):
        isolated.run("look", {"files": [{**list_file, "path": endless}]}, seconds=0)


def test_whoever_listens_may_end_it(list_file: dict[str, str]) -> None:
    from encours.web.imports.sandbox import parent as isolated

    class Enough(Exception): ...

    def hear(_step: str, _lines: int) -> None:
        raise Enough

    part = {"files": [list_file], "importer": "flat", "options": {}}
    with pytest.raises(Enough):
        isolated.run("check", {"parts": [part], "allowed": None}, seconds=60, hear=hear)


def test_a_child_knows_no_secret(list_file: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    from encours.web.imports.sandbox import parent as isolated

    monkeypatch.setenv("ENCOURS_SECRET_KEY", "s")
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@h/d")
    assert not {"ENCOURS_SECRET_KEY", "DATABASE_URL"} & set(isolated._environment())


def test_a_child_does_not_outlive_who_asked(list_file: dict[str, str], book: Path) -> None:
    """The worker is killed in the middle: its child goes with it, and the book is as it was."""
    from encours.book.home import Home
    from encours.book.lock import writing

    script = (
        "from encours.web.imports.sandbox import parent as isolated\n"
        "def hear(step, lines): print('heard', flush=True)\n"
        f"part = {{'files': [{list_file!r}], 'importer': 'flat', 'options': {{}}}}\n"
        "isolated.run('bring', {'part': part, 'allowed': None, 'origin': {}}, seconds=60, hear=hear)\n"
    )
    with writing(Home(book)):  # the import waits for its turn: it is surely in the middle
        worker = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=os.environ)
        assert worker.stdout is not None
        assert worker.stdout.readline()
        below = descendants(worker.pid)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
    assert below
    until(lambda: not any(map(alive, below)))
    assert not list((book / "manifests").iterdir())


def test_a_job_whose_worker_was_killed_is_failed_and_says_what_to_do(book: Path, person: Any) -> None:
    from encours.web.imports.jobs import BRING
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.asking import start
    from encours.web.workflow.jobs.models import Job, State
    from encours.web.workflow.jobs.recovery import give_up_lost

    job = start(BRING, "Import liste.csv", person("accountant"), upload="x")
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, worker="gone")
    give_up_lost(CATALOGUE)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "start it again" in job.error


def test_few_files_are_looked_at_at_once_and_a_turn_ends_with_its_process(tmp_path: Path) -> None:
    from encours.errors import DataError
    from encours.web.imports.sandbox.turns import AT_ONCE, turn

    script = (
        "import sys, pathlib\n"
        "from encours.web.imports.sandbox.turns import turn\n"
        "with turn(pathlib.Path(sys.argv[1]), 60):\n"
        "    print('in', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    others = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _number in range(AT_ONCE)
    ]
    for other in others:
        assert other.stdout is not None
        assert other.stdout.readline()
    with pytest.raises(DataError, match="Try again"), turn(tmp_path, 0):
        pass
    others[0].send_signal(signal.SIGKILL)
    others[0].wait()
    with turn(tmp_path, 60):
        pass
    others[1].communicate()
    for stream in (others[0].stdin, others[0].stdout):
        assert stream is not None
        stream.close()
