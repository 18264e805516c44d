"""The statement of a customer: its open items as a spreadsheet, with what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.api import words
from encours.i18n import _
from encours.indicators.record import Unit
from encours.reports.rows import Field, write_rows
from encours.web.access.roles import Right
from encours.web.customers.page.account import Account, opened
from encours.web.customers.page.files import perimeter
from encours.web.tables import files

Line = list[Any]


@require_GET
def statement(request: HttpRequest, entity: str, customer: str) -> HttpResponseBase:
    """Open items by due date in their currencies, then one total for each currency."""
    account = opened(request, Right.EXPORT, entity, customer)
    word = _("statement")
    name = f"{word}-{account.entity}-{account.customer}-{account.visit.day}"
    return files.written(
        request,
        files.file_name(name, "xlsx"),
        lambda file: write_rows(
            fields(), lines(account), file, _("Statement of account"), perimeter(account)
        ),
    )


def fields() -> list[Field]:
    return [
        Field(_("Document"), width=24),
        Field(_("Kind")),
        Field(_("Reference"), width=20),
        Field(_("Issue date"), dated=True),
        Field(_("Due date"), dated=True),
        Field(_("Days late"), Unit.COUNT, width=10),
        Field(_("Currency"), width=10),
        Field(_("Amount"), Unit.MONEY),
        Field(_("Open"), Unit.MONEY),
        Field(_("Overdue"), Unit.MONEY),
    ]


def lines(account: Account) -> Iterator[Line]:
    """One line for each item, then the totals by currency."""
    totals: dict[str, tuple[Decimal, Decimal]] = {}
    asked = {"where": account.where, "order": "due_date", **account.visit.asked}
    for batch in account.visit.book.stream("net", **asked):
        for row in batch:
            overdue = row["open"] if row["open"] > 0 and (row["days_late"] or 0) > 0 else None
            held, late = totals.get(row["currency"], (Decimal(0), Decimal(0)))
            totals[row["currency"]] = (held + row["open"], late + (overdue or 0))
            yield _line(row, overdue)
    for currency, (held, late) in sorted(totals.items()):
        yield [_("Total"), None, None, None, None, None, currency, None, held, late]


def _line(row: dict[str, Any], overdue: Decimal | None) -> Line:
    late = row["days_late"]
    return [
        row["document"] or row["item"],
        words.kind(row["kind"]),
        row["reference"],
        row["issue_date"],
        row["due_date"],
        late if late and late > 0 else None,
        row["currency"],
        row["amount"],
        row["open"],
        overdue,
    ]
