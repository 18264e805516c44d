"""One sheet of the workbook: its title, its columns, its print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from encours.i18n import mark
from encours.reports.workbook import paper
from encours.reports.workbook.look import BAD, GOOD, LINE, Kind
from encours.reports.workbook.report import Report, Tie

A4 = 9
GRID = (1.5, 26, *([10.6] * 13))
FIRST_ROW = 3
HEADER_HEIGHT = 30


class Page:
    """A worksheet with its title written and its print set up; rows and columns count from 0."""

    def __init__(self, report: Report, name: str, title: str, widths: Sequence[float] = GRID) -> None:
        self.report, self.name, self._widths = report, name, tuple(widths)
        self._heights: dict[int, float] = {}
        self._blocks: list[tuple[int, int]] = []
        self._repeated = FIRST_ROW - 1
        self.sheet: Any = report.workbook.add_worksheet(name)
        self.sheet.hide_gridlines(2)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self._title(title, len(widths))
        self._print()
        report.pages.append(self)

    def _title(self, title: str, width: int) -> None:
        report, look = self.report, self.report.look
        asked, say = report.asked, report.say
        text = say(mark("Position on {0} · amounts in {1} · data up to {2}")).format(
            say.day(asked.day), asked.currency, say.day(asked.book.data_date)
        )
        self.height(0, 26)
        self.sheet.write_string(0, 1, title, look(font_size=18, bold=True))
        self.sheet.write_string(1, 1, text, look.note())
        for column in range(1, width):
            self.sheet.write_blank(2, column, None, look(top=1, top_color=LINE))
        self.height(2, 8)
        self.sheet.freeze_panes(FIRST_ROW, 0)

    def _print(self) -> None:
        say = self.report.say
        data = say(mark("data up to {0}")).format(say.day(self.report.asked.book.data_date))
        page = say(mark("Page {0} of {1}")).format("&P", "&N")
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.center_horizontally()
        self.sheet.repeat_rows(0, 1)
        self.sheet.set_footer(f"&L&8Encours · &A&C&8{data}&R&8{page}")

    def freeze(self, header: int, columns: int = 0, printed: bool = True) -> None:
        """Keep the rows down to a header in sight, on screen and, if `printed`, on every printed page."""
        self.sheet.freeze_panes(header + 1, columns)
        if printed:
            self.sheet.repeat_rows(0, header)
            self._repeated = header + 1

    def height(self, row: int, points: float) -> None:
        self.sheet.set_row(row, points)
        self._heights[row] = points

    def keep(self, first: int, after: int) -> int:
        """Rows to print on one page if they fit; gives `after`, the row that follows them."""
        self._blocks.append((first, after))
        return after

    def paginate(self) -> None:
        """Begin a printed page before each block that would be cut; once every block is written."""
        self.sheet.set_h_pagebreaks(paper.breaks(self._blocks, self._heights, self._widths, self._repeated))

    def heading(self, row: int, text: str, note: str = "", col: int = 1) -> int:
        """A section heading, a note under it; the row that follows."""
        self.height(row, 20)
        self.sheet.write_string(row, col, text, self.report.look.heading())
        if note:
            self.note(row + 1, note, col)
        return row + (2 if note else 1)

    def note(self, row: int, text: str, col: int = 1) -> int:
        self.sheet.write_string(row, col, text, self.report.look.note())
        return row + 1

    def cell(self, row: int, col: int) -> str:
        """The cell as formulas of other sheets name it."""
        return f"{quote_sheetname(self.name)}!{xl_rowcol_to_cell(row, col, True, True)}"

    def span(self, first: int, left: int, last: int, right: int) -> str:
        return f"{quote_sheetname(self.name)}!{xl_range_abs(first, left, last, right)}"

    def check(
        self, row: int, about: str, difference: str, shown: Decimal, decimals: int | None = None
    ) -> int:
        """A control the reader can see: a formula that says ✓ or ✗ before what it compares; the row that follows.

        `difference` is a formula without its equal sign, nil to so many decimals (those of the currency) when all
        is well; `shown` is its value, for viewers that do not calculate.
        """
        decimals = self.report.asked.decimals if decimals is None else decimals
        holds = round(shown, decimals) == 0
        sentence = about.replace('"', '""')
        formula = f'=IF(ROUND({difference},{decimals})=0,"✓ ","✗ ")&"{sentence}"'
        look = self.report.look(font_size=9, font_color=GOOD)
        self.sheet.write_formula(row, 1, formula, look, ("✓ " if holds else "✗ ") + about)
        wrong = {"type": "text", "criteria": "begins with", "value": "✗"}
        self.sheet.conditional_format(
            row, 1, row, 1, {**wrong, "format": self.report.look(font_color=BAD, bold=True)}
        )
        self.report.ties.append(Tie(self.name, xl_rowcol_to_cell(row, 1), about, holds))
        return row + 1

    def put(self, row: int, col: int, value: Any, kind: Kind, look: Any) -> None:
        """A value as its kind is written: text never starts a formula, what makes no sense is said so."""
        if value is None:
            text = "" if kind is Kind.TEXT else self.report.say(mark("n.c."))
            self.sheet.write_string(row, col, text, look)
        elif kind is Kind.TEXT or isinstance(value, str):
            self.sheet.write_string(row, col, str(value), look)
        elif kind in (Kind.MONTH, Kind.DAY):
            self.sheet.write_datetime(row, col, value, look)
        else:
            self.sheet.write_number(row, col, value, look)
