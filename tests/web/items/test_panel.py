"""The form of filters: what it sends is a plain address, and it opens on what is in force."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.items.ledgers import address, rows_of

if TYPE_CHECKING:
    from django.test import Client


def sent(client: Client, path: str = "/creances/", **form: Any) -> list[str]:
    """The conditions of the address a form leads to."""
    response = client.get(address(path, apply="1", **form))
    assert response.status_code == 302
    assert "apply" not in response["Location"]
    return parse_qs(urlsplit(response["Location"]).query).get("where", [])


@pytest.mark.parametrize(
    ("form", "where"),
    [
        ({"low-amount": "100", "high-amount": ""}, ["amount=100.."]),
        ({"low-amount": "1,5", "high-amount": "20"}, ["amount=1.5..20"]),
        ({"low-due_date": "2025-01-01", "high-due_date": "2025-03-31"}, ["due_date=2025-01-01..2025-03-31"]),
        ({"is-kind": ["invoice", "bill"], "is-bucket": "31-60"}, ["kind=invoice,bill", "bucket=31-60"]),
        ({"field": "portfolio", "op": "=", "value": ["Nord, Est", "P2"]}, ["portfolio=Nord\\, Est,P2"]),
        ({"field": "customer_name", "op": "~", "value": "dup"}, ["customer_name~dup"]),
        ({"field": "posting_date", "low": "2025-01-01"}, ["posting_date=2025-01-01.."]),
        ({"field": "zone", "op": "=", "value": ""}, []),
        ({"where": ["country=FR"], "is-kind": "invoice"}, ["country=FR", "kind=invoice"]),
        ({}, []),
    ],
    ids=str,
)
def test_a_form_becomes_conditions(
    ledger: Path, client_of: Callable[..., Client], form: dict[str, Any], where: list[str]
) -> None:
    client = client_of()
    assert sent(client, **form) == where
    assert sent(client, "/balance/", **form) == where


def test_a_value_with_a_comma_is_found_again(ledger: Path, client_of: Callable[..., Client]) -> None:
    client = client_of()
    where = sent(client, field="portfolio", op="=", value=["Nord, Est"])
    assert {row["customer"] for row in rows_of(client, address("/creances/", where=where)).rows} == {"C"}


def test_a_form_that_makes_no_sense_says_why(ledger: Path, client_of: Callable[..., Client]) -> None:
    client = client_of()
    for form in ({"low-amount": "much"}, {"field": "nothing", "value": "x"}, {"field": "a'b", "value": "x"}):
        assert client.get(address("/creances/", apply="1", **form)).status_code == 400


@pytest.mark.parametrize("path", ["/creances/", "/balance/"])
def test_the_panel_opens_on_the_conditions_in_force_and_sends_them_back(
    ledger: Path, client_of: Callable[..., Client], path: str
) -> None:
    where = ["amount=10..500", "kind=invoice", "kind!=bill", "country!=BE", "customer~a"]
    client = client_of()
    panel = client.get(address(path, where=where, filters="1")).context["panel"]
    form = {name: value for name, value in panel.kept if name != "where"}
    kept = [value for name, value in panel.kept if name == "where"]
    ranges = {f"{end}-{one.field}": getattr(one, end) for one in panel.ranges for end in ("low", "high")}
    ticked = {f"is-{one.field}": [value for value, _label, on in one.values if on] for one in panel.picks}
    assert sorted(sent(client, path, **form, where=kept, **ranges, **ticked)) == sorted(where)


def test_lists_to_pick_from_hold_what_the_person_may_see(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    client = client_of("collector", portfolios=["P2"])
    panel = client.get(address("/creances/", filters="1", field="portfolio")).context["panel"]
    picks = {one.field: [value for value, _label, _on in one.values] for one in panel.picks}
    assert picks["entity"] == ["F1"]
    assert [value for value, _label, _on in panel.other.values] == ["P2"]


def test_choosing_another_field_keeps_what_was_ticked_without_javascript(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    response = client_of().get(
        address("/creances/", **{"apply": "1", "is-kind": "invoice", "field": "zone", "filters": "1"})
    )
    query = parse_qs(urlsplit(response["Location"]).query)
    assert (query["where"], query["field"], query["filters"]) == (["kind=invoice"], ["zone"], ["1"])


def test_a_flow_is_not_filtered_by_what_only_a_position_has(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    panel = client_of().get(address("/creances/", measure="sales", filters="1")).context["panel"]
    fields = {one.field for one in (*panel.ranges, *panel.picks)}
    assert not fields & {"open", "bucket"}
    assert "amount" in fields
