"""Promises and other people: who may not see one, and who may not write."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.promises.ledgers import ELAN, NEW, ZINC, address, recorded, said, text_of, today
from tests.web.promises.test_recording import THIRD, form_of

if TYPE_CHECKING:
    from django.test import Client


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
