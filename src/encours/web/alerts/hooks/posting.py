"""One message posted to one address that was checked: no redirect is followed, no proxy asked, no long answer read."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass

from encours.web.alerts.hooks.reachable import Resolve, Target, reachable, target_of
from encours.web.alerts.hooks.signing import HEADER, signature

TIMEOUT_SECONDS = 10
FAILURES = (OSError, http.client.HTTPException)  # what a server that is down, slow or no web server comes to
MOST_READ = 4_096


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other program answered."""

    status: int

    @property
    def taken(self) -> bool:
        return 200 <= self.status < 300


def post(
    url: str, body: bytes, secret: str, name: str, *, private: bool = False, resolve: Resolve | None = None
) -> Answer:
    """Send a signed message under a `name` by which one sent twice is known. UsageError for no address, DataError for
    one that may not be reached, `FAILURES` when nobody answers."""
    target = target_of(url, private=private)
    addresses = reachable(target, private=private, resolve=resolve)
    headers = {
        "Host": target.named,
        "Content-Type": "application/json",
        "User-Agent": "Encours",
        "Encours-Message": name,
        HEADER: signature(secret, body, int(time.time())),
    }
    return _posted(target, addresses, body, headers)


def _posted(target: Target, addresses: list[str], body: bytes, headers: Mapping[str, str]) -> Answer:
    connection = http.client.HTTPConnection(target.host, target.port, timeout=TIMEOUT_SECONDS)
    connection.sock = _connected(target, addresses)
    try:
        connection.request("POST", target.path, body, dict(headers))
        answer = connection.getresponse()
        answer.read(MOST_READ)
        return Answer(answer.status)
    finally:
        connection.close()


def _connected(target: Target, addresses: list[str]) -> socket.socket:
    """To the first of the addresses that answers; by its name the certificate is checked."""
    last: OSError = OSError("no address")
    for address in addresses:
        try:
            plain = socket.create_connection((address, target.port), TIMEOUT_SECONDS)
        except OSError as error:
            last = error
            continue
        if target.scheme == "http":
            return plain
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
        except OSError:
            plain.close()
            raise
    raise last
