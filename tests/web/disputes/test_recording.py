"""Recording a dispute, closing it, opening it again: by plain forms, in every figure, never over another's work."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.disputes.ledgers import (
    ALPHA,
    BETA,
    GAMMA,
    LIST,
    NEW,
    address,
    form_of,
    recorded,
    row_of,
    said,
    text_of,
    today,
)

if TYPE_CHECKING:
    from django.test import Client


def disputed(day: Any = None, **where: str) -> Decimal:
    """What is contested on a day, as figures tell it."""
    from encours.web.visit import connections

    (row,) = connections.book().show("disputed", as_of=day or today(), where=where, currency="EUR").rows
    return Decimal(row["disputed"] or 0)


def test_a_form_sent_as_it_stands_contests_all_that_is_open_of_its_item(manager: Client) -> None:
    url = address(f"{BETA}litiges/", item="I6")
    fields = form_of(manager, url)
    assert (fields["item"], fields["amount"], fields["currency"]) == (["I6"], [""], ["EUR"])
    assert fields["opened_on"] == [today().isoformat()]
    assert "closed_on" not in fields
    before = disputed(customer="B")
    answer = manager.post(f"{BETA}litiges/", fields, follow=True)
    assert "Dispute opened" in text_of(answer)
    from encours.web.workflow.disputes.models import Dispute

    made = Dispute.objects.get()
    assert (made.item, made.said.amount, made.opened_on) == ("I6", None, today())
    assert disputed(customer="B") == before + 80


def test_causes_and_people_said_before_are_offered(collector: Client) -> None:
    form = collector.get(NEW).context["form"]
    assert dict(form.suggested) == {
        "said-cause": ("Livraison", "Prix", "Qualité"),
        "said-owner": ("Inès Garnier", "Logistique", "Ventes"),
    }
    html = collector.get(NEW).content.decode()
    assert 'list="said-cause"' in html
    assert '<datalist id="said-cause">' in html


def test_people_are_offered_to_who_sees_a_part_of_what_they_see(
    collector: Client, manager: Client, client_of: Callable[..., Client]
) -> None:
    client_of("collector", portfolios=["P9"], name="Paul Orsini")
    client_of("collector", portfolios=["P9", "P1"], name="Léa Morand")
    for client, seen in ((collector, {"Léa Morand"}), (manager, {"Léa Morand", "Paul Orsini"})):
        owners = set(dict(client.get(NEW).context["form"].suggested)["said-owner"])
        assert owners & {"Léa Morand", "Paul Orsini"} == seen
        assert {"Inès Garnier", "Maud Lestrade"} <= owners


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": "abc"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "1e30"}, "amount"),
        ({"amount": "1.005"}, "amount"),
        ({"currency": "EUX"}, "currency"),
        ({"currency": "USD", "item": "I2", "amount": "5"}, "currency"),
        ({"item": "I3"}, "item"),
        ({"cause": "x" * 101}, "cause"),
        ({"owner": "x" * 201}, "owner"),
        ({"comment": "x" * 1001}, "comment"),
        ({"opened_on": "1899-12-31"}, "opened_on"),
        ({"opened_on": ""}, "opened_on"),
        ({"answer_by": "soon"}, "answer_by"),
    ],
)
def test_what_cannot_be_recorded_comes_back_as_it_was_typed(
    collector: Client, wrong: dict[str, str], field: str
) -> None:
    from encours.web.workflow.disputes.models import Dispute

    answer = collector.post(NEW, said(**wrong))
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert not Dispute.objects.exists()


@pytest.mark.parametrize(("later", "status"), [(0, 302), (1, 400)])
def test_a_dispute_is_opened_today_at_the_latest(collector: Client, later: int, status: int) -> None:
    assert collector.post(NEW, said(opened_on=today(later).isoformat())).status_code == status


@pytest.mark.parametrize(("later", "status"), [(-1, 400), (0, 302), (730, 302), (731, 400)])
def test_the_answer_is_awaited_from_the_opening_on(collector: Client, later: int, status: int) -> None:
    assert collector.post(NEW, said(answer_by=today(later).isoformat())).status_code == status


def test_an_item_in_another_currency_needs_none_to_be_said(collector: Client) -> None:
    assert recorded(collector, item="I5").currency == "USD"


def test_more_than_is_open_of_the_item_is_asked_about_once(collector: Client) -> None:
    typed = said(item="I2", amount="500.01")
    answer = collector.post(NEW, typed)
    assert answer.status_code == 400
    assert "if it is what is contested" in text_of(answer)
    fields = {**typed, "sure": answer.context["form"].data["sure"]}
    assert collector.post(NEW, fields).status_code == 302
    assert recorded(collector, item="I2", amount="500").said.amount == 500


def test_the_part_contested_leaves_what_may_be_chased_and_the_rest_goes_on(manager: Client) -> None:
    """80 of I6 are open: 30 are contested, then nothing more once it is closed."""
    made = recorded(manager, f"{BETA}litiges/", item="I6", amount="30", opened_on=today(-10).isoformat())
    before = disputed(customer="B")
    assert close(manager, made, on=today(-2).isoformat(), outcome="upheld").status_code == 302
    assert disputed(customer="B") == before - 30
    assert disputed(today(-3), customer="B") == before, "it was contested until then"


def close(client: Client, made: Any, **typed: Any) -> Any:
    from encours.web.workflow.disputes.models import Dispute

    last = Dispute.objects.filter(key=made.key).order_by("-pk").first()
    typed = {"on": today().isoformat(), "outcome": "credit_note", "seen": last.pk if last else 0, **typed}
    return client.post(f"{LIST}{made.key}/cloture/", typed)


def reopen(client: Client, made: Any) -> Any:
    from encours.web.workflow.disputes.models import Dispute

    seen = Dispute.objects.filter(key=made.key).order_by("-pk")[0].pk
    return client.post(f"{LIST}{made.key}/reouverture/", {"seen": seen})


def test_one_opened_again_resumes_its_first_clock(manager: Client) -> None:
    opened = today(-40)
    made = recorded(manager, f"{BETA}litiges/", item="I6", opened_on=opened.isoformat())
    close(manager, made, on=today(-30).isoformat())
    row = row_of(manager, made.key)
    assert (row["state"], row["open_days"], row["outcome"]) == ("closed", 10, "credit_note")
    page = text_of(manager.get(f"{LIST}{made.key}/"))
    assert "credit note granted" in page
    assert "Reopen it" in page
    assert reopen(manager, made).status_code == 302
    row = row_of(manager, made.key)
    assert (row["state"], row["open_days"], row["outcome"]) == ("open", 40, None)
    events = manager.get(address(BETA, tab="timeline", kind="dispute")).context["events"]
    mine = [(event.title, event.day) for event in events if made.key in event.href]
    assert sorted(mine) == [
        ("Dispute closed", today(-30)),
        ("Dispute opened", opened),
        ("Dispute reopened", today()),
    ]
    assert "Close it" in text_of(manager.get(f"{LIST}{made.key}/"))


@pytest.mark.parametrize(("later", "status"), [(-6, 400), (-5, 302), (0, 302), (1, 400)])
def test_it_ends_on_a_day_since_its_opening_today_at_the_latest(
    collector: Client, later: int, status: int
) -> None:
    made = recorded(collector, opened_on=today(-5).isoformat())
    answer = close(collector, made, on=today(later).isoformat())
    assert answer.status_code == status
    if status == 400:
        assert "A dispute is closed on a day since it was opened" in text_of(answer)
        assert f'value="{today(later).isoformat()}"' in answer.content.decode()


def test_a_day_that_is_none_is_refused_and_the_outcome_stays_as_it_was_chosen(collector: Client) -> None:
    answer = close(collector, recorded(collector), on="soon", outcome="partial")
    assert answer.status_code == 400
    assert '<option value="partial" selected>' in answer.content.decode()


def test_what_was_done_already_writes_nothing(collector: Client) -> None:
    from encours.web.workflow.disputes.models import Dispute

    made = recorded(collector)
    reopen(collector, made)
    assert Dispute.objects.count() == 1
    close(collector, made)
    close(collector, made)
    assert Dispute.objects.count() == 2


def test_an_imported_one_is_closed_and_opened_again(manager: Client) -> None:
    from encours.web.workflow.disputes.models import Dispute

    answer = manager.post(f"{LIST}D4/cloture/", {"seen": 0, "on": today().isoformat(), "outcome": ""})
    assert answer.status_code == 302
    closed = Dispute.objects.get()
    assert (closed.key, closed.cause, closed.said.amount) == ("D4", "Prix", 5000)
    assert row_of(manager, "D4")["state"] == "closed"
    seen = manager.post(f"{LIST}D5/reouverture/", {"seen": 0})
    assert seen.status_code == 302
    row = row_of(manager, "D5")
    assert (row["state"], row["currency"], row["amount"], row["outcome"]) == ("open", "USD", 100, None)
    events = manager.get(address(GAMMA, tab="timeline", kind="dispute")).context["events"]
    assert [event.title for event in events] == [
        "Dispute reopened",
        "Dispute closed · Prix",
        "Dispute opened · Prix",
    ]


def test_a_closed_one_is_corrected_with_its_end_and_left_empty_it_is_open_again(collector: Client) -> None:
    made = recorded(collector, opened_on=today(-9).isoformat())
    close(collector, made)
    url = f"{LIST}{made.key}/correction/"
    fields = form_of(collector, url)
    assert (fields["closed_on"], fields["outcome"]) == ([today().isoformat()], ["credit_note"])
    assert collector.post(url, {**fields, "outcome": "partial"}).status_code == 302
    assert row_of(collector, made.key)["outcome"] == "partial"
    assert collector.post(url, {**form_of(collector, url), "closed_on": ""}).status_code == 302
    row = row_of(collector, made.key)
    assert (row["state"], row["outcome"]) == ("open", None)


def test_of_two_who_close_one_the_second_is_told(collector: Client, manager: Client) -> None:
    from encours.web.workflow.disputes.models import Dispute

    made = recorded(collector)
    url = f"{LIST}{made.key}/correction/"
    manager.post(url, {**form_of(manager, url), "cause": "Quantité"})
    answer = close(collector, made, seen=made.pk)
    assert answer.status_code == 409
    assert "Maud Lestrade changed this on" in text_of(answer)
    assert Dispute.objects.filter(key=made.key).count() == 2


def test_nobody_writes_about_what_they_do_not_see(
    collector: Client, manager: Client, client_of: Callable[..., Client]
) -> None:
    made = recorded(manager, f"{BETA}litiges/")
    for key in ("D4", made.key):
        assert collector.get(f"{LIST}{key}/").status_code == 404
        for act in ("correction/", "cloture/", "reouverture/", "retrait/"):
            typed = {**said(), "seen": "0", "on": today().isoformat()}
            assert collector.post(f"{LIST}{key}/{act}", typed).status_code == 404
    auditor = client_of("auditor")
    assert "Close it" not in text_of(auditor.get(f"{LIST}{made.key}/"))
    for act in ("correction/", "cloture/", "reouverture/", "retrait/"):
        assert auditor.post(f"{LIST}{made.key}/{act}", {"seen": made.pk}).status_code == 403


def test_the_customers_page_has_its_button_its_table_and_what_was_imported(collector: Client) -> None:
    page = collector.get(address(ALPHA, tab="follow-up"))
    assert 'data-press="l"' in page.content.decode()
    rows = {row["dispute"]: row["disputed"] for row in page.context["tables"]["disputes"].rows}
    assert rows == {"D1": 600, "D2": 200, "D3": 700}
    events = collector.get(address(ALPHA, tab="timeline", kind="dispute")).context["events"]
    assert {event.href for event in events} == {f"{LIST}{key}/" for key in ("D1", "D2", "D3")}


def test_the_page_of_an_item_leads_to_its_disputes_and_to_a_new_one(collector: Client) -> None:
    html = collector.get("/creances/F1/I1/").content.decode()
    assert f'href="{LIST}D1/"' in html
    assert f"{NEW}?item=I1" in html
    made = recorded(collector, item="I1", opened_on="2026-03-01")
    assert f'href="{LIST}{made.key}/"' in collector.get("/creances/F1/I1/").content.decode()


def test_the_trail_tells_days_and_how_it_ended_in_words() -> None:
    from encours.web.audit.labels import changed

    told = changed(
        {"answer_by": ("2026-12-04", "2026-12-11"), "outcome": ("", "credit_note"), "amount": (None, "5")}
    )
    assert told == [
        ("Answer due on", "4 Dec 2026", "11 Dec 2026"),
        ("How it ended", "", "credit note granted"),
        ("Amount", "", "5"),
    ]
