"""The charts of the cockpit: what they draw is the book's, and every mark leads to the rows that add up to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from encours.api import OpenBook, open_book
from encours.web import typography
from encours.web.cockpit.disputes import AGE

if TYPE_CHECKING:
    from django.test import Client

Read = Callable[..., str]
LINK = re.compile(r'<td><a href="([^"]*)">([^<]*)</a></td>')


CENT = Decimal("0.01")


def rows_behind(book: OpenBook, address: str) -> Decimal:
    """What the rows a link leads to add up to."""
    said = parse_qs(urlsplit(address).query)
    (measure,) = said.pop("measure")
    settings = {name: values[0] for name, values in said.items() if name in ("edges", "window")}
    kept = [*said.get("where", []), *(f"{f}={v}" for f in ("entity", "portfolio") for v in said.get(f, []))]
    page = book.page(
        measure,
        as_of=said.get("date", [None])[0],
        where=kept,
        currency=said.get("currency", [None])[0],
        limit=1,
        settings=settings,
    )
    return Decimal(page.total)


@pytest.mark.parametrize(
    "query", [{}, {"entity": "FR01", "date": "2026-05-14"}, {"currency": "USD"}], ids=str
)
@pytest.mark.parametrize("name", ["aged", "split", "disputes"])
def test_every_amount_of_a_chart_leads_to_rows_that_add_up_to_it(
    cfo: Client, demo: Path, part: Read, name: str, query: dict[str, str]
) -> None:
    links = LINK.findall(part(cfo, name, **query))

    book = open_book(demo)
    currency = query.get("currency", "EUR")
    assert links
    for address, text in links[-5:]:
        # A part of converted money may be rounded to the other side, so that the parts add up (decision 26).
        behind = rows_behind(book, address)
        near = (behind, behind - CENT, behind + CENT)
        assert text in [typography.money(amount, currency, "cents") for amount in near]


def test_the_aged_balance_has_twelve_month_ends_whose_buckets_are_those_of_the_book(
    cfo: Client, demo: Path, part: Read
) -> None:
    card = part(cfo, "aged", date="2026-03-31")

    told = [text for _address, text in LINK.findall(card)]
    found = [
        row["aged"]
        for row in open_book(demo).show("aged", as_of="2026-03-31", history=12)
        if row["bucket"] != "unapplied"
    ]
    assert told == [typography.money(amount, "EUR", "cents") for amount in found]
    assert len(told) == 12 * 5


def test_the_dso_card_draws_three_methods_over_two_years(cfo: Client, demo: Path, part: Read) -> None:
    card = part(cfo, "dso")

    history = open_book(demo).show("dso", "dso_best_possible", history=24)
    cells = [text for _address, text in LINK.findall(card)]
    assert len(cells) == 24 * 3
    assert cells[0::3] == [typography.days(value) for value in history["dso"]]
    assert cells[2::3] == [typography.days(value) for value in history["dso_best_possible"]]


def test_the_ageing_is_split_by_portfolio_when_the_address_says_so(cfo: Client, part: Read) -> None:
    assert "Ardevane Distribution SAS" in part(cfo, "split")
    by_portfolio = part(cfo, "split", split="portfolio")
    assert "FR01 PME" in by_portfolio
    assert "the 10 largest of 15" in by_portfolio
    assert "FR01 PME" not in part(cfo, "split", split="nonsense")


def test_disputes_are_counted_with_what_they_amount_to(cfo: Client, demo: Path, part: Read) -> None:
    card = part(cfo, "disputes")

    page = open_book(demo).page("disputed", limit=1)
    assert f">{page.count}</a>" in card
    assert page.count > 0
    age = open_book(demo).using({AGE.name: AGE}).show(AGE.name).value
    assert age > 0
    assert f">{typography.days(age)}</a>" in card


def test_a_question_without_an_answer_says_why_on_its_card_alone(cfo: Client, part: Read) -> None:
    assert "There is no rate for" in part(cfo, "aged", currency="ZZZ")
