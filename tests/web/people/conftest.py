"""Browsers that sign in by the pages, as people do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from encours.web.access.roles import Role

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

PASSWORD = "correct horse battery"  # of people who exist in these tests only


@pytest.fixture(autouse=True)
def unhurried(db: None) -> Iterator[None]:
    """What one test asked too often is not held against the next; passwords are hashed fast here, not well."""
    from django.core.cache import cache
    from django.test import override_settings

    cache.clear()
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
    cache.clear()


@pytest.fixture
def sign_in(stranger: Client) -> Callable[..., Client]:
    """`sign_in(person)` types address and password into the page."""
    from django.test import Client
    from django.urls import reverse

    def enter(
        person: Person, password: str = PASSWORD, client: Client | None = None, **headers: str
    ) -> Client:
        browser = client or Client()
        given = {"login": person.email, "password": password}
        browser.answer = browser.post(reverse("account_login"), given, **headers)  # type: ignore[attr-defined]
        return browser

    return enter


@pytest.fixture
def sure(sign_in: Callable[..., Client]) -> Callable[[Person], Client]:
    """Signed in, and just asked again who they are: what matters may be done."""
    from django.urls import reverse

    def enter(person: Person) -> Client:
        browser = sign_in(person)
        browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return browser

    return enter


@pytest.fixture
def administrator(person: Callable[..., Person]) -> Person:
    return person(Role.ADMINISTRATOR, "admin@example.test", name="Paule Renard")


def signed_in(client: Client) -> bool:
    """Whether the browser holds an open session."""
    from django.urls import reverse

    return bool(client.get(reverse("profile")).status_code == 200)


@pytest.fixture
def settings_of(db: None) -> Callable:
    """`with settings_of(EMAIL_HOST="…"):` other settings for a while."""
    from django.test import override_settings

    return override_settings
