"""One's own account: preferences, sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from .conftest import signed_in

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

Enter = Callable[..., "Client"]
SAID = {"name": "Inès Garnier", "language": "en", "theme": "dark", "shortcuts": "on"}


def test_preferences_are_kept_and_count_at_once(client_of: Enter) -> None:
    browser = client_of("collector", language="fr")
    browser.post("/compte/", SAID)
    browser.person.refresh_from_db()
    assert (browser.person.name, browser.person.language) == ("Inès Garnier", "en")
    page = browser.get("/compte/").content.decode()
    assert 'lang="en"' in page
    assert 'data-theme="dark"' in page


def test_shortcuts_are_switched_off(client_of: Enter) -> None:
    browser = client_of("collector")
    browser.post("/compte/", {name: value for name, value in SAID.items() if name != "shortcuts"})
    assert 'data-keys="off"' in browser.get("/compte/").content.decode()


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"theme": "pink"}, {"name": ""}])
def test_what_does_not_exist_is_refused(wrong: dict[str, str], client_of: Enter) -> None:
    browser = client_of("collector")
    assert browser.post("/compte/", SAID | wrong).status_code == 422


def test_the_role_and_the_perimeter_are_not_ones_own_to_change(client_of: Enter) -> None:
    browser = client_of("collector", portfolios=["P1"])
    browser.post("/compte/", SAID | {"role": "administrator", "portfolios": "", "email": "x@example.test"})
    browser.person.refresh_from_db()
    assert (browser.person.role, browser.person.portfolios) == ("collector", ["P1"])
    assert browser.person.email != "x@example.test"


def test_a_session_elsewhere_is_listed_and_ended(person: Callable[..., Person], sign_in: Enter) -> None:
    someone = person()
    here = sign_in(someone)
    elsewhere = sign_in(someone, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    listed = here.get("/compte/").context["sessions"]
    assert [one.browser for one in listed if not one.here] == ["Firefox, Windows"]
    (other,) = (one.pk for one in listed if not one.here)
    here.post("/compte/sessions/fin/", {"session": other})
    assert (signed_in(here), signed_in(elsewhere)) == (True, False)


def test_all_the_others_end_and_this_one_stays(person: Callable[..., Person], sign_in: Enter) -> None:
    someone = person()
    first, second, here = (sign_in(someone) for _ in range(3))
    here.post("/compte/sessions/fin/")
    assert [signed_in(one) for one in (first, second, here)] == [False, False, True]


def test_nobody_ends_the_session_of_another(person: Callable[..., Person], sign_in: Enter) -> None:
    theirs, mine = sign_in(person()), sign_in(person())
    pk = theirs.get("/compte/").context["sessions"][0].pk
    assert mine.post("/compte/sessions/fin/", {"session": pk}).status_code == 404
    assert mine.post("/compte/sessions/fin/", {"session": "x"}).status_code == 404
    assert signed_in(theirs)


def test_the_sign_in_before_this_one_is_shown(person: Callable[..., Person], sign_in: Enter) -> None:
    someone = person()
    assert sign_in(someone).get("/compte/").context["previous"] is None
    assert sign_in(someone).get("/compte/").context["previous"] is not None
