"""The table in a real browser: keyboard, ticked rows, narrow screens, and nothing for axe to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.rounds import FULL
from tests.web.chromium import NEEDED, PATIENCE_MS
from tests.web.tables.books import COLUMNS, FRAME, ROWS, many

pytestmark = NEEDED
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
POLICY += "img-src data:"
SHEETS = ("tokens", "layout", "parts", "controls", "tables")
FONT = re.compile(r"@font-face \{[^}]*\}")
SITE = "http://tables.test"
QUERIES = ("", "long=1", "q=nobody")


@pytest.fixture
def page(browser: Any, get: Callable) -> Iterator[Any]:
    """A page whose every address is answered here; an error or a refused style fails the test."""
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.set_default_timeout(PATIENCE_MS)
    opened.said = []
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.route("**/*", lambda route: _answer(route, get))
    yield opened
    assert opened.said == []
    opened.close()


def _answer(route: Any, get: Callable) -> None:
    from django.contrib.staticfiles import finders

    address = route.request.url.removeprefix(SITE)
    if address.startswith("/static/"):
        text = Path(finders.find(address.removeprefix("/static/"))).read_text(encoding="utf-8")
        kind = "text/css" if address.endswith(".css") else "text/javascript"
        route.fulfill(
            body=FONT.sub("", text), content_type=kind
        )  # the font is made when the product is installed
    elif address.startswith("/late/"):
        policy = {"Content-Security-Policy": POLICY}
        route.fulfill(body=_drawn(get(address)), content_type="text/html; charset=utf-8", headers=policy)
    else:
        route.fulfill(body=f"<title>{address}</title>", content_type="text/html")


def _drawn(request: Any) -> str:
    """Drawn while the browser asks: outside the test's own language."""
    from django.utils import translation

    from encours.i18n import speaking

    with speaking("en"), translation.override("en"):
        return _page(request)


def _page(request: Any) -> str:
    from encours.web.tables import answer, of_rows

    rows = [*ROWS, *many(56)] if "long" in request.GET else ROWS
    keys = ' data-keys="off"' if "off" in request.GET else ""
    table = of_rows(request, "late", COLUMNS, rows, replace(FRAME, size=25))
    body = answer(request, "tables/table.html", {}, table).content.decode()
    styles = "".join(f'<link rel="stylesheet" href="/static/encours/{name}.css">' for name in SHEETS)
    return (
        f'<!doctype html><html lang="en"{keys}><head><title>Late</title>'
        '<meta name="viewport" content="width=device-width">'
        '<meta name="htmx-config" content=\'{"includeIndicatorStyles":false,"allowEval":false}\'>'
        f'<link rel="icon" href="data:,">{styles}<script src="/static/django_htmx/htmx-2.min.js" defer></script>'
        '<script src="/static/encours/tables.js" type="module"></script></head>'
        f'<body><main><h1>Late</h1><section class="card" aria-label="Late">{body}</section></main></body></html>'
    )


def names(page: Any) -> list[str]:
    return page.locator("tbody .who b").all_inner_texts()


LOOKS = [(query, width, scheme) for query in QUERIES for width, scheme in ((1280, "light"), (360, "dark"))]


@pytest.mark.parametrize(("query", "width", "scheme"), LOOKS if FULL else [LOOKS[0], LOOKS[3], LOOKS[4]])
def test_axe_finds_nothing(page: Any, width: int, scheme: str, query: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{SITE}/late/?{query}")
    if not query:
        page.locator("tbody .tick input").first.check()
    page.locator(".listing summary").click()
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=options).response
    assert len(found["passes"]) > 15
    assert [(rule["id"], [node["html"][:90] for node in rule["nodes"]]) for rule in found["violations"]] == []


@pytest.mark.parametrize("width", [360, 390, 1024])
def test_a_wide_table_scrolls_in_its_own_part_and_never_the_page(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{SITE}/late/?long=1&columns={','.join(column.key for column in COLUMNS)}")
    page.locator(".listing summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator(".listing .pop").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    if width < 400:  # rows are cards: no cell of theirs lies beyond the edge
        cells = page.locator("tbody td").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().right)"
        )
        assert max(cells) <= width


