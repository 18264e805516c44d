"""The header: the perimeter of the person, an address outside it, the month-ends beside the date."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.items.conftest import ledger

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["ledger"]


def page(client: Client, query: str = "") -> str:
    return unescape(client.get(f"/balance/{query}").content.decode())


def test_a_restricted_person_reads_her_own_perimeter(ledger: Path, client_of: Callable[..., Client]) -> None:
    said = page(client_of("collector", portfolios=["P2"]))
    assert 'title="P2"' in said
    assert "My whole perimeter" in said
    assert 'title="P2"' not in page(client_of())


@pytest.mark.parametrize("query", ["?portfolio=P1", "?entity=NOWHERE"])
def test_an_address_outside_the_perimeter_says_so(
    ledger: Path, client_of: Callable[..., Client], query: str
) -> None:
    name = query.partition("=")[2]
    said = page(client_of("collector", portfolios=["P2"]), query)
    assert f"{name}: outside your perimeter (P2), nothing of it is shown." in said


def test_what_lies_within_needs_no_word(ledger: Path, client_of: Callable[..., Client]) -> None:
    client = client_of("collector", portfolios=["P2"])
    assert "outside your perimeter" not in page(client) + page(client, "?portfolio=P2")
    whole = client_of()
    assert "The book holds no entity or portfolio" not in page(whole, "?portfolio=P1")
    assert "The book holds no entity or portfolio called NOWHERE" in page(whole, "?entity=NOWHERE")


@pytest.mark.parametrize(
    ("day", "before"),
    [("2025-05-01", "2025-04-30"), ("2025-04-30", "2025-03-31"), ("2025-04-29", "2025-03-31")],
)
def test_the_arrows_go_from_month_end_to_month_end(
    ledger: Path, client_of: Callable[..., Client], day: str, before: str
) -> None:
    client = client_of()
    response = client.get(f"/balance/?date={day}&by=entity")
    header = response.context["header"]
    assert header["before"] == f"/balance/?by=entity&date={before}"
    assert header["quick_dates"][0] == ("Previous month-end", header["before"])
    newest = client.get(f"/balance/?date={header['newest']}").context["header"]
    assert newest["after"] == ""


def test_the_scope_is_chosen_with_boxes(ledger: Path, client_of: Callable[..., Client]) -> None:
    said = client_of().get("/perimetre/?portfolio=P1").content.decode()
    assert '<select name="entity"' not in said
    assert said.count('type="checkbox"') >= 3
    ticked = said.partition('name="portfolio" value="P1"')[2].partition(">")[0]
    assert "checked" in ticked
