"""The days of a generated ledger as tables indexed by day number, so that whole columns are computed at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from encours.demo.seasons import activity, next_run, next_working
from encours.terms import due_date, parse_terms

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

EPOCH = date(1970, 1, 1)
TERMS = ("30", "45 FDM", "60", "30 FDM", "30 FDM le 10", "45", "10", "FDM 30")
TERMS_SHARES = (0.26, 0.24, 0.14, 0.12, 0.09, 0.08, 0.04, 0.03)
_PAST_DAYS = (
    150  # invoices are issued a little before they are posted, advances come in before the first of them
)
_FUTURE_DAYS = 900


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days are numbered from 1970-01-01. `busy` is the cumulated share of invoicing from `first` to `last`;
    `due` (terms × day) and `working`, `run` (by day) start at `zero`."""

    zero: int
    first: int
    last: int
    busy: Floats
    due: Ints
    working: Ints
    run: Ints

    def days_of(self, draws: Floats) -> Ints:
        """Invoicing days of uniform draws between 0 and 1, following the season."""
        return self.first + np.searchsorted(self.busy, draws, side="right").clip(0, len(self.busy) - 1)

    def due_of(self, terms: Ints, issue: Ints) -> Ints:
        """Due days of invoices issued on those days under those terms (indices in TERMS)."""
        days: Ints = self.due[terms, issue - self.zero]
        return days


def timeline(first: date, last: date) -> Timeline:
    """The tables for a ledger whose postings go from `first` to `last`."""
    zero = first - timedelta(days=_PAST_DAYS)
    days = [zero + timedelta(days=n) for n in range((last - zero).days + _FUTURE_DAYS)]
    weights = np.cumsum([activity(day, first) for day in days if first <= day <= last])
    if weights[-1] == 0:  # nothing but a week-end: better a strange day than no ledger
        weights = np.cumsum(np.ones(len(weights)))
    agreed = [parse_terms(text) for text in TERMS]
    return Timeline(
        number_of(zero),
        number_of(first),
        number_of(last),
        weights / weights[-1],
        np.array([[number_of(due_date(day, terms)) for day in days] for terms in agreed]),
        np.array([number_of(next_working(day)) for day in days]),
        np.array([number_of(next_run(day)) for day in days]),
    )


def number_of(day: date) -> int:
    """The number of a day, counted from 1970-01-01."""
    return (day - EPOCH).days
