"""The pages of jobs: the list and its log for who may see it, progress for who asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def job_for(person: Any, **more: Any) -> Any:
    from encours.web.workflow.jobs.models import Job

    given = {"kind": "tidy", "label": "Ledger of June", "state": "running", "step": "Checking", **more}
    return Job.objects.create(asked_by=person, log=["a line of the log"], **given)


def test_who_asked_follows_it_without_its_log_and_a_colleague_does_not_see_it(
    client_of: Callable[..., Any],
) -> None:
    asking, colleague = client_of("collector"), client_of("collector")
    address = f"/reglages/travaux/{job_for(asking.person, share=0.5).pk}/"
    page = asking.get(address).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert "Checking" in page
    assert 'value="50"' in page
    assert "a line of the log" not in page
    assert colleague.get(address).status_code == 404


def test_an_ended_job_is_no_longer_asked_for(client_of: Callable[..., Any]) -> None:
    browser = client_of("administrator")
    job = job_for(browser.person, state="failed", error="The file is empty.")
    page = browser.get(f"/reglages/travaux/{job.pk}/").content.decode()
    assert 'hx-trigger="every' not in page
    assert "The file is empty." in page
    assert "a line of the log" in page


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("auditor", 200), ("collector", 403)])
def test_the_list_is_for_who_has_the_right(client_of: Callable[..., Any], role: str, status: int) -> None:
    browser = client_of(role)
    job_for(browser.person)
    answer = browser.get("/reglages/travaux/")
    assert answer.status_code == status
    assert ("Ledger of June" in answer.content.decode()) == (status == 200)


@pytest.mark.parametrize(("role", "status", "asked"), [("administrator", 302, True), ("auditor", 404, False)])
def test_who_may_stops_the_job_of_another(
    client_of: Callable[..., Any], role: str, status: int, asked: bool
) -> None:
    job = job_for(client_of("collector").person)
    answer = client_of(role).post(f"/reglages/travaux/{job.pk}/arret/")
    job.refresh_from_db()
    assert (answer.status_code, job.cancel_asked) == (status, asked)
