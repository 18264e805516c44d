"""Coming in: by password, once known and active; what the session is worth."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from encours.web.access.roles import Role

from .conftest import PASSWORD, signed_in

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

Make = Callable[..., "Person"]
Enter = Callable[..., "Client"]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_signs_in(role: Role, person: Make, sign_in: Enter) -> None:
    assert signed_in(sign_in(person(role)))


def test_capitals_and_spaces_around_the_address_do_not_matter(person: Make, stranger: Client) -> None:
    person(email="ines@example.test")
    stranger.post("/compte/login/", {"login": " Ines@Example.test ", "password": PASSWORD})
    assert signed_in(stranger)


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(person: Make, stranger: Client) -> None:
    known = person()
    wrong = stranger.post("/compte/login/", {"login": known.email, "password": "not this one"})
    unknown = stranger.post("/compte/login/", {"login": "nobody@example.test", "password": "not this one"})
    assert not signed_in(stranger)
    assert wrong.context["form"].errors == unknown.context["form"].errors != {}


def test_a_deactivated_person_does_not_come_in(person: Make, sign_in: Enter) -> None:
    browser = sign_in(person(is_active=False))
    assert not signed_in(browser)


def test_a_deactivated_person_is_out_at_the_next_request(person: Make, sign_in: Enter) -> None:
    someone = person()
    browser = sign_in(someone)
    assert signed_in(browser)
    type(someone).objects.filter(pk=someone.pk).update(is_active=False)
    assert not signed_in(browser)


def test_a_role_taken_away_counts_from_the_next_request(administrator: Person, sign_in: Enter) -> None:
    browser = sign_in(administrator)
    assert browser.get("/reglages/utilisateurs/").status_code == 200
    type(administrator).objects.filter(pk=administrator.pk).update(role=Role.COLLECTOR)
    assert browser.get("/reglages/utilisateurs/").status_code == 403


def test_the_session_of_before_sign_in_is_not_kept(person: Make, stranger: Client, sign_in: Enter) -> None:
    session = stranger.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    sign_in(person(), client=stranger)
    assert signed_in(stranger)
    assert stranger.session.session_key != before


@pytest.mark.parametrize("aim", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_outside(aim: str, person: Make, stranger: Client) -> None:
    given = {"login": person().email, "password": PASSWORD, "next": aim}
    assert stranger.post("/compte/login/", given).url == "/"


def test_sign_in_leads_to_the_page_that_was_asked(person: Make, stranger: Client) -> None:
    asked = stranger.get("/compte/", follow=True)
    assert asked.redirect_chain[0][0] == "/compte/login/?next=/compte/"
    given = {"login": person().email, "password": PASSWORD, "next": "/compte/"}
    assert stranger.post("/compte/login/", given).url == "/compte/"


def test_a_form_of_another_site_is_refused(person: Make) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    given = {"login": person().email, "password": PASSWORD}
    assert strict.post("/compte/login/", given).status_code == 403
    assert not signed_in(strict)


def test_nobody_signs_out_by_a_mere_link(person: Make, sign_in: Enter) -> None:
    browser = sign_in(person())
    browser.get("/compte/logout/")
    assert signed_in(browser)
    browser.post("/compte/logout/")
    assert not signed_in(browser)


@pytest.mark.parametrize("page", ["signup/", "email/", "3rdparty/", "connexions/"])
def test_what_is_not_offered_has_no_address(page: str, client_of: Callable[..., Client]) -> None:
    assert client_of("cfo").get(f"/compte/{page}").status_code == 404


def test_changing_the_password_ends_the_other_sessions_alone(person: Make, sign_in: Enter) -> None:
    someone = person()
    here, elsewhere = sign_in(someone), sign_in(someone)
    new = "another long sentence"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/compte/mot-de-passe/", given).status_code == 302
    assert signed_in(here)
    assert not signed_in(elsewhere)


def test_a_short_password_is_refused_with_the_reason(person: Make, sign_in: Enter) -> None:
    browser = sign_in(person())
    given = {"oldpassword": PASSWORD, "password1": "short1", "password2": "short1"}
    answer = browser.post("/compte/mot-de-passe/", given)
    assert answer.status_code == 200
    assert "12" in str(answer.context["form"].errors)


def test_the_password_reset_is_offered_with_a_mail_server_alone(
    stranger: Client, settings_of: Callable
) -> None:
    assert stranger.get("/compte/mot-de-passe/oublie/").status_code == 404
    assert b"mot-de-passe/oublie" not in stranger.get("/compte/login/").content
    with settings_of(EMAIL_HOST="mail.example"):
        assert stranger.get("/compte/mot-de-passe/oublie/").status_code == 200
        assert b"mot-de-passe/oublie" in stranger.get("/compte/login/").content


def test_the_link_mailed_for_a_forgotten_password_works_once(
    person: Make, stranger: Client, settings_of: Callable
) -> None:
    from django.core import mail

    from encours.web.people.mailing import settle

    someone = person()
    with settings_of(EMAIL_HOST="mail.example"):
        stranger.post("/compte/mot-de-passe/oublie/", {"email": "nobody@example.test"})
        settle()
        assert mail.outbox == []
        stranger.post("/compte/mot-de-passe/oublie/", {"email": someone.email})
        settle()
    (sent,) = mail.outbox
    assert sent.to == [someone.email]
    link = next(word for word in sent.body.split() if word.startswith("http")).partition("testserver")[2]
    form = stranger.get(link, follow=True)
    new = {"password1": "another long sentence", "password2": "another long sentence"}
    assert stranger.post(form.redirect_chain[-1][0], new).status_code == 302
    someone.refresh_from_db()
    assert someone.check_password("another long sentence")
    from django.test import Client

    assert "token_fail" in Client().get(link, follow=True).context
