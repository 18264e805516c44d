"""The statement a customer is sent: its open items on the letterhead of the entity, as PDF or as a spreadsheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.i18n import LANGUAGES, _, mark
from encours.reports.statement.content import statement_of
from encours.reports.statement.file import FORMS, file_name, file_of
from encours.web.access.roles import Right
from encours.web.address import one_of
from encours.web.customers.page.account import Account, opened
from encours.web.tables import files
from encours.web.workflow.choices.chosen import default_edges
from encours.web.workflow.letterheads.kept import letterhead

# The language is the customer's unless one is asked for.
OFFERED = (
    ("pdf", "", mark("PDF, in the customer's language")),
    ("pdf", "fr", mark("PDF in French")),
    ("pdf", "en", mark("PDF in English")),
    ("xlsx", "", mark("Excel")),
)


@require_GET
def statement(request: HttpRequest, entity: str, customer: str) -> HttpResponseBase:
    """The file, on the date of the page."""
    account = opened(request, Right.EXPORT, entity, customer)
    form = one_of(request.GET.get("format", ""), FORMS, FORMS[0])
    lang = one_of(request.GET.get("lang", ""), LANGUAGES, "")
    head, visit = letterhead(account.entity), account.visit
    found = statement_of(visit.book, account.card, head, visit.day, default_edges(), lang)
    return files.document(request, file_name(found, form), lambda: file_of(found, form))


def offered(account: Account) -> list[tuple[str, str]]:
    """The files there are: what each is called, and its address."""
    return [
        (_(label), account.visit.url("customer_statement", *account.key, format=form, lang=lang or None))
        for form, lang, label in OFFERED
    ]
