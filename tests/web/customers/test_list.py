"""The list of customers: figures of the library, filters, groups, links that add up, files."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.customers.ledgers import address
from tests.web.items.ledgers import sum_of

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.tables import Table

Clients = Callable[..., "Client"]


def listed(client: Client, **asked: str) -> Table:
    response = client.get(address("/clients/", **asked))
    assert response.status_code == 200
    table: Table = response.context["table"]
    return table


def codes(table: Table) -> list[str]:
    return [f"{row['entity']} {row['customer']}" for row in table.rows]


def test_the_figures_are_those_of_the_library(ledger: Path, client_of: Clients) -> None:
    from encours.api import open_book

    shown = open_book(ledger).show("net", "overdue", by=["entity", "customer"], currency="EUR")
    wanted = {(row["entity"], row["customer"]): (row["net"], row["overdue"]) for row in shown}
    table = listed(client_of())
    assert {(r["entity"], r["customer"]): (r["net"], r["overdue"]) for r in table.rows} == wanted
    assert table.count == 4


@pytest.mark.parametrize("asked", [{}, {"collector": "Karim"}, {"country": "FR"}, {"siren": "123456789"}])
@pytest.mark.parametrize("measure", ["net", "overdue", "unapplied"])
def test_every_figure_leads_to_rows_that_add_up_to_it(
    ledger: Path, client_of: Clients, asked: dict[str, str], measure: str
) -> None:
    client = client_of()
    table = listed(client, **asked)
    place = [column.key for column in table.shown].index(measure)
    for line in table.lines:
        assert sum_of(client, line.cells[place].href) == line.row[measure]
    total = next(cell for cell in table.foot.cells if cell.href and f"measure={measure}" in cell.href)
    assert sum_of(client, total.href) == table.totals[measure] == total.value


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"q": "elan"}, {"F1 A/1 é"}),
        ({"collector": "Karim"}, {"F1 B", "F1 C"}),
        ({"portfolio": "P1"}, {"F1 A/1 é", "G2 B"}),
        ({"category": "Small", "country": "BE"}, {"F1 C"}),
        ({"late": "1"}, {"F1 A/1 é", "F1 B", "G2 B"}),
        ({"over": "1"}, {"F1 A/1 é"}),
        ({"over": "1", "q": "fonderie"}, set()),
        ({"group": "Bocage"}, {"F1 A/1 é", "F1 B"}),
        ({"collector": "' OR 1=1 --"}, set()),
    ],
)
def test_filters_keep_the_customers_they_name(
    ledger: Path, client_of: Clients, asked: dict[str, str], wanted: set[str]
) -> None:
    assert set(codes(listed(client_of(), **asked))) == wanted


@pytest.mark.parametrize(("day", "late"), [("2025-02-10", False), ("2025-02-11", True)])
def test_a_customer_is_overdue_the_day_after_its_due_date(
    ledger: Path, client_of: Clients, day: str, late: bool
) -> None:
    assert ("F1 A/1 é" in codes(listed(client_of(), date=day, late="1"))) is late


@pytest.mark.parametrize(
    ("day", "over"), [("2025-03-10", True), ("2025-03-09", False), ("2024-12-31", False)]
)
def test_the_limit_is_passed_by_the_invoice_that_passes_it(
    ledger: Path, client_of: Clients, day: str, over: bool
) -> None:
    assert ("F1 A/1 é" in codes(listed(client_of(), date=day, over="1"))) is over


def test_the_list_goes_by_column_both_ways(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    down = codes(listed(client, sort="-net"))
    assert down == codes(listed(client, sort="net"))[::-1]
    assert next(row["net"] for row in listed(client, sort="-net").rows) == Decimal("500.00")


@pytest.mark.parametrize(("by", "family"), [("siren", "123456789"), ("group", "Bocage")])
def test_groups_add_up_their_accounts(ledger: Path, client_of: Clients, by: str, family: str) -> None:
    client = client_of()
    table = listed(client, by=by)
    line = next(line for line in table.lines if line.row[by] == family)
    assert line.row["accounts"] == 2
    members = listed(client, **{by: family})
    assert line.row["net"] == sum(row["net"] for row in members.rows)
    assert set(codes(members)) == set(codes(listed(client, **parse_qs_one(line.cells[0].href))))
    assert sum_of(client, line.cells[2].href) == line.row["net"]
    assert table.totals["net"] == listed(client).totals["net"]


def test_limits_are_of_accounts_and_leave_groups_alone(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    for more in ({}, {"date": "2025-04-30", "collector": "Inès"}):
        whole = [row["group"] for row in listed(client, by="group", **more).rows]
        assert [row["group"] for row in listed(client, by="group", over="1", **more).rows] == whole
    assert listed(client, over="1").count < listed(client).count


def parse_qs_one(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_ticked_customers_lead_to_their_items(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    chosen = [json.dumps(["F1", "A/1 é"]), json.dumps(["F1", "C"])]
    response = client.post("/clients/creances/?date=2025-05-02", {"chosen": chosen})
    assert response.status_code == 302
    rows = {row["customer"]: row["net"] for row in listed(client).rows if row["entity"] == "F1"}
    assert sum_of(client, response["Location"]) == rows["A/1 é"] + rows["C"]


def test_codes_that_two_entities_share_are_not_mixed_up(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    mixed = [json.dumps(["F1", "A/1 é"]), json.dumps(["G2", "B"])]  # F1 has a B too
    response = client.post("/clients/creances/", {"chosen": mixed}, follow=True)
    assert "one entity at a time" in response.content.decode()
    both = [*mixed, json.dumps(["F1", "B"])]
    assert "/creances/?" in client.post("/clients/creances/", {"chosen": both})["Location"]


@pytest.mark.parametrize("chosen", [[], ["x"], ["[1,2]"], ["{}"], ['["F1"]'], ["null"]])
def test_boxes_that_name_nobody_lead_back_to_the_list(
    ledger: Path, client_of: Clients, chosen: list[str]
) -> None:
    response = client_of().post("/clients/creances/", {"chosen": chosen})
    assert (response.status_code, response["Location"]) == (302, "/clients/")


@pytest.mark.parametrize(
    "query",
    ["", "by=group", "by=siren", "over=1", "position=all", "position=empty", "columns=customer_name,net"],
)
def test_files_hold_the_whole_list(ledger: Path, client_of: Clients, query: str) -> None:
    client = client_of()
    count = client.get(f"/clients/?{query}").context["table"].count
    response = client.get(f"/clients/?{query}&format=csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == count + 1


def test_someone_confined_sees_their_own_alone(ledger: Path, client_of: Clients) -> None:
    client = client_of("collector", portfolios=["P1"])
    for asked in ({}, {"portfolio": "P2"}, {"collector": "Karim"}, {"over": "1"}, {"q": "Fonderie"}):
        assert "F1 B" not in codes(listed(client, **asked))
        assert "Fonderie du" not in client.get(address("/clients/", **asked)).content.decode()
    assert set(codes(listed(client))) == {"F1 A/1 é", "G2 B"}
    assert listed(client, by="group").totals["net"] == listed(client).totals["net"]


def test_names_are_never_markup(ledger: Path, client_of: Clients) -> None:
    for by in ("", "siren", "group"):
        html = client_of().get(address("/clients/", by=by, q="<script>")).content.decode()
        assert "<script>alert" not in html


def test_conditions_of_figures_keep_the_customers_they_are_about(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    assert (
        codes(listed(client, where="pays=FR")) == codes(listed(client, country="FR")) != codes(listed(client))
    )
    page = client.get(address("/clients/", where="country=FR"))
    assert [chip[1] for chip in page.context["chips"]] == ["FR"]
    assert "where" not in page.context["chips"][0][2]
    assert client.get(address("/clients/", where="cuntry=FR")).status_code == 400
