"""Plans of payment: made, called off, agreed anew and taken back as one deed, broken by the first instalment missed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.promises.ledgers import ELAN, ZINC, text_of, today, written

if TYPE_CHECKING:
    from django.test import Client

NEW = f"{ELAN}echeanciers/"


def asked(**more: Any) -> dict[str, Any]:
    """What a browser sends for three monthly instalments from tomorrow."""
    terms = {"total": "100", "first_on": today(1).isoformat(), "count": "3", "rhythm": "monthly"}
    usual = {"currency": "EUR", "made_on": today().isoformat(), "channel": "", "promised_by": "Mme Roy"}
    return {**terms, **usual, "comment": "", "act": "save", **more}


def made(client: Client, url: str = NEW, **more: Any) -> str:
    """The address of a plan recorded by the form."""
    answer = client.post(url, asked(**more))
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def plan_of(client: Client, url: str) -> Any:
    return client.get(url).context["plan"]


def versions() -> int:
    from encours.web.workflow.promises.models import Promise

    return Promise.objects.count()


def test_a_total_and_a_rhythm_make_a_plan_that_is_listed_told_and_one_deed(collector: Client) -> None:
    from encours.web.workflow.timeline.models import Happening
    from encours.web.workflow.trail.models import Event

    url = made(collector)
    plan = plan_of(collector, url)
    assert [row["amount"] for row in plan.rows] == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert {row["promised_by"] for row in plan.rows} == {"Mme Roy"}
    (one,) = plan.summaries
    assert (one["state"], one["instalments"], one["kept"], one["amount"]) == ("running", 3, 0, 100)
    listing = collector.get("/promesses/").context["planned"]
    assert [row["plan"] for row in listing.rows] == [plan.name]
    assert Happening.objects.filter(kind="promise", key=plan.name).count() == 1
    assert Event.objects.filter(what="payment plan made").count() == 1
    page = collector.get(ELAN, {"tab": "timeline", "kind": "promise"})
    assert url in [event.href for event in page.context["events"]]
    tables = collector.get(ELAN, {"tab": "follow-up"}).context["tables"]
    assert [row["plan"] for row in tables["plans"].rows] == [plan.name]
    of_one = collector.get(f"/promesses/{plan.rows[0]['promise']}/")
    assert [step.title for step in of_one.context["history"]] == ["Payment plan made"]
    assert url in of_one.content.decode()


def test_instalments_are_laid_out_to_be_changed_and_must_come_to_the_total(collector: Client) -> None:
    laid = collector.post(NEW, asked(act="lay"))
    assert (laid.status_code, versions()) == (200, 0)
    rows = [(day, amount) for _number, day, amount in laid.context["form"].lines if day]
    assert [amount for _day, amount in rows] == ["33.33", "33.33", "33.34"]
    days = [day for day, _amount in rows]
    short = collector.post(NEW, asked(due=days, part=["50", "20", "20"]))
    assert short.status_code == 400
    assert "The instalments come to €90.00 and the total is €100.00: €10.00 is lacking." in text_of(short)
    assert [amount for _number, _day, amount in short.context["form"].lines][:3] == ["50", "20", "20"]
    url = made(collector, due=[*days, ""], part=["50", "30", "20", ""])
    assert [row["amount"] for row in plan_of(collector, url).rows] == [50, 30, 20]


def test_on_chosen_items_each_instalment_is_shared_among_them(collector: Client) -> None:
    """VT/2 has 500 open; VT/3, in dollars, cannot be in the same plan; VT/9 is another customer's."""
    url = made(collector, items=["VT/2"], total="400", count="2")
    rows = plan_of(collector, url).rows
    assert [(row["item"], row["amount"]) for row in rows] == [("VT/2", 200), ("VT/2", 200)]
    for wrong, field in (
        ({"items": ["VT/2"], "total": "501"}, "total"),
        ({"items": ["VT/2", "VT/3"]}, "currency"),
        ({"items": ["VT/9"]}, "items"),
        ({"total": "0"}, None),
        ({"count": "37"}, "count"),
        ({"count": "", "rhythm": "monthly"}, "count"),
        ({"grace_days": "91"}, "grace_days"),
        ({"first_on": "9999-12-31"}, None),
        ({"due": ["x"], "part": ["10"]}, None),
        ({"due": [today(2).isoformat()] * 2, "part": ["50", "50"]}, None),
    ):
        answer = collector.post(NEW, asked(**wrong))
        assert answer.status_code == 400, wrong
        errors = answer.context["form"].errors
        assert (field or "__all__") in errors, (wrong, errors)
    assert versions() == 2


