"""An address that only a form sends to says so to who comes by a link, instead of an empty page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client


def test_coming_by_a_link_to_the_address_of_a_form_shows_a_page_that_says_what_to_do(
    client_of: Callable[..., Client],
) -> None:
    answer = client_of("cfo").get("/tableaux/nouveau/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This address answers a form" in answer.content.decode()


def test_a_form_sent_to_a_page_that_takes_none_is_still_refused(
    client_of: Callable[..., Client],
) -> None:
    answer = client_of("cfo").put("/tableaux/nouveau/")
    assert (answer.status_code, answer.content) == (405, b"")
