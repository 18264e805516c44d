"""Watched folders: within those allowed, each content once, in someone's name."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.web.imports.conftest import AT_HAND, LIST, read

pytestmark = AT_HAND


@pytest.fixture
def inbox(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    monkeypatch.setenv("ENCOURS_IMPORT_FOLDERS", str(folder))
    return folder


def leave(folder: Path, name: str, content: str, age: float = 60) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    os.utime(path, (time.time() - age,) * 2)
    return path


def said(folder: Path, **more: Any) -> dict[str, Any]:
    return {
        "label": "ERP",
        "folder": str(folder),
        "pattern": "*.csv",
        "rhythm": "day",
        "hour": "6",
        "weekday": "1",
        "enabled": "on",
        **more,
    }


@pytest.fixture
def source(accountant: Any, inbox: Path) -> Any:
    from encours.web.imports.models import Source

    response = accountant.post("/reglages/imports/sources/nouvelle/", said(inbox))
    assert response.status_code == 302, read(response)
    return Source.objects.get()


def run(client: Any, source: Any, work: Callable[..., Any]) -> Any:
    client.post(f"/reglages/imports/sources/{source.pk}/lancement/")
    (job,) = work()
    source.refresh_from_db()
    return job


def test_new_files_are_imported_once_whatever_their_name_becomes(
    accountant: Any, source: Any, inbox: Path, work: Callable[..., Any]
) -> None:
    first = leave(inbox, "a.csv", LIST)
    assert run(accountant, source, work).result == {"files": 1, "failed": 0}
    first.rename(inbox / "b.csv")
    assert run(accountant, source, work).result == {"files": 0, "failed": 0}
    leave(inbox, "c.csv", LIST.replace("120,50", "130,50"))
    assert run(accountant, source, work).result == {"files": 1, "failed": 0}
    page = read(accountant.get(f"/reglages/imports/sources/{source.pk}/"))
    assert "a.csv" in page
    assert "1 new file, 1 imported" in page


def test_a_file_that_fails_is_told_tried_again_and_does_not_stop_the_others(
    accountant: Any, source: Any, inbox: Path, work: Callable[..., Any]
) -> None:
    leave(inbox, "bad.csv", "a\n", age=120)
    leave(inbox, "good.csv", LIST)
    job = run(accountant, source, work)
    assert job.state == "failed"
    assert "bad.csv" in job.error
    assert source.last_result == "2 new files, 1 imported"
    assert "bad.csv" in read(accountant.get("/reglages/imports/sources/"))
    assert run(accountant, source, work).state == "failed"  # still there, still said


@pytest.mark.parametrize("name", [".hidden.csv", "list.txt"])
def test_files_of_another_pattern_and_hidden_ones_are_left_alone(
    accountant: Any, source: Any, inbox: Path, work: Callable[..., Any], name: str
) -> None:
    leave(inbox, name, LIST)
    assert run(accountant, source, work).result["files"] == 0


def test_a_file_whose_name_is_no_text_is_told_by_the_name_that_was_meant(
    accountant: Any, source: Any, inbox: Path, work: Callable[..., Any]
) -> None:
    name = os.fsdecode("Créances.csv".encode("cp1252"))
    try:
        leave(inbox, name, LIST)
    except OSError:
        pytest.skip("this disk takes names in UTF-8 alone")
    assert run(accountant, source, work).state == "done"
    assert source.seen.get().name == "Créances.csv"


def test_a_file_being_written_waits_for_the_next_turn(
    accountant: Any, source: Any, inbox: Path, work: Callable[..., Any]
) -> None:
    leave(inbox, "a.csv", LIST, age=0)
    assert run(accountant, source, work).result["files"] == 0


def test_a_link_to_elsewhere_is_not_followed(
    accountant: Any, source: Any, inbox: Path, tmp_path: Path, work: Callable[..., Any]
) -> None:
    (inbox / "a.csv").symlink_to(leave(tmp_path, "secret.csv", LIST))
    assert run(accountant, source, work).result["files"] == 0


def test_only_folders_within_those_allowed_are_watched(accountant: Any, inbox: Path, tmp_path: Path) -> None:
    (inbox / "out").symlink_to(tmp_path)
    (tmp_path / "inbox-2").mkdir()
    for folder in (tmp_path, inbox / "..", inbox / "out", tmp_path / "inbox-2", Path("inbox")):
        page = read(accountant.post("/reglages/imports/sources/nouvelle/", said(folder)))
        assert "not one that may be watched" in page
    page = read(accountant.post("/reglages/imports/sources/nouvelle/", said(inbox / "none")))
    assert "There is no folder" in page


def test_a_folder_that_became_a_link_out_is_refused_when_it_is_read(
    accountant: Any, inbox: Path, tmp_path: Path, work: Callable[..., Any]
) -> None:
    from encours.web.imports.models import Source

    (inbox / "sub").mkdir()
    accountant.post("/reglages/imports/sources/nouvelle/", said(inbox / "sub"))
    (inbox / "sub").rmdir()
    (inbox / "sub").symlink_to(tmp_path)
    job = run(accountant, Source.objects.get(), work)
    assert job.state == "failed"
    assert "not one that may be watched" in job.error


def test_without_allowed_folders_none_can_be_watched(
    accountant: Any, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ENCOURS_IMPORT_FOLDERS")
    page = read(accountant.post("/reglages/imports/sources/nouvelle/", said(inbox)))
    assert "ENCOURS_IMPORT_FOLDERS" in page


def test_a_source_of_someone_who_left_does_nothing_and_says_so(
    accountant: Any, source: Any, inbox: Path, work: Callable[..., Any], client_of: Any
) -> None:
    leave(inbox, "a.csv", LIST)
    accountant.person.is_active = False
    accountant.person.save()
    job = run(client_of("credit_manager"), source, work)
    assert job.state == "failed"
    assert "has left" in job.error


def test_a_source_brings_no_more_than_its_person_may(
    accountant: Any, client_of: Any, inbox: Path, work: Callable[..., Any]
) -> None:
    from encours.web.imports.models import Source

    accountant.post("/reglages/imports/sources/nouvelle/", said(inbox, entity="DE01"))
    accountant.person.entities = ["FR01"]
    accountant.person.save()
    leave(inbox, "a.csv", LIST)
    job = run(client_of("credit_manager"), Source.objects.get(), work)
    assert job.state == "failed"
    assert "touch DE01" in job.error


def test_folders_of_the_server_are_watched_by_who_sees_the_whole(
    client_of: Any, source: Any, inbox: Path
) -> None:
    """A folder may hold files of any entity: whoever watches one reads them."""
    from encours.web.imports.models import Source

    client = client_of("accountant", entities=["FR01"])
    for where in ("nouvelle/", f"{source.pk}/lancement/", f"{source.pk}/suppression/"):
        answer = client.post(f"/reglages/imports/sources/{where}", said(inbox, label="Mine"))
        assert answer.status_code == 403
        assert "whose perimeter is the whole" in read(answer)
    page = read(client.get("/reglages/imports/sources/"))
    assert "whose perimeter is the whole" in page
    assert "ERP" not in page
    for send in (client.get, client.post):
        assert send(f"/reglages/imports/sources/{source.pk}/", said(inbox)).status_code == 404
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("rhythm", "moment", "due"),
    [
        ("day", datetime(2026, 1, 5, 6, 0, tzinfo=UTC), True),
        ("day", datetime(2026, 1, 5, 5, 59, tzinfo=UTC), False),
        ("day", datetime(2026, 1, 5, 6, 1, tzinfo=UTC), False),
        ("week", datetime(2026, 1, 5, 6, 0, tzinfo=UTC), True),  # a Monday
        ("week", datetime(2026, 1, 6, 6, 0, tzinfo=UTC), False),
        ("week", datetime(2026, 1, 4, 6, 0, tzinfo=UTC), False),
    ],
)
def test_a_source_has_its_hours(source: Any, rhythm: str, moment: datetime, due: bool) -> None:
    from encours.web.imports.folders.jobs import entries
    from encours.web.workflow.jobs.entry import due as runs

    source.rhythm = rhythm
    source.save()
    (entry,) = entries()
    assert runs(entry, moment) is due


def test_a_source_put_aside_has_no_hours(source: Any) -> None:
    from encours.web.imports.folders.jobs import entries

    source.enabled = False
    source.save()
    assert not list(entries())


def test_a_source_is_changed_then_removed(accountant: Any, source: Any, inbox: Path) -> None:
    from encours.web.imports.models import Source

    url = f"/reglages/imports/sources/{source.pk}/"
    accountant.post(url, said(inbox, rhythm="week", weekday="5"))
    source.refresh_from_db()
    assert (source.rhythm, source.weekday) == ("week", 5)
    assert "friday at 6:00" in read(accountant.get(url))
    accountant.post(url + "suppression/")
    assert not Source.objects.exists()