def test_a_header_sorts_in_place_and_keeps_the_keyboard_on_it(page: Any) -> None:
    page.goto(f"{SITE}/late/")
    page.evaluate("window.same = true")
    page.locator("#late-by-name").press("Enter")
    page.wait_for_url("**/late/?sort=name")
    page.locator("th[aria-sort=ascending] #late-by-name").wait_for()
    assert names(page)[0] == "Eclair SA"
    assert page.evaluate("[window.same, document.activeElement.id]") == [True, "late-by-name"]
    page.go_back()
    page.wait_for_url("**/late/")
    assert names(page)[0] == "Élan Bâtiment"


def test_the_search_answers_as_one_types(page: Any) -> None:
    page.goto(f"{SITE}/late/?sort=name")
    page.keyboard.press("/")
    page.keyboard.insert_text("morel")  # letter by letter, a slow machine would ask several times
    page.locator("tbody tr").nth(1).wait_for(state="detached")
    assert names(page) == ["Zinguerie Morel"]
    assert page.evaluate("document.activeElement.value") == "morel"
    assert "sort=name" in page.url
    assert "q=morel" in page.url


def test_columns_are_chosen_and_stay_in_the_address(page: Any) -> None:
    page.goto(f"{SITE}/late/")
    page.locator(".listing summary").click()
    page.get_by_label("Collector").check()
    page.get_by_label("Overdue rate").uncheck()
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("columnheader", name="Collector").wait_for()
    assert page.get_by_role("columnheader", name="Overdue rate").count() == 0
    page.reload()
    assert page.get_by_role("columnheader", name="Collector").count() == 1


def test_rows_are_walked_ticked_and_opened_with_the_keyboard(page: Any) -> None:
    page.goto(f"{SITE}/late/")
    for key in ("j", "j", "j", "k", "x"):
        page.keyboard.press(key)
    assert page.locator("tbody tr.on .who b").all_inner_texts() == ["Zinguerie Morel"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/customers/C1/")


def test_the_next_page_is_walked_from_its_first_row(page: Any) -> None:
    page.goto(f"{SITE}/late/?long=1")
    page.locator("#late-after").click()
    page.get_by_text("26–50 of 60").wait_for()
    page.locator("#late-after").click()
    page.get_by_text("51–60 of 60").wait_for()
    page.wait_for_function("document.activeElement.matches('.scroll')")  # there is no next link any more


def test_ticked_rows_are_added_up_to_the_last_digit(page: Any) -> None:
    page.goto(f"{SITE}/late/")
    bar = page.locator("[data-bulk]")
    assert not bar.is_visible()
    page.locator("[data-all]").check()
    assert bar.inner_text().split("\n")[0].strip() == "4 rows ticked · €9,145.84"
    page.get_by_label("Tick Élan Bâtiment").uncheck()
    assert "3 rows ticked · €950.1" in bar.inner_text()
    assert page.evaluate("document.querySelector('[data-all]').indeterminate") is True
    page.get_by_role("button", name="Untick all").click()
    assert not bar.is_visible()


def test_letters_typed_in_a_field_are_letters(page: Any) -> None:
    page.goto(f"{SITE}/late/")
    page.locator("#late-q").press("x")
    assert page.locator("tbody tr.at, tbody tr.on").count() == 0
    assert page.locator("#late-q").input_value() == "x"


def test_the_keyboard_can_be_switched_off(page: Any) -> None:
    page.goto(f"{SITE}/late/?off=1")
    for key in ("j", "x", "/"):
        page.keyboard.press(key)
    assert page.locator("tbody tr.at, tbody tr.on").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_everything_is_reached_without_javascript(browser: Any, get: Callable) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.route("**/*", lambda route: _answer(route, get))
    page.goto(f"{SITE}/late/?long=1")
    page.locator("#late-q").fill("customer 1")
    page.get_by_role("button", name="Show").click()
    assert "1–15 of 15" in page.locator(".foot").inner_text()
    page.locator("#late-by-name").click()
    assert "sort=name" in page.url
    page.locator(".listing summary").click()
    page.get_by_label("Overdue rate").uncheck()
    page.get_by_role("button", name="Apply").click()
    assert page.get_by_role("columnheader", name="Overdue rate").count() == 0
    assert page.locator("[data-bulk]").is_visible()
    page.context.close()
