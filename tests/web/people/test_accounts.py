"""Users and rights: who may look, who may change, and what can never be done."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.web.access.roles import RIGHT_LABELS, Right, Role, may

from .conftest import signed_in

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.workflow.people.models import Person

Make = Callable[..., "Person"]
Enter = Callable[..., "Client"]
ENGLISH = {"Accept-Language": "en"}
LIST = "/reglages/utilisateurs/"
ACTS = ("desactivation", "activation", "invitation", "second-facteur", "deverrouillage")
NEW: dict[str, Any] = {
    "name": "Karim Belhadj",
    "email": "karim@example.test",
    "role": "collector",
    "every_entities": "1",
    "every_portfolios": "1",
}


def page(person: Person, act: str = "") -> str:
    return f"{LIST}{person.pk}/{act}{'/' if act else ''}"


def account(person: Person, **changes: Any) -> dict[str, Any]:
    """The form of an account as it stands, with changes."""
    said = {"name": person.name or "Someone", "email": person.email, "role": person.role}
    whole = {
        f"every_{part}": "1" if getattr(person, part) is None else "0" for part in ("entities", "portfolios")
    }
    return said | whole | changes


def told(what: str) -> Any:
    from encours.web.workflow.trail.models import Event

    return Event.objects.filter(what=what).order_by("-number").first()


@pytest.mark.parametrize("role", list(Role))
def test_only_those_with_the_right_see_people(role: Role, client_of: Enter, person: Make) -> None:
    browser, other = client_of(role), person()
    expected = 200 if may(role, Right.SEE_PEOPLE) else 403
    for where in (LIST, f"{LIST}roles/", page(other)):
        assert browser.get(where).status_code == expected


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_changes_people(role: Role, sure: Enter, person: Make) -> None:
    desk, other = sure(person(role)), person()
    assert desk.post(f"{LIST}nouveau/", NEW).status_code == 403
    assert desk.post(page(other), account(other, role="administrator")).status_code == 403
    assert [desk.post(page(other, act)).status_code for act in ACTS] == [403] * len(ACTS)
    other.refresh_from_db()
    assert (other.role, other.is_active) == ("cfo", True)


def test_nothing_is_done_by_a_mere_link(sure: Enter, administrator: Person, person: Make) -> None:
    desk, other = sure(administrator), person()
    assert [desk.get(page(other, act)).status_code for act in ACTS] == [405] * len(ACTS)


def test_what_matters_is_asked_again_and_then_goes_on(
    sign_in: Enter, administrator: Person, person: Make
) -> None:
    desk, other = sign_in(administrator), person()
    asked = desk.post(page(other, "desactivation"))
    other.refresh_from_db()
    assert other.is_active
    assert asked.url.startswith("/compte/confirmer/")
    desk.post(asked.url, {"password": "correct horse battery", "next": page(other, "desactivation")})
    other.refresh_from_db()
    assert not other.is_active


def test_a_wrong_password_does_not_confirm(sign_in: Enter, administrator: Person, person: Make) -> None:
    desk, other = sign_in(administrator), person()
    asked = desk.post(page(other, "desactivation"))
    desk.post(asked.url, {"password": "not this one", "next": page(other, "desactivation")})
    desk.post(page(other, "desactivation"))
    other.refresh_from_db()
    assert other.is_active


def test_an_invitation_gives_a_link_that_opens_the_account_once(
    sure: Enter, administrator: Person, stranger: Client, sign_in: Enter
) -> None:
    from encours.web.workflow.people.models import Person

    shown = sure(administrator).post(f"{LIST}nouveau/", NEW | {"role": "sales"})
    made = Person.objects.get(email="karim@example.test")
    assert (made.role, made.has_usable_password()) == ("sales", False)
    link = shown.context["url"].removeprefix("http://testserver")
    chosen = {"password": "twelve brown hens", "again": "twelve brown hens"}
    assert stranger.post(link, chosen | {"again": "other"}).status_code == 422
    assert stranger.post(link, chosen, headers=ENGLISH).url == "/compte/login/"
    assert "Password chosen: sign in." in stranger.get("/compte/login/", headers=ENGLISH).content.decode()
    again = stranger.get(link, headers=ENGLISH)
    assert (again.status_code, "used already, or has ended" in again.content.decode()) == (404, True)
    assert signed_in(sign_in(made, chosen["password"]))


def test_a_newer_link_replaces_the_one_before(
    sure: Enter, administrator: Person, person: Make, stranger: Client
) -> None:
    desk, other = sure(administrator), person()
    before, now = (desk.post(page(other, "invitation")).context["url"] for _ in range(2))
    assert stranger.get(before).status_code == 404
    assert stranger.get(now).status_code == 200


def test_the_link_of_somebody_deactivated_opens_nothing(
    sure: Enter, administrator: Person, person: Make, stranger: Client
) -> None:
    desk, other = sure(administrator), person()
    link = desk.post(page(other, "invitation")).context["url"]
    desk.post(page(other, "desactivation"))
    desk.post(page(other, "activation"))
    assert stranger.get(link).status_code == 404


def test_a_password_chosen_by_the_link_ends_the_sessions_of_before(
    sure: Enter, administrator: Person, person: Make, stranger: Client, sign_in: Enter
) -> None:
    other = person()
    elsewhere = sign_in(other)
    link = sure(administrator).post(page(other, "invitation")).context["url"]
    assert signed_in(elsewhere)
    stranger.post(link, {"password": "twelve brown hens", "again": "twelve brown hens"})
    assert not signed_in(elsewhere)


def test_the_invitation_is_mailed_where_mail_can_be(
    sure: Enter, administrator: Person, settings_of: Callable
) -> None:
    from django.core import mail

    with settings_of(EMAIL_HOST="mail.example", URL="https://encours.example"):
        shown = sure(administrator).post(f"{LIST}nouveau/", NEW)
    (sent,) = mail.outbox
    assert sent.to == [NEW["email"]]
    assert shown.context["url"] in sent.body
    assert shown.context["url"].startswith("https://encours.example/")


def test_an_address_has_one_account(sure: Enter, administrator: Person, person: Make) -> None:
    person(email="karim@example.test")
    answer = sure(administrator).post(f"{LIST}nouveau/", NEW | {"email": "Karim@Example.test"})
    assert answer.status_code == 422
    assert "email" in answer.context["form"].errors


def test_some_entities_means_one_at_least(demo: Path, sure: Enter, administrator: Person) -> None:
    answer = sure(administrator).post(f"{LIST}nouveau/", NEW | {"every_entities": "0"})
    assert "entities" in answer.context["form"].errors


@pytest.mark.parametrize("part", ["entities", "portfolios"])
def test_all_and_some_ticked_contradict_each_other_and_nothing_is_kept(
    three: Path, sure: Enter, administrator: Person, part: str
) -> None:
    from encours.web.workflow.people.models import Person

    form = sure(administrator).get(f"{LIST}nouveau/").context["form"]
    ticked = form.fields[part].choices[0][0]
    answer = sure(administrator).post(f"{LIST}nouveau/", NEW | {part: [ticked]})
    assert list(answer.context["form"].errors) == [part]
    assert not Person.objects.filter(email=NEW["email"]).exists()


def test_an_entity_the_book_does_not_have_is_refused(demo: Path, sure: Enter, administrator: Person) -> None:
    given = NEW | {"every_entities": "0", "entities": ["NOWHERE"]}
    assert "entities" in sure(administrator).post(f"{LIST}nouveau/", given).context["form"].errors


def test_a_change_counts_at_the_next_request_and_is_told(
    sure: Enter, administrator: Person, person: Make, sign_in: Enter
) -> None:
    other = person(Role.COLLECTOR)
    theirs = sign_in(other)
    assert theirs.get(LIST).status_code == 403
    sure(administrator).post(page(other), account(other, role="auditor", name="Léa Corbin"))
    assert theirs.get(LIST).status_code == 200
    event = told("user changed")
    assert (json.loads(event.before)["role"], json.loads(event.after)["role"]) == ("collector", "auditor")
    assert (event.person_id, event.subject) == (administrator.pk, other.email)


def test_what_was_typed_comes_back_with_the_reason(sure: Enter, administrator: Person, person: Make) -> None:
    other = person()
    answer = sure(administrator).post(page(other), account(other, name="Léa Corbin", email="no address"))
    assert answer.status_code == 422
    assert "Léa Corbin" in answer.content.decode()
    assert "email" in answer.context["form"].errors


def test_an_address_given_up_opens_nothing(
    sure: Enter, administrator: Person, person: Make, stranger: Client
) -> None:
    other = person(email="before@example.test")
    sure(administrator).post(page(other), account(other, email="after@example.test"))
    for address, opens in (("before@example.test", False), ("after@example.test", True)):
        stranger.post("/compte/login/", {"login": address, "password": "correct horse battery"})
        assert signed_in(stranger) is opens


def test_the_last_administrator_keeps_the_role(sure: Enter, administrator: Person, person: Make) -> None:
    person(Role.ADMINISTRATOR, is_active=False)
    desk = sure(administrator)
    refused = desk.post(page(administrator), account(administrator, role="cfo"))
    assert "role" in refused.context["form"].errors
    person(Role.ADMINISTRATOR)
    assert desk.post(page(administrator), account(administrator, role="cfo")).status_code == 302


def test_nobody_deactivates_their_own_account(sure: Enter, administrator: Person, person: Make) -> None:
    person(Role.ADMINISTRATOR)
    answer = sure(administrator).post(page(administrator, "desactivation"), follow=True)
    administrator.refresh_from_db()
    assert administrator.is_active
    assert "your own account" in answer.content.decode()


def test_deactivated_then_activated_again_with_the_role_of_before(
    sure: Enter, administrator: Person, person: Make, sign_in: Enter
) -> None:
    other = person(Role.SALES)
    theirs, desk = sign_in(other), sure(administrator)
    desk.post(page(other, "desactivation"))
    assert not signed_in(theirs)
    assert told("user deactivated").subject == other.email
    desk.post(page(other, "activation"))
    again = sign_in(other)
    assert signed_in(again)
    other.refresh_from_db()
    assert other.role == "sales"


def test_the_page_says_what_the_person_sees(
    demo: Path, sure: Enter, administrator: Person, person: Make
) -> None:
    from encours.api import open_book

    part, nothing = person(Role.SALES, entities=["FR01"]), person(Role.SALES, entities=[])
    whole = open_book(demo)
    expected = whole.within(["entity=FR01"]).show("net", currency="EUR").value
    desk = sure(administrator)
    seen = desk.get(page(part)).context["seen"]
    assert (seen.net, seen.entities) == (expected, 1)
    assert 0 < seen.net < whole.show("net", currency="EUR").value
    assert "FR01" in seen.url
    assert desk.get(page(nothing)).context["seen"].customers == 0


def test_the_list_goes_away_as_a_file(client_of: Enter, person: Make) -> None:
    person(name="Inès Garnier", email="ines@example.test")
    answer = client_of("auditor").get(f"{LIST}?format=csv")
    sent = b"".join(answer.streaming_content).decode()
    assert "ines@example.test" in sent
    assert "Inès Garnier" in sent


def test_every_right_is_said_in_words() -> None:
    assert set(RIGHT_LABELS) == set(Right)
    assert len(set(RIGHT_LABELS.values())) == len(Right)


# A confined administrator


@pytest.fixture
def confined(sure: Enter, person: Make) -> Client:
    """An administrator of one entity, beside one of the whole."""
    person(Role.ADMINISTRATOR)
    return sure(person(Role.ADMINISTRATOR, entities=["FR01"]))


FR01 = {"every_entities": "0", "entities": ["FR01"]}


def test_an_administrator_reaches_those_who_see_no_more(confined: Client, person: Make) -> None:
    inside = person(Role.SALES, entities=["FR01"], portfolios=["P"])
    others = [person(), person(Role.SALES, entities=["FR01", "FR02"]), person(Role.SALES, portfolios=["P"])]
    listed = confined.get(LIST).content.decode()
    assert inside.email in listed
    assert confined.get(page(inside)).status_code == 200
    for other in others:
        assert other.email not in listed
        assert confined.get(page(other)).status_code == 404
        assert confined.post(page(other), account(other, role="auditor")).status_code == 404
        assert {confined.post(page(other, act)).status_code for act in ACTS} == {404}


@pytest.mark.parametrize(
    "wider",
    [
        {"every_entities": "1"},
        {"every_entities": "0", "entities": ["FR01", "FR02"]},
        {"every_entities": "0", "entities": ["FR02"]},
    ],
)
def test_nobody_is_given_more_than_their_administrator_sees(
    confined: Client, person: Make, wider: dict[str, Any]
) -> None:
    from encours.web.workflow.people.models import Person

    inside = person(Role.SALES, entities=["FR01"])
    people = Person.objects.count()
    assert confined.post(f"{LIST}nouveau/", NEW | wider).status_code == 422
    for one in (inside, Person.objects.get(entities=["FR01"], role=Role.ADMINISTRATOR)):
        assert confined.post(page(one), account(one, **wider)).status_code == 422
        one.refresh_from_db()
        assert one.entities == ["FR01"]
    assert Person.objects.count() == people


def test_within_what_they_see_they_administer(demo: Path, confined: Client) -> None:
    from encours.web.workflow.people.models import Person

    assert confined.post(f"{LIST}nouveau/", NEW | FR01).status_code == 200
    made = Person.objects.get(email=NEW["email"])
    assert (made.entities, made.confined_at) == (["FR01"], None)
    said = confined.post(page(made), account(made, **FR01, salesperson="Paul"), follow=True, headers=ENGLISH)
    assert "names no salesperson Paul" in said.content.decode()
    made.refresh_from_db()
    assert made.salesperson == "Paul"
    assert made.confined_at is not None


def test_one_administrator_of_the_whole_remains(sure: Enter, person: Make) -> None:
    alone = person(Role.ADMINISTRATOR)
    person(Role.ADMINISTRATOR, entities=["FR01"])
    desk = sure(alone)
    refused = desk.post(page(alone), account(alone, **FR01))
    assert refused.status_code == 422
    assert desk.post(page(alone), account(alone, role="auditor")).status_code == 422
    alone.refresh_from_db()
    assert (alone.entities, alone.role) == (None, Role.ADMINISTRATOR)


def test_what_someone_did_while_they_saw_more_stays_with_who_sees_the_whole(
    demo: Path, sure: Enter, person: Make, administrator: Person
) -> None:
    from encours.web.visit.reach import jobs_of, reach
    from encours.web.workflow.jobs.models import Job

    other, colleague = person(Role.AUDITOR), person(Role.AUDITOR, entities=["FR01"])
    before = Job.objects.create(kind="import", label="Import of FR02", asked_by=other)
    assert sure(administrator).post(page(other), account(other, **FR01)).status_code == 302
    other.refresh_from_db()
    after = Job.objects.create(kind="import", label="Import of FR01", asked_by=other)
    assert other.confined_at is not None
    assert set(jobs_of(colleague)) == {after}
    assert set(jobs_of(administrator)) == {before, after}
    assert reach(colleague).covers(other.pk, after.asked_at)
    assert not reach(colleague).covers(other.pk, before.asked_at)
