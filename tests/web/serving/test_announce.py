"""`encours serve` says that the cockpit is served once it answers, not before."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from encours.web.serving.serve import Listening, announce
from tests.web.serving.processes import free_port, until


class Busy(BaseHTTPRequestHandler):
    """What a cockpit whose worker does not run yet answers: it answers, all the same."""

    def do_GET(self) -> None:
        self.send_error(503)

    def log_message(self, *_said: Any) -> None: ...


def test_it_is_said_once_it_answers(capfd: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    saying = Thread(target=announce, args=(Listening("0.0.0.0", port, 1),), daemon=True)
    saying.start()
    saying.join(0.5)
    assert saying.is_alive()
    assert capfd.readouterr().err == ""
    server = HTTPServer(("127.0.0.1", port), Busy)
    Thread(target=server.serve_forever, daemon=True).start()
    until(lambda: not saying.is_alive())
    server.shutdown()
    server.server_close()
    assert capfd.readouterr().err == (f"The cockpit is served at http://127.0.0.1:{port} (Ctrl+C ends it).\n")


@pytest.mark.parametrize(
    ("host", "address"),
    [("::", "http://[::1]:80"), ("[::1]", "http://[::1]:80"), ("10.0.0.1", "http://10.0.0.1:80")],
)
def test_the_address_is_one_that_this_machine_reaches(
    host: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ENCOURS_URL", raising=False)
    assert Listening(host, 80, 1).address == address
