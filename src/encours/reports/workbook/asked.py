"""Every figure of the workbook, asked of the book once per family."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from encours.api import OpenBook, Result
from encours.cube.filters import equals
from encours.cube.periods import history, month_end, previous, year_before
from encours.money import decimals_of

MONTHS = 13
TOP = 100
CASH = "kind=payment,advance"
POSITION = (
    "net",
    "gross",
    "unapplied",
    "overdue",
    "not_due",
    "disputed",
    "item_count",
    "overdue_count",
)
FLOWS = ("sales", "receipts", "credit_notes")
INDICATORS = (
    "dso",
    "dso_countback",
    "dso_best_possible",
    "dso_delinquent",
    "dso_disputed",
    "weighted_age",
    "days_to_pay",
    "overdue_rate",
    "dbt",
    "on_time_rate:0",
    "on_time_rate:1",
    "on_time_rate:5",
    "cei",
    "recovery_rate",
    "dispute_rate",
)
COMPARED = (
    "net",
    "gross",
    "overdue",
    "disputed",
    "overdue_rate",
    "dso",
    "dso_countback",
    "dbt",
    "on_time_rate:0",
    "cei",
)
Figures = Mapping[str, Any]


class Asked:
    """The answers for one book, date and reporting currency; each query runs when first needed, once."""

    def __init__(self, book: OpenBook, day: date | None, currency: str | None) -> None:
        self.book = book
        self.day = day or book.data_date
        book.refuse_unknown(self.day)
        self.currency = book.converter(currency).reporting
        self.decimals = decimals_of(self.currency)
        converted = book.converter(currency).needed
        # What amounts rounded each by itself may be apart, for each of them.
        self.slack = Decimal(1).scaleb(-self.decimals) / 2 if converted else Decimal(0)
        self.before, self.year_before = previous(self.day), year_before(self.day)
        self._kept: dict[str, Result] = {}

    def show(self, *names: str, **how: Any) -> Result:
        """Figures on the date of the workbook, in its currency: parts that are rounded add up to their total."""
        question = repr((names, sorted(how.items())))
        if question not in self._kept:
            asked = {"as_of": self.day, "currency": self.currency, **how}
            self._kept[question] = self.book.show(*names, **asked)
        return self._kept[question]

    @cached_property
    def position(self) -> dict[date, Figures]:
        """The whole position at each date of the history, the month-end before and the same day a year before."""
        return by_date(self.show(*POSITION, history=MONTHS, compare=True))

    @property
    def now(self) -> Figures:
        return self.position[self.day]

    @cached_property
    def dates(self) -> list[date]:
        """The month-ends of the history since anything is known, open or moved, the day itself last."""
        dates = history(self.day, str(MONTHS))
        moved = {as_of(row) for row in self._flows() if any(row[name] for name in FLOWS)}
        dates = [day for day in dates if self.position[day]["net"] is not None]
        lived = [rank for rank, day in enumerate(dates) if day in moved or self.position[day]["item_count"]]
        return dates[lived[0] :] if lived else dates[-1:]

    @cached_property
    def indicators(self) -> dict[date, Figures]:
        """The indicators at the same dates as the position."""
        return by_date(self._indicators)

    @cached_property
    def lower_bounds(self) -> set[tuple[date, str]]:
        """Indicators that are at least what is shown: the history of sales is too short."""
        rows = self._indicators.rows
        return {(as_of(rows[number]), name) for number, name in self._indicators.lower_bounds}

    @cached_property
    def _indicators(self) -> Result:
        return self.show(*INDICATORS, history=MONTHS, compare=True)

    @cached_property
    def ageing(self) -> Result:
        """Net and number of items by bucket, unapplied credits too, at the same dates."""
        return self.show("net", "item_count", by="bucket", history=MONTHS, compare=True)

    def aged_by(self, dimension: str) -> Result:
        return self.show("net", "item_count", by=[dimension, "bucket"])

    def compared_by(self, dimension: str) -> Result:
        return self.show(*COMPARED, by=dimension, compare=True)

    def monthly(self, *by: str) -> list[Figures]:
        """Flows of each calendar month of the history; of a month under way, up to the day."""
        return [row for row in self._flows(*by) if as_of(row) in self.dates]

    def _flows(self, *by: str) -> list[Figures]:
        rows: list[Figures] = list(self.show(*FLOWS, by=by, history=MONTHS, window="1m"))
        if self.day == month_end(self.day):
            return rows
        begun = self.show(*FLOWS, by=by, window=f"{self.day.day}d")
        return [row for row in rows if as_of(row) != self.day] + list(begun)

    def open_payments(self, dimension: str) -> Result:
        """Payments and advances that pay nothing yet, split."""
        return self.show("unapplied", by=dimension, where=CASH)

    @cached_property
    def unmatched_payments(self) -> dict[date, Figures]:
        """For each month: its payments not matched when it ended (`month`), and not matched today (`left`)."""
        rows = self.show("unapplied", by="issue_date", where=CASH, history=MONTHS)
        nothing = Decimal(0)
        found: dict[date, dict[str, Any]] = {day: {"month": nothing, "left": nothing} for day in self.dates}
        for row in rows:
            month = self._closing(date.fromisoformat(row["issue_date"]))
            if month == as_of(row) and month in found:
                found[month]["month"] -= row["unapplied"]
            if as_of(row) == self.day and month in found:
                found[month]["left"] -= row["unapplied"]
        return dict(found)

    def _closing(self, day: date) -> date:
        """The date of the history that ends the month of a day."""
        return min(month_end(day), self.day)

    @cached_property
    def customers(self) -> list[Figures]:
        """Every customer with something open, largest net first."""
        rows = self.show("net", "overdue", by=["entity", "customer", "customer_name"])
        return sorted((row for row in rows if row["net"] or row["overdue"]), key=lambda row: -row["net"])

    def of_customers(self, codes: list[str], *names: str, by: str = "", exact: bool = False) -> Result:
        """Figures of some customers by entity, customer and one more dimension."""
        split = ["entity", "customer", *([by] if by else [])]
        where = [equals("customer", *sorted(set(codes)))]
        return self.show(*names, by=split, where=where, exact=exact)


def as_of(row: Figures) -> date:
    return date.fromisoformat(row["as_of"])


def by_date(result: Result) -> dict[date, Figures]:
    return {as_of(row): row for row in result}
