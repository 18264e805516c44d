"""Pages are read and posted to, and nothing else is done to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

PAGES = ("/", "/creances/", "/compte/", "/compte/login/", "/reglages/utilisateurs/", "/health/", "/nothing/")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "LINK"])
def test_a_page_refuses_methods_it_does_not_have(client_of: Callable[..., Client], method: str) -> None:
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.cookies = client_of("administrator").cookies
    for page in PAGES:
        answer = browser.generic(method, page)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
        assert answer["Content-Security-Policy"]
