"""An import whose job was cut short tells the truth: what is in the book is said to be, by the job and by the trail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.web.imports.conftest import AT_HAND, LIST

pytestmark = AT_HAND
OTHER = LIST.replace("N° facture", "Pièce").replace("F1", "F8").replace("F2", "F9")


@pytest.fixture
def lost(book: Path, accountant: Any, bring: Callable[..., Any]) -> Callable[..., Any]:
    """`lost(version, content, …)`: files are imported, and the worker dies as soon as that version is made, before it
    could say anything; another then starts. Gives the job."""

    def dying(at: int, *contents: str) -> Any:
        from encours.web.site.jobs import CATALOGUE
        from encours.web.workflow.jobs import recovery
        from encours.web.workflow.jobs.doing import do
        from encours.web.workflow.jobs.models import Job

        upload = bring(accountant, *((f"{n}.csv", content) for n, content in enumerate(contents)))
        accountant.post(f"/reglages/imports/depots/{upload.pk}/import/")
        job = Job.objects.get(kind="import")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("encours.web.imports.left.imported", died_at(at))
            with pytest.raises(SystemExit):
                do(job.pk, "gone", CATALOGUE)
        recovery.recover("new", "m:/d", CATALOGUE)
        job.refresh_from_db()
        return job

    return dying


def died_at(version: int) -> Callable[..., None]:
    from encours.web.imports import left

    real = left.imported

    def imported(report: dict[str, Any], *rest: Any) -> None:
        if report.get("import") == version:
            raise SystemExit
        real(report, *rest)

    return imported


def told() -> list[tuple[str, str]]:
    """What the trail holds of imports, oldest first."""
    from encours.web.workflow.trail.models import Event

    kept = Event.objects.filter(what__startswith="import").order_by("number")
    return [(event.what, event.email) for event in kept if "asked for" not in event.what]


def test_an_import_that_is_in_is_done(lost: Callable[..., Any]) -> None:
    from encours.web.imports.models import Brought, Upload

    job = lost(1, LIST)
    assert (job.state, job.result, job.error) == ("done", {"versions": [1], "refused": 0}, "")
    assert told()[-1][0] == "imported"
    assert [(one.version, str(one.person)) for one in Brought.objects.all()] == [(1, str(job.asked_by))]
    upload = Upload.objects.get()
    assert upload.versions == [1]
    assert [one["new"] for one in upload.outcome] == [4]


def test_a_part_that_is_in_is_told_and_the_rest_is_asked_for_again(lost: Callable[..., Any]) -> None:
    job = lost(1, LIST, OTHER)
    assert job.state == "failed"
    assert "import 1 is in the book, the rest is not" in job.error
    assert [what for what, _who in told()].count("imported") == 1


def test_each_part_is_told_once(lost: Callable[..., Any]) -> None:
    from encours.web.imports import left

    job = lost(2, LIST, OTHER)
    assert (job.state, job.result["versions"]) == ("done", [1, 2])
    left.tell_all()
    assert [what for what, _who in told()].count("imported") == 2


def test_an_import_of_which_nothing_came_is_to_be_started_again(book: Path, work: Any, db: None) -> None:
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs import recovery
    from encours.web.workflow.jobs.models import Job

    job = Job.objects.create(
        kind="import", label="", arguments={"upload": None}, state="running", worker="gone"
    )
    recovery.recover("new", "m:/d", CATALOGUE)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "start it again" in job.error


@pytest.mark.parametrize("how", ["ended", "cancelled"])
def test_a_reader_ended_after_its_version_was_made_did_import(
    book: Path, accountant: Any, bring: Any, work: Any, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    from encours.web.imports.sandbox import parent
    from encours.web.workflow.jobs.running import Cancelled

    real = parent.run

    def run(task: str, *rest: Any, **more: Any) -> Any:
        answer = real(task, *rest, **more)
        if task in ("bring", "take_back"):
            raise parent.Ended("no answer") if how == "ended" else Cancelled
        return answer

    upload = bring(accountant, ("liste.csv", LIST))
    monkeypatch.setattr(parent, "run", run)
    accountant.post(f"/reglages/imports/depots/{upload.pk}/import/")
    (job,) = [one for one in work() if one.kind == "import"]
    assert (job.state, job.result["versions"]) == ("done", [1])
    accountant.post("/reglages/imports/1/annulation/")
    (job,) = [one for one in work() if one.kind == "import_undo"]
    assert (job.state, job.result) == ("done", {"undone": 1, "version": 2})
    assert [what for what, _who in told()][-2:] == ["imported", "import undone"]
