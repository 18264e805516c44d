"""How customers pay: their last invoices, how late each was paid, and a word for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from encours.api.customers import Account, numbers_of, rows_of
from encours.cube.habits import last_invoices
from encours.cube.periods import add_months
from encours.money import from_units

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook

LAST, MONTHS = 12, 24  # invoices that tell a habit, and months beyond which they no longer do
RECENT_MONTHS = 3
FEWEST = 3  # invoices under which nothing is said of a payer
PUNCTUAL_DAYS, SLIGHTLY_LATE_DAYS, LATE_DAYS = 2, 15, 45
IRREGULAR_DAYS = 30


class Payer(StrEnum):
    """What kind of payer a customer is; `UNKNOWN` with fewer than three invoices."""

    PUNCTUAL = "punctual"
    SLIGHTLY_LATE = "slightly_late"
    LATE = "late"
    IRREGULAR = "irregular"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Paid:
    """One invoice: when it was due, how many days late it was paid (negative: early), or is if still `open`."""

    item: str
    document: str
    due_date: date
    settled_on: date | None
    days_late: int
    open: bool
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Habit:
    """The last invoices of a customer by due date, oldest first; without any, no average and no share.

    `mean_days_late` is plain, one invoice one voice; `on_time_rate` the share paid, or still open, on its due date
    or before.
    """

    invoices: tuple[Paid, ...]
    mean_days_late: Decimal | None
    on_time_rate: Decimal | None
    payer: Payer


def habits(
    book: OpenBook, customers: Sequence[Account], as_of: date, n: int = LAST, months: int = MONTHS
) -> dict[Account, Habit]:
    """The payment habit of each account that may be seen, over its last `n` invoices due or settled by a day.

    An invoice is settled on the value date of its last receipt; credited without any cash, it says nothing and is
    left out. Invoices due more than `months` ago are too old to tell a habit (0: none is).
    """
    numbers = numbers_of(book, customers)
    if not numbers:
        return {}
    # The last invoices are most often recent ones: further back is read only for those who lack some.
    found = _last(book, list(numbers), as_of, n, min(months or RECENT_MONTHS, RECENT_MONTHS))
    lacking = [number for number in numbers if len(found[number]) < n]
    if lacking:
        found |= _last(book, lacking, as_of, n, months)
    return {account: habit_of(found[number]) for number, account in numbers.items()}


def _last(book: OpenBook, numbers: Sequence[int], as_of: date, n: int, months: int) -> dict[int, list[Paid]]:
    found: dict[int, list[Paid]] = {number: [] for number in numbers}
    for row in rows_of(book, last_invoices(numbers, book.confines, as_of, n, months, book.about.since)):
        found[row["customer_id"]].append(_paid(row, as_of))
    return found


def habit_of(invoices: Sequence[Paid]) -> Habit:
    """What some invoices tell of the habit of their customer."""
    late = [invoice.days_late for invoice in invoices]
    if not late:
        return Habit((), None, None, Payer.UNKNOWN)
    on_time = sum(days <= 0 for days in late)
    mean = Decimal(sum(late)) / len(late)
    return Habit(tuple(invoices), mean, Decimal(on_time) / len(late), payer_of(late))


def payer_by(habit: Habit, as_of: date) -> Payer:
    """The word `habits` has for this customer by itself, when more invoices than it looks at are at hand."""
    since = add_months(as_of, -MONTHS)
    return payer_of([paid.days_late for paid in habit.invoices[-LAST:] if paid.due_date > since])


def payer_of(days_late: Sequence[int]) -> Payer:
    """The word for some days late, by their median, which one odd invoice does not move, and their spread.

    Bad when the median is more than 45 days late. Otherwise irregular when the middle half of the invoices spreads
    over more than 30 days. Otherwise punctual up to 2 days (a bank's delay), slightly late up to 15, late beyond.

    >>> print(payer_of([0, 2, -3, 1, 90]), payer_of([10, 12, 9, 15]), payer_of([30, 28, 33]))
    punctual slightly_late late
    >>> print(payer_of([0, 40, 1, 35, 5, 60]), payer_of([50, 80, 46]), payer_of([0, 0]))
    irregular bad unknown
    """
    if len(days_late) < FEWEST:
        return Payer.UNKNOWN
    usual = median(days_late)
    low, _middle, high = quantiles(days_late, n=4, method="inclusive")
    if usual > LATE_DAYS:
        return Payer.BAD
    if high - low > IRREGULAR_DAYS:
        return Payer.IRREGULAR
    if usual <= PUNCTUAL_DAYS:
        return Payer.PUNCTUAL
    return Payer.SLIGHTLY_LATE if usual <= SLIGHTLY_LATE_DAYS else Payer.LATE


def _paid(row: dict[str, Any], as_of: date) -> Paid:
    settled, due = row["settled_on"], row["due_date"]
    late = ((settled or as_of) - due).days
    amount = from_units(row["amount"], row["currency"])
    return Paid(
        row["item"], row["document"] or "", due, settled, late, settled is None, amount, row["currency"]
    )
