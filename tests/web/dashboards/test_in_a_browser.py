"""Arranging in a real browser, with the keyboard and with the pointer; nothing for axe or the policy to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextvars import copy_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.rounds import turns
from tests.web.chromium import NEEDED, PATIENCE_MS, answered

if TYPE_CHECKING:
    from django.test import Client

pytestmark = NEEDED
SITE = "http://testserver"
BUILT = re.compile(r"inter\.woff2|Failed to decode|OTS parsing|vega\.js|dynamically imported")
TEXTS = [{"kind": "text", "text": f"block {letter}", "title": letter, "width": 1} for letter in "ABC"]
NET = {"kind": "tile", "figures": ["net"], "title": "N"}
TABLE = {"kind": "table", "figures": ["net"], "by": "entity", "title": "T", "width": 4}


@pytest.fixture
def owner(client_of: Callable, demo: Path) -> Client:
    return client_of("cfo")


@pytest.fixture
def page(browser: Any, owner: Client) -> Iterator[Any]:
    """A page whose every address is answered here; whatever the console says fails the test."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(PATIENCE_MS)
    said: list[str] = []
    opened.on("console", lambda message: said.append(f"{message.text} {message.location.get('url', '')}"))
    opened.on("pageerror", lambda error: said.append(str(error)))
    own = copy_context()  # that of the test: its connection to the database, in its transaction
    opened.route("**/*", lambda route: route.fulfill(**own.run(answered, route.request, owner)))
    yield opened
    opened.close()
    # A browser also says, as an error, that the server refused with reason.
    assert [one for one in said if BUILT.search(one) is None and "409" not in one] == []


def order(board: Any) -> str:
    board.refresh_from_db()
    return "".join(block["title"] for block in board.blocks)


def dropped(page: Any, act: Callable[[], None]) -> None:
    """What is done, until the server has written it."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        act()


def test_a_block_is_moved_and_sized_with_the_keyboard_and_said(
    page: Any, owner: Client, board: Callable
) -> None:
    made = board(owner, *TEXTS)
    page.goto(f"{SITE}/tableaux/{made.pk}/modifier/")
    handle, said = page.locator("#block-b0 [data-grab]"), page.locator("[data-said]")
    handle.focus()
    page.keyboard.press("ArrowRight")
    assert order(made) == "ABC"
    page.keyboard.press("Enter")
    assert handle.get_attribute("aria-pressed") == "true"
    assert said.inner_text() == "A taken, place 1 of 3."
    page.keyboard.press("ArrowRight")
    assert said.inner_text() == "A, place 2 of 3."
    assert handle.evaluate("node => node === document.activeElement")
    page.keyboard.press("+")
    assert said.inner_text() == "A, 2 columns, 1 rows."
    dropped(page, lambda: page.keyboard.press("Enter"))
    assert order(made) == "BAC"
    assert made.blocks[1]["width"] == 2
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    dropped(page, lambda: page.keyboard.press(" "))
    assert order(made) == "BCA"  # the second change is made from the version of the first


def test_escape_leaves_a_block_where_it_was(page: Any, owner: Client, board: Callable) -> None:
    made = board(owner, *TEXTS)
    page.goto(f"{SITE}/tableaux/{made.pk}/modifier/")
    page.locator("#block-b0 [data-grab]").focus()
    for key in ("Enter", "End", "+", "Escape"):
        page.keyboard.press(key)
    shown = page.locator("[data-block]").evaluate_all(
        "all => all.map(one => one.dataset.title + one.dataset.width)"
    )
    assert shown == ["A1", "B1", "C1"]
    assert page.locator("[data-said]").inner_text() == "A left where it was."
    assert (order(made), made.version) == ("ABC", 1)


def test_a_block_is_moved_with_the_pointer(page: Any, owner: Client, board: Callable) -> None:
    made = board(owner, *TEXTS)
    page.goto(f"{SITE}/tableaux/{made.pk}/modifier/")
    start, end = (
        page.locator("#block-b0 [data-grab]").bounding_box(),
        page.locator("#block-b2").bounding_box(),
    )
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 12, end["y"] + 30, steps=6)
    dropped(page, page.mouse.up)
    assert order(made) == "BCA"


def test_who_is_overtaken_is_told(page: Any, owner: Client, board: Callable) -> None:
    made = board(owner, *TEXTS)
    page.goto(f"{SITE}/tableaux/{made.pk}/modifier/")
    type(made).objects.filter(pk=made.pk).update(version=9)
    page.locator("#block-b0 [data-grab]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    dropped(page, lambda: page.keyboard.press("Enter"))
    page.locator("[data-problem]", has_text="changed in another window").wait_for()
    assert order(made) == "ABC"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_and_nothing_overflows(
    page: Any, owner: Client, board: Callable, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    made = board(owner, *TEXTS, NET, TABLE, about="x", roles=["collector"])
    owner.post("/vues/nouvelle/", {"label": "Late", "address": "/creances/?measure=overdue"})
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    paths = ("", f"{made.pk}/", f"{made.pk}/modifier/", f"{made.pk}/modifier/chart/", "../vues/")
    for path in paths:
        page.goto(f"{SITE}/tableaux/{path}")
        page.wait_for_load_state("networkidle")
        if path in turns(paths, 2, width < 400):
            answer = Axe().run(page).response
            found[path] = [f"{one['id']}: {one['nodes'][0]['target']}" for one in answer["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert {path: said for path, said in found.items() if said} == {}
