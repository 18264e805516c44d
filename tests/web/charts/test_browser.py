"""Charts in a real browser, under the policy of our pages: drawn, followed, themed, without a complaint."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from encours.indicators.record import Unit
from encours.web.charts import bundle
from encours.web.charts.plot import Plot
from encours.web.charts.specs import bars, lines, waterfall
from tests.web.chromium import NEEDED, PATIENCE_MS

pytestmark = NEEDED
WEB = Path(bundle.__file__).parents[1]
SOURCES = (
    "charts/static/encours/charts.js",
    "charts/static/encours/charts.css",
    "shell/static/encours/tokens.css",
)
PAGE = """{% load charts %}<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Charts</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/encours/tokens.css"><link rel="stylesheet" href="/encours/charts.css">
<script src="/encours/charts.js" type="module" data-engine="/vega.js"></script></head>
<body><main><h1>Charts</h1>{% for title, drawn in charts %}{% chart drawn title=title %}{% endfor %}
{% strip parts %}{% habit invoices %}{% meter used %}{% spark trend "good" %}</main></body></html>"""


@dataclass
class Seen:
    """What the browser complained of."""

    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def address(web_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of one page that sends the content policy of our pages."""
    from encours.web.shell.protection import POLICY

    site = tmp_path_factory.mktemp("site")
    (site / "index.html").write_text(_page(), encoding="utf-8")
    (site / "rows.html").write_text('<title>Rows</title><link rel="icon" href="data:,">', encoding="utf-8")
    (site / "encours").mkdir()
    for source in SOURCES:
        shutil.copy(WEB / source, site / "encours")
    tokens = site / "encours" / "tokens.css"
    # The font of the page takes long to build and changes nothing here.
    tokens.write_text(tokens.read_text().replace('url("../inter.woff2")', 'local("Inter")'))
    bundle.write(site)

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def log_message(self, format: str, *args: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The page in a light window, closed only if the browser had nothing to say."""
    seen = Seen()
    page = browser.new_page(viewport={"width": 900, "height": 700}, color_scheme="light")
    page.set_default_timeout(PATIENCE_MS)
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective))"
    )
    page.goto(address)
    yield page
    page.close()
    assert seen.complaints == []


def test_charts_are_drawn_as_they_come_near(page: Any) -> None:
    charts = page.locator("figure.chart")
    for number in range(charts.count()):
        charts.nth(number).scroll_into_view_if_needed()
        charts.nth(number).locator("svg.marks").wait_for()
    assert page.locator("svg.marks .mark-rect path[role=link]").count() >= 6
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_click_opens_the_rows_in_the_same_tab(page: Any) -> None:
    page.locator("path[aria-label*='not due: €900,000.00']").click()
    page.wait_for_url("**/rows.html?day=11&bucket=0")
    assert page.title() == "Rows"


def test_the_keyboard_goes_from_mark_to_mark_and_opens_the_rows(page: Any) -> None:
    first = page.locator("figure.chart").first
    first.locator("path[tabindex='0']").wait_for()
    assert first.locator("path[tabindex='0']").count() == 1  # one stop of the Tab key
    page.keyboard.press("Tab")
    assert (
        page.evaluate("document.activeElement.getAttribute('aria-label')") == "Nov\u00a026, 1-30: €200,000.00"
    )
    assert "€200,000.00" in page.locator(".chart-tip").inner_text()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rows.html?day=11&bucket=0")


def test_the_theme_changes_the_colours_of_what_is_drawn(page: Any) -> None:
    mark = page.locator("path[aria-label*='not due: €900,000.00']")
    mark.wait_for()
    light = mark.evaluate("mark => getComputedStyle(mark).fill")
    page.emulate_media(color_scheme="dark")
    dark = mark.evaluate("mark => getComputedStyle(mark).fill")
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    chosen = mark.evaluate("mark => getComputedStyle(mark).fill")
    assert light.startswith("rgb")
    assert dark != light
    assert chosen == light


def test_a_chart_follows_the_width_of_its_place(page: Any) -> None:
    from playwright.sync_api import expect

    drawing = page.locator("svg.marks").first
    wide = drawing.get_attribute("width")
    page.set_viewport_size({"width": 390, "height": 700})
    expect(drawing).not_to_have_attribute("width", wide)
    assert int(drawing.get_attribute("width")) <= 390
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_chart_that_arrives_later_is_drawn_too(page: Any) -> None:
    page.locator("svg.marks").first.wait_for()
    page.evaluate(
        """() => {
          const copy = document.querySelector("figure.chart").cloneNode(true);
          copy.querySelector(".drawing").replaceChildren();
          copy.id = "late";
          document.querySelector("h1").after(copy);
          copy.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
        }"""
    )
    page.locator("#late svg.marks").wait_for()


def test_nothing_keeps_anyone_out(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    charts = page.locator("figure.chart")
    for number in range(charts.count()):
        charts.nth(number).scroll_into_view_if_needed()
        charts.nth(number).locator("svg.marks").wait_for()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_without_script_the_figures_are_in_the_table(browser: Any, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    assert not page.locator(".drawing").first.is_visible()
    page.locator("summary").first.click()
    assert page.get_by_role("link", name="€900,000.00").is_visible()
    page.close()


def _page() -> str:
    from django.template import Context, Template

    october, november = date(2026, 10, 31), date(2026, 11, 20)
    aged = [
        {"day": day, "bucket": bucket, "net": Decimal(net), "href": f"/rows.html?day={day.month}&bucket={n}"}
        for day, nets in ((october, (700_000, 300_000)), (november, (900_000, 200_000)))
        for n, (bucket, net) in enumerate(zip(("not due", "1-30"), nets, strict=True))
    ]
    dso = [{"day": october, "dso": Decimal(58), "href": "/rows.html"}, {"day": november, "dso": Decimal(61)}]
    steps = [{"part": part, "days": Decimal(days)} for part, days in (("Oct", 58), ("Delay", 3), ("Nov", 61))]
    charts = [
        ("Aged balance", bars(Plot(aged, "day", "net", "bucket", currency="EUR"), shares=True)),
        ("DSO", lines(Plot(dso, "day", "dso", unit=Unit.DAYS, target=Decimal(55)))),
        ("Bridge", waterfall(Plot(steps, "part", "days", unit=Unit.DAYS))),
    ]
    small = {
        "parts": [("not due", 3, "€3"), ("1-30", 1, "€1")],
        "invoices": [(-2, False), (20, True)],
        "used": Decimal("0.4"),
        "trend": [1, 3, 2],
    }
    return str(Template(PAGE).render(Context({"charts": charts, **small})))
