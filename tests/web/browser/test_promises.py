"""A promise noted with the keyboard from a customer's page, found in the list, and called off."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from .conftest import Visitor
from .seen import settle


def test_a_promise_is_noted_from_a_customer_found_in_the_list_and_called_off(
    visitor: Callable[..., Visitor],
) -> None:
    page = visitor("collector").go("/clients/?late=1")
    page.locator("tbody .who a").first.click()
    page.wait_for_url(re.compile(r"/clients/[^/]+/[^/]+/"))
    name = settle(page).locator("h1").inner_text()
    page.keyboard.press("p")
    page.wait_for_url("**/promesses/")
    page.fill("[name=amount]", "1 234,56")
    page.fill("[name=due_on]", (datetime.now(UTC) + timedelta(days=9)).date().isoformat())
    page.fill("[name=comment]", "Virement promis")
    page.locator("main .btn.primary").click()
    page.wait_for_url("**tab=follow-up**")
    assert "1 234,56 €" in page.locator(".note.success").inner_text().replace("\u202f", " ").replace(
        "\u00a0", " "
    )

    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/promesses/")
    before = settle(page).locator("#sums").inner_text()
    page.select_option("[name=state]", "awaited")
    page.wait_for_url("**state=awaited**")
    page.wait_for_function("(text) => document.querySelector('#sums').innerText !== text", arg=before)
    assert page.locator(".tiles .tile").count() == 4, "what is above the list stays"
    page.fill("[data-search]", name)
    page.wait_for_function(
        "(name) => [...document.querySelectorAll('#promises tbody tr')].every((row) => row.innerText.includes(name))",
        arg=name,
    )
    row = page.locator("#promises tbody tr", has_text="1 234,56".replace(" ", "\u202f"))
    row.locator("td .tag").click()

    page.wait_for_url(re.compile(r"/promesses/web-[0-9a-f]{32}/"))
    settle(page).locator("details", has_text="compte plus").locator("summary").click()
    page.locator("form[action$='/annulation/'] button").click()
    settle(page).locator(".note.success").wait_for()
    assert page.locator(".tl li").count() == 2, "its history tells both acts"
