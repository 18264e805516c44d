"""The customers that owe most, on the first sheet: cells read from their own sheet."""

from __future__ import annotations

from encours.i18n import mark
from encours.reports.workbook.look import Kind
from encours.reports.workbook.page import Page
from encours.reports.workbook.report import Drawn

LARGEST = 5
COLUMNS = (
    ("net", mark("Net"), Kind.MONEY, 4),
    ("share", mark("Share"), Kind.RATE, 5),
    ("overdue", mark("Overdue"), Kind.MONEY, 6),
    ("rate", mark("Overdue ratio"), Kind.RATE, 8),
    ("disputed", mark("Disputed"), Kind.MONEY, 9),
)
WIDTH = 11


def write(page: Page, row: int, col: int, customers: Drawn) -> int:
    """Names and figures of the first customers of the list; the row that follows."""
    say, look, sheet = page.report.say, page.report.look, page.sheet
    count = min(LARGEST, len(customers.rows))
    row = page.heading(row, say(mark("The {0} customers that owe most")).format(count), col=col)
    for place in range(WIDTH):
        sheet.write_blank(row, col + place, None, look.header(Kind.TEXT))
    for _key, label, kind, place in COLUMNS:
        sheet.write_string(row, col + place, say(label), look.header(kind))
    for rank in range(count):
        _line(page, row + 1 + rank, col, customers, rank)
    return row + 1 + count


def _line(page: Page, row: int, col: int, customers: Drawn, rank: int) -> None:
    values, look, unknown = customers.rows[rank], page.report.look, page.report.say(mark("n.c."))
    for place in range(WIDTH):
        page.sheet.write_blank(row, col + place, None, look.body(Kind.TEXT))
    source = customers.first + rank
    name = f"={customers.cell('label', source)}"
    page.sheet.write_formula(row, col, name, look.body(Kind.TEXT), values["label"])
    for key, _label, kind, place in COLUMNS:
        shown = unknown if values[key] is None else values[key]
        page.sheet.write_formula(row, col + place, f"={customers.cell(key, source)}", look.body(kind), shown)
