"""Wrong passwords: the fourth, the fifth, and the sixth try."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from .conftest import PASSWORD, signed_in

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

Make = Callable[..., "Person"]
HERE, ELSEWHERE = "10.0.0.1", "10.0.0.2"


def attempt(client: Client, email: str, password: str, origin: str = HERE) -> int:
    given = {"login": email, "password": password}
    return int(client.post("/compte/login/", given, REMOTE_ADDR=origin).status_code)


def wrong(client: Client, email: str, times: int, origin: str = HERE) -> list[int]:
    return [attempt(client, email, f"wrong {n}", origin) for n in range(times)]


def test_four_wrong_passwords_leave_the_account_open(person: Make, stranger: Client) -> None:
    someone = person()
    assert wrong(stranger, someone.email, 4) == [200] * 4
    attempt(stranger, someone.email, PASSWORD)
    assert signed_in(stranger)


def test_the_fifth_wrong_password_closes_it_even_to_the_right_one(person: Make, stranger: Client) -> None:
    someone = person()
    assert wrong(stranger, someone.email, 5) == [200] * 4 + [429]
    assert attempt(stranger, someone.email, PASSWORD) == 429
    assert not signed_in(stranger)


def test_capitals_do_not_give_five_more_tries(person: Make, stranger: Client) -> None:
    person(email="ines@example.test")
    wrong(stranger, "ines@example.test", 4)
    assert attempt(stranger, "INES@example.test", "wrong") == 429


def test_the_message_says_how_long(person: Make, stranger: Client) -> None:
    someone = person()
    wrong(stranger, someone.email, 4)
    given = {"login": someone.email, "password": "wrong"}
    answer = stranger.post("/compte/login/", given, REMOTE_ADDR=HERE, headers={"accept-language": "en"})
    assert "fifteen minutes" in answer.content.decode()


def test_other_accounts_and_other_addresses_stay_open(person: Make, stranger: Client) -> None:
    from django.test import Client

    someone, other = person(), person()
    wrong(stranger, someone.email, 5)
    attempt(stranger, other.email, PASSWORD)
    assert signed_in(stranger)
    away = Client()
    attempt(away, someone.email, PASSWORD, ELSEWHERE)
    assert signed_in(away)


def test_a_success_begins_the_count_again(person: Make, stranger: Client) -> None:
    someone = person()
    wrong(stranger, someone.email, 4)
    attempt(stranger, someone.email, PASSWORD)
    stranger.post("/compte/logout/")
    assert wrong(stranger, someone.email, 4) == [200] * 4


def test_time_opens_it_again(person: Make, stranger: Client) -> None:
    from axes.models import AccessAttempt

    from encours.web.workflow.people.locking import is_locked

    someone = person()
    wrong(stranger, someone.email, 5)
    assert is_locked(someone)
    (attempts,) = AccessAttempt.objects.all()
    for minutes, locked in ((14, True), (16, False)):
        moved = attempts.attempt_time - timedelta(minutes=minutes)
        AccessAttempt.objects.update(attempt_time=moved)
        assert is_locked(someone) is locked
    attempt(stranger, someone.email, PASSWORD)
    assert signed_in(stranger)


def test_an_administrator_opens_it_at_once(
    person: Make, administrator: Person, sure: Callable[[Person], Client], stranger: Client
) -> None:
    someone = person()
    wrong(stranger, someone.email, 5)
    desk = sure(administrator)
    assert b"deverrouillage" in desk.get(f"/reglages/utilisateurs/{someone.pk}/").content
    desk.post(f"/reglages/utilisateurs/{someone.pk}/deverrouillage/")
    attempt(stranger, someone.email, PASSWORD)
    assert signed_in(stranger)


def test_behind_a_proxy_the_client_is_the_one_it_names(person: Make, stranger: Client, monkeypatch) -> None:
    monkeypatch.setenv("ENCOURS_PROXY", "1")
    someone = person()
    for n in range(5):
        given = {"login": someone.email, "password": f"wrong {n}"}
        stranger.post("/compte/login/", given, headers={"x-forwarded-for": f"1.1.1.{n}, {HERE}"})
    given = {"login": someone.email, "password": PASSWORD}
    closed = stranger.post("/compte/login/", given, headers={"x-forwarded-for": HERE})
    assert closed.status_code == 429
