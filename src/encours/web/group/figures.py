"""The lines of the group: one for each entity, SIREN, country, business unit or portfolio, and the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from encours.api.entities import dimension_values
from encours.api.words import inside
from encours.cube.filters import equals
from encours.i18n import _, mark
from encours.web.address import one_of
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import dso_method, on_time_tolerance, window

TREND_MONTHS = 13
MOST_VALUES = 1000
BY = {
    "entity": mark("Entity"),
    "siren": mark("SIREN"),
    "country": mark("Country"),
    "business_unit": mark("Business unit"),
    "portfolio": mark("Portfolio"),
}
SCOPED = ("entity", "portfolio")  # what the header of every page can choose
MANY = ("siren",)
FIGURES = ("net", "overdue", "overdue_rate", "dso", "dbt", "on_time", "cei", "disputed", "sales")
RANKED = ("net", "overdue")


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the group; `figures` by their short names, `trend` the net positions of a year, oldest first."""

    by: str
    value: str | None
    name: str
    figures: Mapping[str, Any]
    share: Decimal | None
    trend: tuple[Any, ...] = ()

    @property
    def condition(self) -> str:
        """What its rows have in common."""
        return equals(self.by, self.value)

    @property
    def scope(self) -> dict[str, str | list[str]]:
        """The same, as an address of a page says it."""
        if self.by in SCOPED and self.value:
            return {self.by: self.value}
        return {"where": [self.condition]}


def by_asked(visit: Visit) -> str:
    """What splits the group: entities, unless the address says otherwise."""
    return one_of(visit.request.GET.get("by", ""), BY, "entity")


def whole(visit: Visit) -> dict[str, Any]:
    """The figures of all together, which the lines add up to."""
    found = visit.show(*_asked(), **_settings())
    return _figures(found.rows[0])


def lines(visit: Visit, by: str, total: Decimal) -> list[Line]:
    """A line for each value of a dimension that has few."""
    named = {choice.value: choice.label for choice in dimension_values(visit.book, by, MOST_VALUES)}
    trends = _trends(visit) if by == "entity" else {}
    return [
        _line(by, row, named.get(row[by] or "", ""), total, trends)
        for row in visit.show(*_asked(), by=by, **_settings())
    ]


def page(
    visit: Visit, by: str, total: Decimal, order: str, limit: int, offset: int, search: str
) -> tuple[list[Line], int]:
    """Some lines of a dimension that has many values, and how many there are: only what is shown is computed."""
    ranked = visit.ranked(*RANKED, by=by, order=order, limit=limit, offset=offset, search=search)
    values = [row[by] for row in ranked.rows]
    return _of_values(visit, by, values, total), ranked.count


def largest(visit: Visit, by: str, n: int) -> list[Line]:
    """The largest net positions, without what has no value; the share is that of the whole net position."""
    total = visit.show("net").value
    ranked = visit.ranked("net", by=by, order="-net", limit=n, where=[f"{by}!="])
    rows = [row for row in ranked.rows if row["net"] > 0]
    named = _names(visit, by, [row[by] for row in rows])
    return [
        Line(by, row[by], named.get(row[by], ""), {"net": row["net"]}, _share(row["net"], total))
        for row in rows
    ]


def _of_values(visit: Visit, by: str, values: Sequence[str | None], total: Decimal) -> list[Line]:
    if not values:
        return []
    found = visit.show(*_asked(), by=by, where={by: list(values)}, **_settings())
    rows = {row[by]: row for row in found}
    named = _names(visit, by, values)
    return [
        _line(by, rows[value], named.get(value or "", ""), total, {}) for value in values if value in rows
    ]


def _names(visit: Visit, by: str, values: Sequence[str | None]) -> dict[str, str]:
    """The name of the largest customer account of each."""
    where = {by: [value for value in values if value]}
    names = visit.ranked("net", by=[by, "customer_name"], order="net", limit=MOST_VALUES, where=where)
    return {row[by]: row["customer_name"] or "" for row in names.rows}


def _asked() -> list[str]:
    chosen = {"dso": dso_method(), "on_time": f"on_time_rate:{on_time_tolerance()}"}
    return [chosen.get(name, name) for name in FIGURES]


def _settings() -> dict[str, Any]:
    """Every digit is kept, so that converted parts add up to the whole."""
    return {"window": window(), "exact": True}


def _figures(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[key] for name, key in zip(FIGURES, _asked(), strict=True)}


def _line(
    by: str, row: Mapping[str, Any], name: str, total: Decimal, trends: Mapping[str | None, tuple[Any, ...]]
) -> Line:
    value = row[by]
    shown = name or value or _("Without {0}").format(inside(_(BY[by])))
    return Line(by, value, shown, _figures(row), _share(row["net"], total), trends.get(value, ()))


def _share(net: Decimal | None, total: Decimal) -> Decimal | None:
    return net / total if net is not None and total > 0 else None


def _trends(visit: Visit) -> dict[str | None, tuple[Any, ...]]:
    """Net positions of each entity: the month-end sums hold them."""
    found: dict[str | None, list[Any]] = {}
    for row in visit.show("net", by="entity", history=TREND_MONTHS):
        found.setdefault(row["entity"], []).append(row["net"])
    return {entity: tuple(values) for entity, values in found.items()}
