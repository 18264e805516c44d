"""The day of a collector: its lines, what is decided about them, who is told what others do."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.web.conftest import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

DAY = "/ma-journee/"
ALAN = "A/1 é"


def page(client: Client, **asked: str) -> Any:
    answer = client.get(DAY, asked)
    assert answer.status_code == 200
    return answer


def customers(client: Client, **asked: str) -> list[str]:
    return [row["customer"] for row in page(client, **asked).context["table"].rows]


def line(client: Client, customer: str, **asked: str) -> dict[str, Any]:
    (found,) = [row for row in page(client, **asked).context["table"].rows if row["customer"] == customer]
    return found


def decide(client: Client, customer: str, verb: str, **said: Any) -> Any:
    """Sent as the form of the page would; what the page then tells."""
    from encours.web.access.codes import CodeConverter

    code = CodeConverter().to_url(customer)
    answer = client.post(f"{DAY}F1/{quote(code)}/{verb}/", {"seen": 0, "rank": 1, "back": DAY, **said})
    assert answer.status_code == 302, answer.content
    return answer


def told(client: Client, **asked: str) -> str:
    text = re.sub(r"<[^>]*>", " ", unescape(page(client, **asked).content.decode()))
    return " ".join(text.split())


def steps() -> list[tuple[str, str]]:
    from encours.web.workflow.day.models import Step

    return [(step.kind, step.customer) for step in Step.objects.all()]


def test_ones_own_customers_come_first_and_say_why(collector: Client, manager: Client, karim: Client) -> None:
    assert customers(collector) == ["B", ALAN, "C"]
    assert line(collector, "B")["action"] == "check_promise"
    assert customers(karim) == ["Z"], "his own, though he sees everything"
    assert customers(manager) == ["Z", "B", ALAN, "C"], "everybody's, for who follows nobody"
    assert customers(manager, collector="Inès Garnier", only="promises_due") == ["B"]
    html = page(collector).content.decode()
    assert "<script>alert" not in html
    said = told(collector)
    assert "€990 late, up to 29 days" in said
    assert "never contacted" in said
    assert "worth of it, by how late it is" in said
    answer: Any = collector.get(DAY, {"format": "csv"})
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 4
    assert "Check the promise of" in rows[1]


def test_the_day_ends_where_its_minutes_do(collector: Client) -> None:
    assert "How much time do you have today?" in told(collector)
    assert collector.post(f"{DAY}temps/", {"minutes": "30", "back": DAY}).status_code == 302
    assert "Time for it today" in told(collector)
    assert not any(row["beyond"] for row in page(collector).context["table"].rows)
    assert collector.post(f"{DAY}temps/", {"minutes": "7"}).status_code == 302
    assert "Choose how much time you have today." in told(collector)
    from encours.web.workflow.day.models import Capacity

    Capacity.objects.update(minutes=14)
    rows = page(collector).context["table"].rows
    assert [(row["ends"], row["beyond"], row["edge"]) for row in rows] == [
        (4, False, False),
        (12, False, False),
        (20, True, True),
    ]


def test_what_is_done_leaves_the_list_and_comes_back(collector: Client, manager: Client) -> None:
    from encours.web.workflow.day.models import Step
    from encours.web.workflow.trail.models import Event

    answer = decide(collector, ALAN, "fait", rank=2)
    assert answer["Location"] == f"{DAY}#l2", "to the line that has taken its place"
    assert customers(collector) == ["B", "C"]
    step = Step.objects.get()
    assert (step.action, step.minutes, step.gain_units > 0, step.currency) == ("call", 8, True, "EUR")
    said = told(collector)
    assert "1 / 3" in said
    assert "8 min spent" in said
    assert Event.objects.filter(what="customer dealt with").count() == 1
    assert "dealt with today by Inès Garnier" in told(manager, who="Élan")
    decide(collector, ALAN, "retour", seen=step.pk)
    assert customers(collector) == ["B", ALAN, "C"]
    assert "1 / 3" not in told(collector)


def test_who_is_put_off_comes_back_on_its_day(collector: Client) -> None:
    from encours.web.workflow.day.models import Step
    from encours.web.workflow.day.steps import state

    for wrong in ("", "0", "2001-01-01", "soon", "999"):
        decide(collector, ALAN, "report", until=wrong)
        assert steps() == []
    decide(collector, ALAN, "report", on="2001-01-01")
    assert steps() == []
    decide(collector, ALAN, "report", until="1")
    tomorrow = date.today() + timedelta(days=1)  # noqa: DTZ011 - today where the test is
    assert Step.objects.get().until == tomorrow
    assert customers(collector) == ["B", "C"]
    assert "put off until" in told(collector, who="Élan")
    assert set(state(tomorrow - timedelta(days=1)).put_off) == {("F1", ALAN)}
    assert set(state(tomorrow).put_off) == set()


def test_who_is_given_is_on_the_list_of_the_other(collector: Client, karim: Client, manager: Client) -> None:
    from encours.web.workflow.people.models import Person

    other = Person.objects.get(name="Karim Belhadj")
    mine = Person.objects.get(name="Inès Garnier")
    decide(collector, ALAN, "confie", to="99999")
    assert "Choose the colleague" in told(collector)
    decide(karim, "Z", "confie", to=str(mine.pk))
    assert "Inès Garnier does not see this customer" in told(karim)
    assert steps() == []
    decide(collector, ALAN, "confie", to=str(other.pk))
    assert customers(collector) == ["B", "C"]
    assert customers(karim) == ["Z", ALAN]
    assert line(karim, ALAN)["given"] == "given by Inès Garnier"
    assert customers(manager) == ["Z", "B", ALAN, "C"]
    decide(karim, ALAN, "fait", seen=line(karim, ALAN)["seen"])
    assert customers(karim) == ["Z"]


def test_nobody_beyond_what_one_sees_is_offered_nor_named(
    collector: Client, karim: Client, client_of: Callable[..., Client]
) -> None:
    from encours.web.workflow.people.models import Person

    client_of("collector", portfolios=["P9"], name="Paul Orsini")
    people = collector.get("/ma-journee/").context["people"]
    assert [name for _number, name in people] == ["Karim Belhadj"]
    decide(collector, ALAN, "confie", to=str(Person.objects.get(name="Paul Orsini").pk))
    page = told(collector)
    assert "Choose the colleague" in page
    assert "Paul Orsini" not in page
    assert ("Paul Orsini" in told(karim), steps()) == (True, [])  # who sees everything


def test_one_customer_is_worked_on_by_one_person(collector: Client, manager: Client) -> None:
    from encours.web.workflow.day.models import Lease

    begun = decide(collector, ALAN, "debut")
    assert begun["Location"].startswith("/clients/F1/")
    assert line(collector, ALAN)["mine"]
    assert "Inès Garnier works on it since" in told(manager)
    for verb in ("debut", "fait"):
        decide(manager, ALAN, verb)
        assert "Inès Garnier works on this customer since" in told(manager)
    assert steps() == []
    decide(collector, ALAN, "fin")
    decide(manager, ALAN, "fait")
    assert steps() == [("done", ALAN)]
    assert Lease.objects.count() == 0
    decide(collector, ALAN, "fait")
    assert "Maud Lestrade decided about this customer at" in told(collector)
    assert len(steps()) == 1
    decide(collector, "B", "debut")
    Lease.objects.update(until="2020-01-01T00:00:00Z")
    assert not line(manager, "B", collector="Inès Garnier")["working"]
    decide(manager, "B", "debut")
    assert Lease.objects.get().person.name == "Maud Lestrade"


def test_who_records_something_from_the_list_comes_back_to_it(collector: Client) -> None:
    from encours.web.workflow.day.models import Lease

    decide(collector, ALAN, "debut")
    offered = {letter: url for url, letter, _icon, _label in line(collector, ALAN)["records"]}
    form = collector.get(offered["p"]).context["form"]
    due = (date.today() + timedelta(days=9)).isoformat()  # noqa: DTZ011 - today where the test is
    said = {"key": form["key"].value(), "made_on": form["made_on"].value().isoformat(), "currency": "EUR"}
    answer = collector.post(offered["p"], {**said, "amount": "990", "due_on": due})
    assert (answer.status_code, answer["Location"]) == (302, DAY), answer.content
    assert customers(collector) == ["B", "C"], "what is promised is not asked for"
    assert Lease.objects.count() == 0, "others may go on"


def test_programs_and_the_cockpit_are_told_the_same(collector: Client, manager: Client) -> None:
    asked = {"collector": "Inès Garnier"}
    for client, of, count in (
        (collector, {}, 3),
        (manager, asked, 3),
        (manager, {}, 4),
        (collector, {"collector": "Karim Belhadj"}, 0),
    ):
        found = client.get("/api/v1/worklist", of).json()
        assert (found["count"], len(found["rows"])) == (count, count)
    (row,) = collector.get("/api/v1/worklist", {"limit": 1, "offset": 1}).json()["rows"]
    assert (row["rank"], row["customer"], row["action"], row["amount"], row["minutes"]) == (
        2,
        ALAN,
        "call",
        990,
        8,
    )
    assert [one["code"] for one in row["reasons"]] == ["late", "never_contacted"]
    assert collector.get("/api/v1/worklist", {"wher": "x"}).status_code == 422
    card = collector.get("/", {"part": "today"}, headers={"HX-Request": "true"}).content.decode()
    assert card.count("<li>") == 3
    decide(collector, ALAN, "fait")
    card = collector.get("/", {"part": "today"}, headers={"HX-Request": "true"}).content.decode()
    assert card.count("<li>") == 2


@pytest.mark.parametrize(("role", "home"), [("collector", DAY), ("credit_manager", "/")])
def test_who_collects_begins_with_the_day(ledger: Any, person: Any, role: str, home: str) -> None:
    from django.test import Client

    someone = person(role)
    said = {"login": someone.email, "password": PASSWORD}
    assert Client().post("/compte/login/", said)["Location"] == home


def test_why_a_customer_is_not_there(collector: Client) -> None:
    assert "€900 on hold" in told(collector, who="Emballages")
    assert "It is there, at rank 1." in told(collector, who="Bocage")
    assert "No customer answers these words." in told(collector, who="Zinguerie")


def test_a_past_day_is_looked_at_and_not_worked_on(collector: Client) -> None:
    past = (date.today() - timedelta(days=8)).isoformat()  # noqa: DTZ011 - today where the test is
    answer = page(collector, date=past)
    rows = {row["customer"]: row["minutes"] for row in answer.context["table"].rows}
    assert "E" in rows, "not on hold yet"
    assert "B" not in rows, "promised the day before"
    assert "fait/" not in answer.content.decode()


def test_nobody_decides_about_whom_he_does_not_see(collector: Client) -> None:
    for verb in ("debut", "fin", "fait", "report", "confie", "retour"):
        assert collector.post(f"{DAY}F1/Z/{verb}/", {"seen": 0}).status_code == 404
    assert steps() == []


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "/clients/"])
def test_one_comes_back_to_the_list_and_nowhere_else(collector: Client, elsewhere: str) -> None:
    assert decide(collector, "B", "fin", back=elsewhere)["Location"] == f"{DAY}#l1"
