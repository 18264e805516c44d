"""Customers with nothing open: prospects and those who paid, found in the list within every perimeter."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.customers.ledgers import address
from tests.web.customers.test_list import codes, listed
from tests.web.items.ledgers import sum_of

if TYPE_CHECKING:
    from django.test import Client

Clients = Callable[..., "Client"]
TABLES = {
    "entities": """
        entity,name,country,currency
        F1,Filiale Une,FR,EUR
        G2,Branch Two,GB,EUR
        """,
    "customers": """
        entity,customer,name,siren,group,country,category,portfolio,collector,salesperson
        F1,OPEN,Owing Ltd,111111111,Bocage,FR,Key,P1,Inès,Paul
        F1,PAID,Paid-up & Sons,222222222,Bocage,FR,Small,P1,Inès,Paul
        F1,NEVER,Prospect <b>,,,BE,Small,P2,Karim,Anne
        G2,NEVER,Prospect two,,,GB,Key,P1,Zoe,Paul
        G2,OPEN,Owing too,111111111,,GB,Key,P2,Zoe,Anne
        """,
    "items": """
        entity,customer,item,kind,posting_date,issue_date,due_date,currency,amount,salesperson
        F1,OPEN,I1,invoice,2025-01-10,2025-01-10,2025-02-10,EUR,100.50,
        F1,PAID,I2,invoice,2025-01-10,2025-01-10,2025-02-10,EUR,200,Anne
        F1,PAID,P2,payment,2025-02-14,2025-02-14,,EUR,-200,
        G2,OPEN,I3,invoice,2025-01-10,2025-01-10,2025-02-10,EUR,30,
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount,matching_ref
        F1,I2,P2,2025-02-20,200,AA
        """,
    "limits": """
        entity,customer,from_date,amount,overrun
        F1,OPEN,2025-01-01,40,blocking
        F1,PAID,2025-01-01,40,blocking
        """,
}
OPEN = {"F1 OPEN", "G2 OPEN"}
EMPTY = {"F1 PAID", "F1 NEVER", "G2 NEVER"}


@pytest.fixture(autouse=True)
def book(home_of: Callable[..., Path], showing: Callable[[Path], Path]) -> None:
    showing(home_of(TABLES))


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, OPEN),
        ({"position": "open"}, OPEN),
        ({"position": "nonsense"}, OPEN),
        ({"position": "empty"}, EMPTY),
        ({"position": "all"}, OPEN | EMPTY),
        ({"position": "all", "portfolio": "P1"}, {"F1 OPEN", "F1 PAID", "G2 NEVER"}),
        ({"position": "empty", "collector": "Karim"}, {"F1 NEVER"}),
        ({"position": "empty", "country": "FR", "category": "Small"}, {"F1 PAID"}),
        ({"position": "all", "group": "Bocage"}, {"F1 OPEN", "F1 PAID"}),
        ({"position": "empty", "siren": "222222222"}, {"F1 PAID"}),
        ({"position": "empty", "entity": "G2"}, {"G2 NEVER"}),
        ({"position": "all", "q": "prospect"}, {"F1 NEVER", "G2 NEVER"}),
        ({"position": "empty", "q": "PAID"}, {"F1 PAID"}),
        ({"position": "all", "late": "1"}, OPEN),
        ({"position": "all", "over": "1"}, {"F1 OPEN"}),
        ({"position": "empty", "late": "1"}, set()),
        ({"position": "empty", "over": "1"}, set()),
    ],
)
def test_who_is_listed(client_of: Clients, asked: dict[str, str], wanted: set[str]) -> None:
    assert set(codes(listed(client_of(), **asked))) == wanted


@pytest.mark.parametrize(
    ("day", "paid"),
    [("2025-01-09", True), ("2025-01-10", False), ("2025-02-19", False), ("2025-02-20", True)],
)
def test_an_account_is_empty_before_its_invoice_and_from_the_day_it_is_matched(
    client_of: Clients, day: str, paid: bool
) -> None:
    client = client_of()
    assert ("F1 PAID" in codes(listed(client, date=day, position="empty"))) is paid
    assert ("F1 PAID" in codes(listed(client, date=day))) is not paid
    assert listed(client, date=day, position="all").count == 5


def test_all_of_them_come_to_what_the_open_ones_come_to(client_of: Clients) -> None:
    client = client_of()
    whole, usual = listed(client, position="all"), listed(client)
    assert whole.totals == usual.totals
    assert whole.totals["net"] == Decimal("130.50")
    assert not any(listed(client, position="empty").totals.values())
    total = next(cell for cell in whole.foot.cells if "measure=net" in cell.href)
    assert sum_of(client, total.href) == whole.totals["net"]


def test_nothing_leads_to_rows_there_are_not(client_of: Clients) -> None:
    client = client_of()
    shown = {"columns": "customer_name,net,overdue,unapplied,disputed,item_count,overdue_count"}
    table = listed(client, position="all", **shown)
    for line in table.lines:
        links = [cell.href for cell in line.cells if "measure=" in cell.href]
        assert bool(links) is (line.row["customer"] == "OPEN")
        if not links:
            assert (line.row["net"], line.row["overdue"], line.row["item_count"]) == (0, 0, 0)
        assert client.get(line.cells[0].href).status_code == 200
    assert not any(cell.href for cell in listed(client, position="empty").foot.cells)


@pytest.mark.parametrize("sort", ["customer_name", "-customer_name", "net", "-net", "-overdue", "collector"])
def test_the_list_is_in_the_order_of_the_library(
    home_of: Callable[..., Path], client_of: Clients, sort: str
) -> None:
    from encours.api import open_book
    from encours.web.customers.list.rows import BY

    asked: dict[str, Any] = {"by": BY, "order": sort, "accounts": "all", "currency": "EUR"}
    found = open_book(home_of(TABLES)).ranked("net", "overdue", **asked)
    wanted = [f"{row['entity']} {row['customer']}" for row in found.rows]
    assert codes(listed(client_of(), position="all", sort=sort)) == wanted
    assert wanted != sorted(wanted)


@pytest.mark.parametrize(
    ("perimeter", "wanted"),
    [
        ({"portfolios": ["P1"]}, {"F1 OPEN", "F1 PAID", "G2 NEVER"}),
        ({"entities": ["G2"]}, {"G2 NEVER", "G2 OPEN"}),
        ({"entities": ["F1"], "portfolios": ["P2"]}, {"F1 NEVER"}),
    ],
)
def test_someone_confined_finds_their_own_alone(
    client_of: Clients, perimeter: dict[str, list[str]], wanted: set[str]
) -> None:
    client = client_of("collector", **perimeter)
    assert set(codes(listed(client, position="all"))) == wanted
    for asked in (
        {"portfolio": "P2"},
        {"portfolio": "P1"},
        {"collector": "Karim"},
        {"q": "o"},
        {"entity": "G2"},
    ):
        assert set(codes(listed(client, position="all", **asked))) <= wanted
        assert set(codes(listed(client, position="empty", **asked))) <= wanted & EMPTY


def test_the_choice_is_in_the_form_of_the_accounts_alone(client_of: Clients) -> None:
    client = client_of()
    assert '<option value="empty" selected>' in client.get("/clients/?position=empty").content.decode()
    assert 'name="position"><option' not in client.get("/clients/?position=empty&by=siren").content.decode()
    assert "5 customers" in client.get("/clients/?position=all").content.decode()
    assert "3 customers with nothing open" in client.get("/clients/?position=empty").content.decode()


def test_ticked_accounts_without_items_do_not_let_others_in(client_of: Clients) -> None:
    """F1 PAID and G2 OPEN together would name F1 OPEN too."""
    client = client_of()
    chosen = [json.dumps(["F1", "PAID"]), json.dumps(["G2", "OPEN"]), json.dumps(["F1", "NEVER"])]
    response = client.post("/clients/creances/", {"chosen": chosen}, follow=True)
    assert "one entity at a time" in response.content.decode()


def test_a_view_keeps_the_choice_and_the_grouping(client_of: Clients) -> None:
    from encours.web.saved.models import SavedView

    client = client_of("cfo")
    kept = {"label": "Silent", "address": address("/clients/", position="empty", country="FR", by="siren")}
    opened = client.post("/vues/nouvelle/", kept)["Location"]
    view = SavedView.objects.get()
    assert view.query == "position=empty&country=FR&by=siren"
    page = client.get(opened).content.decode()
    assert '<span class="which">Silent</span>' in page
    assert ">modified<" not in page
    accounts = next(url for label, url, _here in client.get(opened).context["ways"] if label == "Accounts")
    assert codes(
        listed(client, **dict(pair.split("=") for pair in accounts.partition("?")[2].split("&")))
    ) == ["F1 PAID"]


def test_the_page_opens_on_a_view_and_its_tabs_still_lead_elsewhere(client_of: Clients) -> None:
    from encours.web.saved.models import SavedView

    client = client_of("cfo")
    client.post("/vues/nouvelle/", {"label": "Companies", "address": "/clients/?by=siren"})
    number = SavedView.objects.get().pk
    client.post(f"/vues/{number}/ouverture/", {"address": "/clients/"})
    led = client.get("/clients/")
    assert (led.status_code, led["Location"]) == (302, f"/clients/?by=siren&view={number}")
    for start in (led["Location"], "/clients/?by=group"):
        url = next(url for label, url, _here in client.get(start).context["ways"] if label == "Accounts")
        assert client.get(url).context["by"] == ""
