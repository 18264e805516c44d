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
from encours.web.rest.schemas import REFUSALS, WRITES, Body, Problem, Record, Records, Seen, Written
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
class Told:
    """What the operations answer: a page, one record, what was written."""

    listed: type[Records]
    one: type[Record]
    written: type[Written]


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
    of: Of,
    says: Summaries,
    told: Told,
    asked: type[Recorded],
    new: type[Body],
    corrected: type[Seen],
    *own: Own,
) -> Router:
    """Every operation of a kind, under the name of its scope; `told` is what it answers, `asked` filters its list,
    `new` and `corrected` are what is sent."""
    made = Router(tags=[str(of.scope)])
    _add_listing(made, of, says, told, asked, new)
    for act in (
        Own("correct", "correction", corrected, says.corrected, recording.correct),
        *own,
        Own("withdraw", "withdrawal", Seen, says.withdrawn, recording.withdraw),
    ):
        _add_act(made, of, act, told)
    _add_one(made, of, says.one, told)  # its path, which takes slashes, would answer to those before it
    return made


def _add_listing(
    made: Router, of: Of, says: Summaries, told: Told, asked: type[Recorded], new: type[Body]
) -> None:
    def listed(request: HttpRequest, **given: Any) -> HttpResponse:
        return recording.listed(request, of, given["asked"])

    def make(request: HttpRequest, **given: Any) -> HttpResponse:
        return recording.make(request, of, given["said"], given["named"])

    made.get(
        f"/{of.scope}",
        response={200: told.listed, **REFUSALS},
        summary=says.listed,
        description="`totals` are those of all that is kept, by currency.",
        **_called(f"list_{of.scope}", str(of.scope)),
    )(_taking(listed, asked=QUERY[asked]))
    made.post(
        f"/{of.scope}",
        response={201: told.written, 404: Problem, **WRITES},
        summary=says.made,
        description="Of an item, or of the whole account when none is named.",
        **_called(f"make_{of.kind.name}"),
    )(_taking(make, said=new, named=Named))


def _add_act(made: Router, of: Of, act: Own, told: Told) -> None:
    name = of.kind.name

    def acted(request: HttpRequest, **given: Any) -> HttpResponse:
        said = given["said"]
        return recording.acted(
            request, of, given[name], lambda doing: act.do(request, doing, said), given["named"]
        )

    made.post(
        f"{_one(of)}/{act.path}",
        response={200: told.written, 404: Problem, **WRITES},
        summary=act.summary,
        description=VERSIONS,
        **_called(f"{act.name}_{name}"),
    )(_taking(acted, **{name: str}, said=act.sent, named=Named))


def _add_one(made: Router, of: Of, summary: str, told: Told) -> None:
    name = of.kind.name

    def one(request: HttpRequest, **given: Any) -> HttpResponse:
        return recording.one(request, of, given[name], given["asked"])

    made.get(
        _one(of),
        response={200: told.one, 404: Problem, **REFUSALS},
        summary=summary,
        description="With `seen`, the version that a correction names.",
        **_called(f"get_{name}", name),
    )(_taking(one, **{name: str}, asked=QUERY[Dated]))


def _one(of: Of) -> str:
    return f"/{of.scope}/{{path:{of.kind.name}}}"


def _called(name: str, address: str = "") -> dict[str, str]:
    """An operation by its name, in the document and, unless it has another, among the addresses."""
    return {"operation_id": name, "url_name": address or name}


def _taking(view: Callable[..., HttpResponse], **takes: Any) -> Callable[..., HttpResponse]:
    """The view as one that takes these arguments: they are named and typed by the kind."""
    asked = [Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind) for name, kind in takes.items()]
    first = Parameter("request", Parameter.POSITIONAL_ONLY)
    view.__signature__ = Signature([first, *asked])  # type: ignore[attr-defined]
    return view
