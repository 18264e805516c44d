"""The largest cells of a split, a page at a time, with what all of them add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api.amounts import shown
from encours.api.listing import refuse_negative
from encours.api.result import Result
from encours.book.engine import Engine
from encours.cube.conversion import Converter
from encours.cube.facts.fact import days_needed
from encours.cube.measure import Measure
from encours.cube.measures import measure
from encours.cube.periods import Window
from encours.cube.ranking import Accounts, Wanted, label, ranking
from encours.cube.slice import Slice
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.record import Unit


@dataclass(frozen=True, slots=True)
class Ranked:
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


def ranked_of(engine: Engine, asked: Ranking, data_date: date, settings: Mapping[str, str]) -> Ranked:
    """The cells of the page, in order; beyond the last page there are none.

    UsageError for measures of several kinds, DataError for a missing rate.
    """
    refuse_negative(asked.limit, asked.offset)
    measures, converter = _measures(asked), asked.converter
    if converter.needed:
        converter.load(days_needed(measures[0].fact, [asked.over]))
    text = ranking(
        converter,
        measures,
        asked.over,
        asked.cut,
        Wanted(asked.order, asked.having, asked.search, asked.limit, asked.offset, _accounts(asked.accounts)),
    )
    found = engine.rows(text.sql, text.parameters)
    width = len(measures)
    count, sums, missing = found[0][0], found[0][1 : 1 + width], found[0][1 + width]
    if missing is not None:
        raise converter.missing(missing)
    rows = [_row(asked, measures, row[3 + width :]) for row in found if row[2 + width] is not None]
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
        row[of.name] = shown(of, value, asked.converter)
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
