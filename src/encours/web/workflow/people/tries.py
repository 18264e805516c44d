"""How often one may be wrong about an account: counted for the account itself, by all processes together."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from encours.web.workflow.people.models import Tries

FORGOTTEN = timedelta(days=1)  # without a wrong answer


@dataclass(frozen=True, slots=True)
class Step:
    """A question asked of who comes. The wrong answer number `free` closes it for `first`, each further one twice as
    long as the one before, `longest` at most.

    >>> [CODE.wait(count).seconds // 60 for count in (4, 5, 6)]
    [0, 15, 15]
    >>> [PASSWORD.wait(count).seconds for count in (9, 10, 11, 12, 15, 1_000)]
    [0, 30, 60, 120, 900, 900]
    """

    name: str
    free: int
    first: timedelta
    longest: timedelta

    def wait(self, failures: int) -> timedelta:
        if failures < self.free:
            return timedelta()
        doubled = min(failures - self.free, 30)  # beyond, the longest is long reached
        return min(self.first * 2**doubled, self.longest)


QUARTER = timedelta(minutes=15)
PASSWORD = Step("password", 10, timedelta(seconds=30), QUARTER)
CODE = Step("code", 5, QUARTER, QUARTER)
KEY = Step("key", 5, QUARTER, QUARTER)


@dataclass(frozen=True, slots=True)
class Try:
    """An answer about to be looked at, already counted as wrong: `failures` with it, `closed_seconds` what it costs
    if it is. `refused` were not heard since the one before. It is not to be looked at while `wait_seconds` remain."""

    wait_seconds: int
    failures: int
    closed_seconds: int
    refused: int


def begin(step: Step, account: str, browser: str = "") -> Try:
    """Count an answer before it is looked at: of many at the same instant, no more are heard than one after another."""
    now = timezone.now()
    with transaction.atomic():
        held = _held(step, account, browser)
        if held.closed_until and held.closed_until > now:
            _refuse(held)
            return Try(_seconds(held.closed_until, now), held.failures, 0, held.refused + 1)
        failures = 1 if now - held.last_at > FORGOTTEN else held.failures + 1
        closed = step.wait(failures)
        refused, held.failures, held.refused, held.last_at = held.refused, failures, 0, now
        held.closed_until = now + closed if closed else None
        held.save()
    return Try(0, failures, int(closed.total_seconds()), refused)


def passed(step: Step, account: str, browser: str = "") -> None:
    """The answer was right: the count begins again."""
    Tries.objects.filter(account=account, browser=browser, step=step.name).delete()


def refused(step: Step, account: str, browser: str = "") -> None:
    """An answer that another rule did not let be heard."""
    for held in Tries.objects.filter(account=account, browser=browser, step=step.name):
        _refuse(held)


def is_closed(account: str) -> bool:
    """Whether anything is closed now for this account, in some browser at least."""
    return Tries.objects.filter(account=account, closed_until__gt=timezone.now()).exists()


def open_again(account: str) -> tuple[int, int]:
    """Forget what was wrong about an account; how many answers that was, and how many were refused."""
    held = list(Tries.objects.filter(account=account))
    Tries.objects.filter(account=account).delete()
    return sum(one.failures for one in held), sum(one.refused for one in held)


def old() -> list[Tries]:
    """Counts that are forgotten, to be removed."""
    return list(Tries.objects.filter(last_at__lt=timezone.now() - FORGOTTEN))


def _held(step: Step, account: str, browser: str) -> Tries:
    """The count of a step, begun where there is none, in the hands of this answer alone."""
    said = {"account": account, "browser": browser, "step": step.name}
    while True:
        # Somebody who was right meanwhile removes it, somebody else begins it: it is then looked for again.
        with suppress(IntegrityError), transaction.atomic():
            return Tries.objects.select_for_update().get_or_create(**said)[0]


def _refuse(held: Tries) -> None:
    Tries.objects.filter(pk=held.pk).update(refused=F("refused") + 1)


def _seconds(until: datetime, now: datetime) -> int:
    return math.ceil((until - now).total_seconds())
