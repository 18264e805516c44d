"""The page as a whole: who sees what of it, with and without a script, with and without a book."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from encours.api import open_book
from encours.web import typography
from encours.web.cards.cards import fragment_asked
from encours.web.cockpit.views import cards

if TYPE_CHECKING:
    from django.test import Client, RequestFactory

Read = Callable[..., str]
CARDS = ("aged", "dso", "split", "disputes", "late")
MINE = "FR01 PME"


def test_the_first_answer_holds_the_figures_and_asks_for_each_dear_card_once(cfo: Client) -> None:
    page = cfo.get("/", {"entity": "FR01"}).content.decode()

    asked = re.findall(r'hx-get="([^"]*part=([\w-]+))"', page)
    assert sorted(name for _url, name in asked) == sorted(card.name for card in cards())
    assert all("entity=FR01" in url for url, _name in asked)


def test_without_a_script_one_address_shows_every_card(cfo: Client) -> None:
    page = cfo.get("/", {"part": "all"}).content.decode()

    assert 'hx-trigger="load' not in page
    assert page.count('class="chart"') == 4
    assert page.count('class="ch spark') == 7
    assert "<tfoot>" in page


def test_a_card_named_without_a_script_comes_within_the_page(cfo: Client) -> None:
    page = cfo.get("/", {"part": "aged"}).content.decode()

    assert "<html" in page
    assert page.count('class="chart"') == 1


@pytest.mark.parametrize("name", CARDS)
def test_a_collector_of_one_portfolio_sees_nothing_of_another_on_any_card(
    demo: Path, client_of: Callable[..., Client], part: Read, name: str
) -> None:
    collector = client_of("collector", portfolios=[MINE])

    card = part(collector, name, split="portfolio", portfolio="FR02 PME")
    typed = re.compile("FR02(\\+|%20| )PME")  # the address asked for keeps what was typed
    assert "FR02" not in typed.sub("", card)
    for amount in re.findall(r"€([\d,.]+)M", card):
        assert Decimal(amount.replace(",", "")) == 0


def test_what_a_collector_sees_adds_up_to_their_portfolio(
    demo: Path, client_of: Callable[..., Client], tile: Read
) -> None:
    page = client_of("collector", portfolios=[MINE]).get("/").content.decode()

    book = open_book(demo)
    mine, all_of_it = book.show("net", where=[f"portfolio={MINE}"]).value, book.show("net").value
    assert mine != all_of_it
    assert typography.money(mine, "EUR", "short") in tile(page, "net")


def test_who_may_see_nothing_has_a_page_of_nothing(
    demo: Path, client_of: Callable[..., Client], tile: Read
) -> None:
    page = client_of("collector", portfolios=[]).get("/", {"part": "all"})

    assert page.status_code == 200
    assert "€0" in tile(page.content.decode(), "net")
    assert "No customer has anything overdue" in page.content.decode()


def test_a_stranger_is_sent_to_sign_in(demo: Path, stranger: Client) -> None:
    assert stranger.get("/").status_code == 302


def test_before_the_first_import_the_page_says_what_to_do(
    client_of: Callable[..., Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENCOURS_HOME", str(tmp_path))

    page = client_of("administrator").get("/")
    assert page.status_code == 200
    assert "Nothing imported yet" in page.content.decode()


def test_the_heading_says_the_day_and_the_size_of_what_is_looked_at(cfo: Client) -> None:
    whole = cfo.get("/").content.decode()
    one = cfo.get("/", {"entity": "FR01", "date": "2026-05-14"}).content.decode()

    assert "Saturday 31 October 2026 · data imported on" in whole
    assert "400 customers, 5 entities" in whole
    assert "Thursday 14 May 2026" in one
    assert "1 entity" in one


def test_only_a_script_is_answered_with_a_part(rf: RequestFactory) -> None:
    cards = ["late"]
    scripted = {"HX-Request": "true"}

    assert fragment_asked(rf.get("/?part=late", headers=scripted), cards) == "late"
    assert fragment_asked(rf.get("/?part=other", headers=scripted), cards) == ""
    assert fragment_asked(rf.get("/?part=late"), cards) == ""
    assert fragment_asked(rf.get("/", headers={**scripted, "HX-Target": "part-late"}), cards) == "late"


@pytest.fixture
def rf() -> RequestFactory:
    from django.test import RequestFactory

    return RequestFactory()
