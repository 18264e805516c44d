"""Programs are answered as pages are: with the choices of the company, which the answer names."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

CHOSEN = {
    "window": "12m",
    "on_time_tolerance": "5",
    "reporting_currency": "GBP",
    "dso_method": "dso_countback",
    "bucket_sets": [{"name": "Fine", "edges": "15,45", "default": True}],
}


@pytest.fixture
def chosen(three: Path) -> None:
    from encours.web.workflow.choices.models import Preference
    from encours.web.workflow.choices.revisions import changed

    for name, value in CHOSEN.items():
        Preference.objects.create(name=name, value=value)
    changed("preferences")


def asked(client: Client, path: str, **query: Any) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{path}", query)
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = json.loads(answer.content, parse_float=Decimal, parse_int=Decimal)
    return told


def test_figures_are_those_of_the_pages(chosen: None, client_of: Callable[..., Client]) -> None:
    from encours.web.visit import connections

    client = client_of("cfo")
    told = asked(client, "show", figures="dso,on_time_rate,net")
    book = connections.book()
    (row,) = book.show("dso", "on_time_rate:5", "net", window="12m", currency="GBP")
    assert [*told["rows"][0].values()][1:] == [*row.values()][1:]
    assert told["currency"] == "GBP"
    assert told["settings"] == {"window": "12m", "edges": "15,45", "k": "5", "dso_method": "dso_countback"}
    assert {row["bucket"] for row in asked(client, "show", figures="net", by="bucket")["rows"]} >= {
        "16-45",
        "46+",
    }


def test_what_is_asked_goes_before_what_was_chosen(chosen: None, client_of: Callable[..., Client]) -> None:
    from encours.web.visit import connections

    client = client_of("cfo")
    said = {"window": "3m", "currency": "EUR", "edges": "30,60,90", "set": "k=0"}
    told = asked(client, "show", figures="dso,on_time_rate,net", **said)
    (row,) = connections.book().show("dso", "on_time_rate:0", "net", window="3m", currency="EUR")
    assert [*told["rows"][0].values()][1:] == [*row.values()][1:]
    assert told["settings"] | {"dso_method": ""} == {
        "window": "3m",
        "edges": "30,60,90",
        "k": "0",
        "dso_method": "",
    }


@pytest.mark.parametrize(
    ("path", "query"),
    [("rows", {"measure": "sales"}), ("customers", {"figures": "sales", "order": "-sales"})],
)
def test_lists_are_of_the_same_period_and_currency(
    chosen: None, client_of: Callable[..., Client], path: str, query: dict[str, str]
) -> None:
    from encours.web.visit import connections

    client = client_of("cfo")
    for said, window in (({}, "12m"), ({"window": "3m"}, "3m")):
        told = asked(client, path, **query, **said)
        expected = connections.book().show("sales", window=window, currency="GBP").value
        assert (told["totals"]["sales"], told["currency"]) == (expected, "GBP")
        assert told["settings"]["window"] == window


def test_the_catalogue_says_the_settings_in_force(chosen: None, client_of: Callable[..., Client]) -> None:
    answer = json.loads(client_of("cfo").get("/api/v1/indicators").content)
    told = {one["name"]: one["settings"] for one in answer}
    assert told["dso"]["window"] == "12m"
    assert told["on_time_rate"]["k"] == "5"
