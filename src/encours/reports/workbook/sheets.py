"""The sheets in their order, from the summary to the definitions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from encours.api import OpenBook
from encours.i18n import mark
from encours.reports.workbook import (
    credit_notes,
    customers,
    definitions,
    entities,
    followup,
    indicators,
    position,
    receipts,
    summary,
)
from encours.reports.workbook.asked import Asked
from encours.reports.workbook.look import Look
from encours.reports.workbook.report import Report
from encours.reports.workbook.words import Words

PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def fill(book: OpenBook, path: Path, as_of: date | None, currency: str | None, lang: str) -> None:
    """Write every sheet to a file; OSError when it cannot be."""
    asked = Asked(book, as_of, currency)
    workbook = xlsxwriter.Workbook(str(path), PLAIN_TEXT)
    report = Report(workbook, asked, Words(lang), Look(workbook, lang))
    title = report.say(mark("Receivables dashboard"))
    workbook.set_properties({"title": f"{title}, {report.say.day(asked.day)}", "author": "Encours"})
    first = summary.begin(report)
    position.write(report)
    receipts.write(report)
    credit_notes.write(report)
    followup.write_reminders(report)
    followup.write_blocking(report)
    customers.write(report)
    indicators.write(report)
    entities.write(report)
    definitions.write(report)
    summary.finish(report, first)
    for page in report.pages:
        page.paginate()
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
