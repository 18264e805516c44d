"""The links that let somebody in are in no log, whatever becomes of the request: refused, broken, or answered."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from encours.web.logs.logs import Line, logging_settings

if TYPE_CHECKING:
    from encours.web.workflow.people.models import Person

FORM = {"password": "short", "again": "other"}


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What this process writes from here on, by the handler of the settings."""
    written = io.StringIO()
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, Line):
            monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.fixture(params=["first", "invitation", "account_reset_password_from_key"])
def door(request: Any, db: None, person: Callable[..., Person]) -> tuple[str, str]:
    """The address of a valid link of each kind, and its token."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str
    from django.urls import reverse

    from encours.web.workflow.people.links import INVITATION_LASTS, draw

    if request.param == "first":
        token = draw(None, INVITATION_LASTS)
        return reverse("first", args=[token]), token
    someone = person()
    if request.param == "invitation":
        token = draw(someone, INVITATION_LASTS)
        return reverse("invitation", args=[token]), token
    token = default_token_generator.make_token(someone)
    uid = user_pk_to_url_str(someone)
    return reverse(request.param, kwargs={"uidb36": uid, "key": token}), token


def asked(path: str, status: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """The page asked so that it is answered by this status."""
    from django.test import Client

    if status == 500:
        _break(monkeypatch)
    client = Client(enforce_csrf_checks=status == 403, raise_request_exception=False)
    headers = {"host": "elsewhere.example"} if status == 400 else {}
    if status == 404:
        return int(client.get(f"{path}more/", headers=headers).status_code)
    return int(client.post(path, FORM, headers=headers).status_code)


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_a_refused_or_broken_request_of_a_valid_link_does_not_write_it(
    door: tuple[str, str], status: int, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, token = door
    assert asked(path, status, monkeypatch) == status
    written = log.getvalue()
    assert written.count("\n") >= 2  # the framework's line and that of the access log
    assert token not in written


def test_a_wrong_form_of_a_valid_link_does_not_write_it(db: None, log: io.StringIO, stranger: Any) -> None:
    from encours.web.people.first import token_link

    link = token_link("http://testserver")
    assert link
    path = link.removeprefix("http://testserver")
    assert stranger.post(path, FORM).status_code == 422
    assert "Unprocessable Entity: /compte/premier/…/" in log.getvalue()
    assert path.split("/")[-2] not in log.getvalue()


@pytest.mark.parametrize("name", ["granian.access", "django.server", "huey", "somebody.else"])
@pytest.mark.parametrize("quoted", [False, True])
def test_no_other_log_writes_it_either(
    door: tuple[str, str], name: str, quoted: bool, log: io.StringIO
) -> None:
    from urllib.parse import quote

    path, token = door
    shown = quote(path, safe="") if quoted else path
    facts = {"method": "GET", "path": shown, "status": 200}
    logging.getLogger(name).warning('"%(method)s %(path)s HTTP/1.1" %(status)d', facts)
    try:
        raise ValueError(f"no page at {shown}")
    except ValueError:
        logging.getLogger(name).exception("broken")
    assert log.getvalue().count("\n") == 2
    assert token not in log.getvalue()


def test_pages_beside_those_addresses_keep_their_name(db: None, log: io.StringIO) -> None:
    kept = ("/compte/mot-de-passe/oublie/envoye/", "/compte/mot-de-passe/oublie/fait/", "/compte/login/")
    for path in kept:
        logging.getLogger("django.request").warning("Not Found: %s", path)
    assert all(path in log.getvalue() for path in kept)


def test_whatever_is_written_passes_the_veil() -> None:
    settings = logging_settings()
    assert all(handler["filters"] == ["veil"] for handler in settings["handlers"].values())
    assert settings["root"]["handlers"] == ["out"]
    assert not any(logger["handlers"] for logger in settings["loggers"].values())


def _break(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page of these breaks, and says its address in the error."""

    def broken(path: str) -> None:
        raise ValueError(f"broken at {path}")

    monkeypatch.setattr("encours.web.people.first.opened", lambda token: broken(f"/compte/premier/{token}/"))
    monkeypatch.setattr(
        "encours.web.people.invitation.opened", lambda token: broken(f"/compte/invitation/{token}/")
    )
    monkeypatch.setattr(
        "allauth.account.views.PasswordResetFromKeyView.dispatch",
        lambda self, request, uidb36, key, **_more: broken(request.path),
    )
