"""What makes a DSO at two dates, cut by any dimensions: each cell is a part of the whole, and they add up to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api.result import Result
from encours.cube import buckets
from encours.cube.conversion import Converter
from encours.cube.periods import window
from encours.indicators.bridge import COMPONENTS, Change, Position

Key = tuple[Any, ...]  # the values of the dimensions, in their order
NOTHING = Decimal(0)
EMPTY = dict.fromkeys(COMPONENTS, NOTHING)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a book, by its `show`: the two dates, the period of sales, the cut, the conditions."""

    show: Callable[..., Result]
    converter: Converter
    first: date
    second: date
    period: str
    where: Sequence[str] = ()
    by: tuple[str, ...] = ()

    @property
    def reporting(self) -> str:
        return self.converter.reporting


def changes(asked: Question) -> dict[Key, Change]:
    """The change of every cell; without dimensions, of the whole under `()`. Each date is asked for once."""
    first, last = (_read(asked, day) for day in (asked.first, asked.second))
    before = _at_rates(asked, first, asked.first)
    after = _at_rates(asked, last, asked.second)
    restated = _at_rates(asked, last, asked.first)
    keys = {**before, **after} if asked.by else {(): None}
    return {
        key: Change(
            *(
                held.get(key, Position(**EMPTY, sales=NOTHING, days=window(day, asked.period).days))
                for held, day in ((before, asked.first), (after, asked.second), (restated, asked.second))
            )
        )
        for key in keys
    }


@dataclass(frozen=True, slots=True)
class _Day:
    """What a date is made of: balances by cell, currency and bucket, sales by cell over so many days."""

    day: date
    balances: Sequence[Mapping[str, Any]]
    sales: Mapping[Key, Decimal]
    days: int


def _read(asked: Question, day: date) -> _Day:
    at: dict[str, Any] = {"as_of": day, "exact": True, "where": asked.where, "currency": asked.reporting}
    by = list(dict.fromkeys((*asked.by, "currency", "bucket")))
    balances = asked.show("net", "disputed", by=by, edges=buckets.DEFAULT, **at)
    sales = asked.show("sales", by=list(asked.by), window=asked.period, **at)
    sold = {_key(asked, row): row["sales"] for row in sales}
    return _Day(day, balances.rows, sold, window(day, asked.period).days)


def _at_rates(asked: Question, read: _Day, rates_of: date) -> dict[Key, Position]:
    """The balances of a date at the rates of another; sales keep the rates of their own dates."""
    sums: dict[Key, dict[str, Decimal]] = {}
    factors = _factors(asked, read, rates_of)
    for row in read.balances:
        factor = factors[row["currency"]]
        held = sums.setdefault(_key(asked, row), dict(EMPTY))
        held[_component(row["bucket"])] += (row["net"] - row["disputed"]) * factor
        held["disputed"] += row["disputed"] * factor
    return {
        key: Position(**sums.get(key, EMPTY), sales=read.sales.get(key, NOTHING), days=read.days)
        for key in {**sums, **read.sales}
    }


def _factors(asked: Question, read: _Day, rates_of: date) -> dict[str, Decimal]:
    """What turns an amount converted on the date into one converted on the other, by currency."""
    found = {}
    for currency in {row["currency"] for row in read.balances}:
        now, then = (asked.converter.factor(currency, at) for at in (read.day, rates_of))
        found[currency] = then / now if now and then and read.day != rates_of else Decimal(1)
    return found


def _key(asked: Question, row: Mapping[str, Any]) -> Key:
    return tuple(row[name] for name in asked.by)


def _component(bucket: str) -> str:
    return bucket if bucket in (buckets.NOT_DUE, buckets.UNAPPLIED) else "overdue"
