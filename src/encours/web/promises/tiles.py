"""The figures above the list of promises; each leads to its rows."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from encours.api.promises import ended, sought, sums
from encours.api.recorded import Row
from encours.cube.periods import previous
from encours.cube.periods import window as window_of
from encours.i18n import _, counted
from encours.web import typography
from encours.web.labels import work
from encours.web.promises.query import ending
from encours.web.records.amounts import Amounts
from encours.web.records.tiles import Tile, indicator_tile, money_tile
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import window

LATELY_DAYS = 30


def tiles(visit: Visit) -> list[Tile]:
    """What is awaited, what was kept over the usual period, what was broken lately."""
    return [_awaited(visit), *_rates(visit), _broken(visit)]


def _awaited(visit: Visit) -> Tile:
    rows = sums(visit.book, sought(visit.day, until=visit.until, state="awaited"), ("made_on",))
    amounts = Amounts(visit)
    lacking = sum((amounts.of(row, "amount") - amounts.of(row, "received") for row in rows), Decimal(0))
    count = " · ".join([_promises(_number(rows)), *_since(visit, rows)])
    return money_tile(
        visit, _("Still awaited"), lacking, amounts, visit.url("promises", state="awaited"), count
    )


def _since(visit: Visit, rows: list[Row]) -> list[str]:
    """What people said after the day of the page, and figures of that day do not count: promises made, and those called
    off."""
    if visit.until == visit.day:
        return []
    later = _number([row for row in rows if row["made_on"] > visit.day])
    then = _number(sums(visit.book, sought(visit.day, state="awaited"), ()))
    gone, day = then - (_number(rows) - later), typography.day(visit.day)
    said = (
        (later, _("of which made after {0}: {1}")),
        (gone, _("called off after {0}: {1}")),
    )
    return [text.format(day, typography.count(number)) for number, text in said if number]


def _promises(count: int) -> str:
    return counted("{0} promise", "{0} promises", count).format(typography.count(count))


def _number(rows: list[Row]) -> int:
    return sum(row["count"] for row in rows)


def _rates(visit: Visit) -> list[Tile]:
    """The two rates of promises, over the usual period, with how many they are about."""
    over = window()
    since = window_of(visit.day, over).start
    asked = ended(visit.day, since)
    rows = sums(visit.book, asked, ("state",))
    count = sum(row["count"] for row in rows)
    kept = sum(row["count"] for row in rows if row["state"] == "kept")
    href = visit.url("promises", state="ended", **ending(since, visit.day))
    subs = {
        "promise_rate": _("{0} of {1} kept").format(typography.count(kept), typography.count(count)),
        "promise_value_rate": _("vs {0}").format(typography.month(previous(visit.day))),
    }
    return [indicator_tile(visit, name, over, href, sub) for name, sub in subs.items()]


def _broken(visit: Visit) -> Tile:
    since = visit.day - timedelta(days=LATELY_DAYS - 1)
    asked = ended(visit.day, since)
    rows = sums(visit.book, asked, ("state",))
    amounts = Amounts(visit)
    broken = [row for row in rows if row["state"] == "broken"]
    besides = [
        _("{0}: {1}").format(work.promise(state).lower(), typography.count(number))
        for state in ("partly_kept", "renegotiated")
        if (number := _number([row for row in rows if row["state"] == state]))
    ]
    return money_tile(
        visit,
        _("Broken, last {0} days").format(LATELY_DAYS),
        sum((amounts.of(row, "amount") for row in broken), Decimal(0)),
        amounts,
        visit.url("promises", state="broken", **ending(since, visit.day)),
        " · ".join([_promises(_number(broken)), *besides]),
    )
