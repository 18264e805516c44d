"""When promises are due: a strip of months, weeks or days, with what came in, is awaited and did not come."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from encours.api.promises import sought, sums
from encours.api.recorded import Row
from encours.cube.periods import add_months
from encours.cube.promises import ENDED
from encours.i18n import _, mark
from encours.web import typography
from encours.web.records.amounts import Amounts
from encours.web.visit.visit import Visit

DAY, WEEK = timedelta(days=1), timedelta(days=7)
BEFORE, AFTER = 8, 4  # cells on each side of that of the page
SPAN = BEFORE + 1 + AFTER
FARTHEST = 100  # strips away
WAYS = ("month", "week", "day")
HEIGHT = 64
PARTS = {"received": mark("Amount received"), "awaited": mark("Still awaited"), "missing": mark("Not kept")}


@dataclass(frozen=True, slots=True)
class Cell:
    """A month, a week or a day. `bars` are parts from the bottom up: name, distance from the top, height; `tip` says
    them."""

    label: str
    sub: str
    tip: str
    href: str
    total: str
    current: bool
    bars: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """`ways` lead to months, weeks and days: label, address, whether it is this one. `why_not` says which rate is
    missing."""

    cells: list[Cell]
    legend: list[tuple[str, str]]
    ways: list[tuple[str, str, bool]]
    earlier: str
    later: str
    why_not: str


def calendar(visit: Visit) -> Calendar:
    """The days around that of the page, in its currency at the rates of that day."""
    query = visit.request.GET
    by = query.get("by", "") if query.get("by") in WAYS else "week"
    shift = _whole(query.get("shift", ""))
    days = [_first(visit.day, by, n) for n in range(shift * SPAN - BEFORE, shift * SPAN + AFTER + 2)]
    days, end = days[:-1], days[-1]
    states = ("awaited", *ENDED)
    asked = sought(visit.day, until=visit.until, state=states, due_from=days[0], due_to=end - DAY)
    amounts = Amounts(visit)
    held = _by_cell(amounts, sums(visit.book, asked, ("due_on", "state")), days)
    most = max((sum(of.values(), Decimal(0)) for of in held.values()), default=Decimal(0))
    ways = [
        (name, visit.url("promises", by=way), way == by)
        for way, name in (("month", _("By month")), ("week", _("By week")), ("day", _("By day")))
    ]
    return Calendar(
        [
            _cell(visit, day, then - DAY, by, held.get(day, {}), most)
            for day, then in zip(days, [*days[1:], end], strict=True)
        ],
        [(name, _(label)) for name, label in PARTS.items()],
        ways,
        visit.url("promises", by=by, shift=str(max(shift - 1, -FARTHEST))),
        visit.url("promises", by=by, shift=str(min(shift + 1, FARTHEST))),
        amounts.why_not,
    )


def _first(day: date, by: str, later: int) -> date:
    """The first day of the month, of the week or the day itself, so many later."""
    if by == "month":
        return add_months(day.replace(day=1), later)
    return day + later * DAY if by == "day" else day - timedelta(days=day.weekday()) + later * WEEK


def _by_cell(amounts: Amounts, rows: list[Row], days: list[date]) -> dict[date, dict[str, Decimal]]:
    """What each month, week or day holds of each part."""
    found: dict[date, dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(PARTS, Decimal(0)))
    for row in rows:
        day = days[bisect_right(days, row["due_on"]) - 1]
        lacking = "awaited" if row["state"] == "awaited" else "missing"
        found[day]["received"] += amounts.of(row, "received")
        found[day][lacking] += amounts.of(row, "amount") - amounts.of(row, "received")
    return found


def _cell(visit: Visit, day: date, last: date, by: str, parts: dict[str, Decimal], most: Decimal) -> Cell:
    total = sum(parts.values(), Decimal(0))
    dated, _space, _year = typography.day(day, "medium").rpartition(" ")
    spoken = [
        _("{0}: {1}").format(_(PARTS[name]), typography.money(value, visit.currency))
        for name, value in parts.items()
        if value
    ]
    whole = {
        "month": typography.month(day),
        "week": _("Week of {0}").format(typography.day(day, "medium")),
        "day": typography.day(day, "long"),
    }
    labels = {"month": typography.month(day), "week": typography.week(day), "day": dated}
    more = {
        "from": day.isoformat(),
        "to": last.isoformat(),
        "by": by,
        "shift": visit.request.GET.get("shift", ""),
    }
    return Cell(
        labels[by],
        dated if by == "week" else "",
        "\n".join([whole[by], *(spoken or [_("Nothing is promised.")])]),
        visit.url("promises", **more),
        typography.money(total, visit.currency, "short") if total else "",
        day <= visit.day <= last,
        _bars(parts, most),
    )


def _bars(parts: dict[str, Decimal], most: Decimal) -> list[tuple[str, str, str]]:
    """The tallest strip fills the height; whatever is promised at all is seen."""
    found, bottom = [], Decimal(HEIGHT)
    for name, value in parts.items():
        if value:
            tall = max(value * HEIGHT / most, Decimal(1))
            bottom -= tall
            found.append((name, f"{bottom:.1f}", f"{tall:.1f}"))
    return found


def _whole(text: str) -> int:
    number = int(text[:4]) if text.lstrip("-").isdigit() and text.isascii() and text.count("-") < 2 else 0
    return max(min(number, FARTHEST), -FARTHEST)
