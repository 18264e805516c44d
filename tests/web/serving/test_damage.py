"""Damaged files are told by pages, by the health page and by the night; what can be is made again at the next start."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from encours.book.damage import look
from encours.book.home import Home
from encours.book.publication import served as published
from encours.cli import run
from encours.web import own_files, place
from tests.book.small_books import copied
from tests.web.jobs.test_housekeeping import night_of


@pytest.fixture
def home(three_home: Path, showing: Callable[[Path], Path], tmp_path: Path) -> Home:
    from encours.web.serving.health import _book

    _book.cache_clear()
    return Home(showing(copied(Home(three_home), tmp_path / "home").path))


def health(stranger: Any) -> tuple[int, dict[str, Any]]:
    from encours.web.serving.health import _book

    _book.cache_clear()
    answer = stranger.get("/health/", headers={"accept-language": "en"})
    return answer.status_code, json.loads(answer.content)


def cut(home: Home, kept: int) -> None:
    current = published(home)
    assert current is not None
    current.path.write_bytes(current.path.read_bytes()[:kept])


@pytest.mark.parametrize("damage", ["cut", "junk", "lost"])
def test_a_page_of_a_damaged_database_says_so_in_one_sentence_and_so_does_health(
    home: Home, client_of: Callable[..., Any], stranger: Any, damage: str
) -> None:
    match damage:
        case "cut":
            cut(home, 300_000)
        case "junk":
            (home.serving / "current").write_text("junk")
        case "lost":
            (home.serving / "current").unlink()
    status, said = health(stranger)
    assert (status, said["book"]) == (503, "failing")
    assert "encours repair" in said["reasons"][0]
    answer = client_of("cfo").get("/")
    assert answer.status_code == 503
    assert "encours repair" in answer.content.decode()
    confined = client_of("credit_manager", entities=["FR01"]).get("/").content.decode()
    assert "tell an administrator" in confined
    assert "encours repair" not in confined
    assert run(["repair", "--home", str(home.path)]) == 0
    assert health(stranger)[1]["book"] == "ok"
    assert client_of("cfo").get("/").status_code == 200


@pytest.mark.parametrize("lost", [1, 40_000, 300_000, 800_000, 1_500_000])
def test_no_page_fails_without_a_word_wherever_the_database_is_cut(
    home: Home, client_of: Callable[..., Any], stranger: Any, lost: int
) -> None:
    current = published(home)
    assert current is not None
    cut(home, current.path.stat().st_size - lost)
    assert health(stranger)[0] == 503
    client = client_of("cfo")
    for address in ("/", "/clients/", "/creances/", "/balance/"):
        answer = client.get(address, follow=True)
        assert answer.status_code in (200, 503), address
        assert answer.status_code != 503 or "encours repair" in answer.content.decode()
    assert run(["check", "--home", str(home.path)]) == 1


def test_a_program_is_told_with_503(home: Home, client_of: Callable[..., Any]) -> None:
    (home.serving / "current").write_text("junk")
    answer = client_of("cfo").get("/api/v1/show?figures=net")
    assert (answer.status_code, "encours repair" in answer.content.decode()) == (503, True)


def test_the_night_reads_every_file_again_and_what_it_finds_is_told_everywhere(
    home: Home, client_of: Callable[..., Any], stranger: Any
) -> None:
    from encours.web.jobs.housekeeping import CHECK_BOOK

    assert night_of(CHECK_BOOK).state == "done"
    path = next(home.segments.glob("*/items.parquet"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-9] + b"x" + whole[-8:])
    (sentence,) = [fault.sentence for fault in look(home)]
    night = night_of(CHECK_BOOK)
    assert (night.state, night.error) == ("failed", sentence)
    status, said = health(stranger)
    assert (status, said["reasons"]) == (503, [sentence])
    for role, address in (("cfo", "/reglages/imports/"), ("administrator", "/reglages/travaux/")):
        assert sentence in client_of(role).get(address).content.decode(), address
    path.write_bytes(whole)
    assert night_of(CHECK_BOOK).state == "done"
    assert health(stranger)[1]["book"] == "ok"


def test_junk_in_the_queue_is_told_and_made_again(tmp_path: Path) -> None:
    web = tmp_path / "web"
    web.mkdir()
    (web / "queue.sqlite3").write_bytes(b"junk" * 2_000)
    assert [fault.file for fault in own_files.look(tmp_path)] == ["web/queue.sqlite3"]
    assert own_files.mend(tmp_path) == ["web/queue.sqlite3 is made again."]
    assert (own_files.look(tmp_path), own_files.mend(tmp_path)) == ([], [])


def test_a_database_in_use_is_not_damaged(tmp_path: Path) -> None:
    web = tmp_path / "web"
    web.mkdir()
    with sqlite3.connect(web / "cockpit.sqlite3") as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE a AS SELECT 1")
        assert own_files.look(tmp_path) == []
    database.close()
    assert own_files.look(tmp_path) == []
    content = (web / "cockpit.sqlite3").read_bytes()
    for kept in (0, 50, 4_096):
        (web / "cockpit.sqlite3").write_bytes(content[:kept])
        assert [fault.file for fault in own_files.look(tmp_path)] == ["web/cockpit.sqlite3"]


def test_an_empty_secret_and_a_changed_one_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENCOURS_HOME", str(tmp_path))
    monkeypatch.delenv("ENCOURS_SECRET_KEY", raising=False)
    secret = place.secret()
    assert (place.secret(), own_files.look(tmp_path)) == (secret, [])
    for place_ in range(0, len(secret), 7):
        changed = bytearray(secret.encode())
        changed[place_] ^= 1 << place_ % 8
        (tmp_path / "web" / "secret").write_bytes(changed)
        assert len(own_files.look(tmp_path)) == 1
    assert "not what was noted of it" in own_files.look(tmp_path)[0].sentence
    (tmp_path / "web" / "secret").write_text("")
    from encours.errors import Damaged

    with pytest.raises(Damaged, match="encours repair"):
        place.secret()
    assert run(["check", "--home", str(tmp_path)]) == 1
    capsys.readouterr()
    assert run(["repair", "--home", str(tmp_path)]) == 0
    assert "another is drawn" in capsys.readouterr().out
    assert place.secret() not in ("", secret)
    assert own_files.look(tmp_path) == []


def test_jobs_that_wait_while_the_queue_is_empty_are_told_to_the_worker_again(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from django.db import transaction
    from django.utils import timezone

    from encours.web.workflow.jobs import queue, recovery
    from encours.web.workflow.jobs.models import Job

    told: list[int] = []
    monkeypatch.setattr(queue, "enqueue", told.append)
    monkeypatch.setattr(transaction, "on_commit", lambda does: does())
    old = Job.objects.create(kind="tidy", label="old")
    Job.objects.create(kind="tidy", label="young")
    Job.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(minutes=5))
    for empty, expected in ((False, []), (True, [old.pk])):
        monkeypatch.setattr(queue, "empty", lambda empty=empty: empty)
        recovery.tell_again()
        assert told == expected
