"""Mail that cannot be sent: nobody learns from it who has an account, and who invites is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from socket import socket
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from .test_accounts import LIST, NEW, told

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

FORGOTTEN = "/compte/mot-de-passe/oublie/"
answered, sent = Event(), Event()


class Held(BaseEmailBackend):
    """A mail server that takes no mail before the page is answered."""

    def send_messages(self, email_messages: Any) -> int:
        assert answered.wait(60)
        sent.set()
        return len(email_messages)


@pytest.fixture
def down(settings_of: Callable) -> Any:
    """A mail server where nothing listens."""
    with closing(socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with settings_of(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_BACKEND=smtp):
        yield


def test_a_mail_server_that_is_down_tells_nobody_who_has_an_account(
    person: Callable[..., Person], stranger: Client, down: None, caplog: pytest.LogCaptureFixture
) -> None:
    from encours.web.people.mailing import settle

    answers = [
        stranger.post(FORGOTTEN, {"email": email}) for email in (person().email, "nobody@example.test")
    ]
    with caplog.at_level(logging.ERROR, "encours.web.people.mailing"):
        settle()
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, f"{FORGOTTEN}envoye/")] * 2
    failed = [record.message for record in caplog.records if record.levelno >= logging.ERROR]
    assert failed == ["mail not sent"]


def test_the_page_is_answered_before_the_mail_server_is(
    person: Callable[..., Person], stranger: Client, settings_of: Callable
) -> None:
    from encours.web.people.mailing import settle

    with settings_of(EMAIL_HOST="mail.example", EMAIL_BACKEND=f"{__name__}.Held"):
        stranger.post(FORGOTTEN, {"email": person().email})
        assert not sent.is_set()
        answered.set()
        settle()
    assert sent.is_set()


def test_when_too_many_mails_wait_more_are_not_kept(
    person: Callable[..., Person], stranger: Client, settings_of: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import BoundedSemaphore

    from django.core import mail

    from encours.web.people import mailing

    monkeypatch.setattr(mailing, "_room", BoundedSemaphore(1))
    mailing._room.acquire()
    with settings_of(EMAIL_HOST="mail.example"):
        assert stranger.post(FORGOTTEN, {"email": person().email}).status_code == 302
    mailing.settle()
    assert mail.outbox == []


def test_who_invites_is_told_that_mail_could_not_be_sent_and_has_the_link(
    sure: Callable[..., Client], administrator: Person, stranger: Client, down: None
) -> None:
    shown = sure(administrator).post(f"{LIST}nouveau/", NEW)
    page = shown.content.decode()
    assert "The mail could not be sent" in page
    assert "has been mailed" not in page
    assert shown.context["url"] in page
    assert stranger.get(shown.context["url"].removeprefix("http://testserver")).status_code == 200
    assert told("invitation made").changes["mailed"] == (None, False)


def test_without_a_mail_server_nothing_is_said_to_have_failed(
    sure: Callable[..., Client], administrator: Person
) -> None:
    page = sure(administrator).post(f"{LIST}nouveau/", NEW).content.decode()
    assert "could not be sent" not in page
    assert "yourself" in page