def test_the_first_instalment_missed_breaks_the_plan_and_the_others_stand_as_they_are(
    manager: Client,
) -> None:
    """Three instalments, of which nothing came: the first ends on 15 March."""
    said = {"plan": "PL1", "customer": "B", "item": "VT/4", "amount": Decimal(100)}
    for due in (12, 19, 31):
        written(manager, **said, made_on=date(2026, 3, 1), due_on=date(2026, 3, due))
    from encours.api.plans import plans
    from encours.api.promises import broken_since, sought
    from encours.web.visit import connections

    book = connections.book()
    by_day = {}
    for day in (14, 15, 20):
        (row,) = plans(book, sought(date(2026, 3, day))).rows
        by_day[day] = (row["state"], row["broken_at"], row["kept"])
    assert by_day[14] == ("running", None, 0)
    assert by_day[15] == ("broken", 1, 0)
    (row,) = plans(book, sought(date(2026, 3, 20))).rows
    assert (row["state"], row["broken_at"], row["instalments"]) == ("broken", 1, 3)
    due = {one["due_on"].day for one in broken_since(book, date(2026, 3, 20), date(2026, 3, 15))}
    assert due == {12}
    assert not list(broken_since(book, date(2026, 3, 20), date(2026, 3, 16)))
    assert manager.get("/promesses/", {"plans-state": "kept"}).context["planned"].count == 0


@pytest.mark.parametrize(("grace", "state"), [(None, "broken"), (7, "broken"), (8, "kept")])
def test_a_promise_has_days_of_grace_of_its_own(manager: Client, grace: int | None, state: str) -> None:
    """VT/1 received 1 000 on 13 March; the day is the fifth of the month."""
    one = written(
        manager,
        customer="A/1 é",
        item="VT/1",
        amount=Decimal(100),
        made_on=date(2026, 3, 1),
        due_on=date(2026, 3, 5),
        grace_days=grace,
    )
    rows = {row["promise"]: row for row in manager.get("/promesses/").context["table"].rows}
    assert rows[one.key]["state"] == state
    assert rows[one.key]["ends_on"] == date(2026, 3, 5) + timedelta(days=3 if grace is None else grace)


@pytest.mark.parametrize(
    ("made_on", "item", "state"),
    [
        (9, "", "broken"),
        (10, "", "renegotiated"),
        (20, "VT/4", "broken"),
        (20, "", "renegotiated"),
    ],
)
def test_one_not_kept_is_renegotiated_by_another_made_from_its_day_on(
    manager: Client, made_on: int, item: str, state: str
) -> None:
    """K2 is of the whole account of Bocage, for 10 March."""
    another = written(
        manager, item=item, made_on=date(2026, 3, made_on), due_on=date(2026, 4, 30), amount=Decimal(700)
    )
    rows = {row["promise"]: row for row in manager.get("/promesses/").context["table"].rows}
    assert rows["K2"]["state"] == state
    assert rows["K2"]["renegotiated_on"] == (date(2026, 3, made_on) if state == "renegotiated" else None)
    assert rows[another.key]["state"] == "awaited"


def test_a_plan_is_called_off_whole_and_a_second_person_is_told(collector: Client, manager: Client) -> None:
    url = made(collector)
    seen = plan_of(collector, url).held.seen
    off = {"on": today().isoformat(), "seen": seen}
    assert manager.post(f"{url}annulation/", {**off, "on": "x"}).status_code == 400
    assert manager.post(f"{url}annulation/", off).status_code == 302
    plan = plan_of(collector, url)
    assert {row["state"] for row in plan.rows} == {"cancelled"}
    assert plan.summaries[0]["state"] == "cancelled"
    late = collector.post(f"{url}retrait/", {"seen": seen})
    assert late.status_code == 409
    assert "Maud Lestrade changed this on" in text_of(late)
    assert versions() == 6
    assert collector.post(f"{url}retrait/", {"seen": plan.held.seen}).status_code == 302
    gone = collector.get(url)
    assert "it counts in no figure" in text_of(gone)
    assert collector.post(f"{url}retrait/", {"seen": 0}).status_code == 409
    assert collector.get("/promesses/").context["planned"].count == 0


