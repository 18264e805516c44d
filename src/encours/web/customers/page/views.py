"""The page of one customer: its head, one of its tabs, its time line beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.views.decorators.http import require_GET

from encours.i18n import _, mark
from encours.web.access.roles import Right
from encours.web.address import one_of
from encours.web.customers.page import (
    evolution,
    follow_up,
    held,
    movements,
    open_items,
    profile,
    related_accounts,
)
from encours.web.customers.page.account import Account, opened
from encours.web.customers.page.content import Content
from encours.web.customers.page.done import done
from encours.web.customers.page.statement import offered
from encours.web.customers.page.synthesis import synthesis
from encours.web.customers.page.timeline import shown as timeline
from encours.web.tables import Table, answer


@dataclass(frozen=True, slots=True)
class Tab:
    """`name` is what the address says."""

    name: str
    label: str
    content: Callable[[Account], Content]


TABS: tuple[Tab, ...] = (
    Tab("open", mark("Open items"), open_items.open_items),
    Tab("receipts", mark("Receipts"), movements.receipts),
    Tab("credits", mark("Credit notes"), movements.credits),
    Tab("allocations", mark("Allocations"), movements.allocations),
    Tab("follow-up", mark("Follow-up"), follow_up.follow_up),
    Tab("indicators", mark("Indicators"), evolution.evolution),
    Tab("group", mark("Group"), related_accounts.kin),
    Tab("profile", mark("Profile"), profile.profile),
    Tab(timeline.KEY, mark("Time line"), timeline.timeline),
)
PAGE, PART = "customers/customer.html", "customers/tab.html"


@require_GET
def customer(request: HttpRequest, entity: str, customer: str) -> HttpResponseBase:
    """A customer; the tab alone, or the newest events alone, when a script asks for them."""
    account = opened(request, Right.SEE, entity, customer)
    if _part(request) == "latest":
        request.part = "latest"
        return render(request, "customers/latest.html", {"account": account, **timeline.latest(account)})
    names = [tab.name for tab in TABS]
    return shown(account, one_of(request.GET.get("tab", ""), names, names[0]))


def shown(account: Account, name: str, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """The page on one tab; `more` is what a form has to say."""
    request = account.visit.request
    tab = next(tab for tab in TABS if tab.name == name)
    content = tab.content(account)
    alone = _of_the_tab(request, content.tables)
    said = {
        "account": account,
        "visit": account.visit,
        "tabs": [(one.name, _(one.label), account.url(tab=one.name), one is tab) for one in TABS],
        "tab": name,
        "content": content.template,
        "current": "customers",
        **({} if alone else _around(account, name)),
        **content.said,
        **(more or {}),
    }
    found: HttpResponse = answer(request, PART if alone else PAGE, said, *content.tables, status=status)
    return found


def _part(request: HttpRequest) -> str:
    """What a script asks for besides the tab."""
    return request.GET.get("part", "") if "HX-Request" in request.headers else ""


def _of_the_tab(request: HttpRequest, tables: tuple[Table, ...]) -> bool:
    """Whether a script replaces the tab or one of its tables: the head need not be computed again."""
    if "HX-Request" not in request.headers or "HX-History-Restore-Request" in request.headers:
        return False
    return request.headers.get("HX-Target", "") in {"tab", *(table.key for table in tables)}


def _around(account: Account, tab: str) -> dict[str, Any]:
    """The head of the page, and the form of the time line beside."""
    card = account.card
    return {
        "synthesis": synthesis(account),
        "contact": profile.reached(card),
        "held": held.held(account),
        "places": [text for text in (account.customer, account.entity, card.country, card.zone) if text],
        "assign": _assign_url(account),
        "statements": offered(account),
        "latest": account.url(part="latest"),
        "done": done(account),
        "beside": tab != timeline.KEY,
        **timeline.writing(account),
    }


def _assign_url(account: Account) -> str:
    if not account.visit.may(Right.STEER):
        return ""
    try:
        return account.visit.url("assign", entity=account.entity, customer=account.customer)
    except NoReverseMatch:
        return ""
