"""Rows ticked in the receivables: one form, one deed for several items and customers, taken back in one."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from encours.web.recorded import RECORDED
from encours.web.workflow.trail.models import Event
from tests.web.forms import posted_forms

if TYPE_CHECKING:
    from django.test import Client

SOON = timezone.localdate() + timedelta(days=5)
TYPED = {
    "promise": {"due_on": SOON.isoformat()},
    "dispute": {"cause": "Price"},
    "action": {"note": "Called", "outcome": "reached"},
}
EACH = pytest.mark.parametrize(
    "kind", [kind for kind in RECORDED if kind.name in TYPED], ids=lambda kind: kind.name
)
LISTED = "/creances/?measure=net"


def box(item: str) -> str:
    return "\x1f".join(["F1", item, "", ""])


def ask(client: Client, kind: str, *items: str) -> Any:
    return client.post(reverse("bulk") + f"?kind={kind}&measure=net", {"chosen": [box(one) for one in items]})


def send(client: Client, kind: str, page: Any, **typed: str) -> Any:
    url = reverse("bulk") + f"?kind={kind}&measure=net"
    forms = posted_forms(page.content.decode(), url)
    fields = next(fields for _action, fields in forms if "write" in fields)
    return client.post(url, {**fields, **typed})


@EACH
def test_several_items_of_several_customers_are_one_deed_that_is_taken_back_in_one(
    collector: Client, kind: Any
) -> None:
    page = ask(collector, kind.name, "VT/2", "VT/3", "VT/4", "P4")
    assert (len(page.context["items"]), page.context["customers"], page.context["left_out"]) == (3, 2, 1)
    events = Event.objects.count()
    answer = send(collector, kind.name, page, **TYPED[kind.name])
    assert answer.status_code == 302, answer.content.decode()
    made = list(kind.model.objects.all())
    wanted = (
        {("A/1 é", "VT/2"), ("A/1 é", "VT/3"), ("B", "VT/4")}
        if not kind.together
        else {("A/1 é", ""), ("B", "VT/4")}
    )
    assert {(one.customer, one.item) for one in made} == wanted
    assert Event.objects.count() == events + 1
    assert len({one.revision for one in made}) == 1
    result = collector.get(answer.url)
    assert {row[kind.of.key] for row, _url in result.context["rows"]} == {one.key for one in made}
    assert send(collector, kind.name, page, **TYPED[kind.name]).url == answer.url, "sent twice, recorded once"
    assert kind.model.objects.count() == len(made)

    undone = collector.post(result.context["undo"], {"batch": result.context["batch"]})
    assert undone.url == LISTED
    assert not collector.get(answer.url).context["rows"]
    assert kind.model.objects.filter(withdrawn=True).count() == len(made)


def test_each_promise_is_of_what_is_open_of_its_item_in_its_currency(collector: Client) -> None:
    from encours.web.workflow.promises.models import Promise

    send(collector, "promise", ask(collector, "promise", "VT/2", "VT/3", "VT/4"), **TYPED["promise"])
    said = {one.item: (one.said.amount, one.said.currency) for one in Promise.objects.all()}
    assert said == {
        "VT/2": (Decimal(500), "EUR"),
        "VT/3": (Decimal(70), "USD"),
        "VT/4": (Decimal(700), "EUR"),
    }


def test_an_action_names_the_items_of_its_customer(collector: Client) -> None:
    from encours.web.workflow.actions.models import Action

    page = ask(collector, "action", "VT/2", "VT/3", "VT/4")
    assert not page.context["form"]["note"].value()
    send(collector, "action", page, **TYPED["action"])
    said = {one.customer: one.note for one in Action.objects.all()}
    assert said == {"A/1 é": "Called\nAbout FA-2, FA-3", "B": "Called"}


def test_a_fault_writes_nothing_and_keeps_what_was_typed(collector: Client) -> None:
    page = ask(collector, "promise", "VT/2", "VT/4")
    answer = send(collector, "promise", page, due_on="2020-01-01", promised_by="Ms Roy")
    assert answer.status_code == 400
    assert answer.context["form"]["promised_by"].value() == "Ms Roy"
    assert len(answer.context["items"]) == 2
    assert not page.context["kind"].model.objects.exists()


def test_nothing_is_taken_back_where_one_was_changed_since(collector: Client, manager: Client) -> None:
    from encours.web.workflow.disputes.models import Dispute

    answer = send(collector, "dispute", ask(collector, "dispute", "VT/2", "VT/4"), **TYPED["dispute"])
    one = Dispute.objects.order_by("pk")[0]
    manager.post(
        reverse("close_dispute", args=[one.key]), {"seen": one.pk, "on": timezone.localdate().isoformat()}
    )
    result = collector.get(answer.url)
    refused = collector.post(result.context["undo"], {"batch": result.context["batch"]}, follow=True)
    assert "Maud Lestrade changed this" in refused.content.decode()
    assert not Dispute.objects.filter(withdrawn=True).exists()


def test_items_one_does_not_see_and_nothing_ticked_record_nothing(collector: Client, manager: Client) -> None:
    assert ask(collector, "promise", "VT/9").status_code == 302
    assert ask(collector, "promise").status_code == 302
    assert ask(manager, "promise", "VT/9").status_code == 200
    assert ask(collector, "unheard of", "VT/2").status_code == 404
    made = send(manager, "promise", ask(manager, "promise", "VT/9"), **TYPED["promise"])
    assert not collector.get(made.url).context["rows"], "another's batch"


def test_the_list_offers_what_may_be_recorded_of_open_items_alone(collector: Client) -> None:
    assert "saisie-groupee/" in collector.get(LISTED).content.decode()
    assert "saisie-groupee/" not in collector.get("/creances/?measure=receipts").content.decode()
