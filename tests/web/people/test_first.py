"""The first administrator: one link, one hour, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from encours.web.access.roles import Role

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

ENGLISH = {"Accept-Language": "en"}
BASE = "https://encours.example"
GIVEN = {
    "name": "Paule Renard",
    "email": "Paule@Example.test",
    "password": "twelve brown hens",
    "again": "twelve brown hens",
}


def link() -> str:
    from encours.web.people.first import token_link

    said = token_link(f"{BASE}/")
    assert said is not None
    return said


def path() -> str:
    return link().removeprefix(BASE)


def test_the_link_stands_at_the_address_of_the_cockpit(db: None) -> None:
    assert link().startswith(f"{BASE}/compte/premier/")


def test_only_the_digest_of_the_token_is_kept(db: None) -> None:
    from encours.web.workflow.people.models import OneTimeLink

    token = link().split("/")[-2]
    (kept,) = OneTimeLink.objects.all()
    assert token not in kept.digest
    assert len(token) >= 48


def test_it_makes_one_administrator_who_sees_everything(stranger: Client) -> None:
    from encours.web.workflow.people.models import Person

    answer = stranger.post(path(), GIVEN, headers=ENGLISH)
    (made,) = Person.objects.all()
    assert (answer.status_code, answer.url) == (302, "/compte/login/")
    assert (made.email, made.role) == ("paule@example.test", Role.ADMINISTRATOR)
    assert (made.entities, made.portfolios) == (None, None)
    assert made.check_password(GIVEN["password"])
    assert "Account created: sign in." in stranger.get(answer.url, headers=ENGLISH).content.decode()


def test_it_works_once(stranger: Client) -> None:
    from encours.web.workflow.people.models import Person

    where = path()
    stranger.post(where, GIVEN)
    again = stranger.post(where, GIVEN | {"email": "other@example.test"}, headers=ENGLISH)
    assert again.status_code == 404
    assert "used already, or has ended" in again.content.decode()
    assert Person.objects.count() == 1


def test_it_lasts_an_hour(stranger: Client) -> None:
    from encours.web.workflow.people.models import OneTimeLink

    where = path()
    made = timezone.now()
    OneTimeLink.objects.update(expires_at=made + timedelta(seconds=30))
    assert stranger.get(where).status_code == 200
    OneTimeLink.objects.update(expires_at=made - timedelta(seconds=1))
    assert stranger.get(where).status_code == 404


def test_the_link_of_the_start_before_opens_nothing(stranger: Client) -> None:
    before, now = path(), path()
    assert stranger.get(before).status_code == 404
    assert stranger.get(now).status_code == 200


def test_once_somebody_exists_there_is_neither_link_nor_page(
    stranger: Client, person: Callable[..., Person]
) -> None:
    from encours.web.people.first import token_link

    where = path()
    person(Role.COLLECTOR)
    assert token_link(BASE) is None
    assert stranger.get(where).status_code == 404
    assert stranger.post(where, GIVEN).status_code == 404


def test_a_wrong_token_opens_nothing(stranger: Client) -> None:
    link()
    answers = [
        stranger.get(f"/compte/{kind}/{'0' * 48}/", headers=ENGLISH) for kind in ("premier", "invitation")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("used already, or has ended" in answer.content.decode() for answer in answers)


def test_a_weak_password_is_refused_and_the_rest_stays_typed(stranger: Client) -> None:
    from encours.web.workflow.people.models import Person

    weak = {"password": "paule@example", "again": "paule@example"}
    answer = stranger.post(path(), GIVEN | weak)
    assert answer.status_code == 422
    assert "password" in answer.context["form"].errors
    assert b"Paule Renard" in answer.content
    assert not Person.objects.exists()


def test_a_password_like_the_address_is_refused_in_words(stranger: Client) -> None:
    weak = GIVEN | {
        "email": "grandmarnier@example.test",
        "password": "grandmarnier@",
        "again": "grandmarnier@",
    }
    errors = stranger.post(path(), weak, headers={"Accept-Language": "fr"}).context["form"].errors
    assert any("adresse électronique" in error for error in errors["password"])


def test_two_passwords_that_differ_are_refused(stranger: Client) -> None:
    answer = stranger.post(path(), GIVEN | {"again": "twelve brown hen"})
    assert "again" in answer.context["form"].errors


def test_the_trail_tells_who_came_first(stranger: Client) -> None:
    from encours.web.workflow.trail.models import Event

    where = path()
    stranger.post(where, GIVEN)
    told = Event.objects.get(what="first administrator created")
    assert told.subject == "paule@example.test"
    assert where.split("/")[-2] not in told.path
