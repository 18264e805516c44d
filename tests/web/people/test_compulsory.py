"""Roles that must have a second factor, and what is asked of who comes by single sign-on alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

Make = Callable[..., "Person"]
CAME = "account_authentication_methods"


@pytest.fixture
def asked(settings_of: Callable[..., Any]) -> Any:
    with settings_of(FACTOR_ROLES=frozenset({"administrator"})):
        yield


@pytest.mark.usefixtures("asked", "demo")
def test_who_must_have_a_factor_is_led_to_set_one_up_and_nowhere_else(
    person: Make, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in(person("administrator"))
    for path in ("/", "/clients/", "/api/v1/me"):
        assert browser.get(path)["Location"] == "/compte/double-authentification/"
    text = browser.get("/compte/double-authentification/", follow=True).content.decode()
    assert "asks for a second factor" in text


@pytest.mark.usefixtures("asked", "demo")
def test_other_roles_and_who_has_one_go_on(person: Make, sign_in: Callable[..., Client]) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    assert sign_in(person("cfo")).get("/groupe/").status_code == 200
    browser = sign_in(careful := person("administrator"))
    TOTP.activate(careful, generate_totp_secret())
    assert browser.get("/groupe/").status_code == 200


@pytest.mark.usefixtures("asked", "demo")
def test_who_comes_by_single_sign_on_showed_what_the_provider_asks(
    person: Make, client_of: Callable[..., Client]
) -> None:
    browser = came(client_of("administrator"), minutes_ago=0)
    assert browser.get("/groupe/").status_code == 200


@pytest.mark.parametrize(("minutes_ago", "status"), [(14, 302), (16, 403)])
@pytest.mark.usefixtures("demo")
def test_who_has_neither_password_nor_factor_must_have_come_of_late(
    person: Make, client_of: Callable[..., Client], minutes_ago: int, status: int
) -> None:
    browser = came(client_of("administrator"), minutes_ago)
    answer = browser.post(f"/reglages/utilisateurs/{person('cfo').pk}/desactivation/")
    assert answer.status_code == status
    assert ("Sign out, come back" in answer.content.decode()) == (status == 403)


def came(browser: Any, minutes_ago: int) -> Any:
    """By single sign-on, without a password of one's own."""
    browser.person.set_unusable_password()
    browser.person.save()
    browser.force_login(browser.person, "allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    session[f"{CAME}_user"] = str(browser.person.pk)
    session[CAME] = [{"method": "socialaccount", "at": time.time() - 60 * minutes_ago, "provider": "company"}]
    session.save()
    return browser


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "encours-encours-1",
        "abcabcabcabcabc",
        "aaaaabbbbbaaaaa",
        "ines.garnier.2026",
        "motdepasse2026",
    ],
)
def test_long_is_not_enough(password: str) -> None:
    from django.core.exceptions import ValidationError

    from encours.web.people.passwords import NotGuessed
    from encours.web.workflow.people.models import Person

    with pytest.raises(ValidationError, match="repeated word"):
        NotGuessed().validate(password, Person(name="Inès Garnier", email="ines.garnier@example.test"))


@pytest.mark.parametrize("password", ["correct horse battery", "Tram 12, vers la mer", "qjz8-vkf2-lrt5"])
def test_a_phrase_of_ones_own_is_taken(password: str) -> None:
    from encours.web.people.passwords import NotGuessed

    NotGuessed().validate(password)


def test_a_key_in_clear_is_refused_and_not_sent_on(settings_of: Callable[..., Any], stranger: Any) -> None:
    with settings_of(SECURE_SSL_REDIRECT=True):
        answer = stranger.get("/api/v1/me", headers={"Authorization": "Bearer enc_x"})
        assert stranger.get("/clients/").status_code == 301
    assert answer.status_code == 403
    assert "travelled in clear" in answer.json()["detail"]


def test_a_provider_in_clear_is_refused() -> None:
    from encours.errors import UsageError
    from encours.web.site.oidc import providers

    with pytest.raises(UsageError, match="must be https"):
        providers({"ENCOURS_OIDC_URL": "http://id.example"})


def test_a_role_there_is_not_is_refused() -> None:
    from encours.errors import UsageError
    from encours.web.site.factors import compelled

    assert "cfo" in compelled("*")
    with pytest.raises(UsageError, match="chief"):
        compelled("chief")
