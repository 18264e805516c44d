"""Work done item by item: ten thousand letters are ten thousand items, each known by its key and done once."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from encours.errors import EncoursError
from encours.i18n import mark
from encours.said import _, listed, reason
from encours.web.workflow.jobs.kind import pause_before
from encours.web.workflow.jobs.models import ItemState, Job, State, WorkItem
from encours.web.workflow.jobs.running import Cancelled, Interrupted, Later, Running

BROKEN = mark("The program failed on it: the job's log says where.")
LOST = mark("The server stopped each time it was begun.")
UNSURE = mark("It was begun and its end is not known: look whether it was done.")
DEATHS = 3  # an item that brings its worker down each time is not taken for ever
BREATH = timedelta(seconds=5)  # what another worker is doing now is looked at again after


class Effect(Enum):
    """Where the effect of an item is, which decides what becomes of it when its worker dies."""

    HERE = "here"  # in the workflow database: written together with `done`, short
    AGAIN = "again"  # elsewhere, and twice is the same as once
    ONCE = "once"  # elsewhere, and never twice: a letter


class NotDone(Exception):
    """Raised by the work of an item: nothing was done, and it may be tried again after a pause."""


@dataclass(frozen=True, slots=True)
class ItemKind:
    """`do(running, key, payload)` does one item; an EncoursError says in words why it cannot be done.

    A failure nobody foresaw is tried again `retries` times, after a `pause` that doubles; of an effect that is never to
    be had twice, NotDone alone is, and any other failure leaves it unsure.
    """

    name: str
    do: Callable[[Running, str, Any], Any]
    effect: Effect = Effect.HERE
    retries: int = 0
    pause: timedelta = timedelta(minutes=1)


def put(kind: ItemKind, items: Mapping[str, Any]) -> None:
    """Add items by key, with what each carries (as JSON holds it). One already there, done or not, stays as it is."""
    rows = [WorkItem(kind=kind.name, key=key, payload=payload) for key, payload in items.items()]
    WorkItem.objects.bulk_create(rows, ignore_conflicts=True)


def drain(running: Running, kind: ItemKind, saying: str) -> dict[str, int]:
    """Do all that waits, one by one, `saying` what is being done; how many items of the kind stand where in the end.

    For the function of a repeatable job. Raises Later when some are left to be tried again: the job waits for them.
    """
    Job.objects.filter(pk=running.job.pk).update(items=kind.name)
    _see_to_lost(running, kind)
    waiting, done = _of(kind, ItemState.WAITING).count(), 0
    running.step(saying, 0.0)
    while _next(running, kind):
        done += 1
        running.step(saying, done / max(waiting, done))
    left = _of(kind, ItemState.WAITING)
    if left.exists():
        soon = timezone.now() + BREATH
        raise Later(max(left.aggregate(at=Min("not_before"))["at"] or soon, soon))
    return counts(kind.name)


def counts(kind: str) -> dict[str, int]:
    """How many items of a kind stand where."""
    found = dict(WorkItem.objects.filter(kind=kind).order_by().values_list("state").annotate(Count("pk")))
    return {state.value: found[state.value] for state in ItemState if state.value in found}


def settle(kind: str, key: str, *, done: bool) -> bool:
    """What a person says of an item set aside: done after all, or to be done (again); False when it is not aside."""
    aside = WorkItem.objects.filter(kind=kind, key=key, state__in=(ItemState.FAILED, ItemState.UNSURE))
    if done:
        return bool(aside.update(**_written_done()))
    return bool(aside.update(state=ItemState.WAITING, attempts=0, not_before=None, error=""))


def _next(running: Running, kind: ItemKind) -> bool:
    """Do one item that waits; False when there is none."""
    return _do_here(running, kind) if kind.effect is Effect.HERE else _do_elsewhere(running, kind)


def _do_here(running: Running, kind: ItemKind) -> bool:
    """The effect and `done` are one transaction: both are there, or neither."""
    item = None
    try:
        with transaction.atomic():
            item = _first(kind)
            if item is not None:
                WorkItem.objects.filter(pk=item.pk).update(attempts=item.attempts + 1, **_written_done())
                kind.do(running, item.key, item.payload)
    except (Cancelled, Interrupted):
        raise
    except Exception as error:
        if item is None:
            raise
        _failed(running, kind, item, error)
    return item is not None


def _do_elsewhere(running: Running, kind: ItemKind) -> bool:
    """Taken, done, written to be done: what dies between is known to have been begun, and by whom."""
    with transaction.atomic():
        item = _first(kind)
        if item is None:
            return False
        item.state, item.worker = ItemState.TAKEN.value, _token(running.job)
        taken = {"state": item.state, "worker": item.worker, "taken_at": timezone.now()}
        WorkItem.objects.filter(pk=item.pk).update(attempts=item.attempts + 1, **taken)
    try:
        kind.do(running, item.key, item.payload)
    except (Cancelled, Interrupted):
        mine = WorkItem.objects.filter(pk=item.pk, worker=item.worker, state=ItemState.TAKEN)
        mine.update(attempts=item.attempts)  # stopped, not dead of it
        _let_go(kind, mine)
        raise
    except Exception as error:
        _failed(running, kind, item, error)
    else:
        mine = WorkItem.objects.filter(pk=item.pk, worker=item.worker)
        mine.filter(state__in=(ItemState.TAKEN, ItemState.UNSURE)).update(**_written_done())
    return True


def _first(kind: ItemKind) -> WorkItem | None:
    """The next item that may be done, ours until the transaction ends."""
    ripe = Q(not_before=None) | Q(not_before__lte=timezone.now())
    return _of(kind, ItemState.WAITING).filter(ripe).select_for_update(skip_locked=True).first()


def _failed(running: Running, kind: ItemKind, item: WorkItem, error: Exception) -> None:
    """Tried again after a pause where it may be, else set aside; said in the job's log."""
    mine = WorkItem.objects.filter(pk=item.pk, state=item.state, worker=item.worker)
    facts: dict[str, Any] = {"attempts": item.attempts + 1, "not_before": None}
    if isinstance(error, EncoursError | NotDone):
        facts["error"] = reason(error)
    else:
        facts["error"] = BROKEN
        running.log("".join(traceback.format_exception(error)))
    foreseen = isinstance(error, EncoursError)
    if not foreseen and kind.effect is Effect.ONCE and not isinstance(error, NotDone):
        facts |= {"state": ItemState.UNSURE, "error": UNSURE}
    elif foreseen or item.attempts >= kind.retries:
        facts["state"] = ItemState.FAILED
    else:
        pause = pause_before(item.attempts, kind.pause)
        facts |= {"state": ItemState.WAITING, "not_before": timezone.now() + pause}
    mine.update(**facts)
    said = facts["error"]
    running.log(listed([item.key, _(said) if type(said) is str else said], ": "))


