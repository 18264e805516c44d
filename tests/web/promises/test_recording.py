"""Recording a promise, correcting, cancelling, taking it back: by plain forms, told, and never over another's work."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.forms import posted_forms
from tests.web.promises.ledgers import (
    BOCAGE,
    ELAN,
    NEW,
    address,
    form_of,
    recorded,
    said,
    text_of,
    today,
)

if TYPE_CHECKING:
    from django.test import Client

THIRD = "/promesses/K~2F3%20%C3%A9/"


def promised(**where: str) -> Decimal:
    """What is awaited today, as figures tell it."""
    from encours.web.visit import connections

    (row,) = connections.book().show("promised", as_of=today(), where=where).rows
    return Decimal(row["promised"])


def test_a_form_sent_as_it_stands_records_the_open_amount_of_its_item(collector: Client) -> None:
    fields = form_of(collector, address(NEW, item="VT/2"))
    assert (fields["item"], fields["amount"], fields["currency"]) == (["VT/2"], ["500.00"], ["EUR"])
    answer = collector.post(NEW, {**fields, "due_on": today(5).isoformat()}, follow=True)
    html = text_of(answer)
    assert "Promise made · €500.00 for " in html
    assert "/promesses/web-" in html
    from encours.web.workflow.promises.models import Promise

    made = Promise.objects.get()
    assert (made.item, made.collector, made.person) == ("VT/2", "Inès Garnier", collector.person)  # type: ignore[attr-defined]
    assert (made.made_on, made.due_on) == (today(), today(5))


def test_items_to_choose_from_are_the_open_ones_of_the_account(collector: Client) -> None:
    choices = dict(collector.get(NEW).context["form"].fields["item"].choices)
    assert list(choices) == ["", "VT/2", "VT/3"]
    assert choices["VT/2"].startswith("FA-2 · due on 4 Feb 2026 · €500.00")


def test_an_item_paid_meanwhile_may_still_be_named(collector: Client) -> None:
    fields = form_of(collector, address(NEW, item="VT/1"))
    assert fields["item"] == ["VT/1"]
    assert recorded(collector, item="VT/1").item == "VT/1"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("120.50", "120.50"), ("1 234,5 €", "1234.50"), ("1,234.50", "1234.50"), ("1234", "1234.00")],
)
def test_an_amount_is_read_as_it_is_typed(collector: Client, typed: str, amount: str) -> None:
    assert recorded(collector, amount=typed).said.amount == Decimal(amount)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": ""}, "amount"),
        ({"amount": "abc"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"amount": "Infinity"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "1" + "0" * 30}, "amount"),
        ({"amount": "9" * 500}, "amount"),
        ({"amount": "1e30"}, "amount"),
        ({"amount": "1.005"}, "amount"),
        ({"currency": "EUX"}, "currency"),
        ({"currency": "<b>"}, "currency"),
        ({"currency": "USD", "item": "VT/2"}, "currency"),
        ({"item": "VT/9"}, "item"),
        ({"item": "VT/4"}, "item"),
        ({"item": "x\0y"}, "item"),
        ({"due_on": "tomorrow"}, "due_on"),
        ({"due_on": "0001-01-01"}, "due_on"),
        ({"due_on": "9999-12-31"}, "due_on"),
        ({"made_on": "9999-12-31"}, "made_on"),
        ({"made_on": "0001-01-01"}, "made_on"),
        ({"channel": "pigeon"}, "channel"),
        ({"promised_by": "x" * 201}, "promised_by"),
        ({"grace_days": "-1"}, "grace_days"),
        ({"grace_days": "91"}, "grace_days"),
        ({"comment": "x" * 1001}, "comment"),
        ({"comment": "nul\0"}, "comment"),
    ],
)
def test_what_cannot_be_recorded_is_said_at_its_field_and_nothing_typed_is_lost(
    collector: Client, wrong: dict[str, str], field: str
) -> None:
    from encours.web.workflow.promises.models import Promise

    answer = collector.post(NEW, said(**{"promised_by": "Mme Roy", **wrong}))
    assert answer.status_code == 400
    form = answer.context["form"]
    assert field in form.errors, form.errors
    assert form["promised_by"].value() == wrong.get("promised_by", "Mme Roy")
    assert form[field].value() == wrong[field]
    assert not Promise.objects.exists()


@pytest.mark.parametrize(
    ("made", "due", "recordable"),
    [(0, 0, True), (0, -1, False), (1, 2, False), (0, 730, True), (0, 731, False)],
)
def test_days_on_both_sides_of_what_is_possible(
    collector: Client, made: int, due: int, recordable: bool
) -> None:
    answer = collector.post(NEW, said(made_on=today(made).isoformat(), due_on=today(due).isoformat()))
    assert (answer.status_code == 302) is recordable


@pytest.mark.parametrize("key", ["", "K1", "web-1", "web-" + "g" * 32, "web-" + "a" * 33])
def test_a_key_that_is_none_of_ours_is_replaced(collector: Client, key: str) -> None:
    made = recorded(collector, key=key)
    assert made.key != key
    assert made.key.startswith("web-")


def test_a_promise_recorded_is_in_the_figures_the_trail_and_on_the_time_line(collector: Client) -> None:
    from encours.web.workflow.timeline.models import Happening
    from encours.web.workflow.trail.models import Event

    before = promised(customer="B")
    made = recorded(collector, f"{BOCAGE}promesses/", comment="By transfer")
    assert promised(customer="B") == before + Decimal("120.50")
    assert Event.objects.get(what="promise made").subject == f"{made.key} · F1 B"
    told = Happening.objects.get(kind="promise")
    assert (told.key, told.facts["text"], told.person) == (made.key, "By transfer", collector.person)  # type: ignore[attr-defined]
    events = collector.get(address(BOCAGE, tab="timeline", kind="promise")).context["events"]
    assert [event.title for event in events if event.href.endswith(f"{made.key}/")] == ["Promise made"]


def test_a_correction_changes_what_is_said_and_its_history_tells_both(collector: Client) -> None:
    made = recorded(collector, comment="first")
    url = f"/promesses/{made.key}/"
    fields = form_of(collector, f"{url}correction/")
    assert fields["comment"] == ["first"]
    answer = collector.post(f"{url}correction/", {**fields, "amount": "99"}, follow=True)
    assert answer.redirect_chain[-1][0] == url
    html = text_of(answer)
    assert "Promise corrected · €99.00" in html
    assert "Amount: €99.00, before: €120.50" in html
    assert "See it" not in html, "it is the page one is on"
    assert [step.title for step in answer.context["history"]] == ["Promise corrected", "Promise made"]
    assert answer.context["history"][0].who == "Inès Garnier"


def test_an_imported_promise_is_corrected_and_its_history_begins_with_the_import(collector: Client) -> None:
    fields = form_of(collector, f"{THIRD}correction/")
    assert fields["seen"] == ["0"]
    answer = collector.post(f"{THIRD}correction/", {**fields, "amount": "450"}, follow=True)
    assert [step.title for step in answer.context["history"]] == ["Promise corrected", "By an import"]
    row = next(row for row in collector.get("/promesses/").context["table"].rows if row["promise"] == "K/3 é")
    assert row["amount"] == 450


def test_a_word_of_the_import_that_is_no_choice_stays(collector: Client) -> None:
    """K1 was imported with a channel and who promised."""
    page = text_of(collector.get("/promesses/K1/"))
    assert "Mme Roy" in page
    assert "telephone" in page
    fields = form_of(collector, "/promesses/K1/correction/")
    assert (fields["channel"], fields["promised_by"]) == (["phone"], ["Mme Roy"])


@pytest.mark.parametrize(("on", "ok"), [(-1, False), (0, True), (1, False)])
def test_a_promise_is_cancelled_from_the_day_it_was_made_to_today(
    collector: Client, on: int, ok: bool
) -> None:
    made = recorded(collector)
    url = f"/promesses/{made.key}/"
    answer = collector.post(f"{url}annulation/", {"seen": made.pk, "on": today(on).isoformat()})
    assert answer.status_code == (302 if ok else 400)
    if not ok:
        assert "cancelled on a day since it was made" in text_of(answer)
        assert today(on).isoformat() in text_of(answer), "what was typed stays"
    else:
        assert collector.get(url).context["found"].row["state"] == "cancelled"


@pytest.mark.parametrize("on", ["", "soon", "2026-02-30", "9" * 400])
def test_a_day_of_cancelling_that_is_none_is_said(collector: Client, on: str) -> None:
    made = recorded(collector)
    answer = collector.post(f"/promesses/{made.key}/annulation/", {"seen": made.pk, "on": on})
    assert answer.status_code == 400
    assert "Write a day" in text_of(answer)


def test_a_cancelled_promise_stands_again_by_a_correction(collector: Client) -> None:
    fields = form_of(collector, "/promesses/K4/correction/")
    assert fields["cancelled_on"] == ["2026-03-05"]
    collector.post("/promesses/K4/correction/", {**fields, "cancelled_on": ""})
    assert collector.get("/promesses/K4/").context["found"].row["state"] == "broken"


def test_a_promise_taken_back_leaves_every_list_and_keeps_its_history(collector: Client) -> None:
    made = recorded(collector)
    url = f"/promesses/{made.key}/"
    answer = collector.post(f"{url}retrait/", {"seen": made.pk}, follow=True)
    assert "taken back" in text_of(answer)
    assert 'class="c360"' not in answer.content.decode(), "no column is left empty"
    assert [step.title for step in answer.context["history"]] == ["Promise withdrawn", "Promise made"]
    assert made.key not in {row["promise"] for row in collector.get("/promesses/").context["table"].rows}
    forms = posted_forms(collector.get(url).content.decode(), url)
    assert [action for action, _fields in forms] == ["/theme/"], "nothing is left to do with it"
    for act in ("correction/", "annulation/", "retrait/"):
        assert collector.post(f"{url}{act}", {"seen": "1", "on": today().isoformat()}).status_code == 409


def test_what_a_date_of_the_address_says_does_not_hinder_recording(collector: Client) -> None:
    """On the page of a past date, one records now."""
    answer = collector.post(address(NEW, date="2026-02-01", known="1", portfolio="P9"), said())
    assert answer.status_code == 302
    made = recorded(collector)
    assert collector.get(address(f"/promesses/{made.key}/", date="2026-02-01")).status_code == 200


def test_words_are_text_never_markup(manager: Client) -> None:
    made = recorded(manager, comment="<script>alert(2)</script>", promised_by="<img src=x onerror=alert(3)>")
    for url in (
        f"/promesses/{made.key}/",
        f"/promesses/{made.key}/correction/",
        address(ELAN, tab="timeline"),
    ):
        html = manager.get(url).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    answer: Any = manager.post(NEW, said(comment="<script>alert(4)</script>"), follow=True)
    assert "<script>alert" not in answer.content.decode()


def test_the_page_of_a_customer_and_of_an_item_tell_their_promises(collector: Client) -> None:
    made = recorded(collector, item="VT/2", amount="500")
    tab = collector.get(address(ELAN, tab="follow-up"))
    rows = {row["promise"]: row for row in tab.context["tables"]["promises"].rows}
    assert set(rows) == {"K1", "K/3 é", made.key}
    html = text_of(tab)
    assert "1 of 1 kept in the last 12 months" in html or "1 of 1 kept" in html
    assert "FA-2" in html
    item = text_of(collector.get("/creances/F1/VT~2F2/"))
    assert "Promised: €500.00 for" in item
    assert f"/promesses/{made.key}/" in item
    assert "/clients/F1/A~2F1%20%C3%A9/promesses/?item=VT%2F2" in item
    due = today() + timedelta(days=16)
    assert any(
        event.href.endswith(f"{made.key}/")
        for event in collector.get(address(ELAN, tab="timeline")).context["events"]
    ), due


def test_the_trail_says_which_promise_was_looked_at_and_which_was_refused(
    collector: Client, manager: Client
) -> None:
    from encours.web.workflow.trail.models import Event

    made = recorded(collector)
    paths = (f"/promesses/{made.key}/", THIRD, "/promesses/K9/")
    for path in paths:
        collector.get(path)
    told = list(Event.objects.filter(what="promise").order_by("number").values_list("kind", "path"))
    assert told == [("seen", paths[0]), ("seen", "/promesses/K~2F3 é/"), ("denied", paths[2])]


def test_more_than_is_open_of_an_item_is_asked_about_once(collector: Client) -> None:
    """500 euros are open of VT/2."""
    typed = said(item="VT/2", amount="99999999")
    answer = collector.post(NEW, typed)
    assert answer.status_code == 400
    assert "more than the €500.00 open of this item" in text_of(answer)
    again = next(fields for _url, fields in posted_forms(answer.content.decode(), NEW) if "amount" in fields)
    assert collector.post(NEW, {**again, "amount": "99999998"}).status_code == 400, (
        "another amount is asked anew"
    )
    assert collector.post(NEW, again).status_code == 302
    assert collector.post(NEW, said(item="VT/2", amount="500")).status_code == 302
    assert collector.post(NEW, said(amount="99999999")).status_code == 302
