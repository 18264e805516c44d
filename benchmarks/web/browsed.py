"""What a page costs the person who looks at it: first byte, full load, weight, in a real Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from benchmarks.web.addresses import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
TIMES = """() => {
  const of = name => performance.getEntriesByType(name);
  const page = of("navigation")[0], rest = of("resource"), all = [page, ...rest];
  const sent = all.filter(one => one.transferSize > 0);
  const heavy = all.reduce((most, one) => one.encodedBodySize > most.encodedBodySize ? one : most);
  return {
    byte: page.responseStart - page.startTime,
    load: Math.max(page.loadEventEnd, ...rest.map(one => one.responseEnd)) - page.startTime,
    bytes: sent.reduce((sum, one) => sum + one.transferSize, 0),
    requests: sent.length,
    heavy: heavy.name, heavy_bytes: heavy.encodedBodySize,
  };
}"""


@dataclass(slots=True)
class Visit:
    """Medians of what the browser tells. `cold` has nothing in its cache, `warm` has shown the page before."""

    label: str
    cold: dict[str, float] = field(default_factory=dict)
    warm: dict[str, float] = field(default_factory=dict)
    heavy: str = ""


def missing() -> str:
    """Why no browser can be started; empty when one can."""
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "playwright is not installed"
    return "" if chromium() else "there is no Chromium"


def chromium() -> str | None:
    """The program of the system."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, (shutil.which(name) for name in names if name)), None)


def started(playwright: Playwright) -> Browser:
    """Without a window."""
    return playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))


def browsed(port: int, cookies: Mapping[str, str], days: Mapping[str, Mapping[str, str]]) -> list[Visit]:
    """Each page at each date, in a browser that has seen nothing, then once more."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = started(playwright)
        found = [_visit(browser, port, cookies, page.label, days) for page in PAGES]
        browser.close()
    return [one for one in found if one.cold]


def _visit(
    browser: Browser, port: int, cookies: Mapping[str, str], label: str, days: Mapping[str, Mapping[str, str]]
) -> Visit:
    cold: list[dict[str, Any]] = []
    warm: list[dict[str, Any]] = []
    for addresses in days.values():
        if label not in addresses:
            continue
        url = f"http://127.0.0.1:{port}"
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
        context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
        page = context.new_page()
        for seen in (cold, warm):
            if told := _told(page, url + addresses[label]):
                seen.append(told)
        context.close()
    return Visit(label, _medians(cold), _medians(warm), _heaviest(cold))


def _told(page: Page, url: str) -> dict[str, Any] | None:
    """Once nothing more is loading; None when the page is refused."""
    response = page.goto(url, wait_until="load")
    page.wait_for_load_state("networkidle")
    told: dict[str, Any] | None = page.evaluate(TIMES) if response and response.ok else None
    return told


def _medians(seen: list[dict[str, Any]]) -> dict[str, float]:
    names = ("byte", "load", "bytes", "requests")
    return {name: median(one[name] for one in seen) for name in names} if seen else {}


def _heaviest(seen: list[dict[str, Any]]) -> str:
    if not seen:
        return ""
    heavy = max(seen, key=lambda one: one["heavy_bytes"])
    name = PurePosixPath(urlsplit(heavy["heavy"]).path).name or "the page itself"
    return f"{name}, {heavy['heavy_bytes'] / 1000:.0f} kB"
