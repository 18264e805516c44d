"""What sums alone do not give: the months a count-back walks through, the shares of a concentration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from encours.api.question import Asked, Question
from encours.api.sums import Gathered, Key, run, slot
from encours.book.engine import Engine
from encours.book.patience import check
from encours.cube.conversion import Converter
from encours.cube.dimensions import BY_NAME as DIMENSIONS
from encours.cube.measures import BY_NAME
from encours.cube.months import monthly_sales, moving, sales_span
from encours.cube.periods import Window, add_months, month_end
from encours.cube.slice import Slice
from encours.indicators.countback import countback

FEW_CELLS = 2_000
ACCOUNT = tuple(DIMENSIONS[name] for name in ("entity", "customer", "group"))
Days = dict[date, dict[Key, tuple[Decimal | None, bool]]]


def shares(
    engine: Engine, converter: Converter, question: Question, over: str
) -> dict[date, dict[Key, list[Decimal]]]:
    """Net positions of the customer accounts of each cell, or of their groups; an account in none stands alone."""
    cut = question.cut
    finer = Slice((*cut.by, *ACCOUNT), cut.where, cut.edges, cut.aged_from)
    spans = [Window(day, day) for day in question.dates]
    held: dict[date, dict[Key, dict[Any, Decimal]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(Decimal))
    )
    for row in run(engine, converter, [BY_NAME["net"]], spans, finer):
        check()
        entity, customer, group, net, _missing = row[-5:]
        holder = group if over == "group" and group is not None else (entity, customer)
        held[row[0]][row[1 : 1 + len(cut.by)]][holder] += Decimal(net)
    return {day: {key: list(found.values()) for key, found in cells.items()} for day, cells in held.items()}


def countbacks(
    engine: Engine, converter: Converter, question: Question, figure: Asked, gathered: Gathered
) -> Days:
    """Count-back days of every cell at every date, and whether they are a lower bound."""
    if len(question.dates) > 1 and moving(question.cut):
        alone = (replace(question, dates=(day,)) for day in question.dates)
        return {q.dates[0]: countbacks(engine, converter, q, figure, gathered)[q.dates[0]] for q in alone}
    table = _Sales(engine, converter, question.cut, question.dates)
    empty = figure.parameters["empty_months"]
    found: Days = {}
    for rank, day in enumerate(question.dates):
        whole = (
            {()} if not question.cut.by else set()
        )  # one cell when nothing splits, even with nothing in it
        keys = sorted(gathered.cells(day) | table.keys() | whole, key=repr)
        walk = _one_by_one if len(keys) * len(question.dates) <= FEW_CELLS else _by_columns
        with localcontext() as context:
            context.prec = 40  # converted units have the decimals of their rates
            check()
            balances = [_balance(figure, gathered, day, key) for key in keys]
            found[day] = dict(zip(keys, walk(table, keys, balances, rank, day, empty), strict=True))
    return found


def _balance(figure: Asked, gathered: Gathered, day: date, key: Key) -> Decimal:
    values = {need.name: gathered.get(slot(figure, need), day, key) for need in figure.needs}
    return Decimal(values["balance"]) - Decimal(values.get("disputed", 0))


class _Sales:
    """Sales by cell and month, known by each date."""

    def __init__(self, engine: Engine, converter: Converter, cut: Slice, dates: Sequence[date]) -> None:
        if converter.needed:
            converter.load(row[0] for row in engine.rows(sales_span(dates[-1])))
        text = monthly_sales(converter, dates, cut)
        self.decimals = converter.decimals if converter.needed else 0
        self.cells: dict[Key, dict[date, list[tuple[int, Any]]]] = {}
        width = len(cut.by)
        for row in engine.rows(text.sql, text.parameters):
            if row[-1] is not None:
                raise converter.missing(row[-1])
            month, known, key = row[0], row[1], row[2 : 2 + width]
            self.cells.setdefault(key, {}).setdefault(month, []).append((known, row[2 + width]))
        self.first_month = min(
            (m for months in self.cells.values() for m in months), default=dates[0].replace(day=1)
        )

    def keys(self) -> set[Key]:
        return set(self.cells)

    def months(self, key: Key, rank: int, day: date) -> list[tuple[Decimal, int]]:
        """(sales, days) newest first, back to the first month of sales known by then."""
        check()
        known = {
            month: sum((Decimal(value) for since, value in parts if since <= rank), Decimal(0))
            for month, parts in self.cells.get(key, {}).items()
            if any(since <= rank for since, _value in parts)
        }
        return [
            (known.get(month, Decimal(0)), length)
            for month, length in calendar(day, min(known, default=None))
        ]


def calendar(day: date, first: date | None) -> list[tuple[date, int]]:
    """Months from a day back to the month of `first`: first day and days, the newest one up to the day only."""
    found: list[tuple[date, int]] = []
    month = day.replace(day=1)
    while first and month >= first:
        found.append((month, day.day if not found else month_end(month).day))
        month = add_months(month, -1)
    return found


def _one_by_one(
    table: _Sales, keys: list[Key], balances: list[Decimal], rank: int, day: date, empty: str
) -> list[tuple[Decimal | None, bool]]:
    results = [countback(b, table.months(k, rank, day), empty) for k, b in zip(keys, balances, strict=True)]
    return [(result.days, result.lower_bound) for result in results]


def _by_columns(
    table: _Sales, keys: list[Key], balances: list[Decimal], rank: int, day: date, empty: str
) -> list[tuple[Decimal | None, bool]]:
    import numpy as np

    from encours.indicators.countback_columns import countback_columns
    from encours.money.wide import Wide

    months = calendar(day, table.first_month)
    place = {month: number for number, (month, _length) in enumerate(months)}
    sales = [0] * (len(months) * len(keys))
    first = np.zeros(len(keys), dtype=np.int64)
    for column, key in enumerate(keys):
        check()
        for month, parts in table.cells.get(key, {}).items():
            known = [Decimal(value) for since, value in parts if since <= rank]
            if known and month in place:
                sales[place[month] * len(keys) + column] = int(sum(known, Decimal(0)).scaleb(table.decimals))
                first[column] = max(first[column], place[month] + 1)
    lengths = np.array([length for _month, length in months], dtype=np.int64)
    exact = Wide.of([int(balance.scaleb(table.decimals)) for balance in balances])
    sold = Wide.of(sales).reshape(len(months), len(keys))
    days, bounds = countback_columns(exact, sold.T, lengths, first, empty)
    shown = [None if np.isnan(value) else Decimal(repr(float(value))) for value in days]
    return list(zip(shown, (bool(bound) for bound in bounds), strict=True))
