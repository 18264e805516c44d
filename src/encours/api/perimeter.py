"""A book seen within a perimeter: which conditions, indicators and assignment stand behind every question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any, Self

from encours.api.arguments import (
    Conditions,
    Names,
    chosen_of,
    filters_of,
    listed,
    refuse_no_texts,
    shown,
)
from encours.api.connection import Connection
from encours.api.naming import told
from encours.api.usual import AS_DEFINED, Usual
from encours.book.engine import Engine
from encours.book.home import Home
from encours.cube.about import About
from encours.cube.assignment import Assignment
from encours.cube.conversion import Converter
from encours.cube.dimensions import dimension
from encours.cube.facts.place import Dimension
from encours.cube.filters import Filter
from encours.cube.overlay import LAYERS, Overlays
from encours.cube.since import Since, concerned
from encours.errors import DataError, UsageError
from encours.i18n import _
from encours.indicators.record import Indicator


class View:
    """A connection to a version of a book, and what is forced on whoever asks it."""

    def __init__(
        self,
        folder: str | Path,
        as_known: str | int | date | None = None,
        *,
        assignment: Assignment | None = None,
        indicators: Mapping[str, Indicator] | None = None,
        overlays: Overlays | None = None,
    ) -> None:
        self._connection = Connection(_home(folder), _known(as_known), assignment)
        self.overlays = overlays
        self.indicators: Mapping[str, Indicator] = indicators or {}
        self.confines: tuple[Filter, ...] = ()
        self.usual: Usual = AS_DEFINED

    def __repr__(self) -> str:
        return told(self.about, self.home.path, self.confines, self._connection.closed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def within(self, conditions: Conditions) -> Self:
        """The same open book, where every question is asked under these conditions besides its own.

        Written as filters are (`portfolio=P1,P2`; a comma inside a value as `\\,`), or a dictionary, whose values may
        hold any character and whose empty lists show nothing: `within({"portfolio": []})`, as `NOTHING` does.
        `confines` are the conditions in force; within a perimeter, another only narrows it.
        """
        more = filters_of(conditions, self.about.custom)
        return self._view(confines=(*self.confines, *more))

    def using(self, indicators: Mapping[str, Indicator]) -> Self:
        """The same open book, which knows these indicators besides those of the catalogue."""
        if not isinstance(indicators, Mapping):
            raise UsageError(_("{0} is a dictionary, not {1}.").format("indicators", shown(indicators)))
        return self._view(indicators=dict(indicators))

    def choosing(self, usual: Usual) -> Self:
        """The same open book, which answers as the company chose where a question does not say otherwise."""
        return self._view(usual=usual)

    def assign(self, assignment: Assignment | None) -> None:
        """From now on every view of this book has customers followed as this says; None for as the ledger says."""
        self._connection.assign(assignment)

    def over(self, overlays: Overlays) -> Self:
        """The same open book, where what people recorded is read with what it holds."""
        return self._view(overlays=overlays)

    def reads(self, tables: Iterable[str]) -> dict[str, int]:
        """Of these tables of the book, those that people write too, each with the revision it has come to."""
        if self.overlays is None:
            return {}
        return {table: self.overlays.revision(table) for table in sorted(LAYERS.keys() & set(tables))}

    def lay(self, *tables: str) -> None:
        """To be called before a question that reads these tables: from then on it reads what people recorded too."""
        if self.overlays is not None:
            self._connection.lay(self.overlays, self.reads(tables))

    def another(self) -> Self:
        """The same version for another thread, within the same conditions; closed apart from this one."""
        return self._view(_connection=self._connection.another())

    def _view(self, **changes: Any) -> Self:
        view = copy(self)
        for name, value in changes.items():
            setattr(view, name, value)
        return view

    def refresh(self) -> None:
        """Open what has been published since, for every view of this book."""
        self._connection.refresh()

    def stale(self) -> bool:
        """Whether something newer has been published since; costs the reading of one small file."""
        return self._connection.stale()

    def close(self) -> None:
        """Every view of this book is closed with it."""
        self._connection.close()

    @property
    def home(self) -> Home:
        return self._connection.home

    @property
    def engine(self) -> Engine:
        """The connection itself, which knows no perimeter: whoever asks it applies `confines`."""
        return self._connection.engine

    @property
    def about(self) -> About:
        """What the published database says of itself."""
        return self._connection.about

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

    def _chosen(self, settings: Mapping[str, Any] | None, more: Mapping[str, Any]) -> dict[str, str]:
        """What is asked, over what is usual."""
        return {**self.usual.settings, **chosen_of(settings, more)}

    def _where(self, conditions: Conditions) -> tuple[Filter, ...]:
        """What is asked, under what is forced."""
        return (*self.confines, *filters_of(conditions, self.about.custom))

    @property
    def known_since(self) -> Sequence[Since]:
        """Since when each entity of which something may be seen is known, by code."""
        return self._entities(self.confines)

    def _entities(self, where: Sequence[Filter]) -> Sequence[Since]:
        """The entities that conditions let be seen, those of the perimeter first; with since when each is known."""
        if not where:
            return self.about.since
        text = concerned(self.confines, where[len(self.confines) :])
        asked = ("entities", text.sql, *text.parameters)
        numbers = self._connection.kept(
            asked, lambda: {row[0] for row in self.engine.rows(text.sql, text.parameters)}
        )
        return tuple(one for one in self.about.since if one.entity_id in numbers)

    def _dimensions(self, by: Names, aged: bool) -> list[Dimension]:
        named = [name for name in listed(by) if name != "as_of"]
        return [
            dimension(name, self.about.custom)
            for name in dict.fromkeys([*named, *(["bucket"] if aged else [])])
        ]

    def converter(self, currency: str | None = None) -> Converter:
        """Into the currency asked for; by default that of the company, else that of the book if it has one only, else
        EUR."""
        currency = currency if currency is not None else self.usual.currency or None
        refuse_no_texts(currency=currency)
        if currency is not None and not (len(currency) == 3 and currency.isalpha()):
            raise UsageError(
                _("A currency is a code of three letters such as EUR, not {0}.").format(currency)
            )
        return self._connection.converter(currency)


def _home(folder: str | Path) -> Home:
    if not isinstance(folder, (str, Path)):
        raise UsageError(_("A book is opened by the path of its folder, not {0}.").format(shown(folder)))
    return Home(Path(folder))


def _known(as_known: str | int | date | None) -> str | None:
    """The number of an import or a day, as text."""
    if as_known is None or isinstance(as_known, str):
        return as_known
    if isinstance(as_known, bool) or not isinstance(as_known, (int, date)):
        said = _("{0} is the number of an import or a day, not {1}.")
        raise UsageError(said.format("as_known", shown(as_known)))
    return str(as_known)
