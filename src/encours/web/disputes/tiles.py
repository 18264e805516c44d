"""The figures above the list of disputes; each leads to its rows."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from encours.api.disputes import sought, sums
from encours.api.recorded import Row
from encours.cube.disputes import PENDING
from encours.cube.periods import window as window_of
from encours.i18n import _, counted
from encours.web import typography
from encours.web.records.amounts import Amounts
from encours.web.records.tiles import Tile, indicator_tile, money_tile
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import window


def tiles(visit: Visit) -> list[Tile]:
    """What is contested, how many disputes are pending, whose answer is late, how they were closed over the usual
    period."""
    pending = sums(
        visit.book, sought(visit.day, until=visit.until, state=PENDING), ("state", "opened_on", "credit")
    )
    return [
        _contested(visit, pending),
        _pending(visit, pending),
        _late(visit, pending),
        *_closed(visit),
    ]


def _contested(visit: Visit, pending: list[Row]) -> Tile:
    amounts = Amounts(visit)
    amount = sum((amounts.of(row, "disputed") for row in pending), Decimal(0))
    sub = " · ".join(_since(visit, pending)) or _("of what is open on {0}").format(typography.day(visit.day))
    return money_tile(visit, _("Disputed"), amount, amounts, visit.url("disputes", state="pending"), sub)


def _since(visit: Visit, pending: list[Row]) -> list[str]:
    """What people said after the day of the page: figures of that day hold what was closed since, and not what was
    opened since."""
    if visit.until == visit.day:
        return []
    opened = _number([row for row in pending if row["opened_on"] > visit.day])
    after = sought(visit.day, until=visit.until, closed=(visit.day + timedelta(days=1), None))
    closed, day = _number(sums(visit.book, after, ())), typography.day(visit.day)
    said = ((opened, _("opened after {0}: {1}")), (closed, _("closed after {0}: {1}")))
    return [text.format(day, typography.count(number)) for number, text in said if number]


def _pending(visit: Visit, pending: list[Row]) -> Tile:
    oldest = min((row["opened_on"] for row in pending), default=None)
    sub = _("the oldest since {0}").format(typography.day(oldest)) if oldest else ""
    if to_close := _number([row for row in pending if row["credit"]]):
        sub += " · " + _("to close: {0}").format(typography.count(to_close))
    number = typography.count(_number(pending))
    return Tile(_("Disputes not closed"), number, "", visit.url("disputes", state="pending"), sub)


def _late(visit: Visit, pending: list[Row]) -> Tile:
    late = [row for row in pending if row["state"] == "late"]
    amounts = Amounts(visit)
    amount = sum((amounts.of(row, "disputed") for row in late), Decimal(0))
    sub = typography.money(None if amounts.why_not else amount, visit.currency, "short") if late else ""
    number = typography.count(_number(late))
    return Tile(_("Answers late"), number, "", visit.url("disputes", state="late"), sub)


def _closed(visit: Visit) -> list[Tile]:
    """The share that was closed and the days it took, over the usual period."""
    over = window()
    since = window_of(visit.day, over).start
    rows = sums(visit.book, sought(visit.day, until=visit.until, closed=(since, visit.day)), ())
    days = {"from": since.isoformat(), "to": visit.day.isoformat()}
    href, number = visit.url("disputes", state="closed", **days), _number(rows)
    closed = counted("{0} dispute closed", "{0} disputes closed", number).format(typography.count(number))
    return [
        indicator_tile(visit, "dispute_resolution_rate", over, href, closed),
        indicator_tile(visit, "dispute_days", over, href, _median(visit, over)),
    ]


def _median(visit: Visit, over: str) -> str:
    """The median beside the mean: a few long ones move the one and not the other."""
    found = visit.show("dispute_days", window=over, statistic="median")
    return _("median {0}").format(typography.shown(found.value, found.units["dispute_days"]))


def _number(rows: list[Row]) -> int:
    return sum(row["count"] for row in rows)
