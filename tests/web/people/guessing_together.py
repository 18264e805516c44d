"""Run apart: many browsers show codes and passwords of one account to one database at the same moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

from encours.web.access.roles import Role

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

TOGETHER = 12
PASSWORD = "correct horse battery"  # of someone who exists in this program only
LOGIN, CODE = "/compte/login/", "/compte/double-authentification/code/"


def main() -> None:
    """Print how many of each were taken or heard."""
    from encours.web.serving.prepare import ready

    ready()
    from django.conf import settings
    from django.core.management import call_command

    # The framework's own limits, and its memory of codes, are those of one process: as if each had its own.
    settings.ACCOUNT_RATE_LIMITS = False
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    settings.ALLOWED_HOSTS = ["*"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    someone, secret, codes = _guarded()
    shown = _shown(secret)
    print("codes taken", _count(_at_once([_coding(someone, shown) for _time in range(2)]), 302))
    print("recovery codes taken", _count(_at_once([_coding(someone, codes[0]) for _time in range(2)]), 302))
    _forget()
    answers = _at_once([_coding(someone, "000000x") for _time in range(TOGETHER)])
    print("codes heard", _count(answers, 200))
    _forget()
    answers = _at_once([_guessing(someone, number) for number in range(TOGETHER)])
    print("passwords heard", _count(answers, 200))


def _guarded() -> tuple[Person, str, list[str]]:
    """Someone with an application and recovery codes."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from encours.web.workflow.people.creating import create

    someone, secret = create("ines@example.test", "Inès", Role.CFO, PASSWORD), generate_totp_secret()
    TOTP.activate(someone, secret)
    return someone, secret, RecoveryCodes.activate(someone).get_unused_codes()


def _shown(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def _forget() -> None:
    from encours.web.workflow.people.models import Tries

    Tries.objects.all().delete()


def _coding(someone: Person, code: str) -> Callable[[], int]:
    """A browser past the password, about to show a code."""
    browser = _browser()
    answer = browser.post(LOGIN, {"login": someone.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return lambda: int(browser.post(CODE, {"code": code}).status_code)


def _guessing(someone: Person, number: int) -> Callable[[], int]:
    browser, given = _browser(), {"login": someone.email, "password": "wrong"}
    return lambda: int(browser.post(LOGIN, given, REMOTE_ADDR=f"10.0.0.{number}").status_code)


def _browser() -> Client:
    from django.test import Client

    return Client()


def _at_once(acts: list[Callable[[], int]]) -> list[int]:
    gate = Barrier(len(acts))

    def begun(act: Callable[[], int]) -> int:
        from django.db import connection

        gate.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begun, acts))


def _count(answers: list[int], status: int) -> int:
    return sum(answer == status for answer in answers)


if __name__ == "__main__":
    main()
