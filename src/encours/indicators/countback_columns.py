"""Count-back DSO of many groups at once: the walk of `countback` on columns of whole units of money."""

from __future__ import annotations

from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from encours.money.wide import Wide

Whole = NDArray[np.int64]
Units = TypeVar("Units", Whole, Wide)
Days = NDArray[np.float64]
Flags = NDArray[np.bool_]


def countback_columns(
    balance: Units, sales: Units, days: Whole, first: Whole, empty_months: str = "continue"
) -> tuple[Days, Flags]:
    """Count-back DSO of every group, and whether it is a lower bound; NaN where it makes no sense.

    `balance[groups]` and `sales[groups, months]` are whole units of one currency, or `Wide` ones, months newest first;
    `days[months]` the days of each month; `first[groups]` how many months back the first month of sales lies,
    that month included (0: no sales). Same rules as `encours.indicators.countback.countback`, of which this
    is the form for 100 000 customers; fastest when a month is contiguous (`sales` is the transpose of a month
    table).

    >>> balance, first = np.array([1500, 5000, -1]), np.array([2, 2, 2])
    >>> sales = np.array([[1200, 800]] * 3)
    >>> countback_columns(balance, sales, np.array([30, 31]), first)
    (array([41.625, 61.   ,    nan]), array([False,  True, False]))
    """
    result = np.where(balance.astype(np.float64) == 0, 0.0, np.nan)
    lower_bound = np.zeros(len(balance), dtype=np.bool_)
    walk: _Walk[Units] = _Walk(balance)
    for month, length in enumerate(days):
        if not len(walk.group):
            break
        walk.end(first[walk.group] <= month, result, lower_bound)
        sold = sales[:, month][walk.group]
        if empty_months == "stop":
            sold = sold[walk.end(~(sold > 0), result, lower_bound)]
        walk.advance(sold, int(length), result)
    walk.end(np.ones(len(walk.group), dtype=np.bool_), result, lower_bound)
    return result, lower_bound


class _Walk(Generic[Units]):
    """The groups whose balance is not covered yet. They have all gone through the same months, newest first,
    so the days counted are one number."""

    def __init__(self, balance: Units) -> None:
        self.group = np.flatnonzero(balance > 0)
        self.remainder: Units = balance[self.group]
        self.met_sales = np.zeros(len(self.group), dtype=np.bool_)
        self.counted = 0

    def end(self, ended: Flags, result: Days, lower_bound: Flags) -> Flags:
        """Give their days to the groups whose walk ends uncovered; which groups go on."""
        bounded = self.group[ended & self.met_sales]
        result[bounded] = self.counted
        lower_bound[bounded] = True
        going = ~ended
        self._keep(going)
        return going

    def advance(self, sold: Units, length: int, result: Days) -> None:
        """Go through one month: groups it covers get their days, the others carry their remainder on."""
        covered = sold >= self.remainder
        left, of = self.remainder[covered].astype(np.float64), sold[covered].astype(np.float64)
        result[self.group[covered]] = self.counted + left * float(length) / of
        self.remainder = self.remainder - sold
        self.met_sales = self.met_sales | (sold > 0)
        self.counted += length
        self._keep(~covered)

    def _keep(self, kept: Flags) -> None:
        self.group = self.group[kept]
        self.remainder = self.remainder[kept]
        self.met_sales = self.met_sales[kept]
