"""A statement as a file: PDF to be sent, spreadsheet to be worked on."""

from __future__ import annotations

import re
from io import BytesIO

from encours.i18n import _, speaking
from encours.reports.statement.content import Statement

FORMS = ("pdf", "xlsx")


def file_of(statement: Statement, form: str) -> bytes:
    """Its bytes in one of `FORMS`. UsageError for a PDF where typst is not installed."""
    if form == "pdf":
        from encours.reports.statement.pdf import pdf_of

        return pdf_of(statement)
    from encours.reports.statement.sheet import write_sheet

    memory = BytesIO()
    write_sheet(statement, memory)
    return memory.getvalue()


def file_name(statement: Statement, form: str) -> str:
    """A name that says whose and of when, of letters any system accepts."""
    with speaking(statement.language):
        word = _("statement")
    text = f"{word}-{statement.entity}-{statement.customer}-{statement.day}"
    return re.sub(r"[^\w.-]+", "-", text).strip("-.") + f".{form}"
