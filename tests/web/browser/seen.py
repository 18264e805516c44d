"""What is looked for on pages: their addresses, figures written as text, and what axe has to say."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.rounds import FULL

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NUMBER = re.compile(r"(?<![\w–])([−-]?)(\d[\d\s]*(?:,\d+)?)\s*([Mk]?)(?:€|£|$)")
FILES = re.compile(r"format=|\.csv$|/fichier/|/pdf/|/exemple/|/releve/|/api/")
MORE_ROWS = "tbody tr:nth-child(n+13)"  # like those before: axe looks at them in the long run
UNIT = {"": 0, "k": 3, "M": 6}
# Nothing is being asked any more, and every chart is drawn.
SETTLED = """() => document.readyState === "complete" && !document.querySelector(".htmx-request")
  && [...document.querySelectorAll("figure.chart .drawing")].every((place) => place.querySelector("svg"))"""
# Every chart is drawn for the width it has, and its marks can be reached.
FITTED = """() => [...document.querySelectorAll("figure.chart .drawing")].every(
  (place) => !place.clientWidth || !place.dataset.width || Number(place.dataset.width) === place.clientWidth)"""


def settle(page: Page) -> Page:
    """The page once the parts that load by themselves have come; the same for a page a click has led to."""
    page.wait_for_load_state()
    page.wait_for_function(SETTLED)
    return page


def resize(page: Page, width: int) -> None:
    """The page in a window of another width, its charts drawn anew."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(FITTED)


def links(page: Page, within: str = "main") -> list[str]:
    """The addresses a page leads to, on the same site."""
    found = page.eval_on_selector_all(f"{within} a[href]", "all => all.map((one) => one.href)")
    here = urlsplit(page.url).netloc
    parts = [urlsplit(url) for url in found]
    return [one._replace(scheme="", netloc="", fragment="").geturl() for one in parts if one.netloc == here]


def kind(path: str) -> str:
    """The name of the page at an address: its pages are alike."""
    from django.urls import Resolver404, resolve

    try:
        return str(resolve(urlsplit(path).path).view_name)
    except Resolver404:
        return path


def is_page(path: str) -> bool:
    """Whether an address gives a page rather than a file."""
    return not FILES.search(path) and not path.startswith("/static/")


def figure(text: str) -> tuple[Decimal, Decimal] | None:
    """A figure as it is written in French, and by how much it may be rounded; None for a text without any.

    >>> figure("3,65 M€")
    (Decimal('3650000'), Decimal('5E+3'))
    """
    found = NUMBER.search(text.strip())
    if found is None:
        return None
    sign, digits, unit = found.groups()
    written = Decimal(re.sub(r"\s", "", digits).replace(",", "."))
    exponent = int(written.as_tuple().exponent)
    value = written.scaleb(UNIT[unit]) * (-1 if sign else 1)
    return value.quantize(Decimal(1)) if unit else value, Decimal(5).scaleb(exponent + UNIT[unit] - 1)


def violations(page: Page, only: list[str] | None = None) -> list[str]:
    """What axe has to say of a page, one line each."""
    from axe_playwright_python.base import AXE_SCRIPT

    options: dict[str, Any] = {"runOnly": {"type": "rule", "values": only} if only else RULES}
    options["resultTypes"] = ["violations"]
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    where = {"include": [["html"]], "exclude": [] if FULL else [[MORE_ROWS]]}
    found = page.evaluate("(asked) => axe.run(...asked)", [where, options])["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"][:2]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
