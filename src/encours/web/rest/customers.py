"""Customers: ranked, searched, one by one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from encours.api import OpenBook
from encours.api.customers import CustomerCard, card
from encours.i18n import mark
from encours.web.rest.caller import enter, refuse_unwritable
from encours.web.rest.exact import answer
from encours.web.rest.figures import told
from encours.web.rest.paths import splits
from encours.web.rest.query import Customers, Dated, listed
from encours.web.rest.schemas import REFUSALS, Customer, Listing, Problem
from encours.web.workflow.keys.models import Scope

router = Router(tags=["customers"])
BY = ("entity", "customer", "customer_name")
FIGURES = ("gross", "net", "not_due", "overdue", "unapplied", "disputed")


@router.get(
    "/customers",
    response={200: Listing, **REFUSALS},
    operation_id="list_customers",
    summary=mark("Customer accounts, ranked, a page at a time"),
)
def customers(request: HttpRequest, asked: Query[Customers]) -> HttpResponse:
    """`totals` are those of all the accounts kept."""
    book = enter(request, Scope.CUSTOMERS, asked).book(asked.as_known)
    found = book.ranked(
        *listed(asked.figures),
        by=BY,
        order=asked.first,
        having=asked.having,
        limit=asked.limit,
        offset=asked.offset,
        search=asked.search,
        accounts=asked.accounts,
        **asked.common(),
    )
    return answer({**told(found.rows, book, asked), "count": found.count, "totals": found.totals})


@router.get(
    "/customers/{entity}/{path:customer}",
    response={200: Customer, 404: Problem, **REFUSALS},
    operation_id="get_customer",
    summary=mark("One customer account, with its position on a day"),
)
def customer(request: HttpRequest, entity: str, customer: str, asked: Query[Dated]) -> HttpResponse:
    """Who it is, and what it owes as far as the caller may see."""
    book = enter(request, Scope.CUSTOMERS, asked).book(asked.as_known)
    refuse_unwritable(entity, customer)
    found = next(filter(None, (card(book, *pair) for pair in splits(entity, customer))), None)
    if found is None:
        raise Http404
    return answer({**asdict(found), **_position(book, found, asked)})


def _position(book: OpenBook, of: CustomerCard, asked: Dated) -> dict[str, Any]:
    where = {"entity": of.entity, "customer": of.customer}
    result = book.show(*FIGURES, where=where, as_of=asked.as_of, currency=asked.currency or None)
    row = next(iter(result), {})
    figures = {name: row.get(name) for name in FIGURES}
    return {"as_of": result.as_of, "currency": result.currency, "figures": figures}