def test_a_plan_agreed_anew_takes_the_place_of_the_one_before_or_nothing_is_written(
    collector: Client, manager: Client
) -> None:
    url = made(collector)
    plan = plan_of(collector, url)
    form = collector.get(f"{url}renegociation/")
    assert form.context["form"].initial["total"] == 100
    manager.post(
        f"/promesses/{plan.rows[0]['promise']}/annulation/",
        {"on": today().isoformat(), "seen": plan.held.said and _seen(plan, 0)},
    )
    before = versions()
    late = collector.post(f"{url}renegociation/", asked(seen=plan.held.seen, total="60"))
    assert (late.status_code, versions()) == (409, before)
    assert late.context["form"]["total"].value() == "60"
    again = collector.post(f"{url}renegociation/", asked(seen=plan_of(collector, url).held.seen, total="60"))
    assert again.status_code == 302
    assert plan_of(collector, url).summaries[0]["state"] == "cancelled"
    assert plan_of(collector, again["Location"]).summaries[0]["amount"] == 60


def _seen(plan: Any, number: int) -> int:
    from encours.web.workflow.promises.models import Promise

    return Promise.objects.filter(key=plan.rows[number]["promise"]).order_by("-pk")[0].pk


def test_one_form_sent_twice_is_one_plan_and_others_have_none(collector: Client, manager: Client) -> None:
    key = "web-" + "a" * 32
    assert made(collector, key=key) == made(collector, key=key)
    assert versions() == 3
    hidden = made(manager, f"{ZINC}echeanciers/")
    for path in (hidden, f"{hidden}renegociation/", f"{ZINC}echeanciers/"):
        assert collector.get(path).status_code == 404
    assert collector.post(f"{hidden}retrait/", {"seen": 0}).status_code == 404
    assert {row["customer"] for row in collector.get("/promesses/").context["planned"].rows} == {"A/1 é"}


@pytest.fixture
def send(ledger: Path, person: Callable[..., Any]) -> Callable[..., Any]:
    """What a program that follows P1 sends to an address of plans; without anything, it asks."""
    from django.test import Client

    from encours.web.workflow.keys.keys import make

    given = {"name": "BI", "scopes": ["promises"], "expires_on": date(2199, 12, 31)}
    _key, secret = make(person("controller", portfolios=["P1"]), **given)
    client = Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})

    def send(path: str, said: dict[str, Any], name: str = "", get: bool = False) -> Any:
        if get:
            return client.get(f"/api/v1/plans{path}", said)
        more = {"Idempotency-Key": name} if name else {}
        kind = "application/json"
        return client.post(f"/api/v1/plans{path}", json.dumps(said), content_type=kind, headers=more)

    return send


OF = {"entity": "F1", "customer": "B"}


def terms() -> dict[str, Any]:
    days = (today(10).isoformat(), today(40).isoformat())
    return {**OF, "currency": "EUR", "instalments": [{"due_on": day, "amount": 50.5} for day in days]}


def test_a_program_makes_calls_off_renegotiates_and_takes_back_a_plan_once(send: Callable[..., Any]) -> None:
    first, second = (send("", {**terms(), "items": ["VT/4"]}, "one") for _time in range(2))
    assert (first.status_code, first.content) == (201, second.content), first.content
    one = {**OF, "plan": first.json()["plan"]}
    told = send("/one", one, get=True).json()
    assert [row["item"] for row in told["instalments"]] == ["VT/4", "VT/4"]
    assert send("", {"state": "running"}, get=True).json()["totals"]["EUR"]["amount"] == 101
    anew = send("/renegotiation", {**one, **terms(), "seen": told["seen"]})
    assert anew.status_code == 200, anew.content
    off = {"on": today().isoformat()}
    assert send("/cancellation", {**one, **off, "seen": told["seen"]}).status_code == 409
    other = {**OF, "plan": anew.json()["plan"]}
    seen = send("/one", other, get=True).json()["seen"]
    assert send("/cancellation", {**other, **off, "seen": seen - 1}).status_code == 409
    assert send("/cancellation", {**other, **off, "seen": seen}).status_code == 200
    seen = send("/one", other, get=True).json()["seen"]
    assert send("/withdrawal", {**other, "seen": seen}).status_code == 200
    assert send("/one", other, get=True).status_code == 404


def test_what_a_program_cannot_plan_is_refused_and_records_nothing(send: Callable[..., Any]) -> None:
    rhythm = {"instalments": [], "total": 5, "first_on": today(10).isoformat(), "count": 2}
    for wrong in (
        {"total": 100},
        {"items": ["VT/9"]},
        {"instalments": []},
        {**rhythm, "rhythm": "daily"},
        {**rhythm, "rhythm": "weekly", "total": 1e30},
        {**rhythm, "rhythm": "weekly", "currency": "EUX"},
        {"grace_days": 91},
        {"comment": "nul\0"},
        {"items": ["nul\0"]},
    ):
        assert send("", {**terms(), **wrong}).status_code == 422, wrong
    assert send("", {**terms(), "customer": "Z"}).status_code == 404
    assert versions() == 0
