"""`encours serve` on a damaged data folder: it mends its queue and works, or says in one sentence why it cannot."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from subprocess import run

import pytest

from encours.book.home import Home
from tests.book.small_books import copied
from tests.web.serving.conftest import encours, environment, serving
from tests.web.serving.processes import free_port, until

ASK = """
from encours.web.serving.prepare import ready; ready()
from encours.web.jobs.housekeeping import TIDY
from encours.web.workflow.jobs.asking import start
start(TIDY, "Waiting", None)
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")


def test_junk_in_the_queue_takes_nothing_down_and_no_job_is_lost(first_home: Path, tmp_path: Path) -> None:
    home = copied(Home(first_home), tmp_path / "home").path
    (home / "web" / "queue.sqlite3").write_bytes(b"junk" * 5_000)
    run([sys.executable, "-c", ASK], env=environment(home), check=True)

    def state() -> bool:
        with sqlite3.connect(home / "web" / "cockpit.sqlite3") as database:
            return ("done",) in database.execute(
                "SELECT state FROM jobs_job WHERE label = 'Waiting'"
            ).fetchall()

    with serving(home, free_port(), tmp_path / "log"):
        until(state)


def test_an_empty_secret_is_one_sentence_and_one_command(first_home: Path, tmp_path: Path) -> None:
    home = copied(Home(first_home), tmp_path / "home").path
    (home / "web" / "secret").write_text("")
    for words in (
        ["serve", "--port", str(free_port())],
        ["user", "list"],
        ["backup", str(tmp_path / "b.tar.gz")],
    ):
        outcome = encours(home, *words)
        assert outcome.code == 1, words
        assert "web/secret is empty. See what can be done: encours repair" in outcome.err, words
        assert "Traceback" not in outcome.err, words
    assert encours(home, "repair").code == 0
    for path in (home / "web" / "cockpit.sqlite3", home / "web"):
        path.chmod(0o777)
    assert encours(home, "user", "list").code == 0
    assert not [path for path in (home / "web", *(home / "web").glob("*.*")) if path.stat().st_mode & 0o077]
