"""An open book: ask it figures, and the rows behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from encours.api import arguments, words
from encours.api.answer import answer
from encours.api.arguments import Conditions, Names, conditions_of, dates_of
from encours.api.bridge import causes
from encours.api.columns import by_columns, suits_columns
from encours.api.known import ADVICE, all_known, lacking, notes_of, plan_of
from encours.api.lazy_rows import joined
from encours.api.listing import Page, page_of, stream_of
from encours.api.perimeter import View
from encours.api.question import (
    WINDOW,
    Question,
    check,
    figures,
    measures_of,
    refuse_clashes,
    settings_of,
    slice_of,
    tables_read,
)
from encours.api.ranking import Ranked, Ranking, ranked_of
from encours.api.result import Result, refuse_no_cell
from encours.api.rows import Behind, rows_behind
from encours.api.unmet import unmet
from encours.cube.conversion import Converter
from encours.cube.filters import equals
from encours.cube.measures import measure as measure_named
from encours.cube.periods import day_of
from encours.cube.periods import window as window_of
from encours.cube.rows import DESCRIBED
from encours.errors import DataError
from encours.i18n import _, mark
from encours.indicators.record import Unit

SHORT = mark("≥: the history of sales is too short, the figure is at least that.")
# What says when and how an answer is given, rather than what it is made of.
OF_ANSWERS = frozenset({"as_of", "history", "currency", "compare", "exact"})


class OpenBook(View):
    """One version of a book, open for reading. The newest, unless opened `as_known` on a past import or day.

    It shows what was published when it was opened; `refresh()` looks again. `assignment` decides who follows which
    customer in place of the ledger; `indicators` are figures people defined, asked by name as the others are.
    A book answers one thread at a time: give each its own with `another()`.
    """

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
        arguments.refuse_no_names(names)
        arguments.refuse_no_choices(compare=compare, exact=exact)
        day = day_of(as_of) or self.data_date
        chosen = self._chosen(settings, more)
        dimensions = self._dimensions(by, aged="aged" in names)
        converter = self.converter(currency)
        dates = tuple(dates_of(day, history, compare))
        asked = figures(names, chosen, self.indicators, self.usual.of)
        refuse_clashes(asked, dimensions)
        question = Question(
            asked,
            slice_of(dimensions, self._where(where), chosen),
            dates,
            len(dates) > 1,
            converter.reporting,
            exact,
        )
        return self._answered(question, converter, day, chosen | settings_of(asked, self.usual.of))

    def explained(self, result: Result, where: Conditions) -> Result:
        """The same answer; where nothing was found, with a note for each value asked for that no row has. Looking for
        it reads lists of values: it is for who typed the conditions, not for each figure of a page."""
        nothing = not any(row[name] for row in result.rows for name in result.units)
        found = unmet(self, where) if where and nothing else ()
        return replace(result, notes=(*result.notes, *found)) if found else result

    def rests_on(
        self,
        *names: str,
        by: Names = (),
        where: Conditions = (),
        settings: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> tuple[tuple[str, int], ...]:
        """What people recorded that `show`, asked the same, would read: each table with the revision it has come to.
        As long as it stays the same, so does the answer of an open book."""
        arguments.refuse_no_names(names)
        asked = {name: value for name, value in more.items() if name not in OF_ANSWERS}
        chosen = self._chosen(settings, asked)
        cut = slice_of(self._dimensions(by, aged="aged" in names), self._where(where), chosen)
        read = tables_read(measures_of(figures(names, chosen, self.indicators)), cut)
        return tuple(self.reads(read).items())

    def lacking(
        self,
        *names: str,
        dates: Sequence[date],
        where: Conditions = (),
        settings: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> tuple[dict[str, str], bool]:
        """The entities that these figures leave out at one of these dates at least, with what lacks of each; and
        whether none is left."""
        chosen = self._chosen(settings, more)
        cut = slice_of([], self._where(where), chosen)
        asked = figures(names, chosen, self.indicators)
        question = Question(asked, cut, tuple(sorted(dates)), True, "")
        if all_known(question, self.about.since):
            return {}, False
        entities = self._entities(cut.where)
        found = lacking(question, entities)
        return found, bool(found) and len(found) == len(entities)

    def refuse_unknown(self, day: date, where: Conditions = ()) -> None:
        """DataError, with the reason, when no position is known on a day: before a first list of open items."""
        lacks, all_of_them = self.lacking("net", dates=[day], where=where)
        if all_of_them:
            reason = words.inside(next(iter(lacks.values())))
            said = _("Of {0} nothing is known: {1}.").format(words.day(day), reason)
            raise DataError(f"{said} {_(ADVICE)}")

    def _answered(
        self, question: Question, converter: Converter, day: date, chosen: Mapping[str, str]
    ) -> Result:
        self.lay(*tables_read(measures_of(question.figures), question.cut))
        everyone = self.about.since
        entities = everyone if all_known(question, everyone) else self._entities(question.cut.where)
        plan = plan_of(question, entities)
        rows: Sequence[dict[str, Any]]
        bounds: frozenset[tuple[int, str]] = frozenset()
        reasons: Mapping[tuple[int, str], str] = {}
        if plan.parts and suits_columns(question, self.about.customers):
            found_of = [by_columns(self.engine, converter, part.question) for part in plan.parts]
            rows = joined([found for found, _uncertain in found_of])
            uncertain = sum(found for _rows, found in found_of)
        else:
            found = answer(self.engine, converter, question, plan)
            rows, bounds, reasons, uncertain = found.rows, found.bounds, found.reasons, len(found.bounds)
        return Result(
            rows,
            ("as_of", *(dimension.name for dimension in question.cut.by)),
            {figure.key: figure.of.unit for figure in question.figures},
            {figure.key: figure.label for figure in question.figures},
            converter.reporting,
            self.data_date,
            day,
            bounds,
            ((_(SHORT),) if uncertain and not plan.least else ()) + notes_of(plan, question, entities),
            chosen,
            reasons,
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
        """The rows behind a measure, largest first: the column named after it adds up to the figure."""
        arguments.refuse_no_numbers(limit=limit)
        chosen = self._chosen(settings, more)
        asked = self._behind(measure, as_of, where, currency, chosen)
        return replace(rows_behind(self.engine, asked, limit), settings=chosen)

    def page(
        self,
        measure: str,
        *,
        as_of: date | str | None = None,
        where: Conditions = (),
        currency: str | None = None,
        order: str = "-open",
        limit: int = 50,
        offset: int = 0,
        search: str = "",
        settings: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Page:
        """Some of the rows behind a measure, in any order, with the count and the sum of all of them.

        `order` is a column of the rows, after `-` from the largest down; rows without a value come last. `search` keeps
        the rows whose item, document, references, customer code or name contain it, whatever the case (and, for names,
        the accents).
        """
        arguments.refuse_no_numbers(limit=limit, offset=offset)
        arguments.refuse_no_texts(order=order, search=search)
        asked = self._behind(measure, as_of, where, currency, self._chosen(settings, more))
        return page_of(self._connection, asked, order, search, limit, offset)

    def stream(
        self,
        measure: str,
        *,
        as_of: date | str | None = None,
        where: Conditions = (),
        currency: str | None = None,
        order: str = "-open",
        search: str = "",
        settings: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Iterator[list[dict[str, Any]]]:
        """All the rows a page is a part of, some thousands at a time, in little memory; this book may be asked other
        things meanwhile."""
        arguments.refuse_no_texts(order=order, search=search)
        other = self.another()
        asked = other._behind(measure, as_of, where, currency, self._chosen(settings, more))
        return stream_of(other._connection, asked, order, search)

    def _behind(
        self,
        measure: str,
        as_of: date | str | None,
        where: Conditions,
        currency: str | None,
        chosen: Mapping[str, str],
    ) -> Behind:
        arguments.refuse_no_texts(measure=measure)
        day = day_of(as_of) or self.data_date
        cut = slice_of([], self._where(where), chosen)
        over = window_of(day, chosen.get("window", WINDOW))
        of = measure_named(measure)
        check(of, of.defaults() | {name: chosen[name] for name in of.defaults() if name in chosen})
        self.lay(*tables_read([of], cut), *DESCRIBED)
        return Behind(measure, of.counting(chosen), over, cut, self.converter(currency), self.data_date)

    def ranked(
        self,
        *measures: str,
        by: Names,
        as_of: date | str | None = None,
        where: Conditions = (),
        currency: str | None = None,
        order: str = "-overdue",
        having: str = "",
        limit: int = 20,
        offset: int = 0,
        search: str = "",
        accounts: str = "open",
        settings: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Ranked:
        """Some of the cells of measures of one kind (positions together, sales together), the largest first, with the
        count and the sums of all of them.

        `order` is a measure or a dimension; `having` keeps the cells that meet a condition on a measure (`overdue>0`);
        `search` those with a label that contains it. By account (entity, customer), `accounts="all"` adds the customers
        that may be seen and have nothing open, at zero, and `"empty"` gives these alone.
        """
        arguments.refuse_no_names(measures)
        arguments.refuse_no_numbers(limit=limit, offset=offset)
        arguments.refuse_no_texts(order=order, having=having, search=search, accounts=accounts)
        chosen = self._chosen(settings, more)
        cut = slice_of(self._dimensions(by, aged=False), self._where(where), chosen)
        over = window_of(day_of(as_of) or self.data_date, chosen.get("window", WINDOW))
        reporting = self.converter(currency)
        self.lay(*tables_read(map(measure_named, measures), cut))
        asked = Ranking(measures, over, cut, reporting, order, having, search, limit, offset, accounts)
        return ranked_of(self._connection, asked, self.data_date, chosen)

    def bridge(
        self,
        as_of: date | str | None = None,
        since: date | str | None = None,
        *,
        where: Conditions = (),
        currency: str | None = None,
        window: str | None = None,
        by: Names = (),
        cause: str = "",
    ) -> Result:
        """Why the DSO changed since another date (the month-end before by default): causes in days that sum to it.

        Split `by` dimensions (`["entity", "customer"]`, `item`, `country`), each cause has the days each of them makes,
        which sum to it: `encours.indicators.bridge.contributions` says how. `cause` keeps one of them.
        """
        day, over = day_of(as_of) or self.data_date, window or self.usual.settings.get("window", WINDOW)
        named = tuple(dimension.name for dimension in self._dimensions(by, aged=False))
        rows = causes(self, day, day_of(since), named, cause, conditions_of(where), currency, over)
        labels, units, told = {"days": _("Days")}, {"days": Unit.DAYS}, {"window": over}
        reporting, axes = self.converter(currency).reporting, ("cause", *named)
        return Result(rows, axes, units, labels, reporting, self.data_date, day, settings=told)

    def behind(self, result: Result, row: Mapping[str, Any], measure: str, **asked: Any) -> Result:
        """The rows behind one cell of an answer, under its settings."""
        refuse_no_cell(result, row)
        cell = [equals(name, row[name]) for name in result.dimensions if name != "as_of"]
        where = [*conditions_of(asked.pop("where", ())), *cell]
        return self.rows(
            measure, as_of=row["as_of"], where=where, currency=result.currency, **{**result.settings, **asked}
        )
