"""What a column of a table shows: a value by its kind, the link behind it, its total."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Any

from django.utils.timezone import is_aware, localtime

from encours.indicators.record import Unit

Row = Any  # a mapping, or an object whose attributes are named after the columns
Total = bool | Callable[[Sequence[Row]], Any]


class Kind(StrEnum):
    """`WHO` is a name over a second line; `FLAG` is shown where it is true; `TAG` is a word in a frame."""

    TEXT = "text"
    WHO = "who"
    TAG = "tag"
    FLAG = "flag"
    DATE = "date"
    MOMENT = "moment"
    MONEY = "money"
    RATE = "rate"
    PERCENT = "percent"
    DAYS = "days"
    COUNT = "count"
    INDEX = "index"


UNITS = {
    kind: Unit(kind.value)
    for kind in (Kind.MONEY, Kind.RATE, Kind.PERCENT, Kind.DAYS, Kind.COUNT, Kind.INDEX)
}
WORDS = (Kind.TEXT, Kind.WHO, Kind.TAG)
ADDED_UP = (Kind.MONEY, Kind.COUNT)
LEAD, MAIN = "card-lead", "card-main"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. What is computed from a row is a function of it.

    `value` is taken under `key` unless given. `second` is the small line below, exported apart when it has a
    `second_label`; `beside` are fields of files alone, by their labels. `total` is True where figures add up, or a
    function of all the rows (a rate of totals).
    `currency` is that of the column, or a function of the row (then it has no total: francs and euros do not add).
    `role` is its part in a card, where a narrow screen shows rows as cards: `LEAD` names it, `MAIN` is what matters.
    `template` draws the cell, with `cell` and `row`; the kind still sorts and exports it. `tone` is a class (`bad`,
    `hot`).
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    value: Callable[[Row], Any] | None = None
    href: Callable[[Row], str] | None = None
    second: Callable[[Row], str] | None = None
    second_label: str = ""
    beside: Mapping[str, Callable[[Row], Any]] = field(default_factory=dict)
    currency: str | Callable[[Row], str] = ""
    style: str = "full"
    tone: Callable[[Row], str] | None = None
    template: str = ""
    total: Total = False
    total_href: str = ""
    sortable: bool = True
    hidden: bool = False
    exported: bool = True
    about: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        if self.total is True and (self.kind not in ADDED_UP or callable(self.currency)):
            raise ValueError(f"column {self.key} does not add up")

    @property
    def unit(self) -> Unit | None:
        return UNITS.get(self.kind)

    @property
    def numeric(self) -> bool:
        return self.kind in UNITS

    def of(self, row: Row) -> Any:
        """The value of a row; an instant is in the time of the place."""
        if self.value is not None:
            value = self.value(row)
        else:
            value = row[self.key] if isinstance(row, Mapping) else getattr(row, self.key)
        return localtime(value) if self.kind is Kind.MOMENT and value and is_aware(value) else value

    def currency_of(self, row: Row) -> str:
        return self.currency(row) if callable(self.currency) else self.currency

    def totalled(self, rows: Sequence[Row]) -> Any:
        """Over all the rows; None where there is none to add."""
        if callable(self.total):
            return self.total(rows)
        with localcontext(prec=80):  # converted money may have many decimals: the sum keeps them all
            values = [value for row in rows if (value := self.of(row)) is not None]
            return sum(values, Decimal(0) if self.kind is Kind.MONEY else 0) if values else None
