"""Whether what was computed from people's choices and records still stands."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.db.models import F
from django.http import HttpRequest, HttpResponse

from encours.web.workflow.choices.models import Revision

Respond = Callable[[HttpRequest], HttpResponse]
# What the request under way has read of them: every figure of a page rests on the same.
_read: ContextVar[dict[str, int] | None] = ContextVar("revisions_read", default=None)


def revision(name: str) -> int:
    """How many times something changed; 0 for what never did. Read once a request, with all the others."""
    known = _read.get()
    if known is None:
        return _all().get(name, 0)
    if not known:
        known.update(_all() or {"": 0})
    return known.get(name, 0)


def changed(name: str) -> int:
    """To be called in the transaction of the change: its revision from now on. Others who change the same wait until
    this transaction ends, so that revisions come in the order in which changes are seen."""
    Revision.objects.get_or_create(name=name)
    Revision.objects.filter(name=name).update(number=F("number") + 1)
    read_again()
    return int(Revision.objects.values_list("number", flat=True).get(name=name))


def read_again() -> None:
    """What this request has read of them may have changed since: it is asked for anew."""
    if (known := _read.get()) is not None:
        known.clear()


def read_once(respond: Respond) -> Respond:
    """Middleware: within a request they are asked of the database once, unless it changes some itself."""

    def answer(request: HttpRequest) -> HttpResponse:
        held = _read.set({})
        try:
            return respond(request)
        finally:
            _read.reset(held)

    return answer


def _all() -> dict[str, int]:
    return dict(Revision.objects.values_list("name", "number"))