def _see_to_lost(running: Running, kind: ItemKind) -> None:
    """Items begun by a job that no longer runs."""
    at_work = Job.objects.filter(state=State.RUNNING).only("worker", "attempts")
    lost = _of(kind, ItemState.TAKEN).exclude(worker__in=[_token(job) for job in at_work])
    for key in lost.values_list("key", flat=True):
        running.log(listed([key, _(UNSURE if kind.effect is Effect.ONCE else LOST)], ": "))
    _let_go(kind, lost)


def _let_go(kind: ItemKind, taken: QuerySet) -> None:
    """What was begun and not ended: set aside where it must not be done twice, else begun again."""
    if kind.effect is Effect.ONCE:
        taken.update(state=ItemState.UNSURE, error=UNSURE)
    else:
        taken.filter(attempts__gte=DEATHS + kind.retries).update(state=ItemState.FAILED, error=LOST)
        taken.filter(state=ItemState.TAKEN).update(state=ItemState.WAITING)


def _written_done() -> dict[str, Any]:
    """What an item carried goes once it is done; its key stays."""
    now = timezone.now()
    return {"state": ItemState.DONE, "payload": {}, "not_before": None, "error": "", "done_at": now}


def _of(kind: ItemKind, state: ItemState) -> QuerySet:
    return WorkItem.objects.filter(kind=kind.name, state=state)


def _token(job: Job) -> str:
    """Which run of which job took an item."""
    return f"{job.worker}#{job.pk}.{job.attempts}"
