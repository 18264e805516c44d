"""Why the DSO changed between two dates, asked of the book: its causes, and who makes each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, Protocol

from encours.api import words
from encours.api.bridge_cells import Question, changes
from encours.api.question import WINDOW
from encours.api.result import Result
from encours.cube.conversion import Converter
from encours.cube.filters import equals
from encours.cube.periods import previous
from encours.errors import DataError, UsageError
from encours.i18n import _
from encours.indicators.bridge import PARTS, Part, bridge, contributions, together


class Asked(Protocol):
    """What a bridge asks of a book: figures, and the rates of a currency."""

    @property
    def show(self) -> Callable[..., Result]: ...
    @property
    def lacking(self) -> Callable[..., tuple[dict[str, str], bool]]: ...
    @property
    def converter(self) -> Callable[[str | None], Converter]: ...


def bridge_parts(
    book: Asked,
    first: date,
    second: date,
    where: str | Sequence[str] = (),
    currency: str | None = None,
    period: str = WINDOW,
) -> tuple[Part, ...] | None:
    """The causes of the change of DSO from one date to another: their days sum exactly to it.

    None when one of the two periods had no sales.
    """
    asked = _question(book, first, second, where, currency, period)
    change = changes(asked)[()]
    return bridge(change.before, change.after, change.restated)


def causes(
    book: Asked,
    day: date,
    since: date | None,
    by: tuple[str, ...],
    cause: str,
    *asked: Any,
) -> list[dict[str, Any]]:
    """The rows of a bridge, whole or split, of every cause or of one; `asked` as `bridge_rows` is."""
    wanted = [cause_named(cause)] if cause else [name for name, _label in PARTS]
    if by:
        return contributing_rows(book, day, since, by, wanted, *asked)
    every = bridge_rows(book, day, since, *asked)
    return [row for row in every if row["cause"] == cause] if cause else every


def bridge_rows(
    book: Asked, second: date, first: date | None, where: Sequence[str], currency: str | None, period: str
) -> list[dict[str, Any]]:
    """The level at the first date, each cause, the level at the second; from the month-end before by default."""
    start = first or previous(second)
    where = [*where, *known_apart(book, (start, second), where, period)]
    parts = bridge_parts(book, start, second, where, currency, period)
    if parts is None:
        raise DataError(no_bridge(start, second))
    asked: dict[str, Any] = {"where": where, "currency": currency, "window": period}
    levels = [
        {"cause": f"dso {day}", "days": book.show("dso", as_of=day, **asked).value} for day in (start, second)
    ]
    return [levels[0], *({"cause": part.name, "days": part.days} for part in parts), levels[1]]


def contributing_rows(
    book: Asked,
    second: date,
    first: date | None,
    by: tuple[str, ...],
    causes: Sequence[str],
    where: Sequence[str],
    currency: str | None,
    period: str,
) -> list[dict[str, Any]]:
    """For each cause, the days of each cell of some dimensions, the largest first: they sum to those of the cause."""
    start = first or previous(second)
    where = [*where, *known_apart(book, (start, second), where, period)]
    cells = changes(_question(book, start, second, where, currency, period, by))
    whole = together(cells.values())
    parts = bridge(whole.before, whole.after, whole.restated)
    if parts is None:
        raise DataError(no_bridge(start, second))
    rows = []
    for part in parts:
        if part.name in causes:
            found = contributions(part, whole, cells)
            order = sorted(found, key=lambda key: (-abs(found[key]), str(key)))
            rows += [
                {"cause": part.name, **dict(zip(by, key, strict=True)), "days": found[key]} for key in order
            ]
    return rows


def cause_named(name: str) -> str:
    """UsageError, with the nearest, for a name that is no cause."""
    known = [cause for cause, _label in PARTS]
    if name in known:
        return name
    near = get_close_matches(name, known, 1)
    hint = _("Did you mean {0}?").format(near[0]) if near else _("Known: {0}").format(", ".join(known))
    raise UsageError(_("The bridge has no cause {0}.").format(name) + " " + hint)


def no_bridge(first: date, second: date) -> str:
    """What to say where a period had no sales."""
    return _("The DSO has no bridge from {0} to {1}: one of the two had no sales.").format(first, second)


def known_apart(book: Asked, dates: Sequence[date], where: str | Sequence[str], period: str) -> list[str]:
    """The condition that leaves out the entities of which the DSO is not known at one of two dates; DataError when
    none is left."""
    lacks, all_of_them = book.lacking("dso", dates=dates, where=where, window=period)
    if all_of_them:
        reason = words.inside(next(iter(lacks.values())))
        raise DataError(_("The DSO has no bridge from {0} to {1}: {2}.").format(*dates, reason))
    return [equals("entity", *sorted(lacks), operator="!=")] if lacks else []


def _question(
    book: Asked,
    first: date,
    second: date,
    where: str | Sequence[str],
    currency: str | None,
    period: str,
    by: tuple[str, ...] = (),
) -> Question:
    conditions = [where] if isinstance(where, str) else where
    return Question(book.show, book.converter(currency), first, second, period, conditions, by)
