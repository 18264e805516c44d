"""Whom to work on first, a page at a time."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from encours.api.worklist import worklist as ranked
from encours.collection.model import Action
from encours.i18n import mark
from encours.web.rest.caller import enter
from encours.web.rest.exact import answer
from encours.web.rest.query import Day, Many, Words
from encours.web.rest.schemas import REFUSALS
from encours.web.visit.visit import heard_until
from encours.web.workflow.keys.models import Scope

router = Router(tags=["customers"])
ActionName: Any = Literal[tuple(map(str, Action))]


class Asked(Schema):
    """Of whom, on which day."""

    as_of: Day | None = Field(None, description=mark("Position date; that of the newest data when left out"))
    as_known: Words = Field("", description=mark("What was known after that import (its number) or that day"))
    collector: Words = Field("", description=mark("Keeps the customers this person follows"))
    where: Many = Field([], description=mark("Condition on the customers: portfolio=P1  country=FR,DE"))
    currency: Words | None = Field(None, description=mark("Reporting currency, ISO 4217"))
    limit: int = Field(100, ge=0, le=1000, description=mark("Rows of the page"))
    offset: int = Field(0, ge=0, le=1_000_000_000, description=mark("Rows before it"))


class WhyLine(Schema):
    """Why a customer is there: a code for programs, a sentence for people."""

    code: str
    text: str


class WorkLine(Schema):
    """A customer, what to do, why, what it should bring and how long it takes."""

    rank: int
    entity: str
    customer: str
    customer_name: str | None
    collector: str | None
    action: ActionName
    action_text: str
    reasons: list[WhyLine]
    amount: float
    currency: str
    expected_gain: float
    minutes: int
    runner_up: ActionName | None


class WorkLines(Schema):
    """A page of the worklist: `count` is of the whole list."""

    as_of: date
    data_date: date
    version: int
    currency: str
    count: int
    rows: list[WorkLine]


@router.get(
    "/worklist",
    response={200: WorkLines, **REFUSALS},
    operation_id="list_worklist",
    summary=mark(
        "The customers to work on, ranked by what a minute of work should bring, with why and what to do"
    ),
)
def worklist(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """What `encours worklist` answers, for whoever calls."""
    book = enter(request, Scope.CUSTOMERS, asked).book(asked.as_known)
    day = asked.as_of or book.data_date
    found = ranked(
        book,
        day,
        until=heard_until(day, book.data_date),
        collector=asked.collector or None,
        where=asked.where,
        currency=asked.currency or None,
    )
    rows = found.told(asked.limit, asked.offset) if asked.limit else []
    about = {"as_of": day, "data_date": book.data_date, "version": book.version, "currency": found.currency}
    return answer({**about, "count": len(found.lines), "rows": rows})
