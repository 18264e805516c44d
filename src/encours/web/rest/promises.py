"""Promises: those that may be seen, one of them, and recording, correcting, cancelling, taking one back."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from encours.errors import DataError
from encours.i18n import _, mark
from encours.web.promises.form import PROMISE
from encours.web.rest import recording
from encours.web.rest.once import Named
from encours.web.rest.promise_schemas import Cancellation, Corrected, NewPromise, Promises
from encours.web.rest.query import Dated
from encours.web.rest.schemas import REFUSALS, Problem, Record, Records, Seen, Written
from encours.web.workflow.keys.models import Scope
from encours.web.workflow.promises.making import cancel
from encours.web.workflow.promises.models import Promise

router = Router(tags=["promises"])
ANSWERS = {200: Written, 404: Problem, **REFUSALS}
OF = recording.Of(PROMISE, Scope.PROMISES)


@router.get(
    "/promises",
    response={200: Records, **REFUSALS},
    summary=mark("Promises, with what each has come to, a page at a time"),
)
def promises(request: HttpRequest, asked: Query[Promises]) -> HttpResponse:
    """`totals` are those of all the promises kept, by currency."""
    return recording.listed(request, OF, asked)


@router.post(
    "/promises",
    response={201: Written, 404: Problem, **REFUSALS},
    summary=mark("Record a promise; `seen` of the answer is what a correction names"),
)
def make_promise(request: HttpRequest, said: NewPromise, named: Named) -> HttpResponse:
    """Of an item, or of the whole account when none is named."""
    return recording.make(request, OF, said, named)


@router.post(
    "/promises/{path:promise}/correction",
    response=ANSWERS,
    summary=mark("Correct a promise; what is left out stays"),
)
def correct_promise(request: HttpRequest, promise: str, said: Corrected, named: Named) -> HttpResponse:
    """409 when another version than the one `seen` was written meanwhile: nothing is overwritten."""
    return recording.correct(request, OF, promise, said, named)


@router.post(
    "/promises/{path:promise}/cancellation",
    response=ANSWERS,
    summary=mark("Cancel a promise: from a day on it counts no more"),
)
def cancel_promise(request: HttpRequest, promise: str, said: Cancellation, named: Named) -> HttpResponse:
    """409 when another version than the one `seen` was written meanwhile."""

    def act(doing: recording.Doing) -> Promise:
        since = doing.found.said.cancelled_on
        if since and said.seen == doing.found.seen:
            raise DataError(_("It is called off since {0} already: nothing was written.").format(since))
        doing.refuse_faults(replace(doing.found.said, cancelled_on=said.on))
        return cancel(request, doing.person, promise, said.seen, doing.found.said, said.on)

    return recording.acted(request, OF, promise, act, named)


@router.post(
    "/promises/{path:promise}/withdrawal",
    response=ANSWERS,
    summary=mark("Take a promise back: it was never made"),
)
def withdraw_promise(request: HttpRequest, promise: str, said: Seen, named: Named) -> HttpResponse:
    """409 when another version than the one `seen` was written meanwhile."""
    return recording.withdraw(request, OF, promise, said, named)


@router.get(
    "/promises/{path:promise}",
    response={200: Record, 404: Problem, **REFUSALS},
    summary=mark("One promise, with what it has come to on a day"),
)
def promise(request: HttpRequest, promise: str, asked: Query[Dated]) -> HttpResponse:
    """With `seen`, the version that a correction names."""
    return recording.one(request, OF, promise, asked)
