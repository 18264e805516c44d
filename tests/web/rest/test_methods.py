"""Each address of the interface answers the methods it has, and says which to any other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

WRITING, READING = {"POST"}, {"GET", "HEAD"}
OTHERS = ("PUT", "PATCH", "DELETE", "TRACE", "LINK")


def addresses() -> dict[str, set[str]]:
    """Every address, about things that need not exist, and the methods its operations have."""
    import re

    from encours.web.rest.interface import api

    found = {"": {"GET"}, "openapi.json": {"GET"}}
    for path, operations in api.get_openapi_schema(path_prefix="")["paths"].items():
        place = re.sub(r"{(version)}", "1", path)
        place = re.sub(r"{(upload)}", "00000000-0000-0000-0000-000000000000", place)
        found[re.sub(r"{\w+}", "K1", place).lstrip("/")] = {name.upper() for name in operations}
    return found


def asked(client: Any, method: str, path: str) -> Any:
    return client.generic(method, f"/api/v1/{path}", "{}", content_type="application/json")


@pytest.mark.parametrize("key", [True, False])
def test_what_an_address_does_not_answer_is_refused_with_what_it_does(
    program: Callable[..., Any], stranger: Any, key: bool
) -> None:
    client = program("administrator") if key else stranger
    for path, methods in addresses().items():
        reads = READING if "GET" in methods else set()
        told = {*methods, *reads, "OPTIONS"}
        for method in {"GET", "POST", *OTHERS} - methods:
            answer = asked(client, method, path)
            assert answer.status_code == 405, (method, path)
            assert set(answer["Allow"].split(", ")) == told
            assert method in answer.json()["detail"]
        options = asked(client, "OPTIONS", path)
        assert (options.status_code, set(options["Allow"].split(", "))) == (204, told)


def test_head_says_of_a_read_what_get_says_without_the_rest(program: Callable[..., Any]) -> None:
    client = program("administrator")
    for path, methods in addresses().items():
        if "GET" in methods:
            got, headed = client.get(f"/api/v1/{path}"), client.head(f"/api/v1/{path}")
            assert headed.status_code == got.status_code, path
            assert headed.content == b""
        else:
            assert client.head(f"/api/v1/{path}").status_code == 405


def test_a_write_asked_of_a_read_changes_nothing_and_needs_no_token_to_be_refused(
    demo: Any, client_of: Callable[..., Any]
) -> None:
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.cookies = client_of("cfo").cookies
    assert [asked(browser, "POST", path).status_code for path in ("me", "show", "")] == [405] * 3
