"""Count-back DSO of all customers at many dates, walked on columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from encours.api.lazy_rows import LazyRows
from encours.api.question import Asked, Question
from encours.book.engine import Engine
from encours.book.patience import check
from encours.cube.conversion import Converter
from encours.cube.many_cells import cells, positions_by_number, sales_by_number
from encours.cube.measures import BY_NAME
from encours.cube.months import sales_span
from encours.cube.periods import month_end
from encours.cube.slice import Slice
from encours.indicators.countback_columns import countback_columns

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Matrix = NDArray[np.int64]
    Amounts = Any  # whole units, or `Wide` ones when they are converted


def countback_table(engine: Engine, converter: Converter, question: Question) -> tuple[LazyRows, int]:
    """The answer to a count-back of customers, and how many of its figures are lower bounds.

    Only the cells that have a balance or sales by a date have a row at that date.
    """
    import numpy as np

    figure, dates = question.figures[0], question.dates
    cell_of, labels = _cells(engine, question.cut)
    count = len(labels)
    balances = _balances(engine, converter, question, cell_of, count)
    walk = _Months(engine, converter, dates, question.cut, cell_of, count)
    days, bounds, present = [], 0, []
    for rank, day in enumerate(dates):
        check()
        walk.until(rank)
        sales, lengths, first = walk.seen(day)
        owed = balances[rank * count : (rank + 1) * count]
        found, bounded = countback_columns(owed, sales.T, lengths, first, figure.parameters["empty_months"])
        bounds += int(bounded.sum())
        days.append(found)
        present.append((owed.astype(np.float64) != 0) | (first > 0))
    kept = np.flatnonzero(np.concatenate(present))
    return LazyRows(
        _table(question, labels, np.concatenate(days)[kept], kept), ["as_of", *_names(question)]
    ), bounds


def _names(question: Question) -> list[str]:
    return [dimension.name for dimension in question.cut.by]


def _cells(engine: Engine, cut: Slice) -> tuple[Matrix, pa.Table]:
    """The cell of each customer number (place 0 unused), and the labels of the cells."""
    import numpy as np

    customers = cells(engine, cut)
    names = [f"d{number}" for number in range(len(cut.by))]
    labels = customers.select(names).group_by(names).aggregate([])
    places: dict[tuple[Any, ...], int] = {
        tuple(row.values()): place for place, row in enumerate(labels.select(names).to_pylist())
    }
    numbers = customers.column("customer_id").to_numpy()
    cell_of = np.zeros(int(numbers.max()) + 1 if len(numbers) else 1, dtype=np.int64)
    keys = zip(*(customers.column(name).to_pylist() for name in names), strict=True)
    cell_of[numbers] = np.fromiter((places[key] for key in keys), dtype=np.int64, count=len(numbers))
    return cell_of, labels.select(names)


def _balances(
    engine: Engine, converter: Converter, question: Question, cell_of: Matrix, count: int
) -> Amounts:
    """Balance of each cell at each date, units: those of a date after those of the date before."""
    import numpy as np

    figure, dates = question.figures[0], question.dates
    if converter.needed:
        converter.load(dates)
    total = _none(len(dates) * count, converter)
    ranks = {day: rank for rank, day in enumerate(dates)}
    for measure, sign in _parts(figure):
        found = positions_by_number(engine, converter, BY_NAME[measure], dates, question.cut)
        found = _by_cell(found, "as_of", converter, cell_of)
        days = found.column("as_of").to_numpy()
        unique, codes = np.unique(days, return_inverse=True)
        rank = np.array([ranks[day.astype("datetime64[D]").astype(object)] for day in unique], dtype=np.int64)
        _add(total, rank[codes] * count + found.column("cell").to_numpy(), _units(found, converter), sign)
    return total


def _parts(figure: Asked) -> list[tuple[str, int]]:
    return [(need.measure, -1 if need.name == "disputed" else 1) for need in figure.needs]


def _by_cell(found: pa.Table, along: str, converter: Converter, cell_of: Matrix) -> pa.Table:
    """What was found by customer, with the cell of each; converted, one row for a cell: `Wide` ones are set, not
    heaped. DataError for a missing rate."""
    import numpy as np
    import pyarrow as pa

    missing = found.column("missing").drop_null()
    if len(missing):
        raise converter.missing(missing[0].as_py())
    keys = along.split(", ")
    cells = cell_of[found.column("customer_id").to_numpy()]
    placed = found.select([*keys, "units"]).append_column("cell", pa.array(cells))
    apart = len(np.unique(cell_of[1:])) == len(cell_of) - 1
    if apart or not converter.needed:
        return placed
    kind = found.schema.field("units").type
    added = placed.group_by([*keys, "cell"]).aggregate([("units", "sum")])
    return added.append_column("units", added.column("units_sum").cast(kind))


def _units(found: pa.Table, converter: Converter) -> Amounts:
    from encours.money.wide import Wide

    column = found.column("units")
    return Wide.of_decimals(column) if converter.needed else column.to_numpy()


def _none(shape: int | tuple[int, int], converter: Converter) -> Amounts:
    """Amounts of nothing: of 64 bits, or of as many as conversions need."""
    import numpy as np

    from encours.money.wide import Wide

    return Wide.zeros(shape) if converter.needed else np.zeros(shape, dtype=np.int64)


def _add(total: Amounts, places: Any, values: Amounts, sign: int = 1) -> None:
    import numpy as np

    if isinstance(total, np.ndarray):
        np.add.at(total, places, sign * values)
    else:
        total[places] = total[places] + values if sign > 0 else total[places] - values


class _Months:
    """Sales of every cell by calendar month, as they become known from date to date."""

    def __init__(
        self,
        engine: Engine,
        converter: Converter,
        dates: Sequence[date],
        cut: Slice,
        cell_of: Matrix,
        count: int,
    ) -> None:
        import numpy as np

        if converter.needed:
            converter.load(row[0] for row in engine.rows(sales_span(dates[-1])))
        found = sales_by_number(engine, converter, dates, cut)
        found = _by_cell(found, "month, known", converter, cell_of)
        months = found.column("month").to_numpy().astype("datetime64[M]").astype(np.int64)
        self._origin = int(months.min()) if len(months) else _index(dates[0])
        known = found.column("known").to_numpy()
        order = np.argsort(known, kind="stable")
        self._month = (months - self._origin)[order]
        self._cell = found.column("cell").to_numpy()[order]
        self._units = _units(found, converter)[order]
        self._ends = np.searchsorted(known[order], np.arange(len(dates)), side="right")
        self._done = 0
        self._sales = _none((_index(dates[-1]) - self._origin + 1, count), converter)
        self._first = np.full(count, len(self._sales), dtype=np.int64)

    def until(self, rank: int) -> None:
        """Take in what is known by a date."""
        import numpy as np

        new = slice(self._done, self._ends[rank])
        _add(self._sales, (self._month[new], self._cell[new]), self._units[new])
        np.minimum.at(self._first, self._cell[new], self._month[new])
        self._done = int(self._ends[rank])

    def seen(self, day: date) -> tuple[Amounts, Matrix, Matrix]:
        """Sales (months newest first × cells), days of each month, months back to the first of each cell."""
        import numpy as np

        newest = _index(day) - self._origin
        if newest < 0:
            return self._sales[:0], np.zeros(0, dtype=np.int64), np.zeros(len(self._first), dtype=np.int64)
        lengths = [_days(self._origin + newest - back) for back in range(newest + 1)]
        lengths[0] = day.day
        first = np.maximum(newest + 1 - self._first, 0)
        return self._sales[newest::-1], np.array(lengths, dtype=np.int64), first


def _index(day: date) -> int:
    """Months since January 1970, as numpy counts them."""
    return (day.year - 1970) * 12 + day.month - 1


def _days(index: int) -> int:
    return month_end(date(1970 + index // 12, index % 12 + 1, 1)).day


def _table(question: Question, labels: pa.Table, days: NDArray[np.float64], kept: Matrix) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    count = labels.num_rows
    dates = pa.array([day.isoformat() for day in question.dates])
    columns = {"as_of": pa.DictionaryArray.from_arrays(pa.array((kept // count).astype(np.int32)), dates)}
    codes = pa.array((kept % count).astype(np.int32))
    for number, name in enumerate(_names(question)):
        column = labels.column(f"d{number}").combine_chunks()
        columns[name] = pa.DictionaryArray.from_arrays(codes, column.cast(pa.string()))
    columns[question.figures[0].key] = pa.array(days, pa.float64(), from_pandas=True)
    return pa.table(columns)
