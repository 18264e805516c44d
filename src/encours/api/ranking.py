"""The largest cells of a split, a page at a time, with what all of them add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api.amounts import add_up_to_totals, shown
from encours.api.connection import Connection
from encours.api.listing import refuse_negative
from encours.api.result import Paged, Result
from encours.book.engine import Engine
from encours.cube.branches import Text
from encours.cube.conversion import Converter
from encours.cube.facts.fact import days_needed
from encours.cube.measure import Measure
from encours.cube.measures import measure
from encours.cube.periods import Window
from encours.cube.ranking import Accounts, Wanted, label, moving, ranking
from encours.cube.slice import Slice
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.record import Unit
from encours.money import SCALE, decimals_of, rounded, unsigned


@dataclass(frozen=True, slots=True, repr=False)
class Ranked(Paged):
    """`rows` are the cells of the page, `count` and `totals` (by measure) those of all the cells kept."""

    rows: Result
    count: int
    totals: dict[str, Decimal | int]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Which cells: measures of one kind, over a window (its end is the date), what splits and filters them; how they
    are ordered, kept by a measure or by words, and how many are shown; which accounts they are, `open`, `empty` or
    `all`."""

    names: tuple[str, ...]
    over: Window
    cut: Slice
    converter: Converter
    order: str
    having: str
    search: str
    limit: int
    offset: int
    accounts: str = Accounts.OPEN


def ranked_of(connection: Connection, asked: Ranking, data_date: date, settings: Mapping[str, str]) -> Ranked:
    """The cells of the page, in order; beyond the last page there are none.

    UsageError for measures of several kinds, DataError for a missing rate.
    """
    refuse_negative(asked.limit, asked.offset)
    measures, converter, engine = _measures(asked), asked.converter, connection.engine
    if converter.needed:
        converter.load(days_needed(measures[0].fact, [asked.over]))
    accounts = _accounts(asked.accounts)
    wanted = Wanted(asked.order, asked.having, asked.search, asked.limit, asked.offset, accounts)
    text = ranking(converter, measures, asked.over, asked.cut, wanted)
    found = engine.rows(text.sql, text.parameters)
    width = len(measures)
    count, sums, missing = found[0][0], found[0][1 : 1 + width], found[0][1 + width]
    if missing is not None:
        raise converter.missing(missing)
    cells = [row[3 + width :] for row in found if row[2 + width] is not None]
    rows = [_row(asked, measures, cell) for cell in cells]
    if converter.needed:
        _add_up(connection, asked, measures, wanted, count, rows)
    totals = {m.name: shown(m, value or 0, converter) for m, value in zip(measures, sums, strict=True)}
    return Ranked(_result(asked, measures, rows, data_date, settings), count, totals)


def _accounts(name: str) -> Accounts:
    try:
        return Accounts(name)
    except ValueError:
        known = ", ".join(Accounts)
        raise UsageError(_("Accounts are {0}, not {1}.").format(known, name)) from None


def _measures(asked: Ranking) -> list[Measure]:
    found = [measure(name) for name in asked.names]
    if len({of.fact for of in found}) != 1:
        raise UsageError(
            _(
                "A ranking compares measures of one kind: positions together, sales together, receipts together."
            )
        )
    for name in {of.name for of in found} & {dimension.name for dimension in asked.cut.by}:
        raise UsageError(_("{0} is both the figure and the dimension: ask them one at a time.").format(name))
    return found


def _row(asked: Ranking, measures: Sequence[Measure], values: Sequence[Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"as_of": asked.over.end.isoformat()}
    for number, dimension in enumerate(asked.cut.by):
        row[dimension.name] = label(asked.cut, number, values[number])
    for of, value in zip(measures, values[len(asked.cut.by) :], strict=True):
        row[of.name] = shown(of, value, asked.converter, exact=True)
    return row


def _result(
    asked: Ranking,
    measures: Sequence[Measure],
    rows: list[dict[str, Any]],
    data_date: date,
    settings: Mapping[str, str],
) -> Result:
    return Result(
        rows,
        ("as_of", *(dimension.name for dimension in asked.cut.by)),
        {of.name: Unit.MONEY if of.money else Unit.COUNT for of in measures},
        {of.name: _(of.label) for of in measures},
        asked.converter.reporting,
        data_date,
        asked.over.end,
        settings=settings,
    )


def _add_up(
    connection: Connection,
    asked: Ranking,
    measures: Sequence[Measure],
    wanted: Wanted,
    count: int,
    rows: Sequence[dict[str, Any]],
) -> None:
    """Round the converted money of the page: its cells and those of all the other pages add up to the totals."""
    decimals = decimals_of(asked.converter.reporting)
    money = [of for of in measures if of.money]
    if len(rows) == count:
        names = [dimension.name for dimension in asked.cut.by]
        in_order = sorted(rows, key=lambda row: [(row[name] is None, row[name] or "") for name in names])
        add_up_to_totals(in_order, [of.name for of in money], decimals)
        return
    if all(row[of.name] == rounded(row[of.name], decimals) for of in money for row in rows):
        return  # the others do not matter here: those that are whole stay
    text = moving(
        asked.converter, measures, asked.over, asked.cut, replace(wanted, order="", limit=0, offset=0)
    )
    key = (text.sql, *text.parameters, asked.converter.reporting)
    steps = connection.kept(key, lambda: _steps(connection.engine, text, asked.cut, decimals))
    for row in rows:
        cell = tuple(row[dimension.name] for dimension in asked.cut.by)
        for number, of in enumerate(measures):
            if of.money:
                step = steps.get((number, *cell), Decimal(0))
                row[of.name] = unsigned(rounded(row[of.name], decimals) + step)


def _steps(engine: Engine, text: Text, cut: Slice, decimals: int) -> dict[tuple[Any, ...], Decimal]:
    """By measure (its place) and cell, what it takes of the cents that lack."""
    step, left = Decimal(1).scaleb(-decimals), dict[int, Decimal]()
    found = {}
    for number, lacking, near, *values in engine.rows(text.sql, text.parameters):
        cell = [label(cut, place, value) for place, value in enumerate(values)]
        found[(number, *cell)] = (-near, [(value is None, value or "") for value in cell], lacking)
    steps: dict[tuple[Any, ...], Decimal] = {}
    for key, (*_order, lacking) in sorted(found.items(), key=lambda one: (one[0][0], *one[1][:2])):
        lacks = left.setdefault(key[0], Decimal(lacking).scaleb(-SCALE))
        steps[key] = min(step, abs(lacks)).copy_sign(lacks)
        left[key[0]] -= steps[key]
    return steps
