"""The list of customers, and the rows of those that are ticked."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from encours.cube.filters import equals
from encours.i18n import _, counted
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.address import one_of
from encours.web.customers.list.filters import Sought, chips, fields, positions, sought
from encours.web.customers.list.groups import FAMILIES, groups_table
from encours.web.customers.list.table import customers_table
from encours.web.payers import key_of
from encours.web.saved.keeping import VIEW
from encours.web.tables import answer
from encours.web.visit.visit import Visit, enter


@require_GET
def customers(request: HttpRequest) -> HttpResponseBase:
    """Accounts one by one, or put together by SIREN or by group."""
    visit = enter(request, Right.SEE)
    filters = sought(visit)
    by = one_of(request.GET.get("by", ""), FAMILIES)
    table = groups_table(visit, filters, by) if by else customers_table(visit, filters)
    page = {
        "visit": visit,
        "wanted": filters,
        "fields": fields(visit, filters),
        "chips": chips(visit, filters),
        "positions": positions(filters),
        "ways": _ways(visit, by),
        "by": by,
        "count": _counted(filters, by, table.count),
    }
    return answer(request, "customers/customers.html", page, table)


@require_POST
def ticked(request: HttpRequest) -> HttpResponse:
    """From the boxes ticked to the open items of these customers."""
    visit = enter(request, Right.SEE)
    keys = [key for text in request.POST.getlist("chosen") if (key := _key(text))]
    if not keys:
        messages.warning(request, _("Tick at least one customer."))
        return redirect(visit.url("customers"))
    where = _only(visit, keys)
    if where is None:
        messages.warning(
            request,
            _("Two entities use the same customer codes: tick the customers of one entity at a time."),
        )
        return redirect(visit.url("customers"))
    return redirect(visit.rows_url("net", where))


def _counted(filters: Sought, by: str, count: int) -> str:
    """How many lines the list has, and of what."""
    if by:
        text = counted("{0} group", "{0} groups", count)
    elif filters.accounts == "all":
        text = counted("{0} customer", "{0} customers", count)
    elif filters.accounts == "empty":
        text = counted("{0} customer with nothing open", "{0} customers with nothing open", count)
    else:
        text = counted("{0} customer with an open item", "{0} customers with an open item", count)
    return text.format(typography.count(count))


def _ways(visit: Visit, current: str) -> list[tuple[str, str, bool]]:
    """The three ways to look at the list: label, address, whether it is this one.

    Each says its saved view, or that there is none: the bare address is where a person lets the page open.
    """
    query = visit.request.GET.copy()
    for name in ("by", "page", "sort", "columns", "format"):
        query.pop(name, None)
    query.setdefault(VIEW, "0")
    rest, path = query.urlencode(), visit.request.path
    labels = (("", _("Accounts")), ("siren", _("By SIREN")), ("group", _("By group")))
    return [
        (label, f"{path}?{f'by={name}&' if name else ''}{rest}", name == current) for name, label in labels
    ]


def _key(text: str) -> tuple[str, str] | None:
    """The account of a box; None for what is none."""
    try:
        key = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(key, list) and len(key) == 2 and all(isinstance(part, str) for part in key):
        return key[0], key[1]
    return None


def _only(visit: Visit, keys: list[tuple[str, str]]) -> list[str] | None:
    """Conditions that these accounts alone meet; None when others of the same codes would meet them too."""
    entities = sorted({entity for entity, _customer in keys})
    codes = sorted({customer for _entity, customer in keys})
    where = [equals("entity", *entities), equals("customer", *codes)]
    if len(entities) > 1:
        seen = visit.ranked("net", by=["entity", "customer"], where=where, order="-net", limit=len(keys) + 1)
        if {key_of(row) for row in seen.rows} - set(keys):
            return None
    return where
