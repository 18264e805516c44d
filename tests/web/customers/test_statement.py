"""The statement from the page of a customer: whose, on which paper, of which day, in which form and language."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.reports.statement.samples import pages
from tests.web.customers.ledgers import ELAN, OTHER, address

if TYPE_CHECKING:
    from django.test import Client

Clients = Callable[..., "Client"]
STATEMENT = f"{ELAN}releve/"


@pytest.fixture
def paper(ledger: Path) -> Any:
    from encours.web.workflow.letterheads.models import EntityPaper

    said = {"name": "Une SAS", "iban": "FR7630006000011234567890189", "language": "fr"}
    return EntityPaper.objects.create(entity="F1", **said)


def test_it_is_the_position_of_the_day_on_the_paper_of_the_entity(paper: Any, client_of: Clients) -> None:
    from encours.api import open_book

    response = client_of().get(address(STATEMENT, date="2025-04-30"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    text = "".join(pages(response.content))
    where = {"entity": "F1", "customer": "A/1 é"}
    home = Path(client_of().get(ELAN).context["visit"].book.home.path)
    net = open_book(home).show("net", where=where, as_of="2025-04-30", currency="EUR").value
    assert f"Solde à régler, EUR {net}".replace(".", ",") in text
    assert "Une SAS" in text
    assert "FR76 3000" in text
    assert "30/04/2025" in text


def test_the_language_and_the_form_are_those_asked_for(paper: Any, client_of: Clients) -> None:
    client = client_of()
    assert "Balance due" in "".join(pages(client.get(address(STATEMENT, lang="en")).content))
    sheet = openpyxl.load_workbook(
        BytesIO(client.get(address(STATEMENT, format="xlsx", lang="en")).content)
    ).active
    assert "Balance due, EUR" in [row[0].value for row in sheet.iter_rows()]


def test_the_page_offers_each_to_who_may_take_figures_away(
    paper: Any, client_of: Clients, monkeypatch: Any
) -> None:
    from encours.web.access import roles

    urls = [url for _label, url in client_of().get(ELAN).context["statements"]]
    assert len(urls) == 4
    assert all(url.startswith(STATEMENT.replace(" ", "%20")) for url in urls)
    assert client_of().get(urls[-1]).status_code == 200
    monkeypatch.setitem(roles.RIGHTS, roles.Role.SALES, frozenset({roles.Right.SEE}))
    client = client_of("sales")
    assert "releve/" not in client.get(ELAN).content.decode()
    assert client.get(STATEMENT).status_code == 403


def test_a_customer_outside_the_perimeter_has_none(paper: Any, client_of: Clients) -> None:
    client = client_of("collector", entities=["F1"])
    assert client.get(STATEMENT).status_code == 200
    assert client.get(f"{OTHER}releve/").status_code == 404


def test_an_entity_without_a_paper_writes_under_its_name(ledger: Path, client_of: Clients) -> None:
    assert "Branch Two" in "".join(pages(client_of().get(f"{OTHER}releve/").content))
