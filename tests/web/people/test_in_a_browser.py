"""Sign-in and accounts in a real browser: security keys, nothing refused by the policy, nothing for axe to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextvars import copy_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.rounds import FULL
from tests.web.chromium import NEEDED, PATIENCE_MS, answered

from .conftest import PASSWORD, signed_in

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

pytestmark = NEEDED
SITE = "http://localhost"  # browsers lend keys to https, and to this name
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
FONT = re.compile(r"woff2|OTS parsing|downloaded font")
MANAGED = (
    "/compte/",
    "/compte/mot-de-passe/",
    "/compte/cles/",
    "/compte/cles/ajouter/",
    "/compte/logout/",
    "/compte/double-authentification/",
    "/compte/double-authentification/application/",
    "/reglages/utilisateurs/",
    "/reglages/utilisateurs/roles/",
    "/reglages/utilisateurs/nouveau/",
)


@pytest.fixture
def visitor(db: None) -> Client:
    from django.test import Client

    return Client(SERVER_NAME="localhost")


@pytest.fixture
def page(browser: Any, visitor: Client) -> Iterator[Any]:
    """A page whose every address is answered here; whatever the console says fails the test."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(PATIENCE_MS)
    said: list[str] = []
    opened.on("console", lambda message: said.append(f"{message.text} {message.location.get('url', '')}"))
    opened.on("pageerror", lambda error: said.append(str(error)))
    own = copy_context()  # that of the test: its connection to the database, in its transaction
    opened.route("**/*", lambda route: route.fulfill(**own.run(answered, route.request, visitor)))
    yield opened
    opened.close()
    # The font is built when the product is installed: a browser says that it has not come.
    assert [one for one in said if FONT.search(one) is None] == []


def sign_in(page: Any, person: Person) -> None:
    page.goto(f"{SITE}/compte/login/?next=/compte/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("form.form button")
    page.wait_for_load_state()


def test_a_security_key_is_added_then_asked_for(
    page: Any, visitor: Client, person: Callable[..., Person]
) -> None:
    from allauth.mfa.models import Authenticator

    someone = person()
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    tool.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, someone)
    visitor.post("/compte/confirmer/", {"password": PASSWORD})
    page.goto(f"{SITE}/compte/cles/ajouter/")
    page.fill("input[name=name]", "blue key")
    with page.expect_navigation():
        page.click("#mfa_webauthn_add")
    assert Authenticator.objects.filter(user=someone, type="webauthn").count() == 1
    visitor.post("/compte/logout/")

    sign_in(page, someone)
    assert not signed_in(visitor)
    with page.expect_navigation():
        page.click("#mfa_webauthn_authenticate")
    assert signed_in(visitor)


def test_a_browser_without_any_key_is_told_so(
    page: Any, visitor: Client, person: Callable[..., Person]
) -> None:
    sign_in(page, person())
    visitor.post("/compte/confirmer/", {"password": PASSWORD})
    page.goto(f"{SITE}/compte/cles/ajouter/")
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('no key')); }")
    assert not page.locator("[data-key-problem]").is_visible()
    page.click("#mfa_webauthn_add")
    page.locator("[data-key-problem]").wait_for(state="visible")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_and_nothing_overflows(
    width: int, scheme: str, demo: Path, page: Any, visitor: Client, administrator: Person
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    seen = ["/compte/login/"]
    page.goto(f"{SITE}/compte/login/")
    found = {"/compte/login/": _violations(Axe(), page)}
    sign_in(page, administrator)
    visitor.post("/compte/confirmer/", {"password": PASSWORD})
    for path in (*MANAGED, f"/reglages/utilisateurs/{administrator.pk}/"):
        page.goto(SITE + path)
        seen.append(path)
        # Pages by turns: what is clean in one light and width on one page seldom is not on the next.
        found[path] = _violations(Axe(), page) if FULL or len(seen) % 2 == (width < 400) else []
        own = (
            "Math.max(...[...document.querySelectorAll('main *')].map(e => e.getBoundingClientRect().right))"
        )
        if not page.locator(".scroll").count():
            assert page.evaluate(own) <= width, path
    assert {path: said for path, said in found.items() if said} == {}
    assert len(seen) == len(found) == len(MANAGED) + 2


def _violations(axe: Any, page: Any) -> list[str]:
    answer = axe.run(page).response
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in answer["violations"]]
