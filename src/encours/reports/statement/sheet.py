"""A statement as a spreadsheet: the same sheet of paper, whose totals are formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import IO, Any

from encours.api import words
from encours.i18n import _, speaking
from encours.money import decimals_of
from encours.reports.statement.content import Line, Part, Statement, sum_of
from encours.reports.statement.drawn import balance, bank, columns, overdue, sections, subtotal
from encours.reports.statement.logo import size_of
from encours.reports.statement.said import day
from encours.reports.workbook.look import ACCENT, LINE, SOFT_INK, SUNKEN, Kind, number_format

WIDTHS = (24, 13, 13, 22, 16, 16, 9)
OPEN, LAST = 5, 6  # columns
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LOGO_HEIGHT, LOGO_WIDTH = 60, 220  # pixels
LONGEST = 32_767


def write_sheet(statement: Statement, target: IO[bytes]) -> None:
    """Write it. Text stays text: nothing in it is run as a formula."""
    import xlsxwriter

    workbook = xlsxwriter.Workbook(target, OPTIONS)
    with speaking(statement.language):
        sheet = _Sheet(workbook, statement)
        sheet.head()
        for part in statement.parts:
            sheet.part(part, len(statement.parts) > 1)
        if statement.parts:
            sheet.ageing()
        else:
            sheet.line((_("Nothing is open on this account at this date."),), "text")
        sheet.bank()
    workbook.close()


class _Sheet:
    """A sheet written from the top down; `row` is the next one."""

    def __init__(self, workbook: Any, statement: Statement) -> None:
        self.of, self.row, self._workbook = statement, 0, workbook
        self._formats: dict[tuple[str, str], Any] = {}
        self._sheet = sheet = workbook.add_worksheet(_("Statement")[:31])
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width)
        sheet.hide_gridlines(2)
        sheet.set_portrait()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        legal = " ".join(statement.head.legal.split())[:180].replace("&", "&&")
        sheet.set_footer(f"&L&8{legal}&R&8&P / &N")

    def head(self) -> None:
        head, of = self.of.head, self.of
        if head.logo_kind in ("png", "jpg"):
            self._logo(head.logo)
        self.line((head.name,), "title")
        for text in head.address.splitlines():
            self.line((text,), "soft")
        self.row += 1
        for place, text in enumerate((of.name, *of.address)):
            self.line((None, None, None, text), "strong" if not place else "text")
        self.row += 1
        self.line((_("Statement of account"),), "title")
        self.line((_("As of {0}").format(day(of.day)),), "strong")
        self.line((_("Customer code: {0}").format(of.customer),), "soft")

    def part(self, part: Part, several: bool) -> None:
        """The items of one currency; each total adds up the cells above it."""
        self.row += 1
        if several:
            self.line((_("In {0}").format(part.currency),), "strong")
        else:
            self._sheet.repeat_rows(self.row)
        self.line(columns(), "head")
        told = sections(part)
        spans = [self._section(title, lines, part.currency, len(told) > 1) for title, lines in told]
        self._total(balance(part), "+".join(spans), part.total, part.currency, "total")
        if part.overdue:
            self._sheet.write_string(self.row, 0, overdue(), self._look("text"))
            self._sheet.write_number(self.row, OPEN, part.overdue, self._look("text", part.currency))
            self.row += 1

    def ageing(self) -> None:
        """A line for each bucket, a column for each currency."""
        self.row += 1
        parts = self.of.parts
        self.line((_("By age, from the due date"),), "strong")
        self.line(("", *(part.currency for part in parts)), "head")
        for place, (name, _owed) in enumerate(parts[0].ageing):
            self._amounts(words.bucket(name), [(part.ageing[place][1], part.currency) for part in parts])
        credits = [(sum_of((*part.credits, *part.cash)), part.currency) for part in parts]
        self._amounts(_("Credits and payments"), credits)

    def bank(self) -> None:
        self.row += 1
        for label, text in bank(self.of):
            self.line((label, text), "text")

    def line(self, cells: Sequence[Any], look: str) -> None:
        for place, text in enumerate(cells):
            if text is not None:
                self._sheet.write_string(self.row, place, str(text)[:LONGEST], self._look(look))
        self.row += 1

    def _section(self, title: str, lines: Sequence[Line], currency: str, totalled: bool) -> str:
        """The sum of the section as a formula says it."""
        self.line((title,), "strong")
        first = self.row
        for line in lines:
            self._item(line, currency)
        span = f"SUM(F{first + 1}:F{self.row})"
        if totalled:
            self._total(subtotal(), span, sum_of(lines), currency, "subtotal")
        return span

    def _item(self, line: Line, currency: str) -> None:
        kind = "" if line.kind == "invoice" else f" ({words.kind(line.kind)})"
        text, money, dated = self._look("text"), self._look("text", currency), self._look("text", "day")
        write = self._sheet
        write.write_string(self.row, 0, f"{line.document}{kind}"[:LONGEST], text)
        write.write_datetime(self.row, 1, line.issued, dated)
        if line.open > 0:
            write.write_datetime(self.row, 2, line.due, dated)
        write.write_string(self.row, 3, line.reference[:LONGEST], text)
        write.write_number(self.row, 4, line.amount, money)
        write.write_number(self.row, OPEN, line.open, money)
        if line.late:
            write.write_number(self.row, LAST, line.late, text)
        self.row += 1

    def _total(self, label: str, formula: str, value: Decimal, currency: str, look: str) -> None:
        for place in range(LAST + 1):
            self._sheet.write_blank(self.row, place, None, self._look(look))
        self._sheet.write_string(self.row, 0, label, self._look(look))
        self._sheet.write_formula(self.row, OPEN, f"={formula}", self._look(look, currency), value)
        self.row += 1

    def _amounts(self, label: str, amounts: Sequence[tuple[Decimal, str]]) -> None:
        self._sheet.write_string(self.row, 0, label, self._look("text"))
        for place, (value, currency) in enumerate(amounts, 1):
            self._sheet.write_number(self.row, place, value, self._look("text", currency))
        self.row += 1

    def _logo(self, content: bytes) -> None:
        """Within its place whatever its size; one this kind of sheet cannot hold is left out."""
        width, height = size_of(content)
        scale = min(LOGO_HEIGHT / height, LOGO_WIDTH / width)
        said = {"image_data": BytesIO(content), "x_scale": scale, "y_scale": scale, "decorative": True}
        self._sheet.insert_image(0, 0, "logo", said)
        self.row += 4

    def _look(self, name: str, holds: str = "") -> Any:
        """A format; what a cell `holds` is text, a day or an amount in that currency."""
        if (name, holds) not in self._formats:
            said = dict(LOOKS[name])
            if holds == "day":
                said["num_format"] = number_format(Kind.DAY, self.of.language)
            elif holds:
                decimals = decimals_of(holds)
                amount = "#,##0" + ("." + "0" * decimals if decimals else "")
                said["num_format"] = f'{amount};"−"{amount}'
            self._formats[name, holds] = self._workbook.add_format(said)
        return self._formats[name, holds]


LOOKS: dict[str, dict[str, Any]] = {
    "text": {},
    "soft": {"font_color": SOFT_INK},
    "strong": {"bold": True},
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bg_color": SUNKEN, "bottom": 1, "bottom_color": LINE, "text_wrap": True},
    "subtotal": {"bold": True, "top": 1},
    "total": {"bold": True, "top": 1, "bg_color": SUNKEN, "font_size": 12, "font_color": ACCENT},
}
