"""Why the DSO changed between the last two month-ends, as a waterfall under the indicators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api.bridge import bridge_parts, known_apart
from encours.api.question import WINDOW
from encours.cube.periods import month_end
from encours.errors import DataError
from encours.i18n import mark
from encours.indicators.bridge import Part
from encours.indicators.dso import working_capital_effect
from encours.reports.workbook.asked import MONTHS, Asked
from encours.reports.workbook.charts import Place, Series, stacked
from encours.reports.workbook.look import ACCENT, BAD, GOOD, Kind
from encours.reports.workbook.page import Page
from encours.reports.workbook.report import Report
from encours.reports.workbook.table import Column, draw

CHART_COLUMN = 4


def write(page: Page, row: int) -> int:
    """The table and the chart; a sentence when there is nothing to explain."""
    say = page.report.say
    asked = page.report.asked
    ends = [day for day in asked.dates if day == month_end(day)][-2:]
    parts, levels = _bridged(asked, ends) if len(ends) == 2 else (None, [])
    row = page.heading(row, say(mark("Why the DSO changed between the last two month-ends")))
    if parts is None:
        return page.note(
            row,
            say(mark("The change cannot be explained without two month-ends, each with sales before it.")),
        )
    before, after = levels
    rows = _rows(page.report, ends, before, after, parts)
    title = [Column("label", say(mark("Cause")), Kind.TEXT), Column("days", say(mark("Days")), Kind.DAYS)]
    table = draw(page, row, title, rows)
    changes = f"SUM({page.span(table.first + 1, 2, table.last - 1, 2)})"
    row = page.check(
        table.after,
        say(mark("The causes add up to the change.")),
        f"{table.cell('days', table.first)}+{changes}-{table.cell('days', table.last)}",
        before + sum(part.days for part in parts) - after,
        decimals=4,
    )
    row = _worth(page, row, after - before)
    return max(row, _chart(page, table.header, rows))


def _bridged(asked: Asked, ends: Sequence[date]) -> tuple[Sequence[Part] | None, list[Any]]:
    """The causes, and the DSO of both dates: of the entities of which it is known at both."""
    try:
        where = known_apart(asked.book, ends, (), WINDOW)
    except DataError:
        return None, []
    parts = bridge_parts(asked.book, ends[0], ends[1], where, asked.currency)
    return parts, [asked.show("dso", as_of=day, where=where).value for day in ends]


def _rows(
    report: Report, ends: Sequence[date], before: Decimal, after: Decimal, parts: Sequence[Part]
) -> list[dict[str, Any]]:
    """Both levels and the causes between them, with the heights of their columns in the waterfall."""
    say = report.say
    nothing = {"ground": Decimal(0), "level": Decimal(0), "up": Decimal(0), "down": Decimal(0)}
    level = {"look": {"bold": True}}
    rows = [{**nothing, "label": say.day(ends[0]), "days": before, "level": before, **level}]
    reached = before
    for part in parts:
        moved = reached + part.days
        sides = {
            "ground": min(reached, moved),
            "up": max(part.days, Decimal(0)),
            "down": max(-part.days, Decimal(0)),
        }
        rows.append({**nothing, **sides, "label": say(part.label), "days": part.days})
        reached = moved
    return [*rows, {**nothing, "label": say.day(ends[1]), "days": after, "level": after, **level}]


def _worth(page: Page, row: int, change: Decimal) -> int:
    """What the change is worth in cash, when a whole year of sales is known."""
    report, say = page.report, page.report.say
    asked = report.asked
    sales = asked.show("sales", window="12m").value
    if len(asked.dates) < MONTHS or sales <= 0:
        return row
    effect = working_capital_effect(change, sales)
    text = mark("It ties up {0} {1} of cash more.") if effect > 0 else mark("It frees {0} {1} of cash.")
    return page.note(row, say(text).format(say.number(abs(effect)), asked.currency))


def _chart(page: Page, row: int, rows: Sequence[Any]) -> int:
    """Stacked columns: an invisible ground, then the level, the rise or the fall; the row that follows.

    Below zero it would mislead: then there is none. Its cells stand behind it.
    """
    lowest = min(step["ground"] + step["level"] for step in rows)
    if lowest < 0:
        return row
    say = page.report.say
    columns = [
        Column("label", "", Kind.TEXT),
        Column("ground", "", Kind.DAYS),
        Column("level", say(mark("DSO")), Kind.DAYS),
        Column("up", say(mark("Rise")), Kind.DAYS),
        Column("down", say(mark("Fall")), Kind.DAYS),
    ]
    table = draw(page, row, columns, rows, col=CHART_COLUMN)
    series = [
        Series(table.title(key), table.column(key), colour)
        for key, colour in (("ground", ""), ("level", ACCENT), ("up", BAD), ("down", GOOD))
    ]
    about = say(mark("Why the DSO changed between the last two month-ends"))
    place = Place(row, CHART_COLUMN, 900, 280, about)
    floor = int(lowest * 3 / 4) // 5 * 5  # a change of a few days must show beside a level of sixty
    stacked(page, place, table.column("label"), series, "0", gap=35, floor=floor)
    return place.after
