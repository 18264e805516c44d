"""The tiles of the first sheet: one figure each, with the month-end before and the same day a year before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from encours.cube.figure import tone
from encours.i18n import mark
from encours.indicators.catalogue import figure
from encours.reports.workbook.indicators import shown
from encours.reports.workbook.look import (
    BAD,
    FAINT_INK,
    GOOD,
    SOFT_INK,
    SUNKEN,
    Kind,
    number_format,
    short_money,
)
from encours.reports.workbook.page import Page
from encours.reports.workbook.report import Report

CELLS = 3
HEIGHT = 5
CHANGES = {Kind.MONEY: Kind.GROWTH, Kind.DAYS: Kind.DAYS_CHANGE, Kind.RATE: Kind.POINTS}


@dataclass(frozen=True, slots=True)
class Tile:
    """The figure of that name; the sheet says it in its own words."""

    key: str
    label: str
    kind: Kind
    values: tuple[Decimal | None, ...]  # now, the month-end before, a year before
    caption: str


def tiles(report: Report) -> Iterator[Tile]:
    """The six tiles, in reading order."""
    say, now = report.say, report.asked.now
    later = report.asked.indicators[report.asked.day]
    items = say(mark("{0} open items, {1} gross"))
    count, gross = say.number(Decimal(now["item_count"])), say.number(now["gross"])
    yield _position(report, "net", mark("Net position"), items.format(count, gross))
    yield _position(report, "overdue", mark("Overdue"), _of_gross(report, later["overdue_rate"]))
    yield _indicator(report, "dso", "DSO", say(mark("flows over three months")))
    late = _percent(report, later["on_time_rate:5"])
    yield _indicator(
        report, "on_time_rate:0", mark("Paid on time"), say(mark("{0} five days later")).format(late)
    )
    yield _position(report, "disputed", mark("Disputed"), _of_gross(report, later["dispute_rate"]))
    yield _indicator(report, "cei", mark("Effectiveness (CEI)"), say(mark("flows over three months")))


def _position(report: Report, key: str, label: str, caption: str) -> Tile:
    asked = report.asked
    values = tuple(asked.position[day][key] for day in (asked.day, asked.before, asked.year_before))
    return Tile(key, report.say(label), Kind.MONEY, values, caption)


def _indicator(report: Report, key: str, label: str, caption: str) -> Tile:
    asked = report.asked
    values = tuple(shown(key, asked.indicators[day]) for day in (asked.day, asked.before, asked.year_before))
    kind = Kind.DAYS if key == "dso" else Kind.RATE
    return Tile(key, report.say(label), kind, values, caption)


def _of_gross(report: Report, rate: Decimal | None) -> str:
    return report.say(mark("{0} of gross")).format(_percent(report, rate))


def _percent(report: Report, rate: Decimal | None) -> str:
    return report.say(mark("n.c.")) if rate is None else report.say.percent(rate)


def draw_tile(page: Page, row: int, col: int, tile: Tile) -> None:
    """Label, figure, caption, then one line for each past date."""
    sheet, look = page.sheet, page.report.look
    ground: dict[str, Any] = {"bg_color": SUNKEN}
    sheet.merge_range(row, col, row, col + 2, "", look(**ground))
    sheet.write_string(row, col, tile.label, look(bold=True, font_color=SOFT_INK, indent=1, **ground))
    big = look(
        tile.kind, font_size=20, bold=True, align="left", indent=1, num_format=_numbers(page, tile), **ground
    )
    sheet.merge_range(row + 1, col, row + 1, col + 2, "", big)
    page.put(row + 1, col, tile.values[0], tile.kind, big)
    sheet.merge_range(row + 2, col, row + 2, col + 2, "", look(**ground))
    sheet.write_string(
        row + 2, col, tile.caption, look(font_size=9, font_color=FAINT_INK, indent=1, **ground)
    )
    now = xl_rowcol_to_cell(row + 1, col)
    days = (page.report.asked.before, page.report.asked.year_before)
    for rank, (day, then) in enumerate(zip(days, tile.values[1:], strict=True), row + 3):
        sheet.write_datetime(rank, col, day, look(Kind.DAY, font_size=9, font_color=FAINT_INK, **ground))
        small = look(tile.kind, font_size=9, font_color=SOFT_INK, num_format=_numbers(page, tile), **ground)
        page.put(rank, col + 1, then, tile.kind, small)
        _change(page, rank, col + 2, tile, then, now)


def _numbers(page: Page, tile: Tile) -> str:
    asked, lang = page.report.asked, page.report.say.lang
    if tile.kind is Kind.MONEY:
        return short_money(max(abs(value or Decimal(0)) for value in tile.values), asked.currency, 2)
    if tile.kind is Kind.DAYS:
        return f'0.0"\u00a0{page.report.say(mark("d"))}"'
    return number_format(tile.kind, lang)


def _change(page: Page, row: int, col: int, tile: Tile, then: Decimal | None, now: str) -> None:
    """The change since a past date: percent of money, days, points of a rate; its colour says good or bad."""
    kind = CHANGES[tile.kind]
    change = _changed(tile.kind, tile.values[0], then)
    look = page.report.look(kind, font_size=9, bold=True, font_color=ink(tile.key, change), bg_color=SUNKEN)
    if change is None:
        page.put(row, col, None, kind, look)
        return
    past = xl_rowcol_to_cell(row, col - 1)
    formula = {
        Kind.GROWTH: f"=({now}-{past})/ABS({past})",
        Kind.DAYS_CHANGE: f"={now}-{past}",
        Kind.POINTS: f"=({now}-{past})*100",
    }[kind]
    page.sheet.write_formula(row, col, formula, look, change)


def ink(key: str, change: Any) -> str:
    """The colour of a change: whether it is good news, bad, or neither."""
    of = figure(key.partition(":")[0])
    return {"good": GOOD, "bad": BAD}.get(tone(of.better, change) if of else "", SOFT_INK)


def _changed(kind: Kind, now: Decimal | None, then: Decimal | None) -> Any:
    if now is None or then is None:
        return None
    if kind is Kind.MONEY:
        return (now - then) / abs(then) if then else None
    return now - then if kind is Kind.DAYS else (now - then) * 100
