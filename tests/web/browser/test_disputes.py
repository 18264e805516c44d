"""A dispute noted with the keyboard from a customer's page, found by its cause, closed and opened again."""

from __future__ import annotations

import re
from collections.abc import Callable

from .conftest import Visitor
from .seen import settle


def test_a_dispute_is_noted_from_a_customer_found_by_its_cause_closed_and_opened_again(
    visitor: Callable[..., Visitor],
) -> None:
    page = visitor("collector").go("/clients/?late=1")
    page.locator("tbody .who a").first.click()
    page.wait_for_url(re.compile(r"/clients/[^/]+/[^/]+/"))
    settle(page)
    page.keyboard.press("l")
    page.wait_for_url("**/litiges/")
    page.fill("[name=cause]", "Palette abîmée")
    page.fill("[name=owner]", "Logistique")
    page.locator("main .btn.primary").click()
    page.wait_for_url("**tab=follow-up**")
    assert "Palette abîmée" in page.locator(".note.success").inner_text()

    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/litiges/")
    assert settle(page).locator(".tiles .tile").count() == 5
    page.select_option("[name=cause]", "Palette abîmée")
    page.wait_for_function("() => document.querySelectorAll('#disputes tbody tr').length === 1")
    page.locator("#disputes tbody td .tag").click()

    page.wait_for_url(re.compile(r"/litiges/web-[0-9a-f]{32}/"))
    settle(page).locator("details", has_text="relancé").locator("summary").click()
    page.select_option("[name=outcome]", "partial")
    page.locator("form[action$='/cloture/'] button").click()
    settle(page).locator(".note.success").wait_for()
    page.locator("details", has_text="première ouverture").locator("summary").click()
    page.locator("form[action$='/reouverture/'] button").click()
    settle(page).locator(".note.success").wait_for()
    assert page.locator(".tl li").count() == 3, "its history tells the three acts"
