"""What each operation may be asked, in the words of the command line."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal

from ninja import Field, Schema
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from encours.cube.periods import FIRST, LAST
from encours.errors import UsageError
from encours.i18n import _, mark


def written_day(value: Any) -> Any:
    """A day as people write one: 0 is no day of 1970, nor 20260131 one of that year."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        return value
    raise PydanticCustomError("date_parsing", "not a day")


DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WrittenDay = Annotated[date, BeforeValidator(written_day)]
Day = Annotated[WrittenDay, Field(ge=FIRST, le=LAST)]
Words = Annotated[str, Field(max_length=500)]
Many = Annotated[list[Words], Field(max_length=50)]


class Sending(Schema):
    """What is done with files that are sent."""

    dry_run: bool = Field(False, description=mark("Say what the import would do, import nothing"))
    terms: Words = Field(
        "", description=mark("Payment terms where due dates are missing: 45 FDM, 30; 0 is due at once")
    )


class About(Schema):
    """About what: the date, what was known, the filters, the currency, the settings of the figures."""

    as_of: Day | None = Field(None, description=mark("Position date; that of the newest data when left out"))
    as_known: Words = Field("", description=mark("What was known after that import (its number) or that day"))
    where: Many = Field(
        [], description=mark("Filter, several are all met: country=FR,DE  amount>=1000  customer~dup")
    )
    currency: Words | None = Field(None, description=mark("Reporting currency, ISO 4217"))
    window: Words | None = Field(None, description=mark("Period of flows: 3m, 90d, 4w, 1y"))
    edges: Words | None = Field(None, description=mark("Edges of the buckets in days: 15,45"))
    base_date: Literal["due", "issue"] | None = Field(
        None, description=mark("Buckets from the date: due or issue")
    )
    set: Many = Field([], description=mark("Any other setting of a figure, as name=value"))

    def settings(self) -> dict[str, str]:
        """Every setting given, by name."""
        named = {"window": self.window, "edges": self.edges, "base_date": self.base_date}
        given = {n: v for n, v in named.items() if v is not None} | dict(map(_setting, self.set))
        return given

    def common(self) -> dict[str, Any]:
        """What every question to the book takes."""
        return {
            "as_of": self.as_of,
            "where": self.where,
            "currency": self.currency or None,
            "settings": self.settings(),
        }


class Paged(About):
    """A page of a list."""

    limit: int = Field(100, ge=0, le=1000, description=mark("Rows of the page"))
    offset: int = Field(0, ge=0, le=1_000_000_000, description=mark("Rows before it"))
    search: Words = Field("", description=mark("Keeps the rows that contain these words"))


class Recorded(Schema):
    """A page of what people recorded; a kind of records adds the columns it is filtered by (`AMONG`, `between`)."""

    AMONG: ClassVar[tuple[str, ...]] = ("entity", "customer", "item", "currency")

    as_of: Day | None = Field(None, description=mark("Position date; that of the newest data when left out"))
    as_known: Words = Field("", description=mark("What was known after that import (its number) or that day"))
    where: Many = Field([], description=mark("Condition on the customers: portfolio=P1  country=FR,DE"))
    entity: Many = Field([], description=mark("Keeps those of these entities"))
    customer: Many = Field([], description=mark("Keeps those of these customers"))
    item: Many = Field([], description=mark("Keeps those about these items"))
    currency: Many = Field([], description=mark("Keeps those in these currencies"))
    limit: int = Field(100, ge=0, le=1000, description=mark("Rows of the page"))
    offset: int = Field(0, ge=0, le=1_000_000_000, description=mark("Rows before it"))
    search: Words = Field("", description=mark("Keeps the rows that contain these words"))
    order: Words

    @property
    def between(self) -> dict[str, tuple[date | None, date | None]]:
        """Days between two, by column."""
        return {}


class Show(About):
    """Figures."""

    figures: Many = Field(
        description=mark("Measures and indicators: net, dso, on_time_rate:5; several, or with commas")
    )
    by: Many = Field([], description=mark("Dimensions to split by; several, or with commas"))
    history: Words | None = Field(None, description=mark("Month-ends (12) or 8w, 30d up to the date"))
    compare: bool = Field(False, description=mark("Adds the month-end before and the same day a year before"))


class Rows(Paged):
    """The rows behind a measure."""

    measure: Words = Field(description=mark("The measure they add up to"))
    order: Words = Field("-open", description=mark("A column of the rows, after - from the largest down"))


class Customers(Paged):
    """Customer accounts, ranked."""

    figures: Many = Field(
        ["net", "overdue"], description=mark("Measures of one kind; several, or with commas")
    )
    order: Words = Field(
        "",
        description=mark(
            "A measure or a column, after - from the largest down; -overdue when left out, or the first of the figures "
            "when overdue is none of them"
        ),
    )
    having: Words = Field(
        "", description=mark("Keeps the accounts that meet a condition on a measure: overdue>0")
    )
    accounts: Literal["open", "empty", "all"] = Field(
        "open", description=mark("Those with something open, those with nothing open (empty), or all")
    )

    @property
    def first(self) -> str:
        """The order asked for; when none is, the largest come first: of what is overdue, or of the first figure."""
        names = listed(self.figures)
        return self.order or ("-" + ("overdue" if "overdue" in names else names[0]) if names else "-overdue")


class Dated(Schema):
    """One object, on a date."""

    as_of: Day | None = Field(None, description=mark("Position date; that of the newest data when left out"))
    as_known: Words = Field("", description=mark("What was known after that import (its number) or that day"))
    currency: Words | None = Field(None, description=mark("Reporting currency, ISO 4217"))


class Statement(Schema):
    """A statement, on a date."""

    as_of: Day | None = Field(None, description=mark("Position date; that of the newest data when left out"))
    as_known: Words = Field("", description=mark("What was known after that import (its number) or that day"))
    format: Literal["pdf", "xlsx"] = Field("pdf", description=mark("pdf, or xlsx for a spreadsheet"))
    lang: Literal["", "fr", "en"] = Field(
        "", description=mark("fr or en; the customer's language when left out")
    )


def listed(values: list[str]) -> list[str]:
    """`["a,b", "c"]` as three names."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (equals and name.strip() and value.strip()):
        raise UsageError(_("A setting is written name=value, such as window=12m, not {0}.").format(text))
    return name.strip(), value.strip()
