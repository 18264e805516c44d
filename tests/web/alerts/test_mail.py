"""Mail about alerts through a real server: one for each person and run, in their language, never twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email import message_from_bytes, policy
from socket import socket
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from email.message import EmailMessage

    from encours.web.workflow.alerts.models import Rule
    from encours.web.workflow.people.models import Person


class Box:
    """What a mail server keeps of what it is handed; while it is `full` it refuses."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.full = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.full:
            return "451 come back later"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 taken"


def free_port() -> int:
    with closing(socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def mailing_to(port: int) -> Iterator[None]:
    from django.test import override_settings

    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(
        EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_BACKEND=smtp, URL="https://ar.example"
    ):
        yield


@pytest.fixture
def box() -> Iterator[Box]:
    held = Box()
    server = Controller(held, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        with mailing_to(server.port):
            yield held
    finally:
        server.stop()


def send() -> Any:
    """What waits is sent, as the job of the worker does."""
    from django.utils import timezone

    from encours.web.alerts import mailing
    from encours.web.alerts.jobs import MAIL
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.asking import start
    from encours.web.workflow.jobs.doing import do
    from encours.web.workflow.jobs.models import Job, WorkItem

    mailing.queue()
    WorkItem.objects.update(not_before=None)
    job = start(MAIL, "mail", None)
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now())
    do(job.pk, "w1", CATALOGUE)
    job.refresh_from_db()
    return job


def test_each_person_gets_one_mail_of_what_is_new_in_their_language(
    box: Box, rule_of: Callable[..., Rule], person: Callable[..., Person], look: Callable[[], dict[str, int]]
) -> None:
    from encours.web.workflow.alerts.models import Alert

    claire = person("cfo", language="fr", name="Claire Montfort")
    person("collector", portfolios=["P1"])
    quiet = {"event": "limit_exceeded", "condition": {"limit": 1, "days": 0}, "roles": ["cfo", "collector"]}
    rule_of(label="Limite", criticality="high", mail=True, **quiet)
    rule_of(
        label="Brut", figure="gross", condition={"test": "above", "limit": "1400"}, mail=True, roles=["cfo"]
    )
    rule_of(label="Sans courrier", figure="net", condition={"test": "above", "limit": "1"}, roles=["cfo"])
    look()
    assert send().state == "done"
    (mail,) = box.mails
    assert (mail["To"], mail["Subject"]) == (claire.email, "Encours · 2 alertes · 1 critique")
    body = " ".join(mail.get_content().split())
    assert re.search(
        r"Bonjour Claire Montfort, • \[Critique\] Limite — Cordier · C · F1 — 467 € limite 400 €", body
    )
    assert "• [À surveiller] Brut — Tout — " in body
    assert "Sans courrier" not in body
    assert body.endswith("https://ar.example/alertes/")
    for _again in range(2):
        look()
        send()
    assert len(box.mails) == 1, "the same state is told once"
    Alert.objects.filter(label="Brut").update(worst=3)
    look()
    send()
    assert [one["Subject"] for one in box.mails[1:]] == ["Encours · 1 alerte"]


def test_a_server_that_is_down_or_refuses_is_asked_again_and_nothing_is_sent_twice(
    box: Box, rule_of: Callable[..., Rule], person: Callable[..., Person], look: Callable[[], dict[str, int]]
) -> None:
    from encours.web.workflow.jobs.models import WorkItem

    person("cfo")
    rule_of(figure="gross", condition={"test": "above", "limit": "1"}, mail=True, roles=["cfo"])
    look()
    with mailing_to(free_port()):
        assert (send().state, WorkItem.objects.get().attempts) == ("queued", 1)
    box.full = True
    assert (send().state, WorkItem.objects.get().attempts) == ("queued", 2)
    box.full = False
    assert (send().state, len(box.mails)) == ("done", 1)
    assert (send().state, len(box.mails)) == ("done", 1)


@pytest.mark.parametrize("change", ["acknowledged", "ended", "confined", "left"])
def test_what_changed_since_it_was_put_is_heeded(
    box: Box,
    rule_of: Callable[..., Rule],
    person: Callable[..., Person],
    look: Callable[[], dict[str, int]],
    change: str,
) -> None:
    from django.utils import timezone

    from encours.web.alerts import mailing
    from encours.web.workflow.alerts.models import Alert

    cfo = person("cfo")
    rule_of(figure="gross", condition={"test": "above", "limit": "1"}, mail=True, roles=["cfo"])
    look()
    assert mailing.queue() == 1
    if change in ("acknowledged", "ended"):
        Alert.objects.update(**{f"{change}_at": timezone.now()})
    elif change == "left":
        cfo.is_active = False
    else:
        cfo.entities = ["F2"]
    cfo.save()
    send()
    assert box.mails == []
