"""The import doctor: every line that is refused, where it stands, what it holds, why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from encours.api.counts import by_table
from encours.i18n import _
from encours.web.imports.labels import format_named
from encours.web.imports.models import Upload
from encours.web.imports.summary import summary_of, ties_of
from encours.web.sentences import told_here
from encours.web.tables import Column, Empty, Frame, Kind, Table, of_rows


def doctor_table(request: HttpRequest, upload: Upload) -> Table:
    """The problems a dry run found."""
    return problem_table(
        request, [problem for report in told_here(upload.doctor or []) for problem in report["problems"]]
    )


def problem_table(request: HttpRequest, problems: Sequence[Mapping[str, Any]]) -> Table:
    """Problems as the library tells them, one a row."""
    empty = Empty(_("No line is refused."))
    frame = Frame(_("Lines refused"), sort="line", prefix="p", empty=empty)
    return of_rows(request, "problems", columns(any(p.get("value") for p in problems)), list(problems), frame)


def reports_of(upload: Upload) -> list[dict[str, Any]]:
    """The reports of a dry run, their amounts as numbers."""
    return [
        {
            **report,
            "format_label": format_named(report.get("format") or ""),
            "said": summary_of(report),
            "ties": ties_of(report),
            "rows": {what: by_table(report.get("tables", {}), what) for what in ("new", "changed", "gone")},
            "totals": [{**total, "amount": Decimal(total["amount"])} for total in report["totals"]],
        }
        for report in told_here(upload.doctor or [])
    ]


def columns(valued: bool = True) -> list[Column]:
    """File, line, column, value where it is known, reason, what to do."""
    values = [Column("value", _("Value"), value=lambda problem: problem.get("value", ""))]
    return [
        Column("file", _("File")),
        Column("line", _("Line"), Kind.COUNT, value=lambda problem: problem["line"] or None),
        Column("column", _("Column")),
        *(values if valued else []),
        Column("message", _("Reason")),
        Column("advice", _("What to do"), value=advice),
    ]


def advice(problem: Mapping[str, Any]) -> str:
    """What to do about a problem."""
    if not problem["line"]:
        return _("Look at the file as a whole, correct it at its source, and bring it again.")
    if problem["column"]:
        return _(
            "Correct this cell at its source and bring the file again; or say that the column is something else."
        )
    return _("Correct or remove this line at its source, and bring the file again.")
