"""Disputes through the programming interface: what is its own beside what every kind of records can do."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.disputes.ledgers import today

if TYPE_CHECKING:
    from django.test import Client

API = "/api/v1/disputes"


@pytest.fixture
def program(ledger: Path, person: Callable[..., Any]) -> Callable[..., Client]:
    """A program of Maud, with a key for these scopes."""
    from django.test import Client

    from encours.web.workflow.keys.keys import make

    maud = person("credit_manager", name="Maud Lestrade")

    def keyed(*scopes: str) -> Client:
        given = {"name": "BI", "scopes": scopes or ("disputes",), "expires_on": date(2199, 12, 31)}
        _key, secret = make(maud, **given)
        return Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})

    return keyed


def send(client: Client, path: str, said: dict[str, Any], called: str = "") -> Any:
    headers = {"Idempotency-Key": called} if called else {}
    return client.post(path, json.dumps(said), content_type="application/json", headers=headers)


NEW = {"entity": "F1", "customer": "B", "currency": "EUR"}


def test_the_list_says_what_each_contests_and_what_all_do(program: Callable[..., Client]) -> None:
    said = program().get(API, {"as_of": "2026-03-13"}).json()
    contested = {row["dispute"]: row["disputed"] for row in said["rows"]}
    assert contested == {"D1": 600, "D2": 200, "D3": 700, "D4": 700, "D5": 0, "D6": 80}
    assert said["totals"]["EUR"]["disputed"] == 2280
    assert said["count"] == 6


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "late"}, {"D1"}),
        ({"state": ["open", "late"], "cause": "Prix"}, {"D1", "D4", "D6"}),
        ({"owner": "Logistique,Ventes"}, {"D1", "D3"}),
        ({"outcome": "Avoir"}, {"D5"}),
        ({"opened_from": "2026-03-01"}, {"D3", "D6"}),
        ({"opened_to": "2026-02-01"}, {"D1", "D4"}),
        ({"closed_from": "2026-03-05", "closed_to": "2026-03-05"}, {"D5"}),
        ({"where": "portfolio=P1"}, {"D1", "D2", "D3"}),
        ({"entity": "U1"}, {"D5"}),
    ],
)
def test_the_list_is_filtered(program: Callable[..., Client], asked: dict[str, Any], found: set[str]) -> None:
    answer = program().get(API, {"as_of": "2026-03-12", **asked})
    assert {row["dispute"] for row in answer.json()["rows"]} == found


def test_a_dispute_is_closed_and_opened_again_by_what_was_seen(program: Callable[..., Client]) -> None:
    client, day, before = program(), today().isoformat(), today(-20).isoformat()
    made = send(client, API, {**NEW, "item": "I6", "amount": 30, "cause": "Prix", "opened_on": before})
    assert made.status_code == 201, made.content
    key, seen = made.json()["key"], made.json()["seen"]
    closing = {"seen": seen, "on": day, "outcome": "partial"}
    closed = send(client, f"{API}/{key}/closing", closing, "end")
    assert (closed.status_code, closed.json()["said"]["outcome"]) == (200, "partial")
    assert send(client, f"{API}/{key}/closing", closing, "end").content == closed.content, "done once"
    again = send(client, f"{API}/{key}/closing", {**closing, "seen": closed.json()["seen"]})
    assert (again.status_code, "is closed since" in again.json()["detail"]) == (409, True)
    assert send(client, f"{API}/{key}/reopening", {"seen": seen}).status_code == 409, "another came"
    opened = send(client, f"{API}/{key}/reopening", {"seen": closed.json()["seen"]}).json()
    assert (opened["said"]["closed_on"], opened["said"]["outcome"]) == (None, "")
    assert opened["said"]["opened_on"] == before
    assert send(client, f"{API}/{key}/reopening", {"seen": opened["seen"]}).status_code == 409
    record = client.get(f"{API}/{key}").json()["record"]
    assert (record["state"], record["item"], record["amount"]) == ("open", "I6", 30)


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": -1},
        {"amount": 0},
        {"cause": "x" * 101},
        {"opened_on": "2199-01-01"},
        {"answer_by": "2000-01-01"},
        {"outcome": "upheld"},
        {"closed_on": "2026-11-01"},
        {"item": "I1"},
        {"currency": "USD", "item": "I6"},
    ],
)
def test_what_cannot_be_recorded_is_refused(program: Callable[..., Client], wrong: dict[str, Any]) -> None:
    answer = send(program(), API, {**NEW, **wrong})
    assert answer.status_code in (400, 422), answer.content


def test_a_correction_says_how_it_ended_only_with_its_end(program: Callable[..., Client]) -> None:
    client = program()
    assert send(client, f"{API}/D4/correction", {"seen": 0, "outcome": "upheld"}).status_code == 422
    ended = {"seen": 0, "outcome": "upheld", "closed_on": today().isoformat(), "amount": None}
    said = send(client, f"{API}/D4/correction", ended).json()["said"]
    assert (said["outcome"], said["amount"], said["cause"]) == ("upheld", None, "Prix")


def test_a_key_of_another_scope_opens_nothing(program: Callable[..., Client]) -> None:
    client = program("promises", "figures")
    assert client.get(API).status_code == 403
    assert send(client, API, NEW).status_code == 403
