"""The cockpit of the demo group served for real, and people in front of it in a real Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.chromium import PATIENCE_MS
from tests.web.serving.conftest import Served, environment, serving, with_assets
from tests.web.serving.processes import free_port, until

from .seen import settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).parents[3]
FINDER = ROOT / "tools" / "browser.sh"
# One account for each role, and something of each kind for pages to be about.
ACCOUNTS = """
import sys
from pathlib import Path
from encours.web.serving.prepare import enter
enter(Path(sys.argv[1]))
from encours.api import open_book
from encours.web.people.demo import open_accounts
from encours.web.workflow.people.models import Person
from tests.web.things import made_for
print(open_accounts(open_book(sys.argv[1]))[0])
made_for(Person.objects.get(role="administrator"))
"""
# What the page's policy refuses is said by an event besides the console.
REFUSED = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`));"""


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; installed first where that can be done."""
    found = subprocess.run(["sh", str(FINDER)], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip(found.stderr.strip())
    return found.stdout.strip()


@pytest.fixture(scope="module")  # an open one keeps the other modules from opening theirs
def browser(chromium: str, cockpit: Cockpit) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()


@dataclass
class Cockpit:
    """A served cockpit and the one password of its people, whose states of signing in are kept by role."""

    served: Served
    password: str
    states: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.served.port}"


@pytest.fixture(scope="session")
def cockpit(chromium: str, demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cockpit]:
    """The demo group with one account for each role: data folder, web server, worker."""
    place = tmp_path_factory.mktemp("cockpit")
    home = place / "home"
    shutil.copytree(demo_home, home, ignore=shutil.ignore_patterns("web"))
    with_assets(home, tmp_path_factory)
    asked = [sys.executable, "-c", ACCOUNTS, str(home)]
    said = environment(home) | {"ENCOURS_LANG": "fr"}
    made = subprocess.run(asked, env=said, cwd=ROOT, capture_output=True, text=True, check=True)
    port = free_port()
    with serving(home, port, place / "log") as process:
        served = Served(process, port, home, place / "log")
        until(served.healthy)
        yield Cockpit(served, made.stdout.strip())


@dataclass
class Visitor:
    """A person at a browser: where the cockpit is, its page, and what the console said that it should not."""

    page: Page
    address: str
    said: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return settle(self.page)

    def listen(self) -> None:
        self.page.on("console", lambda message: self._keep(message.type, message.text))
        self.page.on("pageerror", lambda error: self.said.append(f"{self.page.url}: {error}"))

    def _keep(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.said.append(f"{self.page.url}: {text}")


@pytest.fixture
def visitor(browser: Browser, cockpit: Cockpit) -> Iterator[Callable[..., Visitor]]:
    """`visitor("cfo", width=390, scheme="dark", script=False)`: someone signed in; `None` is a stranger.

    A word on the console, or something the policy refuses, fails the test.
    """
    opened: list[tuple[BrowserContext, Visitor]] = []

    def open_one(
        role: str | None = "cfo", width: int = 1440, scheme: Any = "light", script: bool = True
    ) -> Visitor:
        if role and role not in cockpit.states:
            cockpit.states[role] = _signed_in(browser, cockpit, role)
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale="fr-FR",
            java_script_enabled=script,
            storage_state=cockpit.states[role] if role else None,
        )
        if script:
            context.add_init_script(REFUSED)
        context.set_default_timeout(PATIENCE_MS)
        one = Visitor(context.new_page(), cockpit.address)
        one.listen()
        opened.append((context, one))
        return one

    yield open_one
    for context, _one in opened:
        context.close()
    assert [word for _context, one in opened for word in one.said] == []


def sign_in(page: Page, cockpit: Cockpit, role: str) -> None:
    """Type the address and the password of the person of a role into the page."""
    page.goto(cockpit.address)
    page.fill("input[name=login]", f"{role.replace('_', '-')}@demo.example")
    page.fill("input[name=password]", cockpit.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("main")


def _signed_in(browser: Browser, cockpit: Cockpit, role: str) -> Any:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE_MS)
    sign_in(context.new_page(), cockpit, role)
    state = context.storage_state()
    context.close()
    return state
