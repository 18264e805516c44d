"""A key opens what its person may see, within its own limits, and nothing once it is dead."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.web.conftest import PASSWORD

ME = "/api/v1/me"
SHOW = "/api/v1/show?figures=net"


def test_a_key_says_who_it_is_of(program: Callable[..., Any]) -> None:
    client = program("controller", entities=["FR01"], key={"scopes": ["figures"], "portfolios": ["P, 1"]})
    said = client.get(ME).json()
    assert said == {
        "email": client.person.email,
        "role": "controller",
        "scopes": ["figures"],
        "perimeter": ["entity=FR01", "portfolio=P\\, 1"],
        "key": client.key.prefix,
        "expires_on": "2199-12-31",
    }


@pytest.mark.parametrize(("days", "status"), [(-1, 401), (0, 200), (1, 200)])
def test_a_key_is_valid_to_the_end_of_its_last_day(
    program: Callable[..., Any], days: int, status: int
) -> None:
    from django.utils import timezone

    client = program(key={"expires_on": timezone.localdate() + timedelta(days=days)})
    assert client.get(ME).status_code == status


def test_a_revoked_key_opens_nothing_and_its_use_is_recorded(program: Callable[..., Any]) -> None:
    from encours.web.workflow.keys.keys import revoke
    from encours.web.workflow.trail.models import Event

    client = program()
    assert client.get(ME).status_code == 200
    revoke(client.key)
    assert client.get(ME).status_code == 401
    (event,) = Event.objects.filter(kind="denied")
    assert (event.email, event.via) == (client.person.email, client.key.prefix)


def test_a_key_dies_with_the_account_of_its_person(program: Callable[..., Any]) -> None:
    client = program()
    client.person.is_active = False
    client.person.save()
    assert client.get(ME).status_code == 401


@pytest.mark.parametrize("role", ["collector", "accountant", "auditor"])
def test_a_key_dies_with_the_right_of_its_person_to_have_any(program: Callable[..., Any], role: str) -> None:
    client = program("cfo")
    assert client.get(ME).status_code == 200
    client.person.role = role
    client.person.save()
    assert client.get(ME).status_code == 401
    client.person.role = "controller"
    client.person.save()
    assert client.get(ME).json()["role"] == "controller"


def test_a_key_loses_what_its_person_loses(program: Callable[..., Any], portfolios: list[str]) -> None:
    client = program("credit_manager")
    person = client.person
    person.portfolios = [portfolios[0]]
    person.save()
    shown = client.get("/api/v1/show", {"figures": "net", "by": "portfolio"}).json()["rows"]
    assert [row["portfolio"] for row in shown] == [portfolios[0]]
    person.role = "controller"
    person.save()
    assert client.post("/api/v1/imports", {"files": some_file()}).status_code == 403


@pytest.mark.parametrize(
    "change", [lambda s: s[:-1], lambda s: s + "x", lambda s: s[:16] + s[17:], lambda s: "é" + s]
)
def test_a_secret_that_is_not_quite_the_one_opens_nothing(
    program: Callable[..., Any], change: Callable[[str], str]
) -> None:
    from encours.web.workflow.keys.keys import found

    client = program()
    assert found(client.secret) == client.key
    assert found(change(client.secret)) is None


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer enc_", "bearer x y z"])
def test_a_call_that_says_nobody_is_refused(db: None, stranger: Any, header: str) -> None:
    answer = stranger.get(ME, headers={"Authorization": header})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert list(answer.json()) == ["detail"]


def test_the_secret_is_nowhere_in_the_database_the_trail_or_the_logs(
    program: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    from django.apps import apps

    with caplog.at_level(logging.DEBUG):
        client = program()
        client.get(SHOW)
        client.get("/api/v1/show")
        client.get(f"{ME}?key={client.secret}")
    held = [str(vars(row)) for model in apps.get_models() for row in model.objects.all()]
    drawn = client.secret.removeprefix(client.key.prefix + "_")
    assert held
    assert drawn not in "".join(held)
    assert drawn not in caplog.text


@pytest.mark.parametrize(
    ("scope", "open_to"),
    [
        ("figures", "/show?figures=net"),
        ("rows", "/rows?measure=net"),
        ("customers", "/customers"),
        ("imports", "/imports"),
    ],
)
def test_a_key_opens_its_scopes_alone(program: Callable[..., Any], scope: str, open_to: str) -> None:
    every = {
        "figures": "/show?figures=net",
        "rows": "/rows?measure=net",
        "customers": "/customers",
        "imports": "/imports",
    }
    client = program(key={"scopes": [scope]})
    statuses = {path: client.get(f"/api/v1{path}").status_code for path in every.values()}
    assert statuses == {path: 200 if path == open_to else 403 for path in every.values()}


def test_a_scope_gives_no_right_the_person_does_not_have(program: Callable[..., Any]) -> None:
    assert program("collector").get("/api/v1/imports").status_code == 403
    assert program("auditor").get("/api/v1/imports").status_code == 200
    assert program("auditor").post("/api/v1/imports", {"files": some_file()}).status_code == 403


@pytest.mark.parametrize("limited", ["person", "key"])
def test_whatever_is_asked_a_key_of_one_portfolio_shows_nothing_of_another(
    program: Callable[..., Any], portfolios: list[str], limited: str
) -> None:
    mine, other = portfolios[:2]
    whole = program()
    foreign = whole.get("/api/v1/customers", {"where": f"portfolio={other}", "limit": 1000}).json()["rows"]
    theirs = {(row["entity"], row["customer"]) for row in foreign}
    item = whole.get("/api/v1/rows", {"measure": "net", "where": f"portfolio={other}", "limit": 1}).json()[
        "rows"
    ][0]
    assert theirs
    client = program(portfolios=[mine]) if limited == "person" else program(key={"portfolios": [mine]})
    for asked in (
        {},
        {"where": f"portfolio={other}"},
        {"where": ["portfolio=", "entity!=X"]},
        {"search": item["item"]},
    ):
        for path, more in (("rows", {"measure": "net"}), ("customers", {})):
            rows = client.get(f"/api/v1/{path}", {**asked, **more, "limit": 1000}).json()["rows"]
            assert not {(row["entity"], row["customer"]) for row in rows} & theirs
    shown = client.get("/api/v1/show", {"figures": "net", "by": "portfolio"}).json()["rows"]
    assert [row["portfolio"] for row in shown] == [mine]
    assert client.get("/api/v1/show", {"figures": "net", "where": f"portfolio={other}"}).json()["rows"] in (
        [],
        [{"as_of": shown[0]["as_of"], "net": 0}],
    )
    for path in (f"items/{item['entity']}/{item['item']}", f"customers/{item['entity']}/{item['customer']}"):
        assert whole.get(f"/api/v1/{path}").status_code == 200
        assert client.get(f"/api/v1/{path}").status_code == 404
    assert client.get("/api/v1/imports").json() == []


def test_a_key_of_one_portfolio_cannot_widen_the_perimeter_of_its_person(
    program: Callable[..., Any], portfolios: list[str]
) -> None:
    client = program(portfolios=[portfolios[0]], key={"portfolios": [portfolios[1]]})
    assert client.get("/api/v1/rows?measure=net").json()["count"] == 0


@pytest.mark.parametrize(("allowed", "statuses"), [("2", [200, 200, 429]), ("1", [200, 429, 429])])
def test_calls_beyond_those_of_a_minute_are_refused(
    program: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, allowed: str, statuses: list[int]
) -> None:
    monkeypatch.setenv("ENCOURS_API_CALLS", allowed)
    monkeypatch.setattr("encours.web.workflow.keys.keys.timezone.now", lambda: moment)
    from datetime import UTC, datetime

    moment = datetime(2026, 7, 1, 12, 0, 59, tzinfo=UTC)
    client = program()
    answers = [client.get(ME) for _call in range(3)]
    assert [answer.status_code for answer in answers] == statuses
    assert answers[-1]["Retry-After"] == "60"
    moment = datetime(2026, 7, 1, 12, 1, 0, tzinfo=UTC)
    assert client.get(ME).status_code == 200


def test_a_key_is_made_shown_once_and_revoked_on_its_page(
    demo: Any, sure_of: Callable[..., Any], stranger: Any
) -> None:
    from encours.web.workflow.keys.models import ApiKey

    client = sure_of("credit_manager")
    made = client.post("/reglages/cles/nouvelle/", form(scopes=["figures"], entities=["FR01"]))
    secret = made.context["secret"]
    key = ApiKey.objects.get()
    assert secret.encode() in made.content
    assert (key.scopes, key.entities, key.portfolios) == (["figures"], ["FR01"], None)
    bearer = {"Authorization": f"Bearer {secret}"}
    assert stranger.get(SHOW, headers=bearer).status_code == 200
    assert secret.encode() not in client.get("/reglages/cles/").content
    assert client.get(f"/reglages/cles/{key.pk}/revocation/").status_code == 200
    assert ApiKey.objects.get().revoked_at is None
    client.post(f"/reglages/cles/{key.pk}/revocation/")
    assert stranger.get(SHOW, headers=bearer).status_code == 401
    assert recorded() == ["key made", "key revoked"]


def test_making_a_key_asks_again_who_it_is_and_goes_on(demo: Any, client_of: Callable[..., Any]) -> None:
    from encours.web.workflow.keys.models import ApiKey

    client, page = client_of("cfo"), "/reglages/cles/nouvelle/"
    asked = client.post(page, form())
    assert asked.url.startswith("/compte/confirmer/")
    client.post(asked.url, {"password": "not this one", "next": page})
    assert not ApiKey.objects.exists()
    made = client.post(asked.url, {"password": PASSWORD, "next": page})
    assert ApiKey.objects.get().prefix in made.context["secret"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"entities": ["XX99"]}, "entities"),
        ({"expires_on": "2001-01-01"}, "expires_on"),
        ({"expires_on": "2199-01-01"}, "expires_on"),
    ],
)
def test_a_form_that_is_wrong_comes_back_with_what_was_typed(
    demo: Any, client_of: Callable[..., Any], change: dict[str, Any], field: str
) -> None:
    answer = client_of("cfo").post("/reglages/cles/nouvelle/", form(**change))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Reporting" in answer.content.decode() or field == "name"


def test_a_name_serves_one_living_key_only(demo: Any, sure_of: Callable[..., Any]) -> None:
    client = sure_of("cfo")
    assert client.post("/reglages/cles/nouvelle/", form()).status_code == 200
    assert client.post("/reglages/cles/nouvelle/", form()).status_code == 422


@pytest.mark.parametrize(("role", "status"), [("cfo", 404), ("administrator", 200)])
def test_keys_of_others_are_for_who_administers_people(
    program: Callable[..., Any], client_of: Callable[..., Any], role: str, status: int
) -> None:
    client, key = client_of(role), program("controller").key
    assert (key.prefix in client.get("/reglages/cles/").content.decode()) == (status == 200)
    assert client.get(f"/reglages/cles/{key.pk}/revocation/").status_code == status


def form(**changes: Any) -> dict[str, Any]:
    from django.utils import timezone

    day: date = timezone.localdate() + timedelta(days=30)
    return {"name": "Reporting", "scopes": ["figures"], "expires_on": day.isoformat(), **changes}


def recorded() -> list[str]:
    from encours.web.workflow.trail.models import Event

    acts = Event.objects.filter(kind="done", what__startswith="key ").order_by("number")
    assert all("enc_" in act.subject and len(json.dumps(act.changes)) for act in acts)
    return [act.what for act in acts]


def some_file() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("items.csv", b"entity;customer\n")


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer enc_none"}, {"Authorization": "Bearer"}])
@pytest.mark.parametrize("path", ["imports", "promises", "promises/K1/withdrawal"])
def test_writing_without_a_valid_key_is_refused_as_reading_is(
    demo: Any, header: dict[str, str], path: str
) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True, headers={**header, "Accept-Language": "fr"})
    answer = client.post(f"/api/v1/{path}", "{}", content_type="application/json")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["detail"].startswith("Dites qui")


def test_a_wrong_key_is_no_session_and_a_browser_without_its_token_is_told_so(
    demo: Any, client_of: Callable[..., Any]
) -> None:
    from django.test import Client

    browser = Client(enforce_csrf_checks=True, headers={"Accept-Language": "fr"})
    browser.cookies = client_of("cfo").cookies
    assert browser.get(ME).status_code == 200
    assert browser.get(ME, headers={"Authorization": "Bearer enc_none"}).status_code == 401
    answer = browser.post("/api/v1/promises", "{}", content_type="application/json")
    assert (answer.status_code, answer.json()["detail"][:14]) == (403, "Un navigateur ")


@pytest.mark.parametrize("path", ["", "openapi.json", "nothing", "promises/", "show/"])
def test_a_wrong_key_is_told_so_wherever_it_writes_and_no_form_is_missed(demo: Any, path: str) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True, headers={"Authorization": "Bearer enc_none"})
    answer = client.post(f"/api/v1/{path}", "{}", content_type="application/json")
    read = path in ("", "openapi.json")
    assert answer.status_code == (405 if read else 401)
    assert list(answer.json()) == ["detail"]


def test_on_a_full_disk_a_key_reads_and_nothing_is_counted(program: Callable[..., Any]) -> None:
    from tests.web.full_disk import full_disk

    reader = program("cfo")
    with full_disk():
        assert reader.get("/api/v1/show", {"figures": "net"}).status_code == 200
    reader.key.refresh_from_db()
    assert reader.key.calls == 0
