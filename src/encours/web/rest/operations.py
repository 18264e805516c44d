"""The operations of a kind of records: its list, a new one, correcting, its own acts, taking back, one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from encours.web.rest import recording
from encours.web.rest.once import Named
from encours.web.rest.query import Dated, Recorded
from encours.web.rest.recording import Doing, Of
from encours.web.rest.schemas import REFUSALS, Body, Problem, Record, Records, Seen, Written
from encours.web.workflow.records import BookRecord

VERSIONS = "409 when another version than the one `seen` was written meanwhile: nothing is overwritten."
QUERY: Any = Query


@dataclass(frozen=True, slots=True)
class Summaries:
    """What each operation does, in the document and on its page."""

    listed: str
    made: str
    corrected: str
    withdrawn: str
    one: str


@dataclass(frozen=True, slots=True)
class Own:
    """An act of the kind's own, `POST /SCOPE/KEY/PATH`: `name` is its verb, `sent` what it is sent, and `do` writes the
    version."""

    name: str
    path: str
    sent: type[Seen]
    summary: str
    do: Callable[[HttpRequest, Doing, Any], BookRecord]


def router(
    of: Of, says: Summaries, asked: type[Recorded], new: type[Body], corrected: type[Seen], *own: Own
) -> Router:
    """Every operation of a kind, under the name of its scope; `asked` filters its list, `new` and `corrected` are what
    is sent."""
    made = Router(tags=[str(of.scope)])
    _add_listing(made, of, says, asked, new)
    for act in (
        Own("correct", "correction", corrected, says.corrected, recording.correct),
        *own,
        Own("withdraw", "withdrawal", Seen, says.withdrawn, recording.withdraw),
    ):
        _add_act(made, of, act)
    _add_one(made, of, says.one)  # its path, which takes slashes, would answer to those before it
    return made


def _add_listing(made: Router, of: Of, says: Summaries, asked: type[Recorded], new: type[Body]) -> None:
    def listed(request: HttpRequest, **given: Any) -> HttpResponse:
        return recording.listed(request, of, given["asked"])

    def make(request: HttpRequest, **given: Any) -> HttpResponse:
        return recording.make(request, of, given["said"], given["named"])

    made.get(
        f"/{of.scope}",
        response={200: Records, **REFUSALS},
        summary=says.listed,
        description="`totals` are those of all that is kept, by currency.",
        **_called(of, str(of.scope)),
    )(_taking(listed, asked=QUERY[asked]))
    made.post(
        f"/{of.scope}",
        response={201: Written, 404: Problem, **REFUSALS},
        summary=says.made,
        description="Of an item, or of the whole account when none is named.",
        **_called(of, f"make_{of.kind.name}"),
    )(_taking(make, said=new, named=Named))


def _add_act(made: Router, of: Of, act: Own) -> None:
    name = of.kind.name

    def acted(request: HttpRequest, **given: Any) -> HttpResponse:
        said = given["said"]
        return recording.acted(
            request, of, given[name], lambda doing: act.do(request, doing, said), given["named"]
        )

    made.post(
        f"{_one(of)}/{act.path}",
        response={200: Written, 404: Problem, **REFUSALS},
        summary=act.summary,
        description=VERSIONS,
        **_called(of, f"{act.name}_{name}"),
    )(_taking(acted, **{name: str}, said=act.sent, named=Named))


def _add_one(made: Router, of: Of, summary: str) -> None:
    name = of.kind.name

    def one(request: HttpRequest, **given: Any) -> HttpResponse:
        return recording.one(request, of, given[name], given["asked"])

    made.get(
        _one(of),
        response={200: Record, 404: Problem, **REFUSALS},
        summary=summary,
        description="With `seen`, the version that a correction names.",
        **_called(of, name),
    )(_taking(one, **{name: str}, asked=QUERY[Dated]))


def _one(of: Of) -> str:
    return f"/{of.scope}/{{path:{of.kind.name}}}"


def _called(of: Of, name: str) -> dict[str, str]:
    """An operation by its name, in the document and among the addresses."""
    return {"operation_id": f"encours_web_rest_{of.scope}_{name}", "url_name": name}


def _taking(view: Callable[..., HttpResponse], **takes: Any) -> Callable[..., HttpResponse]:
    """The view as one that takes these arguments: they are named and typed by the kind."""
    asked = [Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind) for name, kind in takes.items()]
    first = Parameter("request", Parameter.POSITIONAL_ONLY)
    view.__signature__ = Signature([first, *asked])  # type: ignore[attr-defined]
    return view
