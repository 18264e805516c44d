"""What a statement says: the open items of an account on a day, by currency, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from encours.api.customers import CustomerCard
from encours.api.entities import dimension_values
from encours.cube.buckets import DEFAULT, labels
from encours.cube.buckets import edges as edges_of
from encours.errors import DataError
from encours.i18n import LANGUAGES, _, language
from encours.reports.statement.address import postal
from encours.reports.statement.letterhead import Letterhead

if TYPE_CHECKING:
    from encours.api import OpenBook

CASH = ("payment", "advance")
MOST_ITEMS = 5_000


@dataclass(frozen=True, slots=True)
class Line:
    """An open item in its own currency; `late` is its days past due, None for a credit and for what is not late."""

    item: str
    document: str
    kind: str
    issued: date
    due: date
    reference: str
    amount: Decimal
    open: Decimal
    bucket: str
    late: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """The items of one currency: what is owed, the credits against it, the money received and set against nothing.

    `ageing` is what is owed by bucket, from not due to the oldest, every bucket of them.
    """

    currency: str
    owed: tuple[Line, ...]
    credits: tuple[Line, ...]
    cash: tuple[Line, ...]
    ageing: tuple[tuple[str, Decimal], ...]

    @property
    def total(self) -> Decimal:
        return sum_of((*self.owed, *self.credits, *self.cash))

    @property
    def overdue(self) -> Decimal:
        return sum_of(line for line in self.owed if line.late)


@dataclass(frozen=True, slots=True)
class Statement:
    """The position of an account on a day; `language` is that it is written in."""

    head: Letterhead
    entity: str
    customer: str
    name: str
    address: tuple[str, ...]
    day: date
    language: str
    parts: tuple[Part, ...]

    @property
    def items(self) -> int:
        return sum(len(part.owed) + len(part.credits) + len(part.cash) for part in self.parts)


def statement_of(
    book: OpenBook,
    card: CustomerCard,
    head: Letterhead,
    day: date | None = None,
    edges: str | None = None,
    lang: str = "",
) -> Statement:
    """The statement of an account, by default on the day of the newest data, in buckets of the company's choice.

    `lang` wins over the language of the customer, which wins over that of the letterhead and of the moment.
    DataError where nothing is known of that day.
    """
    day = day or book.data_date
    where = {"entity": [card.entity], "customer": [card.customer]}
    book.refuse_unknown(day, where)
    said = edges or book.usual.settings.get("edges", DEFAULT)
    # Counted and not converted: a statement needs no rate of exchange.
    batches = book.stream("item_count", as_of=day, where=where, order="due_date", settings={"edges": said})
    rows = ((row["currency"], _line(row, day)) for batch in batches for row in batch)
    return Statement(
        head if head.name else replace(head, name=_name_of(book, card.entity)),
        card.entity,
        card.customer,
        card.name or card.customer,
        postal(card),
        day,
        _language(lang, card.language, head.language),
        tuple(_parts(rows, labels(edges_of(said)))),
    )


def sum_of(lines: Iterable[Line]) -> Decimal:
    return sum((line.open for line in lines), Decimal(0))


def refuse_too_long(statement: Statement) -> None:
    """DataError beyond what anybody reads on paper."""
    if statement.items > MOST_ITEMS:
        said = _("A statement on paper holds {0} items, not {1}: take the spreadsheet.")
        raise DataError(said.format(MOST_ITEMS, statement.items))


def _line(row: Mapping[str, Any], day: date) -> Line:
    owed, due = row["open"] > 0, date.fromisoformat(str(row["due_date"]))
    return Line(
        row["item"],
        row["document"] or row["item"],
        row["kind"],
        date.fromisoformat(str(row["issue_date"])),
        due,
        row["reference"] or "",
        row["amount"],
        row["open"],
        row["bucket"] or "",
        (day - due).days if owed and due < day else None,
    )


def _parts(lines: Iterable[tuple[str, Line]], buckets: Iterable[str]) -> Iterator[Part]:
    """Each currency by itself: amounts of two are never added up."""
    named = tuple(buckets)
    by_currency: dict[str, list[Line]] = {}
    for currency, line in lines:
        by_currency.setdefault(currency, []).append(line)
    for currency, found in sorted(by_currency.items()):
        owed = tuple(line for line in found if line.open > 0)
        against = [line for line in found if line.open <= 0]
        yield Part(
            currency,
            owed,
            tuple(line for line in against if line.kind not in CASH),
            tuple(line for line in against if line.kind in CASH),
            tuple((name, sum_of(line for line in owed if line.bucket == name)) for name in named),
        )


def _name_of(book: OpenBook, entity: str) -> str:
    found = dimension_values(book, "entity", search=entity)
    return next((one.label for one in found if one.value == entity), entity)


def _language(*said: str) -> str:
    return next((one for one in said if one in LANGUAGES), language())
