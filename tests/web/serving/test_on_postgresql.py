"""The same on PostgreSQL: served, jobs done through its queue, saved and restored from and to SQLite."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import run

import pytest

from tests.web.postgresql import PostgreSQL, postgresql
from tests.web.serving.conftest import Served, encours, environment, serving, with_assets
from tests.web.serving.processes import PATIENCE_SECONDS, free_port, until

ASK = """
from encours.web.serving.prepare import ready; ready()
from encours.web.jobs.housekeeping import TIDY
from encours.web.workflow.jobs.asking import start
from encours.web.workflow.people.models import Person
print(start(TIDY, "Tidying", Person.objects.get()).pk)
"""
LOOK = """
import sys, json
from encours.web.serving.prepare import ready; ready()
from encours.web.workflow.jobs.models import Job
job = Job.objects.get(pk=sys.argv[1])
print(json.dumps([job.state, job.result, job.asked_by.email]))
"""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQL]:
    with postgresql() as running:
        yield running


def test_it_is_served_and_a_job_is_done_and_people_move_between_databases(
    server: PostgreSQL, small_home: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    url, home = server.database(), tmp_path / "home"
    assert encours(small_home, "backup", str(tmp_path / "sqlite.tar.gz")).code == 0
    moved = encours(home, "restore", str(tmp_path / "sqlite.tar.gz"), DATABASE_URL=url)
    assert moved.code == 0, moved.err
    with_assets(home, tmp_path_factory)
    with serving(home, port := free_port(), tmp_path / "log", DATABASE_URL=url) as process:
        until(Served(process, port, home, tmp_path / "log").healthy)
        number = said(home, url, ASK)
        until(lambda: json.loads(said(home, url, LOOK, number))[0] == "done")
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0
    back = tmp_path / "back"
    assert encours(home, "backup", str(tmp_path / "pg.tar.gz"), DATABASE_URL=url).code == 0
    restored = encours(back, "restore", str(tmp_path / "pg.tar.gz"))
    assert restored.code == 0, restored.err
    assert accounts(back) == accounts(small_home)
    assert json.loads(said(back, "", LOOK, number))[2] == "ada@example.test"


def test_a_database_in_use_is_not_restored_into(server: PostgreSQL, small_home: Path, tmp_path: Path) -> None:
    url = server.database()
    assert encours(small_home, "backup", str(tmp_path / "b.tar.gz")).code == 0
    assert encours(tmp_path / "one", "restore", str(tmp_path / "b.tar.gz"), DATABASE_URL=url).code == 0
    again = encours(tmp_path / "two", "restore", str(tmp_path / "b.tar.gz"), DATABASE_URL=url)
    assert again.code == 1
    assert "not empty" in again.err
    assert not (tmp_path / "two").exists()
    more = encours(
        tmp_path / "one",
        "user",
        "create",
        "bob@example.test",
        stdin="a long enough secret\n",
        DATABASE_URL=url,
    )
    assert more.code == 0, more.err


def said(home: Path, url: str, code: str, *words: str) -> str:
    given = environment(home, **({"DATABASE_URL": url} if url else {}))
    done = run([sys.executable, "-c", code, *words], env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def accounts(home: Path) -> object:
    return json.loads(encours(home, "user", "list", "--json").out)
