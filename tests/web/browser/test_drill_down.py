"""Each figure is a link to its rows, and the rows add up to it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.rounds import rounds

from .conftest import Visitor
from .seen import figure, kind, links

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIGURES = """all => all.map((one) => {
  const tile = one.closest(".tile");
  const beside = tile && one.matches(".k") ? tile.querySelector(".v") : one;
  return [one.getAttribute("href"), beside.textContent];
})"""
TOTAL = re.compile(r'id="found".*?</div>.*?<dd>(.*?)</dd>', re.DOTALL)
PAGES = (
    "/?part=all",
    "/balance/?by=entity",
    "/groupe/",
    "/clients/",
    "/indicateurs/dso/",
    "/indicateurs/cei/",
)
CENT = Decimal("0.01")
MOST_OF_A_PAGE = rounds(4, 24)


@pytest.mark.parametrize("role", ["cfo", "collector"])
def test_the_rows_add_up_to_the_figure(visitor: Callable[..., Visitor], role: str) -> None:
    one = visitor(role)
    customer = next(path for path in links(one.go("/clients/")) if kind(path) == "customer")
    wrong, compared = [], 0
    for path in (*PAGES, customer):
        for href, text in _sample(_figures(one.go(path))):
            shown, total = figure(text), _total(one.page, one.address + href)
            compared += 1
            # A part of converted money may be rounded to the other side, so that the parts add up (decision 26).
            if shown is None or total is None or abs(total - shown[0]) > max(shown[1], CENT):
                wrong.append(f"{path}: {text.strip()} leads to rows of {total} by {href}")
    assert not wrong, "\n".join(wrong)
    assert compared > rounds(15, 60)


def test_each_page_of_figures_leads_to_rows(visitor: Callable[..., Visitor]) -> None:
    one = visitor("cfo")
    counts = {path: len(_figures(one.go(path))) for path in PAGES}
    assert all(counts.values()), counts


def _figures(page: Page) -> list[tuple[str, str]]:
    """The links to rows of a page, with the figure each stands for; those that are words are left out."""
    found = page.eval_on_selector_all('main a[href^="/creances/?"]', FIGURES)
    return [(href, text) for href, text in found if "measure=" in href and figure(text)]


def _sample(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Spread over the page."""
    return found[:: max(len(found) // MOST_OF_A_PAGE, 1)][:MOST_OF_A_PAGE]


def _total(page: Page, url: str) -> object:
    """The total that the page of rows says."""
    answer = page.context.request.get(url)
    said = TOTAL.search(answer.text())
    read = figure(html.unescape(said[1])) if answer.ok and said else None
    return read[0] if read else None
