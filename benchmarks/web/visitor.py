"""Somebody signed in, who asks for pages as a browser does: one session, connections kept open."""

from __future__ import annotations

import gzip
import http.client
import re
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from http.cookies import SimpleCookie
from time import perf_counter
from urllib.parse import urlencode

SIGN_IN = "/compte/login/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LOADED = re.compile(r'<[^<>]*\shx-trigger="[^"]*\bload\b[^"]*"[^<>]*>')
ASKED = re.compile(r'\shx-get="([^"]+)"')
LINK = re.compile(r'\shref="([^"#]+)"')
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """`seconds` to its last byte as the visitor counts them; `number` is that of the request in the server's log."""

    status: int
    seconds: float
    text: str
    number: str

    @property
    def parts(self) -> list[str]:
        """The addresses the page loads by itself once shown.

        >>> Answer(200, 0, '<div hx-get="/?part=dso&amp;date=x" hx-trigger="load, again">', "").parts
        ['/?part=dso&date=x']
        """
        found = [ASKED.search(tag) for tag in LOADED.findall(self.text)]
        return [unescape(one[1]) for one in found if one]

    @property
    def links(self) -> list[str]:
        return [unescape(one) for one in LINK.findall(self.text)]


class Visitor:
    """One person; each thread that asks for it has a connection of its own, as a browser has several."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self.port, self.cookies = port, dict(cookies or {})
        self._held = threading.local()

    def sign_in(self, email: str, password: str) -> Visitor:
        """Through the form; RuntimeError when it lets nobody in."""
        token = TOKEN.search(self.ask(SIGN_IN).text)
        if token is None:
            raise RuntimeError("The page of signing in has no form.")
        form = {"csrfmiddlewaretoken": token[1], "login": email, "password": password}
        self._exchange(
            "POST", SIGN_IN, urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"}
        )
        if "sessionid" not in self.cookies:
            raise RuntimeError(f"{email} cannot sign in.")
        return self

    def ask(self, path: str, *, part: bool = False) -> Answer:
        """A page, or a part of one as its script asks for it."""
        return self._exchange("GET", path, None, {"HX-Request": "true"} if part else {})

    def send(self, path: str, body: str, name: str = "") -> Answer:
        """A JSON document, as a signed-in page sends it; under a `name`, it is done once however often it is sent."""
        token = {"Content-Type": "application/json", "X-CSRFToken": self.cookies.get("csrftoken", "")}
        return self._exchange("POST", path, body, token | ({"Idempotency-Key": name} if name else {}))

    def _exchange(self, method: str, path: str, body: str | None, more: Mapping[str, str]) -> Answer:
        number = secrets.token_hex(8)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Accept-Encoding": "gzip", "X-Request-ID": number, "Cookie": cookies, **more}
        start = perf_counter()
        response, content = self._sent(method, path, body, headers)
        taken = perf_counter() - start
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: said.value for name, said in SimpleCookie(line).items()}
        if response.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        return Answer(response.status, taken, content.decode("utf-8", "replace"), number)

    def _sent(
        self, method: str, path: str, body: str | None, headers: Mapping[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Asked again once when the server had closed a connection that was kept open."""
        kept: http.client.HTTPConnection | None = getattr(self._held, "connection", None)
        for connection in (
            kept,
            http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS),
        ):
            if connection is None:
                continue
            try:
                connection.request(method, path, body, dict(headers))
                response = connection.getresponse()
                content = response.read()
            except (http.client.RemoteDisconnected, ConnectionError):
                connection.close()
                if connection is not kept:
                    raise
                continue
            self._held.connection = connection
            return response, content
        raise AssertionError("one of the two was asked")
