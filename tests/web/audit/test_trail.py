"""Whatever someone signed in sees, does or is refused is recorded, and nothing secret is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest

PASSWORD = "correct horse battery"
JOURNAL = "/reglages/journal/"


def events(**told: Any) -> list[Any]:
    from encours.web.workflow.trail.models import Event

    return list(Event.objects.filter(**told).order_by("number"))


def test_a_page_seen_is_recorded_with_who_what_and_where_from(client_of: Callable[..., Any]) -> None:
    client = client_of("auditor")
    client.get(JOURNAL, {"q": "P1"}, REMOTE_ADDR="10.1.2.3", HTTP_USER_AGENT="Browser/1")
    (event,) = events(kind="seen")
    assert (event.what, event.path, event.email) == ("audit", f"{JOURNAL}?q=P1", client.person.email)
    assert (event.ip, event.agent, event.person_id) == ("10.1.2.3", "Browser/1", client.person.pk)


def test_what_a_page_loads_by_itself_is_told_as_a_part_and_shown_when_asked_for(
    demo: Any, client_of: Callable[..., Any]
) -> None:
    client, auditor = client_of("cfo"), client_of("auditor")
    client.get("/", {"part": "aged"}, HTTP_HX_REQUEST="true")
    client.get("/", {"part": "aged"})  # the whole page, whatever the address says
    client.get("/clients/", {"part": "aged"}, HTTP_HX_REQUEST="true")
    assert [event.subject for event in events(kind="seen")] == ["part: aged", "", ""]
    shown = auditor.get(JOURNAL).content.decode()
    assert "part: aged" not in shown
    assert "part: aged" in auditor.get(JOURNAL, {"parts": "1"}).content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_taken_away_is_recorded_as_such(client_of: Callable[..., Any], form: str) -> None:
    client_of("auditor").get(JOURNAL, {"format": form})
    assert [event.path for event in events(kind="exported")] == [f"{JOURNAL}?format={form}"]


def test_a_refusal_is_recorded(client_of: Callable[..., Any]) -> None:
    assert client_of("collector").get(JOURNAL).status_code == 403
    assert [event.what for event in events(kind="denied")] == ["audit"]
    assert events(kind="seen") == []


def test_what_does_not_exist_for_someone_is_recorded_as_refused(client_of: Callable[..., Any]) -> None:
    assert client_of("auditor").get(f"{JOURNAL}999/").status_code == 404
    assert [event.path for event in events(kind="denied")] == [f"{JOURNAL}999/"]


def test_strangers_leave_no_view(stranger: Any) -> None:
    stranger.get(JOURNAL)
    assert events() == []


def test_signing_in_and_out_is_recorded(person: Callable[..., Any], stranger: Any) -> None:
    someone = person("auditor")
    given = {"login": someone.email, "password": PASSWORD}
    stranger.post("/compte/login/", given, REMOTE_ADDR="10.1.2.3")
    stranger.post("/compte/logout/")
    told = [(event.kind, event.email, event.ip) for event in events(kind__startswith="signed")]
    assert told == [("signed_in", someone.email, "10.1.2.3"), ("signed_out", someone.email, "127.0.0.1")]


@pytest.mark.parametrize(
    ("typed", "kept"), [("someone@example.test", "someone@example.test"), (PASSWORD, "…")]
)
def test_a_failed_sign_in_is_recorded_and_never_what_may_be_a_password(
    db: None, stranger: Any, typed: str, kept: str
) -> None:
    from encours.web.workflow.trail.signing import _failed

    _failed(None, {"email": typed}, HttpRequest())
    assert [event.email for event in events(kind="sign_in_failed")] == [kept]


def test_a_wrong_password_at_the_door_is_recorded_without_it(
    person: Callable[..., Any], stranger: Any
) -> None:
    someone = person("cfo")
    stranger.post("/compte/login/", {"login": someone.email, "password": "not this one"})
    (event,) = events()
    assert (event.kind, event.email) == ("sign_in_failed", someone.email)
    assert not [name for name, value in vars(event).items() if "not this one" in str(value)]


def test_secrets_of_an_address_are_not_kept(client_of: Callable[..., Any]) -> None:
    client_of("auditor").get(JOURNAL, {"token": "abc123", "q": "é è"})
    assert [event.path for event in events(kind="seen")] == [f"{JOURNAL}?token=…&q=é è"]


@pytest.mark.parametrize(("proxy", "ip"), [("", "127.0.0.1"), ("1", "203.0.113.9")])
def test_the_address_a_proxy_tells_is_believed_only_when_there_is_one(
    client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, proxy: str, ip: str
) -> None:
    """A client may write what it likes in the header: what the proxy adds comes last."""
    monkeypatch.setenv("ENCOURS_PROXY", proxy)
    client_of("auditor").get(JOURNAL, HTTP_X_FORWARDED_FOR="1.2.3.4, 203.0.113.9")
    assert [event.ip for event in events(kind="seen")] == [ip]


def test_an_act_its_page_does_not_tell_is_told_by_its_address(client_of: Callable[..., Any]) -> None:
    client_of("auditor").post("/theme/", {"theme": "dark"})
    assert [event.what for event in events(kind="done")] == ["theme"]


def test_an_act_its_page_tells_is_told_once() -> None:
    from encours.web.workflow.trail import record

    request: Any = HttpRequest()
    request.method, request.recorded = "POST", True
    request.resolver_match = type("Match", (), {"url_name": "portfolios"})()
    request.user = people_person()
    assert record._kind(request, response(302)) == ""
    request.recorded = False
    assert record._kind(request, response(302)) == "done"


@pytest.mark.parametrize(("polled", "kind"), [("", "seen"), ("true", "")])
def test_a_page_that_follows_a_job_is_told_once(polled: str, kind: str) -> None:
    from encours.web.workflow.trail import record

    request: Any = HttpRequest()
    request.method = "GET"
    request.resolver_match = type("Match", (), {"url_name": "job"})()
    request.user = people_person()
    if polled:
        request.META["HTTP_HX_REQUEST"] = polled
    assert record._kind(request, response(200)) == kind


def people_person() -> Any:
    from encours.web.workflow.people.models import Person

    return Person(pk=1, email="a@example.test")


def response(status: int) -> Any:
    from django.http import HttpResponse

    return HttpResponse(status=status)
