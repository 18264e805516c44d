"""The pages of indicators, as people open them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.indicators.catalogue import CATALOGUE

if TYPE_CHECKING:
    from django.test import Client

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def cfo(demo: Path, client_of: Callable[..., Client]) -> Client:
    return client_of("cfo")


def text_of(response: Any) -> str:
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode(
        "utf-8-sig"
    )


@pytest.mark.parametrize("name", [*(one.name for one in CATALOGUE), "net", "sales", "item_count"])
def test_every_figure_has_a_page_whole_without_a_script(cfo: Client, name: str) -> None:
    response = cfo.get(f"/indicateurs/{name}/?part=all")
    assert response.status_code == 200
    said = text_of(response)
    assert 'class="waiting' not in said
    assert "This question has no answer" not in said
    for part in ("figure", "series", "comparison", "split"):
        assert f'id="part-{part}"' in said


def test_dear_cards_come_by_themselves_and_alone(cfo: Client) -> None:
    page = text_of(cfo.get("/indicateurs/dso/"))
    assert 'hx-get="/indicateurs/dso/?part=series"' in page
    card = text_of(cfo.get("/indicateurs/dso/?part=series", headers=FRAGMENT))
    assert "<html" not in card
    assert card.count('<th scope="row">') == 24


def test_a_name_nobody_defined_is_not_found(cfo: Client) -> None:
    assert cfo.get("/indicateurs/no_such_figure/").status_code == 404
    assert cfo.get("/indicateurs/on_time_due/").status_code == 404  # a sum of the kitchen, not a figure


def test_the_list_holds_every_figure_and_finds_by_words(cfo: Client) -> None:
    page = text_of(cfo.get("/indicateurs/?part=all"))
    for one in CATALOGUE:
        assert f'href="/indicateurs/{one.name}/"' in page
    found = text_of(cfo.get("/indicateurs/?q=DÉLINQUENT best"))
    assert "/indicateurs/overdue_rate/" not in found
    found = text_of(cfo.get("/indicateurs/?q=best possible"))
    assert "/indicateurs/dso_best_possible/" in found
    assert "/indicateurs/dso_delinquent/" not in found


def test_a_line_of_the_list_loads_alone(cfo: Client) -> None:
    line = text_of(cfo.get("/indicateurs/?part=row-hhi", headers=FRAGMENT))
    assert line.startswith('<tbody id="part-row-hhi">')
    assert "/indicateurs/dso/" not in line


def test_a_wrong_parameter_comes_back_with_its_reason(cfo: Client) -> None:
    page = text_of(cfo.get("/indicateurs/dso/?window=soon"))
    assert 'value="soon"' in page
    assert "A period is written 3m, 90d, 4w or 1y, not soon." in page


def test_another_date_is_compared_and_a_wrong_one_explained(cfo: Client) -> None:
    page = text_of(cfo.get("/indicateurs/dso/?versus=2026-01-31"))
    assert "Date chosen" in page
    assert "date=2026-01-31" in page
    wrong = text_of(cfo.get("/indicateurs/dso/?versus=31/01"))
    assert "31/01 is not a date" in wrong


def test_a_split_is_sorted_searched_and_taken_away(cfo: Client) -> None:
    card = text_of(
        cfo.get("/indicateurs/dso/?split=customer&split-q=zzzz", headers={**FRAGMENT, "HX-Target": "split"})
    )
    assert "No row holds these words." in card
    lines = text_of(cfo.get("/indicateurs/dso/?split-format=csv")).splitlines()
    assert len(lines) == 1 + 5
    assert "Numerator" in lines[0]
    assert (
        cfo.get("/indicateurs/weighted_age/?split-format=xlsx")
        .headers["Content-Disposition"]
        .endswith('.xlsx"')
    )


def test_what_cannot_be_split_so_says_why_beside_the_choice(cfo: Client) -> None:
    response = cfo.get("/indicateurs/dso/?split=nonsense&part=split")
    assert response.status_code == 200
    assert 'name="split"' in text_of(response)


def test_only_who_may_export_takes_a_file(
    demo: Path, client_of: Callable[..., Client], monkeypatch: Any
) -> None:
    from encours.web.access import roles

    monkeypatch.setitem(roles.RIGHTS, roles.Role.SALES, frozenset({roles.Right.SEE}))
    sales = client_of("sales")
    assert sales.get("/indicateurs/dso/").status_code == 200
    assert sales.get("/indicateurs/dso/?split-format=csv").status_code == 403
    assert sales.get("/indicateurs/dso/pont/?causes-format=csv").status_code == 403


def test_a_collector_sees_figures_of_their_portfolio_alone(
    demo: Path, client_of: Callable[..., Client]
) -> None:
    from encours.api import open_book

    book = open_book(demo)
    (mine, other) = [row["portfolio"] for row in book.show("net", by="portfolio") if row["portfolio"]][:2]
    client = client_of("collector", portfolios=[mine])
    inside = text_of(client.get("/indicateurs/net/?part=all&split=portfolio"))
    assert other not in inside
    lines = text_of(client.get(f"/indicateurs/net/?split=portfolio&where=portfolio={other}&split-format=csv"))
    assert len(lines.splitlines()) == 1


def test_a_stranger_is_sent_to_sign_in(demo: Path, stranger: Client) -> None:
    for path in ("/indicateurs/", "/indicateurs/dso/", "/indicateurs/dso/pont/", "/indicateurs/miens/"):
        assert stranger.get(path).status_code == 302
