"""What each operation answers, as the OpenAPI document says it."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict

from encours.i18n import mark
from encours.web.rest.caller import refuse_unwritable

Row = dict[str, Any]


class Problem(Schema):
    """What happened and what to do, as a sentence."""

    detail: str


class KnownSince(Schema):
    """Since when an entity is known, null for never; `said` are those an import or a person told, the others begin with
    the first item."""

    entity: str
    position: str | None
    sales: str | None
    receipts: str | None
    said: list[str]


class Reason(Schema):
    """Why a figure of a row (counted from 0) has no value."""

    row: int
    figure: str
    reason: str


class Answer(Schema):
    """Figures or rows, and what they are about. Money and ratios are JSON numbers with their exact decimals."""

    as_of: str | None
    data_date: str | None
    version: int
    currency: str
    dimensions: list[str]
    units: dict[str, str]
    labels: dict[str, str]
    settings: dict[str, str]
    notes: list[str]
    known_since: list[KnownSince]
    reasons: list[Reason]
    rows: list[Row]


class Listing(Answer):
    """A page of a list: `count` and `totals` are of the whole list."""

    count: int
    totals: dict[str, float]


class Customer(Schema):
    """A customer account."""

    entity: str
    customer: str
    name: str
    siren: str
    group: str
    country: str
    zone: str
    sector: str
    category: str
    portfolio: str
    collector: str
    salesperson: str
    payment_terms: str
    email: str
    phone: str
    language: str
    custom: dict[str, str]
    as_of: str
    currency: str
    figures: dict[str, float | None]


class Records(Schema):
    """A page of what people recorded: `count` and `totals` (by currency) are of the whole list."""

    as_of: str
    data_date: str
    version: int
    count: int
    totals: dict[str, dict[str, float]]
    rows: list[Row]


class Record(Schema):
    """One record on a day; `seen` is the version that an act on it names."""

    as_of: str
    seen: int
    record: Row


class Written(Schema):
    """What was recorded under `key`; `seen` is the version that the next act on it names."""

    key: str
    seen: int
    withdrawn: bool
    said: Row


class Body(Schema):
    """What a program says: fields of its own are refused, and what no text can be."""

    model_config = ConfigDict(extra="forbid")

    def given(self) -> dict[str, Any]:
        """What was said, by field."""
        said = self.model_dump(exclude_unset=True, exclude={"seen"})
        refuse_unwritable(*(value for value in said.values() if isinstance(value, str)))
        return said


class Seen(Body):
    """The version its author saw: `seen` of the record, 0 for one only imported."""

    seen: int = Field(
        ge=0,
        le=2**62,
        description=mark("The version looked at, as the interface gave it; 0 for one only imported"),
    )


class Item(Schema):
    """One item on a day."""

    as_of: str
    item: Row
    allocations: list[Row]
    disputes: list[Row]


class Import(Schema):
    """One version of the book: an import, or the taking back of one."""

    version: int
    recorded_at: str
    state: str
    undoes: int | None
    format: str
    files: list[str]
    entities: list[str]


class Report(Schema):
    """What an import did; lines refused are told under `problems`."""

    format: str
    files: list[str]
    summary: Row | None = Field(
        None, description=mark("What the files say in all: documents by kind, customers, days, open amounts")
    )
    doubts: list[Row] | None = Field(
        None, description=mark("What looked doubtful before it was imported, each a sentence with its count")
    )
    read: int
    accepted: int
    refused: int
    new: int
    changed: int
    gone: int
    notes: list[str]
    ties: list[Row]
    problems: list[Row]


class Received(Schema):
    """Files taken in charge: the job imports them, or tries them."""

    upload: str
    job: int
    files: list[str]


class Sent(Schema):
    """Files sent, and how far they are. `reports` are those of the dry run, `versions` the imports they made."""

    upload: str
    files: list[str]
    state: str
    error: str
    versions: list[int]
    reports: list[Row]


class Named(Schema):
    """A measure, an indicator or a dimension."""

    name: str
    label: str
    about: str
    kind: str
    unit: str
    settings: dict[str, str]


class Me(Schema):
    """Who calls."""

    email: str
    role: str
    scopes: list[str]
    perimeter: list[str]
    key: str | None
    expires_on: str | None


REFUSALS = {401: Problem, 403: Problem, 409: Problem, 422: Problem, 429: Problem, 503: Problem}
