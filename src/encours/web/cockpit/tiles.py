"""The figures at the top of the page: each one's value, its change since the month-end before, target and trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from encours.cube.figure import tone
from encours.cube.periods import previous
from encours.i18n import _, mark
from encours.indicators.catalogue import Figure
from encours.indicators.catalogue import figure as figure_named
from encours.indicators.record import Unit
from encours.web import typography
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import dso_method, on_time_tolerance, window

MONTHS = 13
AT_ONCE = (
    "net",
    "overdue",
    "dso",
    "cei",
    "unapplied",
)  # read from sums of month-ends: their change comes with them
BESIDE = {"overdue": "overdue_rate", "unapplied": "unapplied_age"}  # shown beside the change
LABELS = {
    "net": mark("Net receivables"),
    "overdue": mark("Overdue"),
    "dso": mark("DSO"),
    "on_time": mark("Paid on time"),
    "disputed": mark("Disputed"),
    "cei": mark("CEI"),
    "unapplied": mark("Unapplied credits"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure. `before` is None when it is not known yet: `waits` then says that the trend is to be loaded."""

    name: str
    label: str
    value: str
    unit: str
    href: str
    delta: str
    tone: str
    sub: str
    sub_href: str
    trend: tuple[Any, ...]
    hint: str
    waits: bool
    why: str = ""  # there is no value


def tiles(visit: Visit) -> list[Tile]:
    """All of them with their values; the trends come after."""
    over = window()
    pair = visit.show(*(figure(name) for name in AT_ONCE), "overdue_rate", history=2, window=over)
    on_time = visit.show(figure("on_time"), window=over)
    held: dict[str, Sequence[Any]] = {name: pair[figure(name)] for name in AT_ONCE}
    held |= {"on_time": [on_time.value], "disputed": [visit.show("disputed").value]}
    beside = {
        "overdue": pair["overdue_rate"][-1],
        "unapplied": visit.show("unapplied_age").value,
    }
    why = {name: pair.reason(len(pair.rows) - 1, figure(name)) for name in AT_ONCE}
    why["on_time"] = on_time.reason(0, figure("on_time"))
    return [_tile(visit, name, held[name], beside.get(name), why.get(name, ""), True) for name in LABELS]


def with_trend(visit: Visit, name: str) -> Tile:
    """One of them with its trend."""
    beside = [BESIDE[name]] if name in BESIDE else []
    found = visit.show(figure(name), *beside, history=MONTHS, window=window())
    said = found[beside[0]][-1] if beside else None
    why = found.reason(len(found.rows) - 1, figure(name))
    return _tile(visit, name, found[figure(name)], said, why, False)


def figure(name: str) -> str:
    """What the book is asked for."""
    chosen = {"dso": dso_method(), "on_time": f"on_time_rate:{on_time_tolerance()}"}
    return chosen.get(name, name)


def _tile(
    visit: Visit, name: str, values: Sequence[Any], beside: Decimal | None, why: str, waits: bool
) -> Tile:
    unit, now = _unit(name), values[-1]
    before = values[-2] if len(values) > 1 else None
    goal = visit.target(figure(name).partition(":")[0])
    shown, behind = typography.number_and_unit(typography.shown(now, unit, visit.currency, "short"))
    sub, sub_href = (why, "") if why else _sub(visit, name, beside, unit, goal)
    return Tile(
        name,
        _(LABELS[name]),
        shown,
        behind,
        _href(visit, name),
        typography.changed(now, before, unit),
        _tone(name, now, before),
        sub,
        sub_href,
        () if waits else tuple(values),
        _hint(visit, name, now, before, goal),
        waits,
        why,
    )


def _unit(name: str) -> Unit:
    return _of(name).unit


def _of(name: str) -> Figure:
    of = figure_named(figure(name).partition(":")[0])
    assert of is not None
    return of


def _href(visit: Visit, name: str) -> str:
    """Amounts lead to their rows, ratios to the page that explains them."""
    if _unit(name) is Unit.MONEY:
        return visit.rows_url(name)
    indicator, _colon, days = figure(name).partition(":")
    return visit.url("indicator", indicator, window=window(), k=days or None)


def _tone(name: str, now: Any, before: Any) -> str:
    return "flat" if now is None or before is None else tone(_of(name).better, now - before)


def _sub(
    visit: Visit, name: str, beside: Decimal | None, unit: Unit, goal: Decimal | None
) -> tuple[str, str]:
    """Beside the change: the overdue rate, the age of credits, or what it is a change from and the target."""
    if beside is not None:
        said = _("age {0}") if name == "unapplied" else _("rate {0}")
        shown = (typography.days if name == "unapplied" else typography.rate)(beside)
        return said.format(shown), visit.url("indicator", BESIDE[name])
    since = _("vs {0}").format(typography.month(previous(visit.day)))
    if goal is None:
        return since, ""
    aim = _("target {0}").format(typography.shown(goal, unit, visit.currency, "short"))
    return f"{since} · {aim}", ""


def _hint(visit: Visit, name: str, now: Any, before: Any, goal: Decimal | None) -> str:
    unit, currency = _unit(name), visit.currency
    lines = [_(LABELS[name]), typography.shown(now, unit, currency, "cents")]
    if before is not None:
        last = typography.day(previous(visit.day))
        lines.append(f"{last} : {typography.shown(before, unit, currency, 'cents')}")
    if goal is not None:
        lines.append(_("target {0}").format(typography.shown(goal, unit, currency, "cents")))
    return "\n".join(lines)
