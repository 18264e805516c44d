"""Guessing at an account from everywhere at once: second factors, passwords, and what the trail keeps of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.rounds import rounds
from tests.web.people.guessing_together import TOGETHER
from tests.web.postgresql import postgresql

from .conftest import PASSWORD, signed_in
from .test_factors import PAGES, code, guarded

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

__all__ = ["guarded"]
Make = Callable[..., "Person"]
Enter = Callable[..., "Client"]
LOGIN = "/compte/login/"
FLOOD = rounds(150, 600)


@pytest.fixture(autouse=True)
def patient(settings_of: Callable) -> Any:
    """What one address may ask in a minute is not what is tested here."""
    with settings_of(ACCOUNT_RATE_LIMITS=False):
        yield


def guess(client: Client, email: str, number: int, password: str = "wrong") -> Any:
    """A password from an address of its own."""
    origin = f"10.0.{number // 200}.{number % 200}"
    given, english = {"login": email, "password": password}, {"accept-language": "en"}
    return client.post(LOGIN, given, headers=english, REMOTE_ADDR=origin)


def wrong(secret: str, number: int) -> str:
    """A code that is none of those of now."""
    right = {code(secret, drift) for drift in (-2, -1, 0, 1, 2)}
    return next(said for n in range(10) if (said := f"{number * 10 + n:06}") not in right)


def told(**asked: Any) -> list[tuple[str, dict[str, Any]]]:
    from encours.web.workflow.trail.models import Event

    events = Event.objects.filter(**asked).order_by("number")
    return [(event.what, json.loads(event.after or "{}")) for event in events]


def unlocked() -> Any:
    from encours.web.workflow.trail.models import Event

    return Event.objects.get(what="account unlocked").changes


def later(**by: float) -> None:
    """As if all that was counted had been so long ago."""
    from encours.web.workflow.people.models import Tries

    for held in Tries.objects.all():
        held.last_at -= timedelta(**by)
        held.closed_until = held.closed_until and held.closed_until - timedelta(**by)
        held.save()


def test_of_hundreds_of_wrong_codes_five_are_heard_and_the_lock_is_in_the_trail(
    guarded: tuple, sign_in: Enter
) -> None:
    someone, secret, _codes = guarded
    browser = sign_in(someone)
    answers = [
        browser.post(f"{PAGES}code/", {"code": wrong(secret, number)}, REMOTE_ADDR=f"10.1.0.{number % 250}")
        for number in range(FLOOD)
    ]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * (FLOOD - 5)
    assert 0 < int(answers[-1]["Retry-After"]) <= 900
    assert told(kind="sign_in_failed") == [
        *(("wrong second factor", {"wrong": count}) for count in range(1, 5)),
        ("wrong second factor", {"wrong": 5, "seconds": 900}),
        ("second factor closed after wrong answers", {"wrong": 5, "seconds": 900}),
        ("attempts refused while closed", {"refused": 100}),
    ]


def test_a_closed_second_factor_does_not_hear_the_right_code_until_time_opens_it(
    guarded: tuple, sign_in: Enter
) -> None:
    someone, secret, codes = guarded
    browser = sign_in(someone)
    for number in range(5):
        browser.post(f"{PAGES}code/", {"code": wrong(secret, number)})
    for shown in (code(secret), codes[0]):
        assert browser.post(f"{PAGES}code/", {"code": shown}).status_code == 429
    later(minutes=14)
    assert browser.post(f"{PAGES}code/", {"code": code(secret)}).status_code == 429
    later(minutes=2)
    browser.post(f"{PAGES}code/", {"code": code(secret)})
    assert signed_in(browser)
    assert told(what="attempts refused while closed") == [("attempts refused while closed", {"refused": 3})]


def test_one_wrong_code_more_closes_it_again_and_a_right_one_begins_the_count_again(
    guarded: tuple, sign_in: Enter
) -> None:
    someone, secret, codes = guarded
    browser = sign_in(someone)
    for number in range(5):
        browser.post(f"{PAGES}code/", {"code": wrong(secret, number)})
    later(minutes=16)
    assert browser.post(f"{PAGES}code/", {"code": wrong(secret, 9)}).status_code == 200
    assert browser.post(f"{PAGES}code/", {"code": codes[0]}).status_code == 429
    later(minutes=16)
    browser.post(f"{PAGES}code/", {"code": codes[0]})
    other = sign_in(someone)
    for number in range(4):
        assert other.post(f"{PAGES}code/", {"code": wrong(secret, number)}).status_code == 200
    other.post(f"{PAGES}code/", {"code": codes[1]})
    assert signed_in(other)


def test_wrong_codes_of_the_confirmation_count_with_those_of_sign_in(guarded: tuple, sign_in: Enter) -> None:
    someone, secret, codes = guarded
    browser = sign_in(someone)
    browser.post(f"{PAGES}code/", {"code": codes[0]})
    for number in range(5):
        browser.post(f"{PAGES}confirmer/", {"code": wrong(secret, number)})
    assert browser.post(f"{PAGES}confirmer/", {"code": codes[1]}).status_code == 429
    other = sign_in(someone)
    assert other.post(f"{PAGES}code/", {"code": codes[1]}).status_code == 429


def test_an_administrator_opens_the_second_factor_at_once(
    guarded: tuple, administrator: Person, sure: Enter, sign_in: Enter
) -> None:
    someone, secret, codes = guarded
    browser = sign_in(someone)
    for number in range(7):
        browser.post(f"{PAGES}code/", {"code": wrong(secret, number)})
    desk = sure(administrator)
    page = f"/reglages/utilisateurs/{someone.pk}/"
    assert b"deverrouillage" in desk.get(page).content
    desk.post(f"{page}deverrouillage/")
    assert b"deverrouillage" not in desk.get(page).content
    assert unlocked() == {"wrong": (5, 0), "refused": (2, 0)}
    browser.post(f"{PAGES}code/", {"code": codes[0]})
    assert signed_in(browser)


def test_answers_of_a_security_key_are_counted_apart(guarded: tuple, sign_in: Enter) -> None:
    """Nobody guesses a signature: wrong codes do not close a key, nor wrong answers of a key the codes."""
    someone, _secret, codes = guarded
    browser = sign_in(someone)
    answers = [browser.post(f"{PAGES}code/", {"credential": '{"id": "x"}'}) for _time in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    browser.post(f"{PAGES}code/", {"code": codes[0]})
    assert signed_in(browser)


@pytest.mark.parametrize("known", [True, False])
def test_passwords_guessed_from_everywhere_are_slowed_down_and_known_or_not_is_answered_alike(
    person: Make, stranger: Client, known: bool
) -> None:
    from encours.web.workflow.people.models import Tries

    email = person(email="ines@example.test").email if known else "nobody@example.test"
    answers = [guess(stranger, email, number) for number in range(10)]
    assert [answer.status_code for answer in answers] == [200] * 10
    for number, wait in enumerate((30, 60, 120, 240, 480, 900, 900)):
        closed = guess(stranger, email, 100 + number)
        held = Tries.objects.get()
        assert (closed.status_code, held.closed_until - held.last_at) == (429, timedelta(seconds=wait))
        assert 0 < int(closed["Retry-After"]) <= wait
        assert b"Too many wrong passwords" in closed.content
        later(seconds=wait + 1)
        assert guess(stranger, email, 200 + number).status_code == 200
    slowed = told(what="sign-in slowed down after wrong passwords")
    assert slowed[0] == (slowed[0][0], {"wrong": 10, "seconds": 30})
    assert slowed[1] == (slowed[0][0], {"wrong": 11, "refused": 1, "seconds": 60})


def test_the_right_password_is_not_heard_while_it_is_slowed_down(person: Make, stranger: Client) -> None:
    someone = person()
    for number in range(10):
        guess(stranger, someone.email, number)
    assert guess(stranger, someone.email, 99, PASSWORD).status_code == 429
    later(seconds=31)
    guess(stranger, someone.email, 99, PASSWORD)
    assert signed_in(stranger)


def test_a_browser_one_signed_in_with_before_is_not_kept_waiting(
    person: Make, stranger: Client, sign_in: Enter
) -> None:
    someone, other = person(), person()
    own, others = sign_in(someone), sign_in(other)
    for browser in (own, others):
        browser.post("/compte/logout/")
    for number in range(12):
        guess(stranger, someone.email, number)
    assert sign_in(someone, client=others).answer.status_code == 429
    assert signed_in(sign_in(someone, client=own))


def test_a_known_browser_is_counted_too(person: Make, sign_in: Enter) -> None:
    someone = person()
    own = sign_in(someone)
    own.post("/compte/logout/")
    answers = [guess(own, someone.email, number).status_code for number in range(11)]
    assert answers == [200] * 10 + [429]


def test_the_password_of_before_is_not_guessed_where_it_is_changed(person: Make, sign_in: Enter) -> None:
    browser, new = sign_in(person()), "another long sentence"
    given = {"oldpassword": "wrong", "password1": new, "password2": new}
    answers = [browser.post("/compte/mot-de-passe/", given).status_code for _time in range(11)]
    assert answers == [200] * 10 + [429]
    assert browser.post("/compte/mot-de-passe/", {**given, "oldpassword": PASSWORD}).status_code == 429
    later(seconds=31)
    assert browser.post("/compte/mot-de-passe/", {**given, "oldpassword": PASSWORD}).status_code == 302


def test_a_link_to_choose_a_password_opens_the_door_to_who_is_kept_waiting(
    person: Make, administrator: Person, sure: Enter, stranger: Client, sign_in: Enter
) -> None:
    from django.test import Client

    someone = person()
    for number in range(10):
        guess(stranger, someone.email, number)
    link = sure(administrator).post(f"/reglages/utilisateurs/{someone.pk}/invitation/").context["url"]
    own, new = Client(), {"password": "twelve brown hens", "again": "twelve brown hens"}
    own.post(link.removeprefix("http://testserver"), new)
    assert signed_in(sign_in(someone, new["password"], own))


def test_attempts_on_a_closed_account_add_nothing_to_the_trail(person: Make, stranger: Client) -> None:
    someone = person()
    for _number in range(50):
        stranger.post(LOGIN, {"login": someone.email, "password": "wrong"})
    names = [name for name, _after in told(kind="sign_in_failed")]
    assert names == ["sign-in failed"] * 5 + ["account closed to one address after wrong passwords"]


def test_the_night_forgets_old_counts_and_tells_what_was_refused(person: Make, stranger: Client) -> None:
    from encours.web.jobs.housekeeping import TIDY
    from encours.web.workflow.people.models import Tries
    from tests.web.jobs.test_housekeeping import night_of

    someone = person()
    for number in range(13):
        guess(stranger, someone.email, number)
    later(hours=23)
    night_of(TIDY)
    assert Tries.objects.count() == 1
    later(hours=2)
    night_of(TIDY)
    assert Tries.objects.count() == 0
    assert told(what="attempts refused while closed", email=someone.email) == [
        ("attempts refused while closed", {"refused": 3})
    ]


def test_at_the_same_instant_no_more_is_heard_and_a_code_is_taken_once(tmp_path: Path) -> None:
    assert together({"ENCOURS_HOME": str(tmp_path), "DATABASE_URL": ""}) == EXPECTED


def test_so_it_is_on_postgresql(tmp_path: Path) -> None:
    with postgresql() as server:
        found = together({"ENCOURS_HOME": str(tmp_path), "DATABASE_URL": server.database()})
    assert found == EXPECTED


EXPECTED = [
    "codes taken 1",
    "recovery codes taken 1",
    "codes heard 5",
    f"passwords heard {min(10, TOGETHER)}",
]


def together(variables: dict[str, str]) -> list[str]:
    """What the program beside this file prints, on the database of these variables."""
    command = [sys.executable, "-m", "tests.web.people.guessing_together"]
    # Pages are drawn without their assets being built.
    environment = {**os.environ, **variables, "PYTHONWARNINGS": "ignore", "ENCOURS_DEBUG": "1"}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return [line for line in ran.stdout.splitlines() if not line.startswith("{")]
