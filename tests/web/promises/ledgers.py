"""Promises kept, broken, awaited and cancelled by three customers, one of them out of the collector's portfolio."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from tests.web.forms import posted_forms

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.promises.models import Promise

TABLES = {
    "entities": """
        entity,name,country,currency
        F1,Filiale Une,FR,EUR
        """,
    "customers": """
        entity,customer,name,portfolio,collector,salesperson
        F1,A/1 é,Élan <script>alert(1)</script>,P1,Inès,Paul
        F1,B,Fonderie du Bocage,P1,Inès,Anne
        F1,Z,Zinguerie secrète,P9,Karim,Anne
        """,
    "items": """
        entity,customer,item,kind,posting_date,issue_date,due_date,currency,amount,document,salesperson
        F1,A/1 é,VT/1,invoice,2026-01-05,2026-01-05,2026-02-04,EUR,1000,FA-1,
        F1,A/1 é,VT/2,invoice,2026-01-05,2026-01-05,2026-02-04,EUR,500,FA-2,Anne
        F1,A/1 é,VT/3,invoice,2026-01-05,2026-01-05,2026-02-04,USD,70,FA-3,
        F1,B,VT/4,invoice,2026-01-05,2026-01-05,2026-02-04,EUR,700,FA-4,
        F1,Z,VT/9,invoice,2026-01-05,2026-01-05,2026-02-04,EUR,900,FA-9-SECRET,
        F1,A/1 é,P1,payment,2026-03-13,2026-03-13,2026-03-13,EUR,-1000,VIR-1,
        F1,B,P4,payment,2026-03-20,2026-03-20,2026-03-20,EUR,-100,VIR-4,
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        F1,VT/1,P1,2026-03-13,1000
        """,
    "promises": """
        promise,entity,customer,item,made_on,due_on,amount,currency,collector,cancelled_on,channel,promised_by
        K1,F1,A/1 é,VT/1,2026-03-01,2026-03-10,1000,EUR,Inès,,phone,Mme Roy
        K2,F1,B,,2026-03-01,2026-03-10,700,EUR,Inès,,,
        K/3 é,F1,A/1 é,VT/2,2026-03-10,2026-04-10,500,EUR,Inès,,,
        K4,F1,B,VT/4,2026-03-02,2026-03-12,50,EUR,Inès,2026-03-05,,
        K9,F1,Z,VT/9,2026-03-01,2026-03-10,900,EUR,Karim,,,
        """,
    "rates": """
        date,currency,rate
        2026-01-01,USD,1.25
        """,
}
DAY = "2026-03-20"  # the newest data
ELAN, BOCAGE, ZINC = "/clients/F1/A~2F1%20%C3%A9/", "/clients/F1/B/", "/clients/F1/Z/"
NEW = f"{ELAN}promesses/"


def today(later: int = 0) -> date:
    """Today, or a day so many later: what people record, they record now."""
    from django.utils import timezone

    return timezone.localdate() + timedelta(days=later)


def said(**more: Any) -> dict[str, Any]:
    """What a browser sends for a promise made today."""
    days = {"due_on": today(16).isoformat(), "made_on": today().isoformat()}
    typed = {"item": "", "amount": "120.50", "currency": "EUR", **days}
    return {**typed, "channel": "", "promised_by": "", "comment": "", **more}


def recorded(client: Client, url: str = NEW, **more: Any) -> Promise:
    """A promise recorded by a form, and what is kept of it."""
    from encours.web.workflow.promises.models import Promise

    answer = client.post(url, said(**more))
    assert answer.status_code == 302, answer.content.decode()
    return Promise.objects.order_by("-pk")[0]


def written(client: Client, **more: Any) -> Promise:
    """A promise that no form takes any more, as an older version of the product kept it."""
    from encours.web.workflow.promises.models import Promise, Said
    from encours.web.workflow.recording import make

    usual = {"entity": "F1", "customer": "B", "amount": Decimal(10), "currency": "EUR"}
    days = {"made_on": date(2026, 3, 1), "due_on": date(2026, 3, 30)}
    return make(None, client.person, Promise, Said(**{**usual, **days, **more}))  # type: ignore[attr-defined]


def text_of(answer: Any) -> str:
    """What a page says, its markup left aside as a browser reads it."""
    return unescape(answer.content.decode())


def address(path: str, **more: Any) -> str:
    return f"{path}?{urlencode(more, quote_via=quote, doseq=True)}" if more else path


def form_of(client: Client, url: str, holding: str = "amount") -> dict[str, list[str]]:
    """The fields of the form of a page, as they stand."""
    forms = posted_forms(client.get(url).content.decode(), url)
    return next(fields for _action, fields in forms if holding in fields)
