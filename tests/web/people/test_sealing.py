"""Secrets of second factors lie sealed; with another secret of the installation that is said, and can be mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import signed_in
from .test_factors import PAGES, code, guarded

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

__all__ = ["guarded"]
Enter = Callable[..., "Client"]


def kept() -> str:
    from allauth.mfa.models import Authenticator

    return json.dumps(list(Authenticator.objects.values_list("data", flat=True)))


def test_neither_the_secret_nor_a_recovery_code_can_be_read_in_the_database(guarded: tuple) -> None:
    from allauth.mfa.models import Authenticator

    _someone, secret, codes = guarded
    assert secret not in kept()
    seed = Authenticator.objects.get(type="recovery_codes").data["seed"]
    assert seed.startswith("sealed:")
    assert not any(one in kept() for one in codes)


def test_a_factor_written_by_the_version_before_still_opens(guarded: tuple, sign_in: Enter) -> None:
    from allauth.mfa.models import Authenticator

    someone, secret, _codes = guarded
    Authenticator.objects.filter(type="totp").update(data={"secret": secret})
    browser = sign_in(someone)
    browser.post(f"{PAGES}code/", {"code": code(secret)})
    assert signed_in(browser)


def test_with_another_secret_it_is_said_and_an_administrator_removes_them(
    guarded: tuple, settings_of: Callable, sign_in: Enter, administrator: Person, sure: Enter
) -> None:
    someone, secret, codes = guarded
    with settings_of(SECRET_KEY="another secret than before"):
        browser = sign_in(someone)
        for shown in (code(secret), codes[0], "000000"):
            answer = browser.post(f"{PAGES}code/", {"code": shown}, headers={"accept-language": "en"})
            assert answer.status_code == 409
            assert "An administrator removes yours" in answer.content.decode()
        assert not signed_in(browser)
        desk = sure(administrator)
        assert desk.get(f"/reglages/utilisateurs/{someone.pk}/").status_code == 200
        desk.post(f"/reglages/utilisateurs/{someone.pk}/second-facteur/")
        assert signed_in(sign_in(someone))


@pytest.mark.parametrize("page", ["", "secours/", "secours/fichier/", "application/retirer/", "confirmer/"])
def test_no_page_breaks_on_factors_that_cannot_be_read(
    guarded: tuple, settings_of: Callable, stranger: Client, page: str
) -> None:
    someone, _secret, _codes = guarded
    with settings_of(SECRET_KEY="another secret than before"):
        stranger.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
        stranger.post("/compte/confirmer/", {"password": "correct horse battery"})
        assert stranger.get(f"{PAGES}{page}").status_code in (200, 409)


def test_wrong_secrets_open_nothing(tmp_path: Path) -> None:
    from encours.web.workflow.people.sealing import Unreadable, opened, seal, sealed

    one = seal("JBSWY3DPEHPK3PXP", "one")
    assert sealed({"secret": one}, "one") == {"secret": one}
    for text, secret in ((one, "two"), (one[:-2], "one"), ("sealed:", "one"), ("sealed:é", "one")):
        with pytest.raises(Unreadable):
            opened(text, secret)
