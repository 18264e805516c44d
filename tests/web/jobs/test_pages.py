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


def test_what_a_job_follows_and_what_follows_it_is_said_with_links(client_of: Callable[..., Any]) -> None:
    browser = client_of("auditor")
    brought = job_for(browser.person, state="done")
    score = job_for(None, label="Score", state="queued", after=brought)
    page = browser.get(f"/reglages/travaux/{brought.pk}/").content.decode()
    assert f'<a class="link" href="/reglages/travaux/{score.pk}/">Score</a> · Queued' in page
    page = browser.get(f"/reglages/travaux/{score.pk}/").content.decode()
    assert f'Follows: <a class="link" href="/reglages/travaux/{brought.pk}/">Ledger of June</a>' in page
    assert "after: Ledger of June" in browser.get("/reglages/travaux/").content.decode()


def test_when_a_job_that_failed_is_tried_again_is_said_in_the_readers_language(
    client_of: Callable[..., Any],
) -> None:
    from django.utils import timezone

    at = timezone.localtime().replace(hour=23, minute=58, second=0)
    job = job_for(None, state="queued", not_before=at, retried=2)
    english, french = client_of("auditor"), client_of("auditor", language="fr")
    page = english.get(f"/reglages/travaux/{job.pk}/").content.decode()
    assert "<b>Queued</b> · tried again at 23:58" in page
    assert "tried again 2 times" in page
    assert "Queued · tried again at 23:58" in english.get("/reglages/travaux/").content.decode()
    assert "nouvel essai à 23:58" in french.get(f"/reglages/travaux/{job.pk}/").content.decode()


def test_items_set_aside_are_shown_and_settled_by_who_may(client_of: Callable[..., Any]) -> None:
    from encours.web.workflow.jobs.items import UNSURE
    from encours.web.workflow.jobs.models import Job, WorkItem
    from encours.web.workflow.trail.models import Event

    job = job_for(None, state="done", items="letters")
    for key, state, error in (("C1", "unsure", UNSURE), ("C2", "failed", "No address."), ("C3", "done", "")):
        WorkItem.objects.create(kind="letters", key=key, state=state, error=error)
    address = f"/reglages/travaux/{job.pk}/"
    auditor, administrator = client_of("auditor"), client_of("administrator")
    page = auditor.get(address).content.decode()
    assert "look whether it was done" in page
    assert "No address." in page
    assert "Do it again" not in page
    assert auditor.post(f"{address}elements/", {"key": "C1", "was": "done"}).status_code == 404

    assert "Do it again" in administrator.get(address).content.decode()
    administrator.post(f"{address}elements/", {"key": "C1", "was": "done"})
    assert not Job.objects.filter(state="queued").exists()
    for _time in range(2):
        administrator.post(f"{address}elements/", {"key": "C2", "was": "not"})
    assert dict(WorkItem.objects.values_list("key", "state")) == {"C1": "done", "C2": "waiting", "C3": "done"}
    assert [one.kind for one in Job.objects.filter(state="queued")] == ["tidy"]
    told = Event.objects.filter(kind="done", what__startswith="item of a job").order_by("number")
    assert list(told.values_list("what", "subject")) == [
        ("item of a job said to be done", "Ledger of June · C1"),
        ("item of a job begun again", "Ledger of June · C2"),
    ]


def test_what_the_schedule_asks_for_is_told_in_the_language_of_whoever_reads_it(
    client_of: Callable[..., Any],
) -> None:
    from encours.web.imports.jobs import AFTER_IMPORT
    from encours.web.workflow.jobs.asking import ask_for
    from encours.web.workflow.jobs.models import Job

    job = ask_for(AFTER_IMPORT)
    log = ["2026-11-29T10:00:00+00:00 Explaining the difference", "2026-11-29T10:00:01+00:00 as it came"]
    Job.objects.filter(pk=job.pk).update(log=log, step="Explaining the difference", state="running")
    browser = client_of("auditor")
    for language, label, step in (
        ("fr", "Écarts des imports", "Analyse de l’écart"),
        ("en", "Differences made by imports", "Explaining the difference"),
    ):
        browser.person.language = language
        browser.person.save()
        assert label in browser.get("/reglages/travaux/").content.decode()
        page = browser.get(f"/reglages/travaux/{job.pk}/").content.decode()
        assert label in page
        assert page.count(step) == 2
        assert "as it came" in page
