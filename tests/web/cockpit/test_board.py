"""The workbook is what the person sees, no more, whether it comes at once or from the worker."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from django.test import Client

MINE = "FR01 PME"


def words(content: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return "\n".join(
        str(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
    )


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_small_book_is_written_at_once_within_the_perimeter(
    demo: Path, client_of: Callable[..., Client]
) -> None:
    answer = client_of("collector", portfolios=[MINE]).post("/classeur/?date=2026-05-14")

    assert answer.status_code == 200
    assert "encours-2026-05-14.xlsx" in answer.headers["Content-Disposition"]
    told = words(body(answer))
    assert "FR01" in told
    assert "FR02" not in told
    assert "Grands comptes" not in told
    assert not list((demo / "web" / "boards").glob("now-*"))


@pytest.fixture
def asked(
    demo: Path, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> tuple[Client, Any]:
    """A large book's workbook, asked for by a collector."""
    from encours.web.cockpit import board
    from encours.web.workflow.jobs.models import Job

    monkeypatch.setattr(board, "SMALL", 10)
    client = client_of("collector", portfolios=[MINE])
    answer = client.post("/classeur/?date=2026-05-14")
    job = Job.objects.get(kind=board.WRITE.name)
    assert answer.headers["Location"] == f"/classeur/{job.pk}/"
    return client, job


def test_the_worker_writes_a_large_one_for_who_asked_alone(
    asked: tuple[Client, Any], client_of: Callable[..., Client]
) -> None:
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.doing import do

    client, job = asked
    file = f"/classeur/{job.pk}/fichier/"
    assert client.get(file).status_code == 404
    do(job.pk, "worker", CATALOGUE)

    assert file in client.get(f"/classeur/{job.pk}/").content.decode()
    told = words(body(client.get(file)))
    assert "FR01" in told
    assert "FR02" not in told
    assert client_of("cfo").get(file).status_code == 404
    assert client_of("cfo").get(f"/classeur/{job.pk}/").status_code == 404


def test_a_perimeter_changed_since_takes_the_file_away(asked: tuple[Client, Any]) -> None:
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.doing import do

    client, job = asked
    do(job.pk, "worker", CATALOGUE)
    _confine_to_nothing(client)

    assert client.get(f"/classeur/{job.pk}/fichier/").status_code == 404


def test_a_perimeter_changed_before_the_work_begins_stops_it(asked: tuple[Client, Any]) -> None:
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.doing import do
    from encours.web.workflow.jobs.models import State

    client, job = asked
    _confine_to_nothing(client)
    do(job.pk, "worker", CATALOGUE)

    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "perimeter has changed" in job.error


def _confine_to_nothing(client: Client) -> None:
    person = client.person  # type: ignore[attr-defined]
    person.portfolios = []
    person.save()


def test_a_stranger_obtains_no_workbook(demo: Path, stranger: Client) -> None:
    assert stranger.post("/classeur/").status_code == 302
    assert stranger.get("/classeur/1/fichier/").status_code == 302
