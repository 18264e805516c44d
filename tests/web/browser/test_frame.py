"""What every page has: a way in, a theme that stays, paper, and all of it without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from .conftest import Cockpit, Visitor, sign_in
from .seen import links

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAPER = "getComputedStyle(document.documentElement).backgroundColor"


def test_a_stranger_signs_in_by_the_form_and_lands_where_they_were_going(
    visitor: Callable[..., Visitor], cockpit: Cockpit
) -> None:
    one = visitor(None)
    page = one.go("/balance/?by=zone")
    assert urlsplit(page.url).path == "/compte/login/"
    page.fill("input[name=login]", "cfo@demo.example")
    page.fill("input[name=password]", "not the password")
    page.press("input[name=password]", "Enter")
    page.locator("[role=alert], .error, .errorlist").first.wait_for()
    assert page.input_value("input[name=login]") == "cfo@demo.example"
    page.fill("input[name=password]", cockpit.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/balance/?by=zone")


def test_the_chosen_theme_stays(visitor: Callable[..., Visitor]) -> None:
    page = visitor("cfo", scheme="light").go("/")
    light = page.evaluate(PAPER)
    page.click("[data-act=theme]")
    dark = page.evaluate(PAPER)
    assert dark != light
    page.reload()
    assert page.evaluate(PAPER) == dark
    page.goto(page.url + "groupe/")
    assert page.evaluate(PAPER) == dark
    page.click("[data-act=theme]")
    assert page.evaluate(PAPER) == light


def test_a_menu_stays_within_the_window(visitor: Callable[..., Visitor]) -> None:
    for width in (1440, 1100, 390):
        page = visitor("credit_manager", width=width).go("/promesses/?entity=FR02")
        page.locator(".views > summary").click()
        box = page.locator(".views .pop").bounding_box()
        assert box is not None
        assert box["x"] >= 0, width
        assert box["x"] + box["width"] <= width, width


def test_a_search_on_a_narrow_screen_sets_names_and_codes_apart(visitor: Callable[..., Visitor]) -> None:
    one = visitor("credit_manager", width=390, scheme="dark")
    for path, layout in (("/rechercher/?q=sa", "flex"), ("/promesse/?q=sa", "grid")):
        shown = one.go(path).locator("main li > a").first.evaluate("(one) => getComputedStyle(one).display")
        assert shown == layout, path


def test_on_paper_the_navigation_is_left_out(visitor: Callable[..., Visitor]) -> None:
    page = visitor("cfo", scheme="dark").go("/?part=all")
    assert page.locator(".rail").is_visible()
    page.emulate_media(media="print")
    for part in (".rail", "header.top", ".acts"):
        assert not page.locator(part).first.is_visible(), part
    assert page.locator(".tile").first.is_visible()
    assert page.evaluate(PAPER) == "rgb(255, 255, 255)"


def test_everything_is_done_without_javascript(visitor: Callable[..., Visitor], cockpit: Cockpit) -> None:
    one = visitor(None, script=False)
    page = one.page
    sign_in(page, cockpit, "credit_manager")
    page.goto(f"{cockpit.address}/?part=all")
    assert page.locator(".tile .v").count() > 3
    assert page.locator("main table tbody tr").count() > 10
    _filter(page, cockpit.address)
    _keep_a_view(page, cockpit.address)


def test_each_page_says_something_without_javascript(visitor: Callable[..., Visitor]) -> None:
    one = visitor("cfo", script=False)
    for path in links(one.go("/"), ".rail nav"):
        page = one.go(path)
        assert page.locator("h1").count() == 1, path
        assert page.locator("main").inner_text().strip(), path


def _filter(page: Page, address: str) -> None:
    page.goto(f"{address}/clients/")
    name = page.locator("tbody .who b").nth(4).inner_text()
    page.fill("[data-search]", name)
    page.locator(".asking button").click()
    assert page.locator("tbody .who b").first.inner_text() == name
    assert parse_qs(urlsplit(page.url).query)["q"] == [name]


def _keep_a_view(page: Page, address: str) -> None:
    """A form that writes, on a page of rows."""
    page.goto(f"{address}/creances/?measure=overdue")
    form = page.locator('form[action$="/vues/nouvelle/"]').first
    page.locator("details.views > summary").first.click()
    form.locator("input[name=label]").fill("Sans script")
    form.locator("button").click()
    page.goto(f"{address}/vues/")
    assert page.get_by_text("Sans script").count() > 0
