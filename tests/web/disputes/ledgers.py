"""What is typed of a dispute, and what is kept of it, in the small book of disputes."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from tests.web.forms import posted_forms

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.disputes.models import Dispute

LIST = "/litiges/"
ALPHA, BETA, GAMMA = "/clients/F1/A/", "/clients/F1/B/", "/clients/U1/C/"
NEW = f"{ALPHA}litiges/"


def today(later: int = 0) -> date:
    """Today, or a day so many later: what people record, they record now."""
    from django.utils import timezone

    return timezone.localdate() + timedelta(days=later)


def said(**more: Any) -> dict[str, Any]:
    """What a browser sends for a dispute opened today about the whole account."""
    typed = {"item": "", "cause": "Prix", "amount": "", "currency": "EUR", "opened_on": today().isoformat()}
    return {**typed, "owner": "", "answer_by": "", "comment": "", **more}


def recorded(client: Client, url: str = NEW, **more: Any) -> Dispute:
    """A dispute recorded by a form, and what is kept of it."""
    from encours.web.workflow.disputes.models import Dispute

    answer = client.post(url, said(**more))
    assert answer.status_code == 302, answer.content.decode()
    return Dispute.objects.order_by("-pk")[0]


def text_of(answer: Any) -> str:
    """What a page says, its markup left aside as a browser reads it."""
    return unescape(answer.content.decode())


def address(path: str, **more: Any) -> str:
    return f"{path}?{urlencode(more, quote_via=quote, doseq=True)}" if more else path


def form_of(client: Client, url: str, holding: str = "cause") -> dict[str, list[str]]:
    """The fields of the form of a page, as they stand."""
    forms = posted_forms(client.get(url).content.decode(), url)
    return next(fields for _action, fields in forms if holding in fields)


def row_of(client: Client, key: str, **asked: Any) -> Any:
    """A dispute as the list has it; None when it does not."""
    rows = client.get(address(LIST, **asked)).context["table"].rows
    return next((row for row in rows if row["dispute"] == key), None)
