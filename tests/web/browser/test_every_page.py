"""Every page that can be reached: nothing for axe to say, nothing on the console, nothing wider than a telephone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.rounds import FULL

from .conftest import Visitor
from .seen import is_page, kind, links, overflow, resize, violations

NOWHERE = "/nulle/part/"
START = ("/", "/compte/", "/rechercher/?q=an", "/creances/?measure=overdue&where=bucket%3D1-30", NOWHERE)
CONTRAST = ["color-contrast"]
SEEN = ((1440, "light", "dark"), (390, "dark", "light"))
MOST_OF_A_KIND, MOST_PAGES = 1, 120


def test_pages_are_clean_at_any_width_and_in_any_light(visitor: Callable[..., Visitor]) -> None:
    one = visitor("administrator")
    seen, wrong = [], []
    for number, path in enumerate(_reached(one)):
        seen.append(kind(path))
        wrong += [f"{path} {fault}" for fault in _faults(one, number)]
        if path == NOWHERE:
            one.said.clear()  # a browser says that this page is none
    assert not wrong, "\n".join(wrong)
    assert {
        "dashboard",
        "edit_dashboard",
        "view",
        "own_indicator",
        "import_upload",
        "revoke_key",
        "job",
    } <= set(seen)
    assert len(set(seen)) > 40


@pytest.mark.parametrize("role", ["collector", *(["auditor"] if FULL else [])])
def test_pages_of_narrower_people_are_clean_too(visitor: Callable[..., Visitor], role: str) -> None:
    one = visitor(role, width=390, scheme="dark")
    wrong = []
    for path in links(one.go("/"), ".rail nav"):
        page = one.go(path)
        wrong += [f"{path} {fault}" for fault in violations(page)]
        wrong += [f"{path} is {overflow(page)} px too wide"] * (overflow(page) > 0)
    assert not wrong, "\n".join(wrong)


def test_the_page_of_signing_in_is_clean(visitor: Callable[..., Visitor]) -> None:
    for width, scheme in ((1440, "light"), (390, "dark")):
        one = visitor(None, width=width, scheme=scheme)
        page = one.go("/compte/login/")
        assert violations(page) == []
        assert overflow(page) == 0


def _reached(one: Visitor) -> Iterator[str]:
    """The pages of the navigation first, then those they lead to, a few of each kind; each is open when given."""
    waiting = [*links(one.go("/"), ".rail nav"), *START]
    kinds: dict[str, int] = {}
    asked = 0
    while waiting and asked < MOST_PAGES:
        path = waiting.pop(0)
        if not is_page(path) or kinds.setdefault(kind(path), 0) >= MOST_OF_A_KIND:
            continue
        kinds[kind(path)] += 1
        asked += 1
        page = one.go(path)
        waiting += links(page)
        yield path


def _faults(one: Visitor, number: int) -> Iterator[str]:
    """Wide and narrow, light and dark, without asking for the page again; axe looks at pages by turns wide and light or
    narrow and dark, in the long run in every way."""
    page = one.page
    for place, (width, first, second) in enumerate(SEEN):
        resize(page, width)
        if FULL or number % len(SEEN) == place:
            page.emulate_media(color_scheme=first)  # type: ignore[arg-type]
            yield from (f"({width} {first}) {fault}" for fault in violations(page))
        if FULL:
            page.emulate_media(color_scheme=second)  # type: ignore[arg-type]
            yield from (f"({width} {second}) {fault}" for fault in violations(page, CONTRAST))
        if overflow(page) > 0:
            yield f"is {overflow(page)} px too wide at {width}"
    resize(page, 1440)
    page.emulate_media(color_scheme="light")
