"""The aged balance split by one dimension, with its total and the proof that it is the whole position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from encours.api import words
from encours.cube.standing import LABELS as STANDING
from encours.i18n import mark
from encours.reports.workbook.ageing import aged_rows, columns, total_of
from encours.reports.workbook.page import Page
from encours.reports.workbook.report import Report
from encours.reports.workbook.table import Placed, added, draw


def split_table(page: Page, row: int, dimension: str, label: str, filtered: bool = False) -> Placed | None:
    """A row per value of the dimension, the largest gross first and what has no value last; None for an empty book."""
    rows = split_rows(page, dimension)
    if not rows:
        page.note(row, page.report.say(mark("Nothing is open on this date.")))
        return None
    table = draw(
        page,
        row,
        columns(page.report, label),
        rows,
        total={"rate": total_of(rows)["rate"]},
        filtered=filtered,
    )
    whole_position(table, rows)
    return table


def split_rows(page: Page, dimension: str) -> list[dict[str, Any]]:
    rows = aged_rows(page.report.asked.aged_by(dimension), dimension)
    unknown = page.report.say(mark("(none)"))
    ordered = sorted(rows.items(), key=lambda item: (item[0][0] is None, -item[1]["gross"]))
    return [
        {"label": named(page.report, dimension, key[0]) or unknown, "known": key[0] is not None, **cells}
        for key, cells in ordered
    ]


def named(report: Report, dimension: str, value: str | None) -> str:
    """A value of the dimension as people call it."""
    return words.standing(dimension, value, report.say) if dimension in STANDING else value or ""


def whole_position(table: Placed, rows: Sequence[Mapping[str, Any]]) -> int:
    """The control that the total of the column `net` is the net position of the summary; the row that follows."""
    page = table.page
    return page.check(
        table.after,
        page.report.say(mark("The total is the net position of the summary.")),
        f"{table.cell('net', table.total)}-{page.report.net}",
        added(rows, "net") - page.report.asked.now["net"],
    )
