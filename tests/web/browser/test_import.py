"""A file brought through the page: recognised, checked, imported, seen in the figures, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .conftest import Visitor
from .seen import figure, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIST = """Code client;Raison sociale;N° facture;Type;Date facture;Date d'échéance;Montant TTC;Devise
ZZ901;Verrerie Quatrevaux SA;ZQ26-901;Facture;05/10/2026;20/10/2026;1 250,40;EUR
ZZ902;Tannerie Lorbec SARL;ZQ26-902;Facture;07/10/2026;06/11/2026;749,60;EUR
"""


def test_a_file_is_imported_seen_and_taken_back(visitor: Callable[..., Visitor], tmp_path: Path) -> None:
    file = tmp_path / "postes-ouverts.csv"
    file.write_text(LIST, encoding="utf-8")
    one = visitor("accountant")
    before = _net(one)
    page = one.go("/reglages/imports/")
    page.set_input_files("input[name=files]", file)
    page.click("form[data-drop] button")
    page.wait_for_url("**/depots/**")
    _say_what_it_is(page)
    page.locator('button[form="read"]').first.click()
    page.locator('form[action$="/import/"] button').click()
    report = page.locator("#work a[href*='/reglages/imports/']")
    report.wait_for()
    report.click()
    page.wait_for_url("**/reglages/imports/*/")
    came_in = page.url
    assert _net(one) - before == 2_000
    assert "Verrerie Quatrevaux" in one.go("/clients/?q=Quatrevaux").locator("tbody").inner_text()
    _take_back(page, came_in)
    assert _net(one) == before


def _say_what_it_is(page: Page) -> None:
    """The form of the part: the entity the list is of, then read it so."""
    entity = page.locator("#read .read [name$=entity]").first
    if entity.count():
        entity.fill("FR01") if entity.evaluate("one => one.tagName") == "INPUT" else entity.select_option(
            "FR01"
        )
    page.locator("#read .read p button").last.click()
    settle(page)


def _take_back(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#undo summary").click()
    with page.expect_navigation():
        page.locator('form[action$="/annulation/"] button').click()
    page.locator("#undo[hx-get]").wait_for(state="detached")


def _net(one: Visitor) -> object:
    page = one.go("/creances/?measure=net")
    read = figure(str(page.locator("#found dd").nth(1).text_content()))
    assert read is not None
    return read[0]
