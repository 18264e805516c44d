"""Actions on their pages: the list by its filters, the form, what follows from it, what they change elsewhere."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from encours.book.home import Home
from tests.web.records.test_kinds import form_of

if TYPE_CHECKING:
    from django.test import Client

LIST = "/actions/"
ACCOUNT = ("F1", "A/1 é")
NEW = ("new_action", ACCOUNT)


def keys(client: Client, **asked: Any) -> set[str]:
    return {row["action"] for row in client.get(LIST, {"over": "all", **asked}).context["table"].rows}


def written(client: Client, **typed: str) -> Any:
    url = reverse(NEW[0], args=NEW[1])
    return client.post(url, {**form_of(client, url), **typed})


def latest() -> Any:
    from encours.web.workflow.actions.models import Action

    return Action.objects.order_by("-pk")[0]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"T1", "T2", "T3", "T4"}),
        ({"over": "30"}, {"T1", "T2", "T3", "T4"}),  # before the newest data, and since
        ({"over": "7"}, set()),
        ({"over": "unheard of"}, {"T1", "T2", "T3", "T4"}),
        ({"kind": "call"}, {"T2", "T3"}),
        ({"author": "Ines"}, {"T2"}),
        ({"author": "-"}, {"T1"}),
        ({"outcome": "Parti en congé"}, {"T3"}),
        ({"outcome": "-"}, {"T1"}),
        ({"from": "2026-03-05", "to": "2026-03-05"}, {"T2"}),
        ({"from": "2026-03-06"}, {"T3", "T4"}),
        ({"q": "soon"}, {"T2"}),
        ({"q": "FA-9"}, {"T4"}),
        ({"date": "2026-03-08"}, {"T1", "T2"}),
    ],
)
def test_filters_of_the_address_choose_the_actions(
    manager: Client, asked: dict[str, str], found: set[str]
) -> None:
    assert keys(manager, **asked) == found


def test_who_follows_a_part_sees_that_part_alone(collector: Client) -> None:
    assert keys(collector) == {"T1", "T2", "T3"}
    assert collector.get(reverse("action", args=["T4"])).status_code == 404
    html = collector.get(LIST, {"over": "all"}).content.decode()
    assert "SECRET" not in html
    assert "Said &lt;b&gt;soon&lt;/b&gt;" in html


def test_the_way_follows_from_what_was_done_and_minutes_left_empty_are_not_known(collector: Client) -> None:
    assert written(collector, kind="visit").status_code == 302
    said = latest().said
    assert (said.channel, said.minutes, said.author) == ("meeting", None, "Inès Garnier")
    assert abs(timezone.now() - said.done_at) < timedelta(minutes=5)
    assert written(collector, kind="call", minutes="7").status_code == 302
    assert latest().said.minutes == Decimal(7)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"next_step": "Call again"}, "next_on"),
        ({"next_on": "2020-01-01"}, "next_on"),
        ({"minutes": "1441"}, "minutes"),
        ({"done_at": "2999-01-01T10:00"}, "done_at"),
        ({"note": "x" * 4001}, "note"),
    ],
)
def test_what_cannot_be_recorded_comes_back_as_it_was_typed(
    collector: Client, typed: dict[str, str], field: str
) -> None:
    answer = written(collector, **{"contact": "Ms Roy", **typed})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["contact"].value() == "Ms Roy"


def test_a_correction_keeps_what_the_form_cannot_show(manager: Client) -> None:
    """Seconds of the hour, and parts of a minute."""
    url = reverse("correct_action", args=["T2"])
    assert manager.post(url, {**form_of(manager, url), "note": "Later"}).status_code == 302
    said = latest().said
    assert (said.done_at.second, said.minutes, said.channel) == (17, Decimal("4.4"), "phone")


@pytest.mark.parametrize("then", ["promise", "dispute"])
def test_from_a_call_one_goes_straight_on_with_what_is_known(collector: Client, then: str) -> None:
    answer = written(collector, item="VT/2", contact="Ms Roy", note="Pays on Monday", then=then)
    to = urlsplit(answer.url)
    assert to.path == reverse(f"new_{then}", args=ACCOUNT)
    assert parse_qs(to.query)["item"] == ["VT/2"]
    form = collector.get(answer.url).context["form"]
    assert form["item"].value() == "VT/2"
    assert form["comment"].value() == "Pays on Monday"
    if then == "promise":
        assert (form["promised_by"].value(), form["channel"].value()) == ("Ms Roy", "phone")


def test_nothing_is_carried_over_from_what_another_wrote(collector: Client, manager: Client) -> None:
    written(manager, note="Between us")
    url = reverse("new_promise", args=ACCOUNT)
    form = collector.get(url, {"after": latest().key}).context["form"]
    assert not form["comment"].value()


def test_the_last_action_and_the_next_step_stand_on_the_page_in_the_list_and_the_time_line(
    collector: Client,
) -> None:
    page = reverse("customer", args=ACCOUNT)
    before = [one.text for one in collector.get(page).context["done"]]
    assert before == ["Call · promised to pay · 5 Mar 2026", "Check it · 11 Mar 2026"]
    soon = timezone.localdate() + timedelta(days=3)
    written(collector, outcome="call_back", next_step="Call again", next_on=soon.isoformat(), item="VT/2")
    last, step = collector.get(page).context["done"]
    assert (last.text[:22], step.text[:10], step.late) == ("Call · will call back ", "Call again", False)
    asked = {"columns": "customer_name,last_action,next_on", "position": "all"}
    rows = collector.get("/clients/", asked).context["table"].rows
    assert {row["customer"]: row["next_on"] for row in rows} == {"A/1 é": soon, "B": None}
    events = collector.get(page, {"tab": "timeline", "kind": ["action", "promise"]}).context["events"]
    assert {event.kind for event in events} == {"action", "promise"}
    assert events[0].title == "Call"
    assert "next: Call again" in events[0].text
    item = collector.get(reverse("item", args=["F1", "VT/2"])).content.decode()
    assert "will call back" in item


def test_a_figure_has_it_at_once_and_not_the_day_before(collector: Client) -> None:
    from encours.web.visit import connections

    today = timezone.localdate()
    yesterday = today - timedelta(days=1)

    def count(day: Any) -> Decimal:
        rows = connections.book().show("action_count", as_of=day, where=["author=Inès Garnier"]).rows
        return Decimal(rows[0]["action_count"])

    before = count(today)
    written(collector, kind="call")
    assert (count(today), count(yesterday)) == (before + 1, 0)


def test_what_people_wrote_leaves_in_the_interchange_folder_and_comes_back_the_same(
    collector: Client, small_home: Path, tmp_path: Path
) -> None:
    from encours.api import open_book
    from encours.api.recorded import one
    from encours.book.export import export
    from encours.cube.actions import ACTIONS
    from encours.cube.overlay import lay_all
    from encours.web.visit import connections
    from encours.web.workflow.overlays import Written
    from tests.oracle.books import import_folder

    soon = (timezone.localdate() + timedelta(days=3)).isoformat()
    said = {"outcome": "call_back", "contact": "Ms Roy", "note": "a\nb", "next_step": "Call", "next_on": soon}
    written(collector, kind="call", item="VT/2", minutes="7", **said)
    changes = {"actions": Written().changes("actions", 0)}
    export(Home(small_home), tmp_path / "out", prepare=lambda engine: lay_all(engine, changes))
    import_folder(tmp_path / "home", tmp_path / "out")
    today, key = timezone.localdate(), latest().key
    with open_book(tmp_path / "home") as book:
        assert one(book, ACTIONS, key, today) == one(connections.book(), ACTIONS, key, today)
