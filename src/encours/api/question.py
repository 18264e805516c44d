"""A question put to the book: which figures, split how, when, with which choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from encours.cube import buckets
from encours.cube.facts.place import Dimension
from encours.cube.filters import Filter
from encours.cube.measure import Measure
from encours.cube.measures import BY_NAME, PUBLISHED
from encours.cube.slice import Slice
from encours.cube.spoken import hint
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.indicators.catalogue import Figure, figure
from encours.indicators.record import Indicator, Need

WINDOW = "3m"
NONE: Mapping[str, Indicator] = {}
NOTHING_USUAL: Mapping[str, Mapping[str, str]] = {}
SETTINGS = {"window": WINDOW, "edges": buckets.DEFAULT, "base_date": "due"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure asked for, with its parameters; `key` names it in the answer."""

    key: str
    of: Figure
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def needs(self) -> tuple[Need, ...]:
        return self.of.needs(self.parameters)

    @property
    def window(self) -> str:
        return self.parameters.get("window", WINDOW)

    @property
    def label(self) -> str:
        colon = self.key.partition(":")[2]
        return _(self.of.label) + (f" ({colon})" if colon else "")


def measures_of(asked: Iterable[Asked]) -> list[Measure]:
    """The sums that figures are made of."""
    return [BY_NAME[need.measure] for one in asked for need in one.needs]


@dataclass(frozen=True, slots=True)
class Question:
    """`dates` in increasing order; `dated` says whether the answer is a history, `exact` that converted money keeps
    every digit instead of the decimals of its currency."""

    figures: tuple[Asked, ...]
    cut: Slice
    dates: tuple[date, ...]
    dated: bool
    currency: str
    exact: bool = False


def tables_read(measures: Iterable[Measure], cut: Slice) -> set[str]:
    """The tables of the book that sums of these measures, split and filtered so, are made of."""
    beside = (table for one in cut.named for table in one.where.tables)
    return {table for of in measures for table in of.tables}.union(beside)


def refuse_clashes(asked: Sequence[Asked], by: Sequence[Dimension]) -> None:
    """A row has one value under each name."""
    for name in {one.key for one in asked} & {dimension.name for dimension in by}:
        raise UsageError(_("{0} is both the figure and the dimension: ask them one at a time.").format(name))


def figures(
    names: Sequence[str],
    settings: Mapping[str, str],
    also: Mapping[str, Indicator] = NONE,
    usual: Mapping[str, Mapping[str, str]] = NOTHING_USUAL,
) -> tuple[Asked, ...]:
    """The figures named, each with the settings that concern it; a setting that concerns none is an error.

    `also` holds the indicators people defined themselves, by name; `usual` the settings of some figures where nothing
    else is said.
    """
    found = tuple(_figure(name, settings, also, usual) for name in names)
    if not found:
        raise UsageError(_("Say which figure: encours show dso overdue_rate"))
    used = {setting for one in found for setting in one.parameters} | set(SETTINGS)
    for setting in settings:
        if setting not in used:
            near = _near(setting, sorted(used))
            raise UsageError(_("None of these figures has a setting {0}.").format(setting) + " " + near)
    return found


def settings_of(asked: Iterable[Asked], usual: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The settings that figures alone in having something usual are made with."""
    return {name: one.parameters[name] for one in asked for name in usual.get(one.of.name, ())}


def _figure(
    name: str,
    settings: Mapping[str, str],
    also: Mapping[str, Indicator],
    usual: Mapping[str, Mapping[str, str]],
) -> Asked:
    base, _colon, value = name.partition(":")
    of = figure(base, also)
    if of is None:
        near = _near(base, [*PUBLISHED, "aged", *INDICATORS, *also])
        raise UsageError(_("There is no figure {0}.").format(base) + " " + near)
    parameters = (
        of.defaults() | dict(usual.get(base, {})) | {k: v for k, v in settings.items() if k in of.defaults()}
    )
    main = of.main_parameter
    if value:
        if not main:
            raise UsageError(_("{0} takes no value after a colon.").format(base))
        parameters[main] = value
    check(of, parameters)
    shown = f"{base}:{parameters[main]}" if main and (value or main in settings) else base
    return Asked(shown, of, parameters)


def check(of: Figure, chosen: Mapping[str, str]) -> None:
    """UsageError for a parameter that is not one of its choices, or no number."""
    for parameter in of.parameters:
        value = chosen[parameter.name]
        if parameter.choices and value not in parameter.choices:
            allowed = ", ".join(parameter.choices)
            raise UsageError(_("{0} is one of {1}, not {2}.").format(parameter.name, allowed, value))
        if parameter.name in ("k", "n", "within") and not (
            value.isascii() and value.isdigit() and len(value) < 5
        ):
            raise UsageError(_("{0} is a whole number, not {1}.").format(parameter.name, value))


def _near(name: str, known: Sequence[str]) -> str:
    return hint(name, known)


def slice_of(by: Sequence[Dimension], where: Sequence[Filter], settings: Mapping[str, str]) -> Slice:
    """How to cut, with the bucket settings."""
    base = settings.get("base_date", "due")
    if base not in ("due", "issue"):
        raise UsageError(_("base_date is due or issue, not {0}.").format(base))
    aged_from = "due_on" if base == "due" else "issued_on"
    return Slice(tuple(by), tuple(where), buckets.edges(settings.get("edges", buckets.DEFAULT)), aged_from)
