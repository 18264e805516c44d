"""The statement a customer is sent."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Query, Router

from encours.api.customers import card
from encours.i18n import mark
from encours.reports.statement.content import statement_of
from encours.reports.statement.file import file_name, file_of
from encours.web.rest.caller import enter, refuse_unwritable
from encours.web.rest.paths import splits
from encours.web.rest.query import Statement
from encours.web.rest.schemas import REFUSALS, Problem
from encours.web.tables.files import KEPT_NOWHERE, KINDS
from encours.web.workflow.keys.models import Scope
from encours.web.workflow.letterheads.kept import letterhead

router = Router(tags=["customers"])
BYTES = "application/octet-stream"  # what makers of clients know to read
FILE = {"schema": {"type": "string", "format": "binary"}}
DOCUMENT: dict[str, Any] = {
    "responses": {200: {"description": "OK", "content": dict.fromkeys((*KINDS.values(), BYTES), FILE)}}
}


@router.get(
    "/customers/{entity}/{path:customer}/statement",
    response={404: Problem, **REFUSALS},
    summary=mark("The statement of a customer account, as PDF or as a spreadsheet"),
    operation_id="get_statement",
    openapi_extra=DOCUMENT,
)
def statement(request: HttpRequest, entity: str, customer: str, asked: Query[Statement]) -> HttpResponse:
    """On the letterhead of the entity, in the language of the customer unless one is asked for."""
    book = enter(request, Scope.CUSTOMERS, asked).book(asked.as_known)
    refuse_unwritable(entity, customer)
    found = next(filter(None, (card(book, *pair) for pair in splits(entity, customer))), None)
    if found is None:
        raise Http404
    said = statement_of(book, found, letterhead(found.entity), asked.as_of, lang=asked.lang)
    form = asked.format
    named = {"Content-Disposition": content_disposition_header(True, file_name(said, form)) or ""}
    return HttpResponse(file_of(said, form), KINDS[form], headers=KEPT_NOWHERE | named)
