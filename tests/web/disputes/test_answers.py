"""Disputes answered by whom they were given to, closed by a credit note, contested again; the page of who sells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.book.home import Home
from tests.book.small_books import imported
from tests.cube.test_credited import BOOK as CREDITED
from tests.web.disputes.ledgers import LIST, recorded, row_of, text_of, today
from tests.web.forms import posted_forms

if TYPE_CHECKING:
    from django.test import Client


def answered(client: Client, key: str, seen: int, **typed: str) -> Any:
    said = {"answer": "credit_note", "amount": "120,50", "note": "Delivered late", "seen": str(seen)}
    return client.post(f"/litiges/{key}/reponse/", {**said, **typed})


def test_an_answer_is_a_version_that_the_list_the_page_and_the_time_line_tell(collector: Client) -> None:
    made = recorded(collector, item="I1", amount="500", owner="Ventes")
    assert answered(collector, made.key, made.pk).status_code == 302
    row = row_of(collector, made.key, state="answered")
    told = (row["state"], row["answer"], row["answer_amount"], row["answer_note"], row["answered_on"])
    assert told == ("answered", "credit_note", 120.5, "Delivered late", today())
    page = collector.get(f"/litiges/{made.key}/")
    assert page.context["history"][0].title == "Dispute answered"
    assert "Credit note to be issued" in text_of(page)
    line = collector.get("/clients/F1/A/", {"tab": "timeline", "kind": "dispute"}).context["events"]
    assert any("Delivered late" in event.text for event in line)
    assert row_of(collector, made.key, state="pending") is not None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"answer": "maybe"}, "answer"),
        ({"answer": "refused"}, "answer_amount"),
        ({"amount": "abc"}, "answer_amount"),
        ({"amount": "-1"}, "answer_amount"),
        ({"answer": "", "amount": "", "note": ""}, "answer_note"),
    ],
)
def test_what_is_no_answer_comes_back_as_it_was_typed(
    collector: Client, typed: dict[str, str], field: str
) -> None:
    made = recorded(collector, item="I1", amount="500")
    answer = answered(collector, made.key, made.pk, **typed)
    assert answer.status_code == 400
    assert field in answer.context["answer_wrong"]
    assert answer.context["answered"]["note"] == typed.get("note", "Delivered late")
    assert row_of(collector, made.key)["state"] == "open"


def test_another_answer_is_asked_for_and_of_two_the_second_is_told(
    collector: Client, manager: Client
) -> None:
    from encours.web.workflow.disputes.models import Dispute

    made = recorded(collector, item="I1", amount="500")
    answered(collector, made.key, made.pk)
    late = answered(manager, made.key, made.pk)
    assert late.status_code == 409
    assert "Inès Garnier changed this on" in text_of(late)
    seen = Dispute.objects.filter(key=made.key).order_by("-pk")[0].pk
    again = f"/litiges/{made.key}/relance/"
    assert manager.post(again, {"seen": seen, "by": "2020-01-01"}).status_code == 400
    by = today(5)
    assert manager.post(again, {"seen": seen, "by": by.isoformat()}).status_code == 302
    row = row_of(manager, made.key)
    assert (row["state"], row["answer"], row["answer_by"]) == ("open", None, by)


def test_who_sells_has_their_customers_and_the_disputes_given_to_them(
    collector: Client, client_of: Callable[..., Client], ledger: Path
) -> None:
    sales = client_of("sales", salesperson="Paul", name="Paul Orsini")
    for owner in ("Paul Orsini", "Paul", "Ventes"):
        recorded(collector, item="I1", amount="10", owner=owner)
    hidden = recorded(collector, item="I2", amount="10", owner="Paul Orsini")
    page: Any = sales.get("/mes-clients/")
    rows = page.context["waiting"].rows
    assert {row["owner"] for row in rows} == {"Paul Orsini", "Paul"}
    assert hidden.key not in {row["dispute"] for row in rows}
    assert {row["customer"] for row in page.context["table"].rows} == {"A", "B", "C"}
    assert "/mes-clients/" in text_of(sales.get("/"))
    assert 'href="/mes-clients/"' not in text_of(collector.get("/"))
    first = rows[0]["dispute"]
    from encours.web.workflow.disputes.models import Dispute

    assert answered(sales, first, Dispute.objects.get(key=first).pk).status_code == 302
    left = sales.get("/mes-clients/").context["waiting"].rows
    assert first not in {row["dispute"] for row in left}


def test_customers_that_contest_again_for_one_cause_are_told(manager: Client) -> None:
    for amount in ("100", "50"):
        recorded(manager, item="I1", amount=amount, cause="Emballage")
    again = manager.get(LIST).context["again"].rows
    told = [(one.customer, one.cause, one.count, one.amount) for one in again]
    assert ("A", "Emballage", 2, 150) in told
    assert "A" not in {one.customer for one in again if one.cause == "Livraison"}


def test_a_credit_note_proposes_to_close_and_one_click_does(
    client_of: Callable[..., Client], db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(Home(tmp_path), **CREDITED)
    monkeypatch.setenv("ENCOURS_HOME", str(tmp_path))
    manager = client_of("credit_manager")
    listed: Any = manager.get(LIST, {"state": "to_close"})
    assert {row["dispute"]: row["credit"] for row in listed.context["table"].rows} == {"D1": "whole"}
    html = manager.get("/litiges/D1/").content.decode()
    assert "A credit note took off all that is contested." in html
    forms = posted_forms(html, "/litiges/D1/cloture/")
    fields = next(fields for action, fields in forms if fields.get("outcome") == ["credit_note"])
    assert manager.post("/litiges/D1/cloture/", fields).status_code == 302
    assert (row_of(manager, "D1")["state"], row_of(manager, "D1")["outcome"]) == ("closed", "credit_note")
    assert not manager.get(LIST, {"state": "to_close"}).context["table"].rows
