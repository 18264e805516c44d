"""Two people, or two sendings, about one promise: nothing is written twice nor over another's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.forms import posted_forms
from tests.web.promises.ledgers import NEW, form_of, recorded, said, text_of, today

if TYPE_CHECKING:
    from django.test import Client

THIRD = "/promesses/K~2F3%20%C3%A9/"


def test_one_form_sent_twice_is_one_promise(collector: Client, manager: Client) -> None:
    from encours.web.workflow.promises.models import Promise

    fields = {**form_of(collector, NEW), **said()}
    first = collector.post(NEW, fields)
    second = collector.post(NEW, fields, follow=True)
    assert first.status_code == 302
    assert "recorded already" in text_of(second)
    assert Promise.objects.count() == 1
    assert manager.post(NEW, fields).status_code == 404, "a key is its author's alone"
    assert Promise.objects.count() == 1


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


def test_what_changes_nothing_writes_nothing_and_says_so(collector: Client) -> None:
    from encours.web.workflow.promises.models import Promise
    from encours.web.workflow.timeline.models import Happening

    made = recorded(collector, comment="By transfer")
    url = f"/promesses/{made.key}/"
    fields = form_of(collector, f"{url}correction/")
    answer = collector.post(f"{url}correction/", fields, follow=True)
    assert "nothing was written" in text_of(answer)
    for on in (today(), today()):
        newest = Promise.objects.filter(key=made.key).latest("revision")
        answer = collector.post(f"{url}annulation/", {"seen": newest.pk, "on": on.isoformat()}, follow=True)
    assert "nothing was written" in text_of(answer)
    assert Promise.objects.filter(key=made.key).count() == 2
    assert Happening.objects.filter(key=made.key).count() == 2
