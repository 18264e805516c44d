"""The sheet of the entities side by side, then of the portfolios."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from encours.i18n import mark
from encours.reports.workbook.ageing import share_formula
from encours.reports.workbook.asked import as_of
from encours.reports.workbook.charts import Place, Series, bars
from encours.reports.workbook.indicators import shown
from encours.reports.workbook.look import ACCENT, Kind, number_format
from encours.reports.workbook.page import FIRST_ROW, Page
from encours.reports.workbook.position import CHART_WIDTH
from encours.reports.workbook.report import Report
from encours.reports.workbook.splits import whole_position
from encours.reports.workbook.table import Column, Placed, draw

INDICATED = ("dso", "dso_countback", "dbt", "on_time_rate:0", "cei")
MONEY = ("net", "gross", "overdue", "disputed")
CHARTED = range(2, 13)


def write(report: Report) -> None:
    """Fill the sheet."""
    say = report.say
    page = Page(report, say(mark("Entities")), say(mark("Entities and portfolios side by side")))
    if not report.asked.now["item_count"]:
        page.note(FIRST_ROW, say(mark("Nothing is open on this date.")))
        return
    row = page.heading(FIRST_ROW, say(mark("Entities side by side")))
    row = _side_by_side(page, row, "entity", say(mark("Entity")), filtered=True)
    row = page.heading(row, say(mark("Portfolios side by side")))
    rows = _rows(report, "portfolio")
    if not any(line["known"] for line in rows):
        page.note(row, say(mark("No customer belongs to a portfolio: the sources give none.")))
        return
    _side_by_side(page, row, "portfolio", say(mark("Portfolio")))


def _side_by_side(page: Page, row: int, dimension: str, label: str, filtered: bool = False) -> int:
    rows = _rows(page.report, dimension)
    table = draw(page, row, _columns(page.report, label), rows, total=_whole(page.report), filtered=filtered)
    row = whole_position(table, rows)
    row = page.note(
        row, page.report.say(mark("Ratios of the total are computed on the whole, never averaged."))
    )
    row = page.keep(table.header - 1, row + 1)
    return page.keep(row, _chart(table, rows, row, label))


def _columns(report: Report, label: str) -> list[Column]:
    say = report.say
    rate = share_formula("overdue", "gross")
    growth = '=IF({before}=0,"{unknown}",({net}-{before})/ABS({before}))'
    return [
        Column("label", label, Kind.TEXT),
        Column("net", say(mark("Net")), Kind.MONEY, summed=True),
        Column("share", say(mark("Share")), Kind.RATE, f"={{net}}/{report.net}"),
        Column("before", say(mark("Net {0}")).format(say.day(report.asked.before)), Kind.MONEY, summed=True),
        Column("growth", say(mark("Change")), Kind.GROWTH, growth),
        Column("gross", say(mark("Gross")), Kind.MONEY, summed=True),
        Column("overdue", say(mark("Overdue")), Kind.MONEY, summed=True),
        Column("rate", say(mark("Overdue ratio")), Kind.RATE, rate),
        Column("disputed", say(mark("Disputed")), Kind.MONEY, summed=True),
        Column("dso", "DSO", Kind.DAYS),
        Column("dso_countback", say(mark("DSO, count-back")), Kind.DAYS),
        Column("on_time_rate:0", say(mark("Paid on time")), Kind.RATE),
        Column("cei", "CEI", Kind.RATE),
    ]


def _rows(report: Report, dimension: str) -> list[dict[str, Any]]:
    asked, unknown = report.asked, report.say(mark("(none)"))
    found = asked.compared_by(dimension)
    then = {line[dimension]: line["net"] for line in found if as_of(line) == asked.before}
    before = {name: net for name, net in then.items() if net is not None}
    nothing = None if asked.position[asked.before]["net"] is None else Decimal(0)
    rows = []
    for line in found:
        if as_of(line) == asked.day and any(line[key] for key in MONEY):
            name = line[dimension]
            labels = {"label": name or unknown, "known": name is not None}
            had = then.get(name, nothing)
            rows.append({**labels, **_figures(report, line, had)})
    gone = sum((net for name, net in before.items()), Decimal(0)) - sum(
        (row["before"] or Decimal(0) for row in rows), Decimal(0)
    )
    if gone:
        rows.append(
            {**_nothing(report, gone), "label": report.say(mark("Nothing open any more")), "known": False}
        )
    return sorted(rows, key=lambda row: (not row["known"], -row["net"]))


def _figures(report: Report, line: Mapping[str, Any], before: Decimal | None) -> dict[str, Any]:
    whole = report.asked.now["net"]
    return {
        **{key: line[key] for key in MONEY},
        **{key: shown(key, line) for key in INDICATED},
        "share": line["net"] / whole if whole else None,
        "before": before,
        "growth": (line["net"] - before) / abs(before) if before else None,
        "rate": line["overdue_rate"],
    }


def _nothing(report: Report, before: Decimal) -> dict[str, Any]:
    none = {**dict.fromkeys(MONEY, Decimal(0)), **dict.fromkeys((*INDICATED, "overdue_rate")), "cei": None}
    return _figures(report, none, before)


def _whole(report: Report) -> dict[str, Any]:
    """The ratios of the whole, from the undivided question."""
    asked = report.asked
    then = asked.position[asked.before]["net"]
    return _figures(report, {**asked.now, **asked.indicators[asked.day]}, then)


def _chart(table: Placed, rows: list[dict[str, Any]], row: int, label: str) -> int:
    if len(rows) not in CHARTED or any(line["dso"] is None for line in rows):
        return row
    page, say = table.page, table.page.report.say
    title = say(mark("DSO, in days, {0}")).format(label.lower())
    place = Place(page.heading(row, title), 1, CHART_WIDTH, 70 + 26 * len(rows), title)
    series = [Series(table.title("dso"), table.column("dso"), ACCENT)]
    bars(page, place, table.column("label"), series, number_format(Kind.DAYS, say.lang))
    return place.after
