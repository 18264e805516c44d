"""A question put to the book: which figures, split how, when, with which choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from encours.cube import buckets
from encours.cube.facts.place import Dimension
from encours.cube.filters import Filter
from encours.cube.measure import Measure
from encours.cube.measures import BY_NAME, PUBLISHED, measure
from encours.cube.slice import Slice
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.indicators.record import Indicator, Need, Unit, When

WINDOW = "3m"
NONE: Mapping[str, Indicator] = {}
SETTINGS = {"window": WINDOW, "edges": buckets.DEFAULT, "base_date": "due"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure asked for: a measure or an indicator, with its parameters; `key` names it in the answer."""

    key: str
    of: Measure | Indicator
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def needs(self) -> tuple[Need, ...]:
        if isinstance(self.of, Indicator):
            return self.of.needs(self.parameters)
        return (Need(self.of.name, When.WINDOW if self.of.flow else When.END),)

    @property
    def window(self) -> str:
        return self.parameters.get("window", WINDOW)

    @property
    def unit(self) -> Unit:
        if isinstance(self.of, Indicator):
            return self.of.unit
        return Unit.MONEY if self.of.money else Unit.COUNT

    @property
    def label(self) -> str:
        colon = self.key.partition(":")[2]
        return _(self.of.label) + (f" ({colon})" if colon else "")


def measures_of(asked: Iterable[Figure]) -> list[Measure]:
    """The sums that figures are made of."""
    return [BY_NAME[need.measure] for figure in asked for need in figure.needs]


@dataclass(frozen=True, slots=True)
class Question:
    """`dates` in increasing order; `dated` says whether the answer is a history, `exact` that converted money keeps
    every digit instead of the decimals of its currency."""

    figures: tuple[Figure, ...]
    cut: Slice
    dates: tuple[date, ...]
    dated: bool
    currency: str
    exact: bool = False


def tables_read(measures: Iterable[Measure], cut: Slice) -> set[str]:
    """The tables of the book that sums of these measures, split and filtered so, are made of."""
    named = [*cut.by, *(wanted.dimension for wanted in cut.where if wanted.dimension)]
    return {table for of in measures for table in of.tables} | {t for one in named for t in one.where.tables}


def refuse_clashes(asked: Sequence[Figure], by: Sequence[Dimension]) -> None:
    """A row has one value under each name."""
    for name in {figure.key for figure in asked} & {dimension.name for dimension in by}:
        raise UsageError(_("{0} is both the figure and the dimension: ask them one at a time.").format(name))


def figures(
    names: Sequence[str], settings: Mapping[str, str], also: Mapping[str, Indicator] = NONE
) -> tuple[Figure, ...]:
    """The figures named, each with the settings that concern it; a setting that concerns none is an error.

    `also` holds the indicators people defined themselves, by name.
    """
    found = tuple(_figure(name, settings, also) for name in names)
    if not found:
        raise UsageError(_("Say which figure: encours show dso overdue_rate"))
    used = {name for figure in found for name in figure.parameters} | set(SETTINGS)
    for setting in settings:
        if setting not in used:
            hint = _near(setting, sorted(used))
            raise UsageError(_("None of these figures has a setting {0}.").format(setting) + " " + hint)
    return found


def _figure(name: str, settings: Mapping[str, str], also: Mapping[str, Indicator]) -> Figure:
    base, _colon, value = name.partition(":")
    indicator = INDICATORS.get(base) or also.get(base)
    if indicator is None:
        return _measured(base, settings, also)
    parameters = indicator.defaults() | {k: v for k, v in settings.items() if k in indicator.defaults()}
    main = indicator.main_parameter
    if value:
        if not main:
            raise UsageError(_("{0} takes no value after a colon.").format(base))
        parameters[main] = value
    _check(indicator, parameters)
    shown = f"{base}:{parameters[main]}" if main and (value or main in settings) else base
    return Figure(shown, indicator, parameters)


def _measured(base: str, settings: Mapping[str, str], also: Mapping[str, Indicator]) -> Figure:
    known = [*PUBLISHED, "aged"]
    if base not in known:
        hint = _near(base, [*known, *INDICATORS, *also])
        raise UsageError(_("There is no figure {0}.").format(base) + " " + hint)
    of = measure(base)
    return Figure(base, of, {"window": settings.get("window", WINDOW)} if of.flow else {})


def _check(indicator: Indicator, chosen: Mapping[str, str]) -> None:
    for parameter in indicator.parameters:
        value = chosen[parameter.name]
        if parameter.choices and value not in parameter.choices:
            allowed = ", ".join(parameter.choices)
            raise UsageError(_("{0} is one of {1}, not {2}.").format(parameter.name, allowed, value))
        if parameter.name in ("k", "n") and not (value.isascii() and value.isdigit() and len(value) < 5):
            raise UsageError(_("{0} is a whole number, not {1}.").format(parameter.name, value))


def _near(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, 1)
    return _("Did you mean {0}?").format(near[0]) if near else _("Known: {0}").format(", ".join(known))


def slice_of(by: Sequence[Dimension], where: Sequence[Filter], settings: Mapping[str, str]) -> Slice:
    """How to cut, with the bucket settings."""
    base = settings.get("base_date", "due")
    if base not in ("due", "issue"):
        raise UsageError(_("base_date is due or issue, not {0}.").format(base))
    aged_from = "due_on" if base == "due" else "issued_on"
    return Slice(tuple(by), tuple(where), buckets.edges(settings.get("edges", buckets.DEFAULT)), aged_from)
