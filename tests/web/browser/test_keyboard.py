"""The cockpit with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from encours.web.navigation import PAGES

from .conftest import Visitor
from .seen import figure, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

LARGEST = "/clients/"


@pytest.fixture
def page(visitor: Callable[..., Visitor]) -> Page:
    return visitor("administrator").go(LARGEST)


def test_the_palette_finds_a_customer_and_opens_it(page: Page) -> None:
    name = page.locator("tbody .who b").first.inner_text()
    page.keyboard.press("Control+k")
    page.keyboard.type(name)
    page.locator("#pal #sought a", has_text=name).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/clients/[^/]+/[^/]+/"))
    assert name in page.locator("h1").inner_text()


def test_the_palette_shows_what_it_found_over_a_page_that_has_figures_above_its_table(page: Page) -> None:
    name = page.locator("tbody .who b").first.inner_text()
    page.goto(page.url.replace(LARGEST, "/creances/"))
    total = page.locator("#found").inner_text()
    page.keyboard.press("Control+k")
    page.keyboard.type(name)
    page.locator("#pal #sought a", has_text=name).first.wait_for()
    assert page.locator("#found").inner_text() == total


def test_the_palette_is_walked_and_left(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("an")
    page.locator("#pal #sought a").nth(1).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("[...document.querySelectorAll('#sought a')].indexOf(document.activeElement)") == 1
    page.keyboard.press("Escape")
    assert not page.locator("#pal").is_visible()


def test_the_palette_opens_on_what_was_visited_last(page: Page) -> None:
    link = page.locator("tbody .who a").first
    name = link.locator("b").inner_text()
    link.click()
    page.wait_for_url(re.compile(r"/clients/[^/]+/[^/]+/"))
    page.goto(page.url.split("/clients/")[0] + "/balance/")
    page.keyboard.press("Control+k")
    page.locator("#pal #visited a", has_text=name).wait_for()
    page.locator("#pal #sought a", has_text="Enregistrer une promesse").wait_for()
    page.keyboard.type("zz")
    assert not page.locator("#visited").is_visible()


def test_what_is_typed_over_a_question_takes_it_back_without_an_error(page: Page) -> None:
    page.route(re.compile(r"\?q=a$"), lambda _route: None)  # it is never answered
    page.keyboard.press("Control+k")
    with page.expect_request(re.compile(r"\?q=a$")):
        page.keyboard.type("a")
    page.keyboard.type("n")
    page.locator("#pal #sought a").first.wait_for()


def test_g_and_a_letter_open_each_page(page: Page) -> None:
    page.clock.set_fixed_time(datetime.now(UTC))  # the letter must follow at once: it does, on any machine
    for key in dict.fromkeys(one.key for one in PAGES if one.key):
        link = page.locator(f'.rail nav a[data-key="{key}"]')
        path = str(link.get_attribute("href"))
        page.keyboard.press("g")
        with page.expect_navigation(url=f"**{path}"):
            page.keyboard.press(key)
        settle(page)


def test_a_letter_acts_on_a_customer_unless_it_follows_g(page: Page) -> None:
    page.clock.set_fixed_time(datetime.now(UTC))
    page.locator("tbody .who a").first.click()
    page.wait_for_url(re.compile(r"/clients/[^/]+/[^/]+/"))
    settle(page)
    customer = page.url
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "note-text"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("g")
    with page.expect_navigation(url="**/reglages/portefeuilles/**"):
        page.keyboard.press("p")
    page.goto(customer)
    settle(page)
    with page.expect_navigation(url="**/promesses/**"):
        page.keyboard.press("p")


def test_rows_are_walked_ticked_and_opened(page: Page) -> None:
    page.goto(page.url.replace(LARGEST, "/creances/?measure=overdue"))
    settle(page)
    for key in ("j", "j", "k", "j", "x"):
        page.keyboard.press(key)
    row = page.locator("tbody tr").nth(1)
    assert "on" in str(row.get_attribute("class")).split()
    amount = figure(str(page.locator("[data-bulk] [data-sum]").text_content()))
    assert amount is not None
    assert str(amount[0]) == str(row.get_attribute("data-amount"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(creances|clients)/[^?]+/"))


def test_slash_filters_the_table_in_place(page: Page) -> None:
    first, second = page.locator("tbody .who b").all_inner_texts()[:2]
    assert first != second
    page.keyboard.press("/")
    page.keyboard.type(first)
    page.locator("tbody tr").nth(3).wait_for(state="detached")
    assert first in page.locator("tbody .who b").all_inner_texts()
    assert second not in page.locator("tbody .who b").all_inner_texts()
    assert "q=" in page.url


def test_help_lists_the_keys(page: Page) -> None:
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    assert page.locator("#keys dt").count() > len(PAGES)
    keys = [text.split() for text in page.locator("#keys dt").all_inner_texts()]
    assert [keys.count([key]) for key in ("n", "p")] == [1, 1]
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()


@pytest.fixture
def switched_off(visitor: Callable[..., Visitor]) -> Iterator[Visitor]:
    """Someone who switched the shortcuts off in their account; they are on again afterwards."""
    one = visitor("sales")
    _switch(one, on=False)
    yield one
    _switch(one, on=True)


def test_the_keys_can_be_switched_off_in_the_account(switched_off: Visitor) -> None:
    page = switched_off.go(LARGEST)
    for key in ("?", "j", "x", "/", "g", "b"):
        page.keyboard.press(key)
    assert page.url.endswith(LARGEST)
    assert not page.locator("#keys").is_visible()
    assert page.locator("tbody tr.at, tbody tr.on").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.keyboard.press("Control+k")  # no single letter: it stays
    assert page.locator("#pal").is_visible()


def _switch(one: Visitor, on: bool) -> None:
    page = one.go("/compte/")
    page.set_checked("input[name=shortcuts]", on)
    with page.expect_navigation():
        page.locator("form", has=page.locator("input[name=shortcuts]")).locator("button").click()
    assert page.evaluate("document.documentElement.dataset.keys ?? 'on'") == ("on" if on else "off")
