"""Arranging in a real browser, with the keyboard and with the pointer; nothing for axe or the policy to say."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextvars import copy_context
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from django.test import Client

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
SITE = "http://testserver"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
BUILT = re.compile(r"inter\.woff2|Failed to decode|OTS parsing|vega\.js|dynamically imported")
TEXTS = [{"kind": "text", "text": f"block {letter}", "title": letter, "width": 1} for letter in "ABC"]
NET = {"kind": "tile", "figures": ["net"], "title": "N"}
TABLE = {"kind": "table", "figures": ["net"], "by": "entity", "title": "T", "width": 4}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv(
            "DJANGO_ALLOW_ASYNC_UNSAFE", "1"
        )  # pages are answered in the thread that drives the browser
        opened = playwright.chromium.launch(executable_path=CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture
def owner(client_of: Callable, demo: Path) -> Client:
    return client_of("cfo")


@pytest.fixture
def page(browser: Any, owner: Client) -> Iterator[Any]:
    """A page whose every address is answered here; whatever the console says fails the test."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    opened.on("console", lambda message: said.append(f"{message.text} {message.location.get('url', '')}"))
    opened.on("pageerror", lambda error: said.append(str(error)))
    own = copy_context()  # that of the test: its connection to the database, in its transaction
    opened.route("**/*", lambda route: route.fulfill(**own.run(_answer, route.request, owner)))
    yield opened
    opened.close()
    # A browser also says, as an error, that the server refused with reason.
    assert [one for one in said if BUILT.search(one) is None and "409" not in one] == []


def _answer(request: Any, client: Client) -> dict[str, Any]:
    path = urlsplit(request.url).path
    if path.startswith("/static/"):
        return _file(path.removeprefix("/static/"))
    where = request.url.removeprefix(SITE)
    names = {"hx-request": "HX_Request", "hx-target": "HX_Target"}
    headers = {names[name]: value for name, value in request.headers.items() if name in names}
    if request.method == "POST":
        kind = request.headers["content-type"]
        answer = client.post(
            where, request.post_data_buffer or b"", content_type=kind, headers=headers, follow=True
        )
    else:
        answer = client.get(where, headers=headers, follow=True)
    policy = {"Content-Security-Policy": answer.headers["Content-Security-Policy"]}
    sent = {"body": answer.content, "content_type": answer.headers["Content-Type"], "headers": policy}
    return {**sent, "status": answer.status_code}


def _file(name: str) -> dict[str, Any]:
    from django.contrib.staticfiles import finders

    found = finders.find(name)
    if not found:  # built when the product is installed
        return {"body": "", "content_type": "text/plain"}
    kind = KINDS.get(Path(found).suffix, "application/octet-stream")
    return {"body": Path(found).read_bytes(), "content_type": kind}


def order(board: Any) -> str:
    board.refresh_from_db()
    return "".join(block["title"] for block in board.blocks)


def dropped(page: Any, act: Callable[[], None]) -> None:
    """What is done, until the server has written it."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        act()
    page.wait_for_timeout(50)


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
    assert "changed in another window" in page.locator("[data-problem]").inner_text()
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
    for path in ("", f"{made.pk}/", f"{made.pk}/modifier/", f"{made.pk}/modifier/chart/", "../vues/"):
        page.goto(f"{SITE}/tableaux/{path}")
        page.wait_for_load_state("networkidle")
        answer = Axe().run(page).response
        found[path] = [f"{one['id']}: {one['nodes'][0]['target']}" for one in answer["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert {path: said for path, said in found.items() if said} == {}
