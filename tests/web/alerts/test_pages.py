"""The pages of alerts: what calls and what is done about it, rules made, tried, changed and switched, webhooks kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from encours.web.workflow.alerts.models import Rule

FORM = {
    "label": "Over a thousand",
    "watches": "figure:gross",
    "test": "above",
    "limit": "1 000,5",
    "criticality": "high",
    "each": "customer",
}


@pytest.fixture
def cfo(ledger: Path, client_of: Callable[..., Client]) -> Client:
    return client_of("cfo")


@pytest.fixture
def inès(ledger: Path, client_of: Callable[..., Client]) -> Client:
    """She follows portfolio P1 alone."""
    return client_of("collector", portfolios=["P1"])


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_what_calls_is_listed_acknowledged_silenced_and_taken_up_again(
    cfo: Client, rule_of: Callable[..., Rule], look: Callable[[], dict[str, int]]
) -> None:
    from encours.web.workflow.alerts.models import Alert

    rule_of(event="limit_exceeded", roles=["cfo"], condition={"limit": 1, "days": 0}, criticality="high")
    assert look()["begun"] == 1  # the limit of Aubier is over since March
    page = text(cfo.get("/alertes/"))
    assert "Cordier" in page
    assert "1 alert to look at" in page
    number = Alert.objects.get().pk
    for what, state, said in (
        ("acknowledge", "acknowledged", "1 alert acknowledged."),
        ("take_up", "calling", "1 alert calls again."),
        ("silence", "silent", "1 alert is silent until"),
        ("hear", "calling", "1 alert is silent no longer."),
    ):
        sent = {"act": what, "chosen": [number], "until": "2199-01-01"}
        assert said in text(cfo.post("/alertes/actes/", sent, follow=True))
        assert "Cordier" in text(cfo.get(f"/alertes/?state={state}"))
    assert b"Cordier" in b"".join(cfo.get("/alertes/?format=csv"))
    one = text(cfo.get(f"/alertes/{number}/"))
    assert all(word in one for word in ("Acknowledged", "Silence ended", "limit €400"))
    past = cfo.post(
        "/alertes/actes/", {"act": "silence", "chosen": [number], "until": "2020-01-01"}, follow=True
    )
    assert "today or later" in text(past)


def test_beyond_a_perimeter_there_is_no_alert(
    inès: Client, rule_of: Callable[..., Rule], look: Callable[[], dict[str, int]]
) -> None:
    from encours.web.workflow.alerts.models import Alert

    rule_of(event="limit_exceeded", roles=["collector"], condition={"limit": 1, "days": 0})
    look()
    alert = Alert.objects.get()
    assert "Cordier" not in text(inès.get("/alertes/?state=all"))
    assert inès.get(f"/alertes/{alert.pk}/").status_code == 404
    inès.post("/alertes/actes/", {"act": "acknowledge", "chosen": [alert.pk]})
    alert.refresh_from_db()
    assert alert.acknowledged_at is None


def test_a_customer_who_moved_elsewhere_is_seen_no_longer(
    inès: Client, rule_of: Callable[..., Rule], look: Callable[[], dict[str, int]]
) -> None:
    from encours.web.workflow.alerts.models import Alert, Told

    rule_of(event="limit_exceeded", roles=["collector"], condition={"limit": 1, "days": 0})
    look()
    # As it was when she followed him.
    alert = Alert.objects.get()
    Alert.objects.update(extent=alert.extent.replace("P2", "P1"))
    Told.objects.create(alert=alert, person=inès.person, level=1)  # type: ignore[attr-defined]
    assert "Cordier" not in text(inès.get("/alertes/"))
    assert inès.get(f"/alertes/{alert.pk}/").status_code == 404


def test_a_rule_is_tried_made_and_changed_and_two_people_do_not_overwrite_each_other(
    cfo: Client, look: Callable[[], dict[str, int]]
) -> None:
    from encours.web.workflow.alerts.models import Alert, Rule

    tried = text(cfo.post("/alertes/regles/nouvelle/", {**FORM, "limit": "200", "act": "try"}))
    assert "It would have told something" in tried
    assert "Now it would tell 2 states." in tried
    assert not Rule.objects.exists()
    cfo.post("/alertes/regles/nouvelle/", {**FORM, "limit": "200", "company": "on", "roles": ["cfo"]})
    rule = Rule.objects.get()
    assert (rule.condition["limit"], rule.company, rule.roles, rule.each) == (
        "200",
        True,
        ["cfo"],
        "customer",
    )
    assert look()["begun"] == 2
    url, changed = f"/alertes/regles/{rule.pk}/", {**FORM, "company": "on", "roles": ["cfo"]}
    assert 'value="200"' in text(cfo.get(url))
    assert cfo.post(url, {**changed, "version": "7"}).status_code == 409
    assert cfo.post(url, {**changed, "version": "1", "limit": "200", "label": "Other"}).status_code == 302
    assert Alert.objects.filter(ended_at=None).count() == 2, "another name is the same watch"
    assert cfo.post(url, {**changed, "version": "2"}).status_code == 302
    assert not Alert.objects.filter(ended_at=None).exists(), "another limit is another watch"
    rule.refresh_from_db()
    assert rule.condition["limit"] == "1000.5"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"limit": "x"}, "x is not a number."),
        ({"limit": ""}, "Say from which value on."),
        ({"test": "rises", "limit": "0"}, "This number is above zero."),
        ({"test": "drifts", "limit": ""}, "For customers, watch"),
        ({"where": "nothing=1"}, "There is no dimension nothing."),
        ({"watches": "event:import_stale", "where": "country=FR"}, "it takes no condition"),
        ({"watches": "figure:nothing"}, "Select a valid choice"),
        ({"label": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    cfo: Client, change: dict[str, str], said: str
) -> None:
    answer = cfo.post("/alertes/regles/nouvelle/", {**FORM, **change})
    assert answer.status_code == 422
    assert said in text(answer)
    assert ("Over a thousand" in text(answer)) is ("label" not in change)


@pytest.mark.parametrize(
    ("watches", "typed", "kept"), [("figure:overdue_rate", "12,5", "0.125"), ("figure:dso", "60", "60")]
)
def test_a_rate_is_typed_in_hundredths(cfo: Client, watches: str, typed: str, kept: str) -> None:
    from encours.web.workflow.alerts.models import Rule

    cfo.post("/alertes/regles/nouvelle/", {**FORM, "watches": watches, "limit": typed, "each": ""})
    rule = Rule.objects.get()
    assert rule.condition["limit"] == kept
    assert f'value="{typed.replace(",", ".")}"' in text(cfo.get(f"/alertes/regles/{rule.pk}/"))


def test_a_collector_makes_a_rule_for_herself_within_what_she_sees(
    inès: Client, look: Callable[[], dict[str, int]]
) -> None:
    from encours.web.workflow.alerts.models import Alert, Rule

    sent = {**FORM, "limit": "1", "company": "on", "roles": ["cfo"], "people": ["1", "2"], "hooks": ["1"]}
    assert inès.post("/alertes/regles/nouvelle/", sent).status_code == 302
    rule = Rule.objects.get()
    mine = [inès.person.pk]  # type: ignore[attr-defined]
    assert (rule.company, rule.roles, rule.people, rule.hooks) == (False, [], mine, [])
    look()
    assert [one.facts["of"]["customer"] for one in Alert.objects.all()] == ["A"]


def test_ready_made_rules_are_switched_on_and_off_by_who_steers_the_whole(cfo: Client, inès: Client) -> None:
    from encours.web.alerts.ready import CATALOGUE
    from encours.web.workflow.alerts.models import Rule

    assert "Limit exceeded" in text(cfo.get("/alertes/regles/"))
    for one in CATALOGUE:
        assert inès.post(f"/alertes/regles/prete/{one.name}/").status_code == 403
        cfo.post(f"/alertes/regles/prete/{one.name}/")
    assert {rule.ready for rule in Rule.objects.filter(active=True)} == {one.name for one in CATALOGUE}
    rule = Rule.objects.get(ready="limit_exceeded")
    for url in (f"/alertes/regles/{rule.pk}/", f"/alertes/regles/{rule.pk}/interrupteur/"):
        assert inès.post(url, {"on": "0"}).status_code == 404
    cfo.post(f"/alertes/regles/{rule.pk}/interrupteur/", {"on": "0"})
    assert not Rule.objects.get(pk=rule.pk).active
    cfo.post(f"/alertes/regles/{rule.pk}/suppression/")
    assert "Put back" in text(cfo.get("/alertes/regles/"))
    cfo.post(f"/alertes/regles/{rule.pk}/restauration/")
    assert Rule.objects.get(pk=rule.pk).deleted_at is None


def test_a_webhook_is_kept_with_its_secret_sealed_and_private_ones_need_an_administrator(
    cfo: Client, client_of: Callable[..., Client]
) -> None:
    from encours.web.workflow.alerts.models import Hook

    sent = {"name": "ERP", "url": "http://127.0.0.1:9/x", "active": "on", "private": "on"}
    refused = cfo.post("/alertes/webhooks/nouveau/", sent)
    assert refused.status_code == 422
    assert "https://" in text(refused)
    made = text(client_of("administrator").post("/alertes/webhooks/nouveau/", sent))
    hook = Hook.objects.get()
    assert hook.private
    secret = made.partition("whsec_")[2].partition("<")[0]
    assert len(secret) > 30
    assert secret not in hook.secret
    assert secret not in text(cfo.get(f"/alertes/webhooks/{hook.pk}/"))
    cfo.post(f"/alertes/webhooks/{hook.pk}/", {"name": "ERP", "url": "https://erp.example/x", "active": "on"})
    assert not Hook.objects.get().private, "an address changed by who may not allow it is allowed no longer"
