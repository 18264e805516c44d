"""What the framework refuses by itself is told to programs in JSON, as operations tell it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

API = "/api/v1"
MB = 1024 * 1024


def sent(
    client: Any, method: str, path: str, body: bytes = b"", kind: str = "application/json", **more: Any
) -> Any:
    client.raise_request_exception = False
    return client.generic(method, path, body, content_type=kind, **more)


@pytest.mark.parametrize(
    ("method", "path", "body", "kind", "status"),
    [
        ("POST", "/promises", b'{"entity": "' + b"x" * (31 * MB) + b'"}', "application/json", 413),
        ("POST", "/imports", b"--a\r\n" + b"x" * (31 * MB), "multipart/form-data; boundary=", 400),
        ("POST", "/nothing", b"x" * (31 * MB), "application/json", 404),
        ("POST", "/promises", b"{", "application/json", 422),
        ("GET", "/../api", b"", "application/json", 404),
        ("GET", "/../api/", b"", "application/json", 404),
        ("GET", "/../api/v2/show", b"", "application/json", 404),
    ],
)
def test_what_is_refused_before_an_operation_is_json(
    program: Callable[..., Any], method: str, path: str, body: bytes, kind: str, status: int
) -> None:
    address = f"{API}{path}".replace("/v1/..", "/..").replace("/api/../api", "/api")
    answer = sent(program("credit_manager"), method, address, body, kind)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json; charset=utf-8")
    assert set(answer.json()) == {"detail"}


def test_a_host_that_is_not_ours_is_refused_in_the_language_asked_for(
    program: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["testserver"])
    client = program()
    said = {
        language: sent(
            client, "GET", f"{API}/me", headers={"host": "evil.example", "accept-language": language}
        )
        for language in ("en", "fr")
    }
    assert {one.status_code for one in said.values()} == {400}
    assert "cannot be read" in said["en"].json()["detail"]
    assert said["fr"].json()["detail"] != said["en"].json()["detail"]


def test_an_operation_that_breaks_says_so_in_json(
    program: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web.rest import figures

    def broken(*_given: Any) -> Any:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(figures, "told", broken)
    answer = sent(program(), "GET", f"{API}/show?figures=net")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/json; charset=utf-8")
    assert "secret" not in answer.content.decode()


def test_the_page_of_the_operations_stays_a_page(stranger: Any) -> None:
    assert sent(stranger, "GET", f"{API}/").status_code == 302
