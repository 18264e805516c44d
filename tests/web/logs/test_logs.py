"""What a log line says, and what it never says."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from typing import Any

import pytest

from encours.web.logs.access import access, shown
from encours.web.logs.logs import Line, Veil, veiled


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("DATABASE_URL=postgresql://u:p4ss@h/d", "p4ss"),
        ("Authorization: Bearer abc.def", "abc.def"),
        ("{'password': 'hunter22'}", "hunter22"),
        ("/sign/?code=xyz9&state=qqq8", "xyz9"),
        ("api_key=k-123", "k-123"),
        ("sessionid=s3ss; csrftoken=t0k", "s3ss"),
    ],
)
def test_secrets_are_veiled(text: str, left: str) -> None:
    assert left not in veiled(text)


@pytest.mark.parametrize(
    "text", ["portfolio=Nord&sort=-overdue", "monkey business", "3 keys", "https://h/a@b"]
)
def test_the_rest_stays(text: str) -> None:
    assert veiled(text) == text


def test_a_line_is_one_object_even_with_a_trace() -> None:
    try:
        raise ValueError("password=abc\nsecond line")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "went\nwrong", (), sys.exc_info())
    line = written(record)
    said = json.loads(line)
    assert "\n" not in line
    assert said["message"] == "went\nwrong"
    assert "second line" in said["trace"]
    assert "abc" not in said["trace"]


@pytest.mark.parametrize(
    ("path", "query", "told"),
    [
        ("/items/", "sort=-overdue", "/items/?sort=-overdue"),
        ("/first/q7Zx81kdLw0bT4mN2vRc/", "", "/first/…/"),
        ("/settings/portfolios/international/", "", "/settings/portfolios/international/"),
        ("/customers/FR01/C000123/", "token=abc", "/customers/FR01/C000123/?token=…"),
    ],
)
def test_an_address_is_told_without_what_opens_a_door(path: str, query: str, told: str) -> None:
    assert shown(path, query) == told


@pytest.mark.parametrize(("given", "kept"), [("abc-1", True), ("a b", False), ("x" * 65, False), ("", False)])
def test_the_number_a_proxy_gave_is_kept_when_it_is_one(given: str, kept: bool) -> None:
    from django.http import HttpResponse
    from django.test import RequestFactory

    answer = access(lambda request: HttpResponse("ok"))(
        RequestFactory().get("/", headers={"X-Request-ID": given})
    )
    assert (answer.headers["X-Request-ID"] == given) == kept


def test_a_request_is_told_with_its_status_and_person(
    caplog: pytest.LogCaptureFixture, person: Callable[..., Any]
) -> None:
    from django.http import HttpResponse
    from django.test import RequestFactory

    request = RequestFactory().get("/items/?token=abc")
    request.user = person("cfo")
    with caplog.at_level(logging.INFO, "encours.access"):
        access(lambda _request: HttpResponse(status=503))(request)
    (record,) = caplog.records
    said = json.loads(written(record))
    assert (said["status"], said["path"], said["person"], said["level"]) == (
        503,
        "/items/?token=…",
        request.user.pk,
        "error",
    )
    assert said["duration_ms"] >= 0


def test_a_message_that_does_not_fit_its_arguments_is_written_all_the_same() -> None:
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "%d of %s", ("one",), None)
    assert json.loads(written(record))["message"] == "%d of %s"


def written(record: logging.LogRecord) -> str:
    """As the handler of the root writes it."""
    assert Veil().filter(record)
    return Line().format(record)
