"""Plans of payment: dated instalments made, called off, agreed anew or taken back together, as one deed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from encours.web.workflow import acts
from encours.web.workflow.act import Doing, Happened, act
from encours.web.workflow.acts import Act
from encours.web.workflow.people.models import Person
from encours.web.workflow.promises.models import Promise, Said
from encours.web.workflow.records import Changed, add_version, current, new_key

TABLE = Promise.TABLE
KIND = Promise.NAME


@dataclass(frozen=True, slots=True)
class Held:
    """The instalments of a plan as someone looks at them: what each says by its key, and the number of the last version
    anybody wrote of one of them, which an act on the plan names."""

    entity: str
    customer: str
    plan: str
    said: Mapping[str, Said]
    seen: int = 0


def make(request: HttpRequest | None, person: Person, said: Sequence[Said], plan: str) -> str:
    """A plan of these promises, without faults; its key. Raises Changed when there is one of that key."""
    with _whole(request, acts.PLAN_MADE, person, said[0], plan) as (doing, told):
        if first := Promise.objects.filter(plan=plan).order_by("-revision", "-pk").first():
            raise Changed(first)
        _add(doing, told, person, said, plan)
    return plan


def cancel(request: HttpRequest | None, person: Person, held: Held, on: date, ended: Iterable[str]) -> None:
    """From that day on what is still awaited of it no longer stands; the instalments that `ended` stay as they are.
    Raises Changed when another version of one came meanwhile."""
    with _whole(request, acts.PLAN_CANCELLED, person, held, held.plan) as (doing, told):
        _call_off(doing, told, person, held, on, ended)


def renegotiate(
    request: HttpRequest | None,
    person: Person,
    held: Held,
    said: Sequence[Said],
    plan: str,
    ended: Iterable[str],
) -> str:
    """What is still awaited of a plan is called off today and another is made: both, or nothing. The key of the new."""
    with _whole(request, acts.PLAN_RENEGOTIATED, person, held, held.plan) as (doing, told):
        if first := Promise.objects.filter(plan=plan).order_by("-revision", "-pk").first():
            raise Changed(first)
        _call_off(doing, told, person, held, timezone.localdate(), ended)
        _tell(doing, told, held.plan)
        told.clear()
        _add(doing, told, person, said, plan)
        _tell(doing, told, plan)
        told.clear()
    return plan


def withdraw(request: HttpRequest | None, person: Person, held: Held) -> None:
    """It was never agreed: all of its instalments leave every figure. Raises Changed as above."""
    with _whole(request, acts.PLAN_WITHDRAWN, person, held, held.plan) as (doing, told):
        _refuse_changed(held)
        for key, said in held.said.items():
            told.append(_write(doing, person, key, said, withdrawn=True))


@contextmanager
def _whole(
    request: HttpRequest | None, what: Act, person: Person, of: Held | Said, plan: str
) -> Iterator[tuple[Doing, list[Promise]]]:
    """One act: one revision, one line of the trail, told once for each item it is about."""
    with act(request, what, person, table=TABLE) as doing:
        told: list[Promise] = []
        doing.subject = f"{plan} · {of.entity} {of.customer}"
        doing.after = []
        yield doing, told
        _tell(doing, told, plan)


def _add(doing: Doing, told: list[Promise], person: Person, said: Sequence[Said], plan: str) -> None:
    told += [_write(doing, person, new_key(), replace(one, plan=plan)) for one in said]


def _call_off(
    doing: Doing, told: list[Promise], person: Person, held: Held, on: date, ended: Iterable[str]
) -> None:
    _refuse_changed(held)
    left_alone = set(ended)
    for key, said in held.said.items():
        if key not in left_alone and said.cancelled_on is None:
            told.append(_write(doing, person, key, replace(said, cancelled_on=max(on, said.made_on))))


def _refuse_changed(held: Held) -> None:
    """Versions are only ever added, so that the last number tells of any."""
    last = Promise.objects.filter(key__in=list(held.said)).order_by("-pk").first()
    if (last.pk if last else 0) != held.seen:
        raise Changed(last)


def _write(doing: Doing, person: Person, key: str, said: Said, *, withdrawn: bool = False) -> Promise:
    before = current(Promise, key)
    values = Promise.columns(said)
    written = add_version(
        Promise,
        doing.revision,
        key,
        before.pk if before else 0,
        person=person,
        withdrawn=withdrawn,
        **values,
    )
    doing.after.append({"key": key, **asdict(said), "withdrawn": withdrawn})
    return written


def _tell(doing: Doing, told: Sequence[Promise], plan: str) -> None:
    """On the time line: for each item, or for the account, what its instalments come to."""
    by_item: dict[str, list[Promise]] = {}
    for one in told:
        by_item.setdefault(one.item, []).append(one)
    for item, them in by_item.items():
        first = them[0]
        facts: dict[str, Any] = {
            "amount": str(sum((one.said.amount for one in them), Decimal(0))),
            "currency": first.currency,
            "times": len(them),
            "for_day": max(one.due_on for one in them).isoformat(),
            "text": first.comment,
            "plan": plan,
            "versions": [one.pk for one in them],
        }
        about = (first.entity, first.customer, timezone.localdate(), KIND, plan, item)
        doing.happened.append(Happened(*about, facts))
