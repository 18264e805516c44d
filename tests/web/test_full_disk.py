"""On a full disk figures are read, nothing else happens, and what was seen is in the trail once there is room."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest

from tests.web.full_disk import full_disk


@pytest.fixture(autouse=True)
def nothing_waits(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from encours.web.workflow.trail import record, waiting

    monkeypatch.setattr(record, "waiting", waiting.Waiting())


def trail() -> list[tuple[str, str]]:
    from encours.web.workflow.trail.models import Event

    return [(event.kind, event.path.partition("?")[0]) for event in Event.objects.order_by("number")]


@pytest.mark.parametrize("path", ["/", "/balance/", "/clients/", "/indicateurs/", "/promesses/"])
def test_pages_are_read_and_told_once_there_is_room(
    demo: Path, client_of: Callable[..., Any], path: str
) -> None:
    client = client_of("cfo")
    before = trail()
    with full_disk():
        assert client.get(path).status_code == 200
        assert client.get("/reglages/journal/999/").status_code == 404
        assert trail() == before
    client.get("/groupe/")
    assert trail() == [*before, ("seen", path), ("denied", "/reglages/journal/999/"), ("seen", "/groupe/")]


def test_the_chain_holds_with_records_that_waited(demo: Path, client_of: Callable[..., Any]) -> None:
    from encours.web.workflow.trail.chain import check
    from encours.web.workflow.trail.models import Event

    client = client_of("cfo")
    with full_disk():
        client.get("/clients/")
    client.get("/groupe/")
    assert check() is None
    moments = list(Event.objects.order_by("number").values_list("at", flat=True))
    assert moments == sorted(moments)  # each has the moment it was seen at


def test_figures_are_not_taken_away_untold(demo: Path, client_of: Callable[..., Any]) -> None:
    client = client_of("cfo")
    client.raise_request_exception = False
    with full_disk():
        answer = client.get("/clients/", {"format": "csv"})
    assert answer.status_code == 507
    assert "no room left" in answer.content.decode()
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_what_is_asked_for_is_refused_and_says_why(demo: Path, client_of: Callable[..., Any]) -> None:
    client = client_of("cfo")
    client.raise_request_exception = False
    with full_disk():
        answer = client.post("/vues/nouvelle/", {"label": "Mine", "address": "/clients/"})
    assert answer.status_code == 507
    page = answer.content.decode()
    assert "nothing was saved" in page
    assert "layout.css" in page  # in the frame, as other sentences are


def test_the_door_is_said_to_be_closed_and_goes_back_to_itself(
    person: Callable[..., Any], stranger: Any
) -> None:
    someone = person("cfo")
    stranger.raise_request_exception = False
    with full_disk():
        given = {"login": someone.email, "password": "correct horse battery"}
        answer = stranger.post("/compte/login/?next=/clients/", given, headers={"Accept-Language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 507
    assert "nobody can sign in" in page
    assert "Figures can still be read" not in page
    assert 'href="/compte/login/?next=/clients/"' in page
    assert "layout.css" in page


def test_where_the_frame_cannot_be_drawn_the_sentence_stands_alone(
    demo: Path, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web.shell import mistakes

    def fail(_request: Any) -> Any:
        raise OSError("database or disk is full")

    monkeypatch.setattr(mistakes, "_of_no_room", fail)
    client = client_of("cfo")
    client.raise_request_exception = False
    with full_disk():
        answer = client.post("/vues/nouvelle/", {"label": "Mine", "address": "/clients/"})
    assert answer.status_code == 507
    assert "nothing was saved" in answer.content.decode()
    assert "layout.css" not in answer.content.decode()


def test_a_frame_that_breaks_leaves_the_sentence(
    demo: Path, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web.shell import frame

    def fail(_person: Any) -> Any:
        raise ValueError

    client = client_of("cfo")
    client.raise_request_exception = False
    monkeypatch.setattr(frame, "calls", fail)
    answer = client.get("/clients/")
    assert (answer.status_code, "Something broke" in answer.content.decode()) == (500, True)
    with full_disk():
        answer = client.post("/vues/nouvelle/", {"label": "Mine", "address": "/clients/"})
    assert (answer.status_code, "nothing was saved" in answer.content.decode()) == (507, True)


def test_a_file_that_is_not_sent_is_closed(
    demo: Path, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web.tables import files

    made: list[Any] = []

    def temporary() -> Any:
        made.append(TemporaryFile())  # noqa: SIM115 - the answer closes it
        return made[-1]

    monkeypatch.setattr(files, "TemporaryFile", temporary)
    client = client_of("cfo")
    client.raise_request_exception = False
    with full_disk():
        assert client.get("/clients/", {"format": "xlsx"}).status_code == 507
    assert [one.closed for one in made] == [True]


def test_more_than_is_kept_is_counted(
    demo: Path, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web.workflow.trail import waiting
    from encours.web.workflow.trail.models import Event

    monkeypatch.setattr(waiting, "MOST", 2)
    client = client_of("cfo")
    with full_disk():
        for _time in range(5):
            client.get("/groupe/")
    client.get("/groupe/")
    seen = Event.objects.filter(kind="seen").order_by("number")
    assert [event.what for event in seen][-4:-1] == [
        "group",
        "group",
        "records of what was seen lost for want of room on the disk",
    ]
    assert seen[len(seen) - 2].subject.startswith("3 · ")


def test_the_health_page_tries_to_write(db: None, monkeypatch: pytest.MonkeyPatch, stranger: Any) -> None:
    from encours.web.serving import health

    def fsync(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    health._disk.cache_clear()
    monkeypatch.setattr(os, "fsync", fsync)
    answer = stranger.get("/health/")
    health._disk.cache_clear()
    assert answer.status_code == 503
    assert json.loads(answer.content)["disk"] == "full"


def test_a_reader_of_files_says_that_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    from encours.web.imports.sandbox import child, tasks

    def look(_tell: Any) -> None:
        raise OSError("IO Error: Could not write file: No space left on device")

    monkeypatch.setitem(tasks.TASKS, "look", look)  # type: ignore[arg-type]
    assert "no room left" in str(child._done("look", {}, None)["error"])  # type: ignore[arg-type]
