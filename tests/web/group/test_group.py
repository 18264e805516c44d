"""The group side by side: its lines are the book's, its totals the group's, and each leads to its rows."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from encours.api import open_book
from encours.api.entities import entities
from encours.web import typography
from encours.web.group.figures import BY

if TYPE_CHECKING:
    from django.test import Client

HX = {"HX-Request": "true"}


@pytest.fixture
def cfo(demo: object, client_of: Callable[..., Client]) -> Client:
    return client_of("cfo")


def table_of(client: Client, **query: str) -> list[dict[str, str]]:
    """The lines of the table, from its file: whole figures under short heads."""
    answer = client.get("/groupe/", {**query, "format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def column(lines: list[dict[str, str]], head: str) -> list[Decimal]:
    return [Decimal(line[head]) for line in lines]


@pytest.mark.parametrize(
    "query", [{}, {"date": "2026-05-14"}, {"currency": "USD"}, {"portfolio": "FR01 PME"}], ids=str
)
@pytest.mark.parametrize("by", BY)
def test_the_lines_add_up_to_the_group(cfo: Client, demo: Path, by: str, query: dict[str, str]) -> None:
    lines = table_of(cfo, by=by, **query)

    currency = query.get("currency", "EUR")
    where = [f"portfolio={query['portfolio']}"] if "portfolio" in query else []
    whole = (
        open_book(demo)
        .show(
            "net",
            "overdue",
            "disputed",
            "sales",
            as_of=query.get("date"),
            where=where,
            currency=currency,
            exact=True,
        )
        .rows[0]
    )
    for name in ("net", "overdue", "disputed"):
        head = f"{name.capitalize()} ({currency})"
        assert abs(sum(column(lines, head)) - whole[name]) < Decimal("0.01"), name


def test_each_entity_has_the_figures_of_the_book(cfo: Client, demo: Path) -> None:
    lines = table_of(cfo)

    found = {
        row["entity"]: row for row in open_book(demo).show("dso", "dbt", "cei", "overdue_rate", by="entity")
    }
    assert {line["Code"] for line in lines} == set(found)
    for line in lines:
        row = found[line["Code"]]
        assert Decimal(line["DSO"]) == pytest.approx(row["dso"], abs=Decimal("1e-9"))
        assert Decimal(line["DBT"]) == pytest.approx(row["dbt"], abs=Decimal("1e-9"))


def test_the_totals_are_recomputed_for_the_group_not_averaged(cfo: Client, demo: Path) -> None:
    foot = (
        html.unescape(cfo.get("/groupe/").content.decode()).partition("<tfoot>")[2].partition("</tfoot>")[0]
    )

    whole = open_book(demo).show("net", "dso", "on_time_rate").rows[0]
    assert typography.money(whole["net"], "EUR", "short") in foot
    assert typography.days(whole["dso"]) in foot
    assert typography.rate(whole["on_time_rate"]) in foot


def test_a_search_takes_the_totals_of_the_group_away(cfo: Client) -> None:
    page = html.unescape(cfo.get("/groupe/", {"q": "FR01"}).content.decode())

    assert page.count('<td class="who') == 1
    whole = html.unescape(cfo.get("/groupe/").content.decode())
    total = re.findall(r"<tfoot>.*?</tfoot>", whole, re.DOTALL)[0]
    assert total not in page


def test_each_amount_leads_to_rows_that_add_up_to_it(cfo: Client, demo: Path) -> None:
    page = html.unescape(cfo.get("/groupe/", {"by": "country"}).content.decode())

    links = re.findall(
        r'<td class="num[^>]*><a href="([^"]*measure=(?:net|overdue|sales)[^"]*)">([^<]*)</a>', page
    )
    book = open_book(demo)
    assert len(links) > 6
    for address, text in links[:9]:
        said = parse_qs(urlsplit(address).query)
        settings = {"window": said["window"][0]} if "window" in said else None
        behind = book.page(said["measure"][0], where=said["where"], limit=1, settings=settings)
        assert text in {
            typography.money(behind.total, "EUR", style) for style in ("full", "thousands", "millions")
        }


def test_a_confined_person_sees_their_entity_alone(demo: Path, client_of: Callable[..., Client]) -> None:
    controller = client_of("controller", entities=["FR02"])

    assert [line["Code"] for line in table_of(controller)] == ["FR02"]
    for part in ("ageing", "concentration", "freshness"):
        card = controller.get("/groupe/", {"part": part}, headers=HX).content.decode()
        assert "Ardevane Distribution" not in card
        assert "FR01" not in card


def test_the_freshness_of_each_ledger_is_told_with_its_tie_out(cfo: Client, demo: Path) -> None:
    card = html.unescape(cfo.get("/groupe/", {"part": "freshness"}, headers=HX).content.decode())

    states = entities(open_book(demo))
    assert card.count(">Ties<") == len(states) == 5
    for state in states:
        assert state.name in card
        assert typography.count(state.item_count) in card


def test_concentration_names_the_ten_largest_companies(cfo: Client, demo: Path) -> None:
    card = html.unescape(cfo.get("/groupe/", {"part": "concentration"}, headers=HX).content.decode())

    book = open_book(demo)
    found = book.ranked("net", by="siren", order="-net", limit=10, where=["siren!="]).rows
    assert re.findall(r"<small>(\d+)</small>", card) == [row["siren"] for row in found]
    share = sum(row["net"] for row in found) / book.show("net").value
    assert typography.rate(share) in card


def test_before_the_first_import_the_page_says_what_to_do(
    client_of: Callable[..., Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENCOURS_HOME", str(tmp_path))

    assert "Nothing imported yet" in client_of("administrator").get("/groupe/").content.decode()
