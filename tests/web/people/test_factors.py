"""Second factors: codes of an application, recovery codes, the pages of security keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from .conftest import signed_in

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

Enter = Callable[..., "Client"]
PAGES = "/compte/double-authentification/"


def code(secret: str, drift: int = 0) -> str:
    """What the application shows `drift` periods from now."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + drift)))


def set_up(browser: Client) -> str:
    """The secret, once the application is set up with it."""
    secret: str = browser.get(f"{PAGES}application/").context["form"].secret
    assert browser.post(f"{PAGES}application/", {"code": code(secret)}).status_code == 302
    return secret


@pytest.fixture
def guarded(person: Callable[..., Person], sure: Enter) -> tuple[Person, str, list[str]]:
    """Someone with an application: person, secret, recovery codes. Codes used to set it up work again."""
    from django.core.cache import cache

    from encours.web.workflow.people.models import LastCode

    someone = person()
    browser = sure(someone)
    secret = set_up(browser)
    codes = browser.get(f"{PAGES}secours/").context["unused_codes"]
    cache.clear()
    LastCode.objects.all().delete()
    return someone, secret, codes


def test_a_first_factor_is_set_up_by_who_shows_the_password_again(
    person: Callable[..., Person], sign_in: Enter
) -> None:
    """Signing in a moment ago does not count."""
    someone = person()
    for where in ("double-authentification/application/", "cles/ajouter/"):
        answer = sign_in(someone).get(f"/compte/{where}")
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/compte/confirmer/")


def test_a_wrong_code_sets_nothing_up(person: Callable[..., Person], sure: Enter) -> None:
    browser = sure(person())
    secret = browser.get(f"{PAGES}application/").context["form"].secret
    wrong = str((int(code(secret)) + 1) % 1_000_000).zfill(6)
    answer = browser.post(f"{PAGES}application/", {"code": wrong})
    assert "code" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "De nouveaux codes de secours sont créés."), ("en", "New recovery codes are drawn.")],
)
def test_codes_have_one_name_once_an_application_is_set_up(
    person: Callable[..., Person], sure: Enter, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setattr(
        "django.db.transaction.on_commit", lambda act, **_more: act()
    )  # a test commits nothing
    browser = sure(person(language=language))
    set_up(browser)
    page = browser.get(f"{PAGES}secours/").content.decode()
    assert said in page
    assert "récupération" not in page


def test_the_password_alone_no_longer_opens(guarded: tuple, sign_in: Enter) -> None:
    someone, secret, _codes = guarded
    browser = sign_in(someone)
    assert browser.answer.url == f"{PAGES}code/"
    assert not signed_in(browser)
    browser.post(f"{PAGES}code/", {"code": code(secret)})
    assert signed_in(browser)


@pytest.mark.parametrize(("drift", "opens"), [(-3, False), (-1, True), (0, True), (1, True), (3, False)])
def test_a_telephone_may_be_half_a_minute_early_or_late(
    drift: int, opens: bool, guarded: tuple, sign_in: Enter
) -> None:
    someone, secret, _codes = guarded
    browser = sign_in(someone)
    browser.post(f"{PAGES}code/", {"code": code(secret, drift)})
    assert signed_in(browser) is opens


def test_a_code_works_once(guarded: tuple, sign_in: Enter) -> None:
    someone, secret, _codes = guarded
    shown = code(secret)
    first, second = sign_in(someone), sign_in(someone)
    first.post(f"{PAGES}code/", {"code": shown})
    second.post(f"{PAGES}code/", {"code": shown})
    assert (signed_in(first), signed_in(second)) == (True, False)


def test_the_code_that_set_up_the_application_opens_nothing_more(
    person: Callable[..., Person], sure: Enter, sign_in: Enter
) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    from encours.web.workflow.people.models import LastCode

    someone = person()
    secret = set_up(sure(someone))
    spent, browser = LastCode.objects.get(person=someone).step, sign_in(someone)
    browser.post(f"{PAGES}code/", {"code": format_hotp_value(hotp_value(secret, spent))})
    assert not signed_in(browser)
    browser.post(f"{PAGES}code/", {"code": format_hotp_value(hotp_value(secret, spent + 1))})
    assert signed_in(browser)


def test_a_code_is_spent_for_every_process(guarded: tuple, sign_in: Enter) -> None:
    """What one process remembers is not what another does: its memory is emptied in between."""
    from django.core.cache import cache

    someone, secret, _codes = guarded
    shown, first, second = code(secret), sign_in(someone), sign_in(someone)
    first.post(f"{PAGES}code/", {"code": shown})
    cache.clear()
    second.post(f"{PAGES}code/", {"code": shown})
    assert (signed_in(first), signed_in(second)) == (True, False)


def test_a_recovery_code_opens_once(guarded: tuple, sign_in: Enter) -> None:
    someone, _secret, codes = guarded
    assert len(codes) == 10
    first, second = sign_in(someone), sign_in(someone)
    first.post(f"{PAGES}code/", {"code": codes[0]})
    second.post(f"{PAGES}code/", {"code": codes[0]})
    assert (signed_in(first), signed_in(second)) == (True, False)


def test_an_administrator_removes_the_factors_of_a_lost_telephone(
    guarded: tuple, administrator: Person, sure: Enter, sign_in: Enter
) -> None:
    someone, _secret, _codes = guarded
    sure(administrator).post(f"/reglages/utilisateurs/{someone.pk}/second-facteur/")
    assert signed_in(sign_in(someone))


def test_factors_are_changed_after_a_password_shown_again(
    person: Callable[..., Person], sign_in: Enter
) -> None:
    browser = sign_in(person())
    for page in (f"{PAGES}application/", f"{PAGES}secours/tirer/", "/compte/cles/ajouter/"):
        assert browser.get(page).url.startswith("/compte/confirmer/")


def test_every_page_of_factors_is_in_our_look_and_runs_nothing_inline(guarded: tuple, sign_in: Enter) -> None:
    someone, secret, _codes = guarded
    browser = sign_in(someone)
    pages = [browser.get(f"{PAGES}code/")]
    browser.post(f"{PAGES}code/", {"code": code(secret)})
    browser.post("/compte/confirmer/", {"password": "correct horse battery"})
    parts = ("", "application/retirer/", "secours/", "secours/tirer/", "confirmer/")
    pages += [browser.get(f"{PAGES}{part}") for part in parts]
    pages += [
        browser.get(f"/compte/{part}") for part in ("cles/", "cles/ajouter/", "mot-de-passe/", "confirmer/")
    ]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert "encours/people.css" in text
        assert all('src="' in tag or "application/json" in tag for tag in tags(text, "<script"))
        assert " style=" not in text
        assert " onclick=" not in text


def tags(text: str, start: str) -> list[str]:
    return [part.partition(">")[0] for part in text.split(start)[1:]]
