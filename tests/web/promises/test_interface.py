"""Promises by the programming interface: read within a perimeter, written once however often a request is sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.web.access import roles
from encours.web.access.roles import Right, Role
from tests.web.promises.ledgers import today

if TYPE_CHECKING:
    from django.test import Client

PATH = "/api/v1/promises"
THIRD = f"{PATH}/K/3%20%C3%A9"


@pytest.fixture
def program(ledger: Path, person: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """`program("collector", portfolios=["P1"], key={"scopes": ["rows"]})`: a client with a key of such a person, whose
    role has the right to keys besides its own."""
    from django.test import Client

    from encours.web.workflow.keys.keys import make

    def hold(role: str = "cfo", key: dict[str, Any] | None = None, **perimeter: Any) -> Client:
        monkeypatch.setitem(roles.RIGHTS, Role(role), roles.RIGHTS[Role(role)] | {Right.KEYS})
        someone = person(role, **perimeter)
        given = {"name": "BI", "scopes": ["promises"], "expires_on": date(2199, 12, 31), **(key or {})}
        _held, secret = make(someone, **given)
        client = Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})
        client.person = someone  # type: ignore[attr-defined]
        return client

    return hold


def told(answer: Any) -> Any:
    return json.loads(answer.content, parse_float=Decimal)


def send(client: Client, path: str, body: Any, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    content = body if isinstance(body, str) else json.dumps(body)
    return client.post(path, content, content_type="application/json", headers=headers)


def body(**more: Any) -> dict[str, Any]:
    due = {"due_on": today(16).isoformat()}
    return {"entity": "F1", "customer": "B", "amount": 120.5, "currency": "EUR", **due, **more}


def count() -> int:
    from encours.web.workflow.promises.models import Promise

    return Promise.objects.count()


def test_the_list_is_filtered_paged_and_summed_by_currency(program: Callable[..., Any]) -> None:
    client = program()
    found = told(client.get(PATH, {"state": ["kept", "broken"], "limit": 2, "order": "promise"}))
    assert [row["promise"] for row in found["rows"]] == ["K1", "K2"]
    assert (found["count"], found["totals"]) == (3, {"EUR": {"amount": 2600, "received": 1000}})
    assert found["rows"][0] | {"state": "kept", "document": "FA-1", "received": 1000} == found["rows"][0]
    narrow = {"where": ["portfolio=P1"], "due_to": "2026-03-10", "collector": "Inès", "customer": "B"}
    assert [row["promise"] for row in told(client.get(PATH, narrow))["rows"]] == ["K2"]
    assert told(client.get(PATH, {"as_of": "2026-03-09", "state": "awaited"}))["count"] == 3


@pytest.mark.parametrize(
    "asked", [{"state": "late"}, {"order": "phone"}, {"where": "bucket=91+"}, {"due_from": "x"}, {"zzz": "1"}]
)
def test_what_there_is_not_is_a_sentence(program: Callable[..., Any], asked: dict[str, str]) -> None:
    answer = program().get(PATH, asked)
    assert answer.status_code == 422
    assert told(answer)["detail"]


def test_a_promise_is_recorded_corrected_cancelled_and_taken_back(program: Callable[..., Any]) -> None:
    client = program("collector", portfolios=["P1"], name="Inès Garnier")
    made = send(client, PATH, body(comment="By transfer"))
    assert made.status_code == 201
    key, seen = told(made)["key"], told(made)["seen"]
    one = told(client.get(f"{PATH}/{key}"))
    assert (one["seen"], one["record"]["state"], one["record"]["amount"]) == (
        seen,
        "awaited",
        Decimal("120.5"),
    )
    assert (one["record"]["collector"], one["record"]["custom"]) == (
        "Inès Garnier",
        {"comment": "By transfer"},
    )
    corrected = told(send(client, f"{PATH}/{key}/correction", {"seen": seen, "amount": "99.10"}))
    assert (corrected["said"]["amount"], corrected["said"]["comment"]) == (Decimal("99.10"), "By transfer")
    again = {"seen": corrected["seen"], "on": today().isoformat()}
    cancelled = told(send(client, f"{PATH}/{key}/cancellation", again))
    assert told(client.get(f"{PATH}/{key}"))["record"]["state"] == "cancelled"
    gone = send(client, f"{PATH}/{key}/withdrawal", {"seen": cancelled["seen"]})
    assert told(gone)["withdrawn"] is True
    assert client.get(f"{PATH}/{key}").status_code == 404
    assert send(client, f"{PATH}/{key}/withdrawal", {"seen": told(gone)["seen"]}).status_code == 404


def test_an_imported_promise_whose_key_holds_slashes_is_corrected(program: Callable[..., Any]) -> None:
    client = program()
    assert told(client.get(THIRD))["seen"] == 0
    assert send(client, f"{THIRD}/correction", {"seen": 0, "amount": 450}).status_code == 200
    assert told(client.get(THIRD))["record"]["amount"] == 450


def test_amounts_keep_every_decimal_on_the_way(program: Callable[..., Any]) -> None:
    client = program()
    made = send(client, PATH, json.dumps(body()).replace("120.5", "123456789012.34"))
    assert told(made)["said"]["amount"] == Decimal("123456789012.34")


def test_of_two_who_act_on_one_version_the_second_is_told(program: Callable[..., Any]) -> None:
    first, second = program(name="Maud Lestrade"), program("collector")
    assert send(first, f"{THIRD}/correction", {"seen": 0, "amount": 450}).status_code == 200
    for act, more in (
        ("correction", {"amount": 1}),
        ("cancellation", {"on": today().isoformat()}),
        ("withdrawal", {}),
    ):
        answer = send(second, f"{THIRD}/{act}", {"seen": 0, **more})
        assert answer.status_code == 409
        assert "Maud Lestrade changed this on" in told(answer)["detail"]
    assert told(first.get(THIRD))["record"]["amount"] == 450


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"amount": -1},
        {"amount": "NaN"},
        {"amount": 1e30},
        {"amount": "1" + "0" * 400},
        {"amount": 1.005},
        {"amount": None},
        {"currency": "EUX"},
        {"currency": "\ud800"},
        {"due_on": "2020-01-01"},
        {"due_on": "soon"},
        {"made_on": "9999-12-31"},
        {"item": "VT/9"},
        {"item": "VT/2"},
        {"comment": "x" * 1001},
        {"comment": "nul\0"},
        {"promised_by": "x" * 300},
        {"phone": "1"},
        {"customer": 5},
    ],
)
def test_what_cannot_be_recorded_is_refused_and_records_nothing(
    program: Callable[..., Any], wrong: dict[str, Any]
) -> None:
    answer = send(program(), PATH, body(**wrong), "named")
    assert answer.status_code == 422, answer.content
    assert told(answer)["detail"]
    assert count() == 0


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"amount": NaN}', "\x00"])
def test_a_body_that_is_no_request_is_a_sentence(program: Callable[..., Any], content: str) -> None:
    answer = send(program(), PATH, content)
    assert answer.status_code == 422
    assert told(answer)["detail"]


def test_a_key_of_other_scopes_or_a_person_without_the_right_records_nothing(
    program: Callable[..., Any],
) -> None:
    for client in (program(key={"scopes": ["rows", "figures", "customers"]}), program("auditor")):
        for path, said in (
            (PATH, body()),
            (f"{PATH}/K2/correction", {"seen": 0, "amount": 1}),
            (f"{PATH}/K2/cancellation", {"seen": 0, "on": today().isoformat()}),
            (f"{PATH}/K2/withdrawal", {"seen": 0}),
        ):
            assert send(client, path, said).status_code == 403
    assert program("auditor").get(PATH).status_code == 200
    assert program(key={"scopes": ["rows"]}).get(PATH).status_code == 403
    assert count() == 0


@pytest.mark.parametrize("perimeter", [{"portfolios": ["P1"]}, {"key": {"portfolios": ["P1"]}}])
def test_an_account_outside_the_perimeter_of_person_or_key_has_no_promise(
    program: Callable[..., Any], perimeter: dict[str, Any]
) -> None:
    everyone, client = program(), program("collector", **perimeter)
    made = told(send(everyone, PATH, body(customer="Z")))["key"]
    assert "FA-9-SECRET" not in client.get(PATH, {"limit": 1000, "customer": "Z"}).content.decode()
    assert told(client.get(PATH))["count"] == 4
    assert send(client, PATH, body(customer="Z")).status_code == 404
    assert send(client, PATH, body(customer="nobody")).status_code == 404
    for key in ("K9", made):
        assert client.get(f"{PATH}/{key}").status_code == 404
        for act, more in (
            ("correction", {"amount": 1}),
            ("cancellation", {"on": "2026-03-01"}),
            ("withdrawal", {}),
        ):
            assert send(client, f"{PATH}/{key}/{act}", {"seen": 0, **more}).status_code == 404
    assert count() == 1


def test_a_request_named_is_done_once_and_answered_the_same(program: Callable[..., Any]) -> None:
    client = program()
    first, second = (send(client, PATH, body(), "retry-1") for _time in range(2))
    assert (first.status_code, first.content) == (201, second.content)
    assert second.status_code == 201
    assert count() == 1
    assert send(client, PATH, body(), "retry-2").content != first.content
    assert count() == 2


def test_a_name_given_to_another_request_is_refused(program: Callable[..., Any]) -> None:
    client = program()
    made = told(send(client, PATH, body(), "retry-1"))
    for path, said in (
        (PATH, body(amount=5)),
        (f"{PATH}/{made['key']}/withdrawal", {"seen": made["seen"]}),
    ):
        answer = send(client, path, said, "retry-1")
        assert answer.status_code == 422
        assert "Idempotency-Key" in told(answer)["detail"]
    assert count() == 1
    assert send(program("collector"), PATH, body(amount=5), "retry-1").status_code == 201, (
        "names are one's own"
    )


def test_every_act_is_done_once_under_its_name(program: Callable[..., Any]) -> None:
    client = program()
    for act, more in (
        ("correction", {"amount": 450}),
        ("cancellation", {"on": "2026-03-11"}),
        ("withdrawal", {}),
    ):
        seen = told(client.get(THIRD))["seen"]
        answers = [
            send(client, f"{THIRD}/{act}", {"seen": seen, **more}, f"name of {act}") for _time in range(2)
        ]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].content == answers[1].content
    assert count() == 3


def test_what_was_refused_may_be_asked_again_under_its_name(program: Callable[..., Any]) -> None:
    client = program()
    assert send(client, f"{THIRD}/correction", {"seen": 7, "amount": 450}, "again").status_code == 409
    assert send(client, f"{THIRD}/correction", {"seen": 0, "amount": 450}, "again").status_code == 200


@pytest.mark.parametrize(("name", "status"), [("x" * 200, 201), ("x" * 201, 422)])
def test_a_name_has_a_length(program: Callable[..., Any], name: str, status: int) -> None:
    assert send(program(), PATH, body(), name).status_code == status


@pytest.mark.parametrize(("hours", "kept"), [(47, 1), (49, 0)])
def test_answers_are_kept_two_days(program: Callable[..., Any], hours: int, kept: int) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from encours.web.workflow.keys.models import Answered
    from encours.web.workflow.keys.once import forget_old

    send(program(), PATH, body(), "named")
    Answered.objects.update(at=timezone.now() - timedelta(hours=hours))
    forget_old()
    assert Answered.objects.count() == kept


def test_what_a_key_does_is_told_with_the_key_in_the_trail(program: Callable[..., Any]) -> None:
    from encours.web.workflow.trail.models import Event

    client = program()
    send(client, PATH, body())
    event = Event.objects.get(what="promise made")
    assert (event.person, event.via[:4]) == (client.person, "enc_")


@pytest.mark.parametrize(
    ("currency", "due_on", "reason"),
    [
        ("KWD", "2026-03-10", "No item is in KWD"),
        ("USD", "2025-12-31", "There is no rate for USD on 2025-12-31 or before"),
    ],
)
def test_money_that_cannot_be_converted_is_refused_with_the_reason(
    program: Callable[..., Any], currency: str, due_on: str, reason: str
) -> None:
    days = {"made_on": "2025-12-01", "due_on": due_on}
    answer = send(program("credit_manager"), PATH, body(currency=currency, amount=1, **days))
    assert answer.status_code == 422
    assert f"currency: {reason}" in told(answer)["detail"]
    assert count() == 0
    assert send(program("credit_manager"), PATH, body(currency="USD", amount=1)).status_code == 201


def test_a_page_without_rows_reads_none_of_what_people_wrote(program: Callable[..., Any]) -> None:
    """Rows written over the book have numbers of their own, below zero."""
    client = program("credit_manager", key={"scopes": ["promises", "rows"]})
    made = send(client, PATH, body(made_on=today().isoformat()))
    assert made.status_code == 201
    rows = {"measure": "promised", "as_of": today().isoformat()}
    assert told(client.get("/api/v1/rows", rows))["count"] == 1
    for empty in ({"offset": 100}, {"limit": 0}, {"where": "customer=NONE"}, {"search": "no such words"}):
        answer = client.get("/api/v1/rows", rows | empty)
        assert (answer.status_code, told(answer)["rows"]) == (200, []), empty
    stranger = program("collector", portfolios=["P7"], key={"scopes": ["rows"]})
    answer = stranger.get("/api/v1/rows", rows)
    assert (answer.status_code, told(answer)["count"], told(answer)["rows"]) == (200, 0, [])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": "NaN"}, "amount : écrivez un nombre"),
        ({"amount": "abc"}, "amount : écrivez un nombre"),
        ({"foo": 1}, "foo : ce champ n’existe pas"),
        ({"due_on": "tomorrow"}, "due_on : écrivez une date comme 2025-06-30"),
        ({"due_on": None}, "due_on : écrivez une date comme 2025-06-30"),
        ({"item": 7}, "item : écrivez un texte"),
        ({"comment": "x" * 1001}, "comment : a 1000 caractères au plus"),
        ({"promised_by": "x" * 501}, "promised_by : a 500 caractères au plus"),
    ],
)
def test_a_field_that_is_wrong_is_told_by_its_name_in_the_language_asked_for(
    program: Callable[..., Any], wrong: dict[str, Any], sentence: str
) -> None:
    client = program("credit_manager")
    content = json.dumps(body(**wrong))
    headers = {"Accept-Language": "fr"}
    answer = client.post(PATH, content, content_type="application/json", headers=headers)
    assert (answer.status_code, told(answer)["detail"].replace("\xa0", " ")) == (422, sentence)
    for content, part in (("[]", "body : "), ("{}", "entity : est obligatoire; customer : ")):
        answer = client.post(PATH, content, content_type="application/json", headers=headers)
        assert (answer.status_code, part in told(answer)["detail"].replace("\xa0", " ")) == (422, True)


def test_what_changes_nothing_is_refused_and_a_channel_is_one_of_those_there_are(
    program: Callable[..., Any],
) -> None:
    client = program("credit_manager")
    assert send(client, PATH, body(channel="pigeon")).status_code == 422
    made = told(send(client, PATH, body(channel="phone")))
    path, seen = f"{PATH}/{made['key']}", made["seen"]
    answer = send(client, f"{path}/correction", {"seen": seen, "channel": "phone", "amount": 120.50})
    assert (answer.status_code, "nothing was written" in told(answer)["detail"]) == (409, True)
    day = today().isoformat()
    seen = told(send(client, f"{path}/cancellation", {"seen": seen, "on": day}))["seen"]
    answer = send(client, f"{path}/cancellation", {"seen": seen, "on": day})
    assert (answer.status_code, "called off" in told(answer)["detail"]) == (409, True)
    assert count() == 2
