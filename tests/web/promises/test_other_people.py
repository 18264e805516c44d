"""Promises and other people: two at once, never over another's work, and who may not see or write."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.forms import posted_forms
from tests.web.promises.ledgers import ELAN, NEW, ZINC, address, recorded, said, text_of, today
from tests.web.promises.test_recording import THIRD, form_of

if TYPE_CHECKING:
    from django.test import Client


def test_what_another_took_back_is_not_written_over_and_who_did_it_is_said(
    collector: Client, manager: Client
) -> None:
    made = recorded(collector)
    url = f"/promesses/{made.key}/"
    fields = form_of(collector, f"{url}correction/")
    manager.post(f"{url}retrait/", {"seen": made.pk})
    answer = collector.post(f"{url}correction/", {**fields, "comment": "half of it"})
    html = text_of(answer)
    assert answer.status_code == 409
    assert "Maud Lestrade changed this on" in html
    assert "half of it" in html, "what was typed is not lost"
    assert f'href="{NEW}"' in html
    for act in ("annulation/", "retrait/"):
        answer = collector.post(f"{url}{act}", {"seen": made.pk, "on": today().isoformat()})
        assert (answer.status_code, "Maud Lestrade changed" in text_of(answer)) == (409, True)
    assert collector.get(f"{url}correction/").status_code == 409
    from encours.web.workflow.promises.models import Promise

    assert Promise.objects.filter(key=made.key).count() == 2


def test_the_second_of_two_is_told_what_the_first_wrote_and_overwrites_nothing(
    collector: Client, manager: Client
) -> None:
    url = f"{THIRD}correction/"
    hers, his = form_of(collector, url), form_of(manager, url)
    assert manager.post(url, {**his, "amount": "300"}).status_code == 302
    answer = collector.post(url, {**hers, "amount": "200", "comment": "half"})
    assert answer.status_code == 409
    html = text_of(answer)
    assert "Maud Lestrade changed this on" in html
    assert "€300.00" in html
    assert (answer.context["form"]["amount"].value(), answer.context["form"]["comment"].value()) == (
        "200",
        "half",
    )
    assert collector.get(THIRD).context["found"].row["amount"] == 300
    again = posted_forms(html, url)[-1][1]
    assert collector.post(url, {**again, "amount": "200"}).status_code == 302, "now she knows"
    assert collector.get(THIRD).context["found"].row["amount"] == 200


@pytest.mark.parametrize(("act", "more"), [("annulation/", {"on": "today"}), ("retrait/", {})])
def test_acts_on_another_version_are_refused_with_who_wrote_it(
    collector: Client, manager: Client, act: str, more: dict[str, str]
) -> None:
    made = recorded(collector)
    url = f"/promesses/{made.key}/"
    fields = form_of(manager, f"{url}correction/")
    manager.post(f"{url}correction/", {**fields, "amount": "5"})
    days = {name: today().isoformat() for name in more}
    for seen in (str(made.pk), "", "abc", "0", "9" * 40, "-1"):
        answer = collector.post(f"{url}{act}", {"seen": seen, **days})
        assert answer.status_code == 409
        assert "Maud Lestrade changed this on" in text_of(answer)
    assert collector.get(url).context["found"].row["amount"] == 5


def test_an_account_outside_the_perimeter_has_no_promise(collector: Client, manager: Client) -> None:
    made = recorded(manager, f"{ZINC}promesses/")
    for url in ("/promesses/K9/", f"/promesses/{made.key}/"):
        assert collector.get(url).status_code == 404
        assert collector.get(f"{url}correction/").status_code == 404
        for act in ("correction/", "annulation/", "retrait/"):
            answer = collector.post(f"{url}{act}", {**said(), "seen": "0", "on": today().isoformat()})
            assert answer.status_code == 404
    assert collector.get(f"{ZINC}promesses/").status_code == 404
    assert collector.post(f"{ZINC}promesses/", said()).status_code == 404
    manager.post(f"/promesses/{made.key}/retrait/", {"seen": made.pk})
    assert collector.get(f"/promesses/{made.key}/").status_code == 404, "taken back, it is not hers either"
    assert manager.get(f"/promesses/{made.key}/").status_code == 200


def test_a_promise_about_an_item_sold_by_another_is_not_there(
    manager: Client, client_of: Callable[..., Client]
) -> None:
    """Paul follows Élan, whose item VT/2 Anne sold; the promise is first about the account, then about that item."""
    paul = client_of("sales", salesperson="Paul")
    made = recorded(manager, comment="whole account")
    url = f"/promesses/{made.key}/"
    assert paul.get(url).status_code == 200
    assert paul.get(THIRD).status_code == 404
    assert "VT/2" not in dict(paul.get(NEW).context["form"].fields["item"].choices)
    assert paul.post(NEW, said(item="VT/2")).status_code == 400
    fields = form_of(manager, f"{url}correction/")
    manager.post(f"{url}correction/", {**fields, "item": "VT/2", "comment": "secret of Anne"})
    assert paul.get(url).status_code == 404
    timeline = text_of(paul.get(address(ELAN, tab="timeline", kind="promise")))
    assert "secret of Anne" not in timeline
    assert "whole account" in timeline


def test_who_may_not_record_reads_and_changes_nothing(
    manager: Client, client_of: Callable[..., Client]
) -> None:
    made = recorded(manager)
    auditor = client_of("auditor")
    url = f"/promesses/{made.key}/"
    page = auditor.get(url)
    assert page.status_code == 200
    assert "Take it back" not in text_of(page)
    assert auditor.get(NEW).status_code == 403
    for act in ("correction/", "annulation/", "retrait/"):
        assert auditor.post(f"{url}{act}", {"seen": made.pk}).status_code == 403
    assert auditor.post(NEW, said()).status_code == 403


@pytest.mark.parametrize("key", ["nothing", "web-" + "0" * 32, "~2E~2E", "%F0%9F%92%B6", "x" * 300])
def test_a_promise_that_is_none_is_not_there(manager: Client, key: str) -> None:
    assert manager.get(f"/promesses/{key}/").status_code == 404
