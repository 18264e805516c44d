"""A real Chromium in front of pages that the test itself answers, without a server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from django.test import Client

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NEEDED = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
ARGUMENTS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
ARGUMENTS += " --disable-component-update --disable-sync"
PATIENCE_MS = 300_000  # a busy machine is no fault
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEADERS = {"hx-request": "HX_Request", "hx-target": "HX_Target"}


@pytest.fixture(scope="module")  # an open one keeps the other modules from opening theirs
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Pages are answered in the thread that drives the browser.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS.split())
        yield opened
        opened.close()


def answered(request: Any, client: Client) -> dict[str, Any]:
    """What the person of that client is answered to what their browser asks, as a route is fulfilled with it."""
    parts = urlsplit(request.url)
    if parts.path.startswith("/static/"):
        return static(parts.path.removeprefix("/static/"))
    where = request.url.removeprefix(f"{parts.scheme}://{parts.netloc}")
    headers = {HEADERS[name]: value for name, value in request.headers.items() if name in HEADERS}
    if request.method == "POST":
        body, kind = request.post_data_buffer or b"", request.headers["content-type"]
        answer = client.post(where, body, content_type=kind, headers=headers, follow=True)
    else:
        answer = client.get(where, headers=headers, follow=True)
    policy = {"Content-Security-Policy": answer.headers["Content-Security-Policy"]}
    sent = {"body": answer.content, "content_type": answer.headers["Content-Type"], "headers": policy}
    return {**sent, "status": answer.status_code}


def static(name: str) -> dict[str, Any]:
    """A style, a script or a picture of ours."""
    from django.contrib.staticfiles import finders

    found = finders.find(name)
    if not found:  # built when the product is installed
        return {"body": "", "content_type": "text/plain"}
    kind = KINDS.get(Path(found).suffix, "application/octet-stream")
    return {"body": Path(found).read_bytes(), "content_type": kind}
