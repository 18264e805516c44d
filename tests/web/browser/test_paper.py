"""Pages on paper, as Chromium prints them: whole, on few sheets, with nothing that only a screen can do."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from tests.rounds import FULL

from .seen import settle

if TYPE_CHECKING:
    from .conftest import Visitor

CUSTOMER = "/clients/FR01/C10006/"
PRESSED = (
    "Imprimer",
    "Excel",
    "CSV",
    "Colonnes",
    "Écrire une note",
    "Ajouter la note",
    "Suivant",
    "Tout mon périmètre",
)
TABS = ("Encaissements", "Imputations", "Fiche")
DRAWN_WITHIN = 0.97  # of the width of its card less its edges


def printed(visitor: Visitor, path: str) -> list[str]:
    """The text of each sheet."""
    page = visitor.go(path)
    page.wait_for_load_state("networkidle")
    sheet = page.pdf(prefer_css_page_size=True, print_background=True)
    return [one.extract_text() for one in PdfReader(BytesIO(sheet)).pages]


def test_the_cockpit_takes_two_sheets(visitor: Callable[..., Visitor]) -> None:
    sheets = printed(visitor("cfo"), "/")
    text = "\n".join(sheets)
    assert len(sheets) <= 2
    assert [word for word in PRESSED if word in text] == []
    assert text.count("Total") == 1
    assert "Périmètre complet" in sheets[0] or "périmètre" in sheets[0].lower()


def test_a_customer_is_printed_with_every_item_and_one_total(visitor: Callable[..., Visitor]) -> None:
    someone = visitor("cfo")
    sheets = printed(someone, CUSTOMER)
    page = someone.page
    shown = page.locator(".part360 .listing tbody tr").count()
    count = int(re.findall(r"\d+", page.locator(".part360 .foot > span").first.inner_text())[-1])
    text = "\n".join(sheets)
    page = someone.go(page.locator("[data-paper]").first.get_attribute("data-paper") or "")
    items = page.locator(".part360 .listing tbody td.card-lead").all_inner_texts()
    assert count > shown, "more than a page of the screen, which is as it was"
    assert len(items) == count
    assert [item for item in items if item.strip() not in text] == []
    assert f"1–{count}" in text
    assert text.count("Total") == 1
    assert len(sheets[0]) > 1_000, "the first sheet is full"
    assert [word for word in (*PRESSED, *TABS) if word in text] == []


@pytest.mark.parametrize("path", ["/", CUSTOMER])
def test_charts_are_as_wide_as_their_card_on_the_sheet(visitor: Callable[..., Visitor], path: str) -> None:
    page = visitor("cfo").go(path)
    page.wait_for_selector(".chart .drawing svg.marks")
    page.set_viewport_size({"width": 1464, "height": 1000})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    settle(page)
    shares = page.locator(".chart .drawing svg.marks").evaluate_all(
        """all => all.map(one => one.getBoundingClientRect().width /
        one.closest('.drawing').getBoundingClientRect().width)"""
    )
    assert min(shares) > DRAWN_WITHIN


# A list of some sheets and one of a single sheet; the longest take the browser ten seconds each.
LISTS = ["/groupe/", "/clients/?entity=FR02"]
LISTS += ["/clients/", "/balance/", "/creances/?measure=overdue", "/promesses/"] if FULL else []


@pytest.mark.parametrize("path", LISTS)
def test_a_list_begins_on_the_first_sheet(visitor: Callable[..., Visitor], path: str) -> None:
    sheets = printed(visitor("cfo"), path)
    assert all(len(text) > 100 for text in sheets[:-1]), "no sheet but the last is nearly empty"
    text: Any = "\n".join(sheets)
    assert [word for word in PRESSED if word in text] == []
