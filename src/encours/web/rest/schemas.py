"""What each operation answers, as the OpenAPI document says it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from encours.i18n import mark
from encours.indicators.record import Unit
from encours.web.access.roles import Role
from encours.web.rest.caller import refuse_unwritable
from encours.web.workflow.keys.models import Scope

# A row has a column for each dimension and figure asked for: only these are not known before.
Row = dict[str, Any]
UnitName: Any = Literal[("", *map(str, Unit))]
RoleName: Any = Literal[tuple(map(str, Role))]
ScopeName: Any = Literal[tuple(map(str, Scope))]


class Problem(Schema):
    """What happened and what to do, as a sentence."""

    detail: str


class KnownSince(Schema):
    """Since when an entity is known, null for never; `said` are those an import or a person told, the others begin with
    the first item."""

    entity: str
    position: date | None
    sales: date | None
    receipts: date | None
    said: list[Literal["position", "sales", "receipts"]]


class Reason(Schema):
    """Why a figure of a row (counted from 0) has no value."""

    row: int
    figure: str
    reason: str


class Answer(Schema):
    """Figures or rows, and what they are about. Money and ratios are JSON numbers with their exact decimals."""

    as_of: date | None
    data_date: date | None
    version: int
    currency: str
    dimensions: list[str]
    units: dict[str, UnitName]
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


class Position(Schema):
    """What an account owes on a day, in the reporting currency."""

    gross: float | None
    net: float | None
    not_due: float | None
    overdue: float | None
    unapplied: float | None
    disputed: float | None


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
    known: bool = Field(
        description=mark("Whether the book knows who it is: false for an account without a name")
    )
    as_of: date
    currency: str
    figures: Position


class Whose(Schema):
    """Whom and what a record is about, as every list of records tells it."""

    entity: str
    customer: str
    customer_name: str | None
    portfolio: str | None
    item: str | None
    document: str | None
    business_unit: str | None
    currency: str
    custom: dict[str, str]


class Records(Schema):
    """A page of what people recorded: `count` and `totals` (by currency) are of the whole list. A kind of records says
    what its `rows` are."""

    as_of: date
    data_date: date
    version: int
    count: int
    totals: dict[str, dict[str, float]]


class Record(Schema):
    """One record on a day, which its kind describes; `seen` is the version that an act on it names."""

    as_of: date
    seen: int


class Written(Schema):
    """What was recorded under `key`, as its kind `said` it; `seen` is the version that the next act on it names."""

    key: str
    seen: int
    withdrawn: bool


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


class Named(Schema):
    """A measure, an indicator or a dimension."""

    name: str
    label: str
    about: str
    kind: Literal["measure", "indicator", "dimension", "custom"]
    unit: UnitName
    settings: dict[str, str]


class Me(Schema):
    """Who calls."""

    email: str
    role: RoleName
    scopes: list[ScopeName]
    perimeter: list[str]
    key: str | None
    expires_on: date | None


REFUSALS = {401: Problem, 403: Problem, 409: Problem, 422: Problem, 429: Problem, 503: Problem}
# What writes may be too much, or find no room on the disk.
WRITES = {**REFUSALS, 400: Problem, 413: Problem, 507: Problem}
