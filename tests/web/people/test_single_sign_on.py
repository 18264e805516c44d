"""Single sign-on against a real provider: it opens accounts that exist, and makes none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from .conftest import PASSWORD, signed_in
from .provider import CLIENT, SECRET, Provider, running

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from encours.web.workflow.people.models import Person

Make = Callable[..., "Person"]


@pytest.fixture
def provider(settings_of: Callable) -> Iterator[Provider]:
    from encours.web.site.oidc import providers

    with running() as one, settings_of(SOCIALACCOUNT_PROVIDERS=providers(environment(one))):
        yield one


def environment(provider: Provider, **more: str) -> dict[str, str]:
    said = {"URL": provider.url, "CLIENT": CLIENT, "SECRET": SECRET, "NAME": "Ardevane"}
    return {f"ENCOURS_OIDC_{name}": value for name, value in (said | more).items()}


def come(browser: Client, **query: str) -> HttpResponse:
    """To the provider and back."""
    sent = browser.get("/compte/unique/company/", query)
    asked = parse_qs(urlsplit(sent.url).query)
    return browser.get("/compte/unique/company/retour/", {"code": "given", "state": asked["state"][0]})


def refusals() -> list[tuple[str, str]]:
    """What the trail tells of them: the act, and the address the provider gave."""
    from encours.web.workflow.trail.models import Event, Kind

    found = Event.objects.filter(kind=Kind.SIGN_IN_FAILED).order_by("pk")
    return [(one.what, one.email) for one in found]


def words_of(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def _without_tokens(page: bytes) -> str:
    return re.sub(r'nonce="[^"]*"|value="[^"]*"', "", page.decode())


def test_the_sign_in_page_offers_it_by_its_name(provider: Provider, stranger: Client) -> None:
    text = stranger.get("/compte/login/").content.decode()
    assert "Ardevane" in text
    assert "/compte/unique/company/" in text


def test_without_a_provider_nothing_is_offered(stranger: Client) -> None:
    assert "/compte/unique/" not in stranger.get("/compte/login/").content.decode()
    assert stranger.get("/compte/unique/company/").status_code == 404


def test_a_known_address_comes_in(provider: Provider, person: Make, stranger: Client) -> None:
    someone = person(email="ines@example.test")
    assert come(stranger).url == "/"
    assert signed_in(stranger)
    someone.refresh_from_db()
    assert someone.check_password(PASSWORD)  # the other way in stays


def test_the_secret_and_the_proof_of_the_same_browser_are_sent(
    provider: Provider, person: Make, stranger: Client
) -> None:
    person(email="ines@example.test")
    come(stranger)
    (form,) = provider.asked
    assert form["client_secret"] == [SECRET]
    assert form["code_verifier"]


def test_the_identity_is_kept_when_the_address_changes_there(
    provider: Provider, person: Make, stranger: Client
) -> None:
    person(email="ines@example.test")
    come(stranger)
    stranger.post("/compte/logout/")
    provider.says["email"] = "ines.garnier@example.test"
    come(stranger)
    assert signed_in(stranger)


def test_an_unknown_address_is_refused_and_makes_no_account(
    provider: Provider, person: Make, stranger: Client
) -> None:
    from encours.web.workflow.people.models import Person

    person(email="someone.else@example.test")
    answer = come(stranger)
    assert answer.status_code == 403
    assert "demandez un compte à un administrateur" in words_of(answer)
    assert not signed_in(stranger)
    assert Person.objects.count() == 1
    assert refusals() == [("single sign-on refused: no account has the address", "ines@example.test")]


@pytest.mark.parametrize(("vouched", "opens"), [("", False), ("1", True)])
def test_an_address_nobody_verified_opens_only_if_the_company_vouches(
    vouched: str, opens: bool, provider: Provider, person: Make, stranger: Client, settings_of: Callable
) -> None:
    from encours.web.site.oidc import providers

    person(email="ines@example.test")
    provider.says["email_verified"] = False
    with settings_of(SOCIALACCOUNT_PROVIDERS=providers(environment(provider, VOUCHED=vouched))):
        answer = come(stranger)
        assert signed_in(stranger) is opens
    told = [] if opens else [("single sign-on refused: the address is not verified", "ines@example.test")]
    assert refusals() == told
    if not opens:
        assert answer.status_code == 403
        assert "l’adresse ines@example.test sans confirmer qu’elle a été vérifiée" in words_of(answer)


def test_an_unverified_address_is_told_nothing_of_the_accounts_there_are(
    provider: Provider, person: Make, stranger: Client
) -> None:
    provider.says["email_verified"] = False
    without = come(stranger).content
    person(email="ines@example.test")
    assert _without_tokens(come(stranger).content) == _without_tokens(without)


def test_a_deactivated_person_does_not_come_in(provider: Provider, person: Make, stranger: Client) -> None:
    person(email="ines@example.test", is_active=False)
    come(stranger)
    assert not signed_in(stranger)
    assert refusals() == [("single sign-on refused: the account is closed", "ines@example.test")]


def test_a_token_for_another_program_is_refused(provider: Provider, person: Make, stranger: Client) -> None:
    person(email="ines@example.test")
    provider.audience = "another"
    answer = come(stranger)
    assert "people.css" in answer.content.decode()
    assert not signed_in(stranger)
    assert refusals() == [("single sign-on refused: not confirmed by the provider", "")]


def test_an_answer_nobody_asked_for_is_refused(provider: Provider, person: Make, stranger: Client) -> None:
    person(email="ines@example.test")
    stranger.get("/compte/unique/company/retour/", {"code": "given", "state": "made-up"})
    assert not signed_in(stranger)
    assert provider.asked == []


def test_an_open_session_is_never_linked_to_an_identity(
    provider: Provider, person: Make, sign_in: Callable[..., Client]
) -> None:
    from allauth.socialaccount.models import SocialAccount

    browser = sign_in(person(email="other@example.test"))
    assert come(browser, process="connect").url == "/compte/"
    assert not SocialAccount.objects.exists()


def test_a_provider_that_does_not_answer_is_said_on_a_page(
    person: Make, stranger: Client, settings_of: Callable
) -> None:
    from encours.web.site.oidc import providers

    with running() as one:
        gone = environment(one)
    with settings_of(SOCIALACCOUNT_PROVIDERS=providers(gone)):
        answer = stranger.get("/compte/unique/company/")
    assert answer.status_code == 502
    assert "people.css" in answer.content.decode()
    assert refusals() == [("single sign-on failed: the provider did not answer", "")]
