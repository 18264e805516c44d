"""The figures of a customer month after month: one of them at a time, as its reader chooses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from encours.api import Result
from encours.cube.measures import BY_NAME as MEASURES
from encours.i18n import _, counted, mark
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.web.charts.plot import Plot
from encours.web.charts.record import Chart
from encours.web.charts.specs import lines
from encours.web.customers.page.account import Account
from encours.web.customers.page.content import Content
from encours.web.workflow.choices.chosen import window

MONTHS = (12, 18, 24)
PAIRS: dict[str, tuple[str, tuple[str, ...]]] = {
    "position": (mark("Net and overdue"), ("net", "overdue")),
    "flows": (mark("Sales and receipts"), ("sales", "receipts")),
}
ALONE = (
    "dso",
    "dso_countback",
    "dso_best_possible",
    "dso_delinquent",
    "overdue_rate",
    "weighted_age",
    "days_to_pay",
    "dbt",
)

FLOWS = ("flows", "days_to_pay", "dbt")  # what looks at no open item


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: str
    current: bool


def evolution(account: Account) -> Content:
    """A drawing with its data, and what else can be drawn."""
    figure, months = figure_asked(account), months_asked(account)
    said = {
        "title": _label(figure),
        "figures": [Choice(name, _label(name), name == figure) for name in (*PAIRS, *ALONE)],
        "months": [
            Choice(str(count), counted("{0} month", "{0} months", count).format(count), count == months)
            for count in MONTHS
        ],
        "definition": "" if figure in PAIRS else _(INDICATORS[figure].definition),
        "page": "" if figure in PAIRS else account.visit.url("indicator", figure),
        "drawn": drawn(account, figure, months),
    }
    return Content("customers/evolution.html", said)


def figure_asked(account: Account) -> str:
    asked = account.visit.request.GET.get("figure", "")
    return asked if asked in (*PAIRS, *ALONE) else "position"


def months_asked(account: Account) -> int:
    asked = account.visit.request.GET.get("months", "")
    return int(asked) if asked in map(str, MONTHS) else MONTHS[0]


def drawn(account: Account, figure: str, months: int) -> Chart:
    """Columns for flows, lines for what is looked at on a day; a point of a measure leads to its rows."""
    names = PAIRS[figure][1] if figure in PAIRS else (figure,)
    found = account.followed(*names, months=months, flows=figure in FLOWS, **_settings(figure))
    plot = Plot(
        list(_points(account, found, names, figure)),
        "as_of",
        "value",
        series="figure" if len(names) > 1 else "",
        unit=found.units[_key(found, names[0])],
        currency=found.currency,
        labels={"as_of": _("Month-end"), "value": _label(figure)},
    )
    return lines(plot)


def _settings(figure: str) -> dict[str, str]:
    """Flows are those of each month; indicators keep the window of the company."""
    return {"window": "1m" if figure == "flows" else window()}


def _points(account: Account, found: Result, names: tuple[str, ...], figure: str) -> Iterator[dict[str, Any]]:
    from datetime import date

    for place, row in enumerate(found):
        for name in names:
            key = _key(found, name)
            yield {
                "as_of": date.fromisoformat(row["as_of"]),
                "value": row[key],
                "figure": found.labels[key],
                "lower_bound": (place, key) in found.lower_bounds,
                "href": _href(account, name, row["as_of"], figure),
            }


def _href(account: Account, name: str, day: str, figure: str) -> str:
    if name not in MEASURES:
        return account.url(date=day)
    return account.rows_url(name, date=day, window="1m" if figure == "flows" else None)


def _key(found: Result, name: str) -> str:
    """A figure asked with its parameter bears it in its name (`on_time_rate:0`)."""
    return next(key for key in found.units if key.partition(":")[0] == name)


def _label(name: str) -> str:
    return _(PAIRS[name][0]) if name in PAIRS else _(INDICATORS[name].label)
