"""An open book: ask it figures, and the rows behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from encours.api.answer import answer
from encours.api.bridge import bridge_rows
from encours.api.columns import by_columns, suits_columns
from encours.api.question import WINDOW, Question, figures, refuse_clashes, slice_of
from encours.api.result import Result
from encours.api.rows import rows_behind
from encours.book.engine import Engine
from encours.book.home import Home
from encours.book.manifest import as_known as version_known
from encours.book.publication import open_served, open_version, served
from encours.cube.about import About, about
from encours.cube.conversion import REFERENCE, Converter
from encours.cube.dimensions import Dimension, dimension
from encours.cube.filters import parse_all
from encours.cube.periods import history as history_dates
from encours.cube.periods import previous, year_before
from encours.errors import DataError, UsageError
from encours.i18n import _
from encours.indicators.record import Unit

Names = str | Sequence[str]
Conditions = Names | Mapping[str, Any]


class OpenBook:
    """One version of a book, open for reading. The newest, unless opened `as_known` on a past import or day.

    It shows what was published when it was opened; `refresh()` looks again.
    """

    def __init__(self, folder: str | Path, as_known: str | None = None) -> None:
        self.home = Home(Path(folder))
        self._known = as_known
        self._engine = self._open()
        self._converters: dict[str, Converter] = {}

    def _open(self) -> Engine:
        if self._known is None:
            return open_served(self.home)
        if served(self.home) is None:
            return open_served(self.home)  # says that there is no book
        return open_version(self.home, version_known(self.home, self._known))

    def refresh(self) -> None:
        """Open what has been published since."""
        self.close()
        self._engine = self._open()
        self._converters.clear()
        self.__dict__.pop("about", None)

    def close(self) -> None:
        self._engine.close()

    @property
    def engine(self) -> Engine:
        return self._engine

    @cached_property
    def about(self) -> About:
        """What the published database says of itself."""
        return about(self._engine)

    @property
    def data_date(self) -> date:
        """The newest day something was posted or matched."""
        if self.about.data_date is None:
            raise DataError(_("The book holds no item yet. Import something: encours import FILE"))
        return self.about.data_date

    @property
    def currencies(self) -> Sequence[str]:
        """Currencies items are in."""
        return self.about.currencies

    @property
    def version(self) -> int:
        """The number of the import that made what is shown."""
        return self.about.version

    def show(
        self,
        *names: str,
        as_of: date | str | None = None,
        by: Names = (),
        where: Conditions = (),
        history: int | str | None = None,
        currency: str | None = None,
        compare: bool = False,
        exact: bool = False,
        settings: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Result:
        """Figures, split and filtered.

        `names` are measures and indicators (`net`, `dso`, `on_time_rate:5`); `by` dimensions; `where` conditions such
        as `country=FR,DE`, or a dictionary; `history` a number of month-ends (or `8w`, `30d`) ending on `as_of`;
        `compare` adds the month-end before and the same day a year before; `exact` keeps every digit of converted
        money, so that parts add up. Parameters are given by name (`window="12m"`, `edges="15,45"`), or in `settings`
        when theirs is already taken (`settings={"by": "count"}`).
        Raises UsageError for a name or setting that does not exist, DataError for a missing rate.
        """
        day = _day(as_of) or self.data_date
        chosen = _chosen(settings, more)
        dimensions = self._dimensions(by, aged="aged" in names)
        converter = self.converter(currency)
        dates = tuple(_dates(day, history, compare))
        asked = figures(names, chosen)
        refuse_clashes(asked, dimensions)
        question = Question(
            asked,
            slice_of(dimensions, parse_all(_conditions(where), self.about.custom), chosen),
            dates,
            len(dates) > 1,
            converter.reporting,
            exact,
        )
        return self._answered(question, converter, day, chosen)

    def _dimensions(self, by: Names, aged: bool) -> list[Dimension]:
        named = [name for name in _listed(by) if name != "as_of"]
        return [
            dimension(name, self.about.custom)
            for name in dict.fromkeys([*named, *(["bucket"] if aged else [])])
        ]

    def _answered(
        self, question: Question, converter: Converter, day: date, chosen: Mapping[str, str]
    ) -> Result:
        rows: Sequence[dict[str, Any]]
        bounds: set[tuple[int, str]] = set()
        if suits_columns(question, self.about.customers):
            rows, uncertain = by_columns(self._engine, converter, question)
        else:
            rows, bounds = answer(self._engine, converter, question)
            uncertain = len(bounds)
        short = _("≥: the history of sales is too short, the figure is at least that.")
        return Result(
            rows,
            ("as_of", *(dimension.name for dimension in question.cut.by)),
            {figure.key: figure.unit for figure in question.figures},
            {figure.key: figure.label for figure in question.figures},
            converter.reporting,
            self.data_date,
            day,
            frozenset(bounds),
            (short,) if uncertain else (),
            chosen,
        )

    def rows(
        self,
        measure: str,
        *,
        as_of: date | str | None = None,
        where: Conditions = (),
        currency: str | None = None,
        limit: int = 0,
        settings: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Result:
        """The rows behind a measure: the column named after it adds up to the figure."""
        day = _day(as_of) or self.data_date
        chosen = _chosen(settings, more)
        cut = slice_of([], parse_all(_conditions(where), self.about.custom), chosen)
        return rows_behind(
            self._engine, self.converter(currency), measure, day, cut, chosen, limit, self.data_date
        )

    def bridge(
        self,
        as_of: date | str | None = None,
        since: date | str | None = None,
        *,
        where: Conditions = (),
        currency: str | None = None,
        window: str = WINDOW,
    ) -> Result:
        """Why the DSO changed since another date (the month-end before by default): causes in days that sum to it."""
        day = _day(as_of) or self.data_date
        rows = bridge_rows(self, day, _day(since), _conditions(where), currency, window)
        labels = {"days": _("Days")}
        reporting = self.converter(currency).reporting
        return Result(rows, ("cause",), {"days": Unit.DAYS}, labels, reporting, self.data_date, day)

    def behind(self, result: Result, row: Mapping[str, Any], measure: str, **asked: Any) -> Result:
        """The rows behind one cell of an answer, under its settings."""
        cell = [f"{name}={_escaped(row[name])}" for name in result.dimensions if name != "as_of"]
        where = [*_conditions(asked.pop("where", ())), *cell]
        return self.rows(
            measure, as_of=row["as_of"], where=where, currency=result.currency, **{**result.settings, **asked}
        )

    def converter(self, currency: str | None = None) -> Converter:
        """Into the currency asked for; by default that of the book if it has one only, else EUR."""
        if currency is not None and not (len(currency) == 3 and currency.isalpha()):
            raise UsageError(
                _("A currency is a code of three letters such as EUR, not {0}.").format(currency)
            )
        default = self.about.currencies[0] if len(self.about.currencies) == 1 else REFERENCE
        reporting = (currency or default).upper()
        if reporting not in self._converters:
            self._converters[reporting] = Converter(self._engine, self.about.currencies, reporting)
        return self._converters[reporting]


def _dates(day: date, history: int | str | None, compare: bool) -> list[date]:
    dates = history_dates(day, str(history)) if history else [day]
    return sorted({*dates, previous(day), year_before(day)}) if compare else dates


def _day(value: date | str | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(_("{0} is not a date such as 2025-06-30.").format(value)) from None


def _chosen(settings: Mapping[str, Any] | None, more: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in {**(settings or {}), **more}.items() if value is not None}


def _listed(names: Names) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _conditions(where: Conditions) -> list[str]:
    """Conditions as written on the command line, or a dictionary: a value, or a list of values."""
    if not isinstance(where, Mapping):
        return _listed(where)
    return [f"{field}={','.join(_escaped(str(v)) for v in _values(value))}" for field, value in where.items()]


def _values(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple, set)) else ["" if value is None else value]


def _escaped(value: str | None) -> str:
    return (value or "").replace(",", "\\,")
