"""Webhooks against a real server of this machine: signed, tried again, never sent where they may not go."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from encours.errors import DataError, UsageError
from encours.web.alerts.hooks.posting import FAILURES, post
from encours.web.alerts.hooks.reachable import reachable, target_of
from encours.web.alerts.hooks.signing import holds

if TYPE_CHECKING:
    from encours.web.workflow.alerts.models import Hook, Rule

SECRET = "whsec_of_this_test_only"


class Receiver(ThreadingHTTPServer):
    """Another program: what it was sent, and how it answers next."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.received: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook?a=1"


class Answering(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, dict(self.headers), body))
        status = self.server.answers.pop(0) if self.server.answers else 204
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: Any) -> None: ...


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def hook(db: None, receiver: Receiver, person: Callable[..., Any]) -> Hook:
    from django.conf import settings

    from encours.web.workflow.alerts.models import Hook
    from encours.web.workflow.people.sealing import seal

    sealed = seal(SECRET, settings.SECRET_KEY)
    return Hook.objects.create(
        name="ERP", url=receiver.url, secret=sealed, private=True, made_by=person("administrator")
    )


def send() -> str:
    from encours.web.alerts.hooks import telling
    from encours.web.alerts.jobs import POST
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.asking import start
    from encours.web.workflow.jobs.doing import do
    from encours.web.workflow.jobs.models import WorkItem

    telling.queue()
    WorkItem.objects.update(not_before=None)
    job = start(POST, "webhooks", None)
    do(job.pk, "w1", CATALOGUE)
    job.refresh_from_db()
    return str(job.state)


def test_a_state_is_told_signed_when_it_begins_and_when_it_ceases(
    hook: Hook, receiver: Receiver, rule_of: Callable[..., Rule], look: Callable[[], dict[str, int]]
) -> None:
    above = {"test": "above", "limit": "1"}
    rule = rule_of(figure="gross", condition=above, hooks=[hook.pk], label="Brut élevé")
    rule_of(figure="net", condition=above)
    look()
    receiver.answers = [500, 302]
    assert [send(), send(), send(), send()] == ["queued", "queued", "done", "done"]
    assert [path for path, _headers, _body in receiver.received] == ["/hook?a=1"] * 3
    names = {headers["Encours-Message"] for _path, headers, _body in receiver.received}
    assert len(names) == 1, "the same message, known by its name"
    _path, headers, body = receiver.received[-1]
    now = int(time.time())
    assert holds(SECRET, body, headers["Encours-Signature"], now)
    assert not holds("another", body, headers["Encours-Signature"], now)
    assert not holds(SECRET, body + b" ", headers["Encours-Signature"], now)
    said = json.loads(body)
    assert (said["event"], said["alert"]["label"], said["alert"]["currency"]) == (
        "alert.begun",
        "Brut élevé",
        "EUR",
    )
    assert said["id"] in names
    rule.condition = {"test": "above", "limit": "1000000000"}
    rule.save()
    look()
    assert send() == "done"
    assert json.loads(receiver.received[-1][2])["event"] == "alert.ceased"
    hook.refresh_from_db()
    assert (hook.answer, bool(hook.answered_at)) == ("", True)


def test_an_address_that_is_no_longer_allowed_is_told_nothing(
    hook: Hook, receiver: Receiver, rule_of: Callable[..., Rule], look: Callable[[], dict[str, int]]
) -> None:
    from encours.web.workflow.jobs.models import WorkItem

    rule_of(figure="gross", condition={"test": "above", "limit": "1"}, hooks=[hook.pk])
    hook.private, hook.url = False, receiver.url.replace("http", "https")
    hook.save()
    look()
    assert send() == "done"
    assert (receiver.received, WorkItem.objects.get().state) == ([], "failed")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.7",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "fd12::1",
        "fe80::1%eth0",
        "0.0.0.0",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "100.64.3.4",
        "224.0.0.1",
        "64:ff9b:1::1",
        "::7f00:1",
        "240.0.0.1",
    ],
)
def test_no_form_of_a_private_address_is_reached(address: str) -> None:
    target = target_of("https://erp.example/hook")
    for found in ([address], ["8.8.8.8", address]):
        with pytest.raises(DataError):
            reachable(target, resolve=lambda _host, _port, found=found: found)
    assert reachable(target, private=True, resolve=lambda _host, _port: [address]) == [address]


def test_a_name_is_resolved_once_and_what_was_checked_is_what_is_reached(receiver: Receiver) -> None:
    asked = []

    def rebinding(_host: str, _port: int) -> list[str]:
        asked.append(1)
        return ["8.8.8.8"] if len(asked) == 1 else ["127.0.0.1"]

    assert reachable(target_of("https://erp.example/"), resolve=rebinding) == ["8.8.8.8"]
    url = receiver.url.replace("127.0.0.1", "erp.example")
    answer = post(url, b"{}", SECRET, "1", private=True, resolve=lambda _host, _port: ["127.0.0.1"])
    assert answer.taken
    assert receiver.received[0][1]["Host"] == f"erp.example:{receiver.server_address[1]}"


@pytest.mark.parametrize(
    "url",
    [
        "http://erp.example/",
        "ftp://erp.example/",
        "https://",
        "erp.example",
        "https://a:b@erp.example/",
        "https://erp.example:99999/",
        "https://erp.example/\r\nX: y",
        "file:///etc/passwd",
        "https://é.example/",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        target_of(url)


def test_a_server_without_a_certificate_is_told_nothing(receiver: Receiver) -> None:
    url = receiver.url.replace("http", "https")
    with pytest.raises(FAILURES):
        post(url, b"{}", SECRET, "1", private=True)
    assert receiver.received == []
