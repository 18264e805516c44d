"""The list of disputes: by what they are, what they contest, each figure leading to its rows, causes by weight."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from encours.web.tables.memory import folded
from tests.web.disputes.ledgers import LIST, address, recorded, text_of, today

if TYPE_CHECKING:
    from django.test import Client

ALL = {"D1", "D2", "D3", "D4", "D5", "D6"}


def keys(client: Client, path: str = LIST, **asked: Any) -> set[str]:
    """The disputes of the page."""
    return {row["dispute"] for row in client.get(address(path, **asked)).context["table"].rows}


def csv(client: Client, **asked: Any) -> str:
    answer: Any = client.get(address(LIST, **asked))
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_each_says_what_has_become_of_it_and_what_it_contests(manager: Client) -> None:
    page = manager.get(LIST)
    rows = {row["dispute"]: (row["state"], row["disputed"]) for row in page.context["table"].rows}
    assert rows == {
        "D1": ("late", 600),
        "D2": ("open", 200),
        "D3": ("late", 700),
        "D4": ("open", 700),
        "D5": ("closed", 0),
        "D6": ("closed", 80),  # closed since: it still counts on the day of the book
    }
    html = text_of(page)
    assert "The whole account" in html
    assert "Answer late" in html


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "pending"}, {"D1", "D2", "D3", "D4"}),
        ({"state": "late"}, {"D1", "D3"}),
        ({"state": "closed"}, {"D5", "D6"}),
        ({"state": "unheard of"}, ALL),
        ({"cause": "Prix"}, {"D1", "D4", "D5", "D6"}),
        ({"owner": "Logistique"}, {"D3"}),
        ({"owner": "-"}, {"D2", "D4", "D5", "D6"}),
        ({"cause": "-"}, set()),
        ({"portfolio": "P2"}, {"D4", "D5", "D6"}),
        ({"from": "2026-03-05", "to": "2026-03-05"}, {"D5"}),
        ({"from": "2026-03-06"}, {"D6"}),
        ({"q": "logist"}, {"D3"}),
        ({"q": "gamma"}, {"D5"}),
        ({"date": "2026-03-04", "state": "closed"}, set()),
        ({"date": "2026-03-11", "state": "late"}, {"D1"}),
        ({"date": "2026-03-12", "age": "30"}, {"D1", "D4", "D5"}),
        ({"date": "2026-03-11", "age": "30"}, {"D1", "D4"}),
        ({"date": "2026-03-11", "age": "7"}, ALL),
    ],
)
def test_filters_of_the_address_choose_the_disputes(
    manager: Client, asked: dict[str, str], found: set[str]
) -> None:
    assert keys(manager, **asked) == found


def test_disputes_of_other_customers_are_not_there(collector: Client) -> None:
    assert keys(collector) == {"D1", "D2", "D3"}
    for asked in ({}, {"q": "gamma"}, {"portfolio": "P2"}, {"entity": "U1"}):
        assert "Beta" not in text_of(collector.get(address(LIST, **asked)))
    assert "Beta" not in csv(collector, format="csv")
    assert "P2" not in [value for choice in collector.get(LIST).context["choices"] for value in choice[4]]


@pytest.mark.parametrize(
    "order", ["opened_on", "-amount", "state", "-disputed", "cause", "open_days", "answer_by", "owner"]
)
def test_every_column_sorts(manager: Client, order: str) -> None:
    rows = manager.get(address(LIST, sort=order)).context["table"].rows
    values = [row[order.removeprefix("-")] for row in rows if row[order.removeprefix("-")] is not None]
    assert values == sorted(values, key=_folded, reverse=order.startswith("-"))


def _folded(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value


def test_the_files_hold_the_whole_list_found_with_what_was_said(manager: Client) -> None:
    recorded(manager, comment="The price list of May", answer_by=today(5).isoformat())
    text = csv(manager, format="csv", lang="en")
    assert text.count("\r\n") == 1 + 6 + 1
    assert "The price list of May" in text
    answer: Any = manager.get(address(LIST, format="xlsx"))
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_each_tile_leads_to_the_disputes_it_is_about(manager: Client) -> None:
    tiles = {tile.label: tile for tile in manager.get(LIST).context["tiles"]}
    assert {label: keys(manager, tile.href) for label, tile in tiles.items()} == {
        "Disputed": {"D1", "D2", "D3", "D4"},
        "Disputes not closed": {"D1", "D2", "D3", "D4"},
        "Answers late": {"D1", "D3"},
        "Dispute resolution rate": {"D5"},
        "Dispute resolution time": {"D5"},
    }
    assert tiles["Disputed"].sub == "closed after 13 Mar 2026: 1"
    assert (tiles["Disputes not closed"].value, tiles["Answers late"].value) == ("4", "2")
    assert tiles["Disputes not closed"].sub == "the oldest since 20 Jan 2026"
    assert tiles["Dispute resolution rate"].sub == "1 dispute closed"


def test_what_is_contested_is_the_figure_of_the_day(manager: Client) -> None:
    from encours.web.visit import connections

    answer = manager.get(address(LIST, date="2026-03-12", currency="EUR"))
    figure = connections.book().show("disputed", as_of="2026-03-12", currency="EUR").value
    (tile,) = [one for one in answer.context["tiles"] if one.label == "Disputed"]
    assert figure == sum(row.amount for row in answer.context["pareto"].table.rows) == 2480
    assert (tile.value, tile.unit) == ("€2,480", "")


def test_causes_weigh_with_those_before_and_lead_to_their_disputes(manager: Client) -> None:
    table = manager.get(LIST).context["pareto"].table
    found = [(one.cause, one.amount, one.count) for one in table.rows]
    assert found == [("Prix", 1300, 2), ("Livraison", 700, 1), ("Qualité", 200, 1)]
    assert [round(one.amount_share, 2) for one in table.rows] == [
        Decimal("0.59"),
        Decimal("0.91"),
        Decimal("1.00"),
    ]
    assert [one.count_share for one in table.rows] == [Decimal("0.5"), Decimal("0.75"), Decimal(1)]
    assert keys(manager, table.rows[0].href) == {"D1", "D4"}
    recorded(manager, cause="")
    last = manager.get(LIST).context["pareto"].table.rows[-1]
    assert (last.cause, last.count) == ("No cause given", 1)
    assert len(keys(manager, last.href)) == 1
    assert "Livraison" in csv(manager, **{"causes-format": "csv"})


def test_a_part_of_the_page_asks_for_no_more(manager: Client) -> None:
    part = manager.get(LIST, headers={"HX-Request": "true", "HX-Target": "disputes"})
    assert part.status_code == 200
    assert 'class="tiles' not in part.content.decode()


def test_a_book_without_disputes_says_what_to_do(manager: Client) -> None:
    page = manager.get(address(LIST, date="2026-01-10"))
    assert "No dispute yet." in text_of(page)
    assert "tiles" not in page.context
