"""How a fact is declared: its rows, those of a date, the day that dates their money, what they carry of their item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from encours.cube.facts.beside import Column
from encours.cube.periods import Window
from encours.errors import UsageError
from encours.i18n import _


class Clock(StrEnum):
    """What is known of an entity from some day on (`book.since`)."""

    POSITION = "position"
    SALES = "sales"
    RECEIPTS = "receipts"


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """What is added up; each fact is queried by itself, so that nothing is ever counted twice.

    `rows` is a table of the published database, or a query in brackets; `test` says which of them, read as `f`, are
    those of a date. Both know `{day}` (the as-of date), `{start}` (the first day of the window), `{before}` (the day
    before it), `{k}` (days of grace) and `{last}` (the last due date whose days of grace are over). Every row has
    `item_id`, `entity_id`, `customer_id`, `ccy`, `kind`, `issued_on`, `due_on` and `doubtful`.
    """

    name: str
    tables: tuple[str, ...]  # of the book (`book.records`), of which its rows are made
    rows: str
    test: str
    clocks: tuple[Clock, ...] = ()  # what must be known for its sums to be whole
    flow_day: str = ""  # the column of the day of a flow, which dates its money; a stock has that of its date
    known_day: str = ""  # of a flow: the column of the day it is known, to read many windows at once
    early_days: int = 0  # of a flow: how long before the window the day of its money may be
    opening: bool = False  # a stock is looked at as it was when the window began
    balance: bool = False  # the open items of a date: they have an age, month-end sums, one rate for all
    opens: bool = False  # its rows have an open amount, `open_units`
    itemless: bool = False  # a row may name no item
    by_day: str = ""  # a table of its sums by day, for questions of few attributes
    carries: frozenset[str] = frozenset()  # dimensions, or `amount`, that its rows have themselves
    columns: Mapping[str, Column] = field(default_factory=dict)  # what describes its rows besides their item
    shown: tuple[str, ...] = ()  # the columns first shown of the list of its rows; without, it has no list
    ticked: str = ""  # the column summed of rows ticked there; without, what they add to the figure

    @property
    def flow(self) -> bool:
        return bool(self.flow_day)


@dataclass(frozen=True, slots=True)
class Source:
    """SQL of the rows of a fact (alias `f`), the test that selects them, and the day that dates their money."""

    rows: str
    test: str
    dated: str


def source(fact: Fact, over: Window, k: int = 0, by_day: bool = False) -> Source:
    """The rows of a fact known at the end of a window; flows are those of the window. `by_day` reads the sums by day
    instead of the rows one by one, where there are any."""
    known = {
        "day": over.end,
        "start": over.start,
        "before": over.before,
        "k": k,
        "last": min(over.end, over.end - timedelta(days=k)),
    }
    rows = fact.by_day if by_day and fact.by_day else fact.rows.format(**known)
    return Source(rows, fact.test.format(**known), fact.flow_day or f"DATE '{looked_at(fact, over)}'")


def looked_at(fact: Fact, over: Window) -> date:
    """The day a fact is looked at: what was there when the window began is seen as it was then."""
    return over.before if fact.opening else over.end


def days_needed(fact: Fact, windows: list[Window] | tuple[Window, ...]) -> set[date]:
    """Days whose rates a query will ask for."""
    if not fact.flow:
        return {looked_at(fact, over) for over in windows}
    return {over.start + timedelta(days=n) for over in windows for n in range(-fact.early_days, over.days)}


def refuse_open(fact: Fact) -> None:
    """Only a position has an open amount."""
    if not fact.opens:
        raise UsageError(_("Sales, receipts and disputes have no open amount: filter them by amount."))


def refuse_bucket(fact: Fact) -> None:
    """Only open items have an age on a date."""
    if not fact.balance:
        raise UsageError(
            _("Only open items are split by bucket: sales, receipts and disputes have no age on a date.")
        )
