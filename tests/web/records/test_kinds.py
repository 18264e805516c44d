"""What every kind of facts people write can do: be recorded, corrected, taken back, by two people, by a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from encours.web.recorded import RECORDED
from encours.web.records.kind import Kind
from tests.web.forms import posted_forms
from tests.web.records.examples import Example, examples

if TYPE_CHECKING:
    from django.test import Client

ACCOUNT = ("FR01", "C1101")
EACH = pytest.mark.parametrize("kind", RECORDED, ids=lambda kind: kind.name)


@pytest.fixture
def example(kind: Kind) -> Example:
    return examples()[kind.name]


@pytest.fixture
def collector(three: Path, client_of: Callable[..., Client]) -> Client:
    return client_of("collector", portfolios=["North"], name="Inès Galand")


@pytest.fixture
def manager(three: Path, client_of: Callable[..., Client]) -> Client:
    return client_of("credit_manager", name="Maud Lestrade")


@pytest.fixture
def program(three: Path, person: Callable[..., Any]) -> Client:
    from django.test import Client

    from encours.web.workflow.keys.keys import make
    from encours.web.workflow.keys.models import Scope

    given = {"name": "BI", "scopes": Scope.values, "expires_on": date(2199, 12, 31)}
    _key, secret = make(person("controller", portfolios=["North"]), **given)
    return Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})


def form_of(client: Client, url: str) -> dict[str, Any]:
    """The fields of the form of a page, as they stand."""
    forms = posted_forms(client.get(url).content.decode(), url)
    return next(dict(fields) for _action, fields in forms if "key" in fields)


def record(client: Client, kind: Kind, example: Example) -> Any:
    """One recorded by the form, and what is kept of it."""
    url = reverse(f"new_{kind.name}", args=ACCOUNT)
    answer = client.post(url, {**form_of(client, url), **example.typed})
    assert answer.status_code == 302, answer.content.decode()
    return kind.model.objects.order_by("-pk")[0]


def listed(client: Client, kind: Kind, **asked: str) -> list[str]:
    """The keys of those of the account, as its list has them."""
    answer: Any = client.get(reverse(kind.listing), {"q": ACCOUNT[1], "over": "all", **asked})
    return [row[kind.of.key] for row in answer.context["table"].rows]


def corrected(client: Client, kind: Kind, key: str, example: Example, **more: Any) -> Any:
    url = reverse(f"correct_{kind.name}", args=[key])
    name, value = example.changed
    return client.post(url, {**form_of(client, url), name: value, **more})


@EACH
def test_it_is_listed_at_once_told_on_the_time_line_and_among_the_follow_up(
    collector: Client, kind: Kind, example: Example
) -> None:
    made = record(collector, kind, example)
    assert made.key in listed(collector, kind)
    assert made.key not in listed(collector, kind, known="1"), "as known before"
    page = reverse("customer", args=ACCOUNT)
    tables = collector.get(page, {"tab": "follow-up"}).context["tables"]
    assert made.key in [row[kind.of.key] for row in tables[kind.listing].rows]
    events = collector.get(page, {"tab": "timeline", "kind": kind.name}).context["events"]
    assert reverse(kind.name, args=[made.key]) in [event.href for event in events]
    assert reverse(f"new_{kind.name}", args=ACCOUNT) in collector.get(page).content.decode()


@EACH
def test_its_page_has_a_heading_what_it_says_and_its_history(
    collector: Client, kind: Kind, example: Example
) -> None:
    made = record(collector, kind, example)
    assert corrected(collector, kind, made.key, example).status_code == 302
    page: Any = collector.get(reverse(kind.name, args=[made.key]))
    assert page.context["title"]
    assert example.seen in page.content.decode()
    assert len(page.context["history"]) == 2
    (_label, after, before) = page.context["history"][0].changes[0]
    assert after != before


@EACH
def test_an_imported_one_is_corrected_without_losing_what_the_form_does_not_say(
    manager: Client, kind: Kind, example: Example
) -> None:
    key = listed(manager, kind, q="")[0]
    page: Any = manager.get(reverse(kind.name, args=[key]))
    before = page.context["found"].said
    assert corrected(manager, kind, key, example).status_code == 302
    after = kind.model.objects.get(key=key).said
    name = example.changed[0]
    kept = [field for field in type(before).__dataclass_fields__ if field != name]
    assert {field: getattr(after, field) for field in kept} == {
        field: getattr(before, field) for field in kept
    }
    assert getattr(after, name) != getattr(before, name)


@EACH
def test_of_two_who_correct_one_the_second_is_told_and_overwrites_nothing(
    collector: Client, manager: Client, kind: Kind, example: Example
) -> None:
    made = record(collector, kind, example)
    assert corrected(manager, kind, made.key, example).status_code == 302
    answer = corrected(collector, kind, made.key, example, seen=str(made.pk))
    assert answer.status_code == 409
    assert "Maud Lestrade changed this on" in answer.content.decode()
    withdrawal = reverse(f"withdraw_{kind.name}", args=[made.key])
    assert collector.post(withdrawal, {"seen": made.pk}).status_code == 409
    assert kind.model.objects.filter(key=made.key).count() == 2


@EACH
def test_one_taken_back_leaves_its_list_and_keeps_its_history(
    collector: Client, kind: Kind, example: Example
) -> None:
    made = record(collector, kind, example)
    withdrawal = reverse(f"withdraw_{kind.name}", args=[made.key])
    assert collector.post(withdrawal, {"seen": made.pk}).status_code == 302
    assert made.key not in listed(collector, kind)
    page: Any = collector.get(reverse(kind.name, args=[made.key]))
    assert len(page.context["history"]) == 2


@EACH
def test_a_program_records_corrects_and_takes_back_once_under_a_name(
    program: Client, kind: Kind, example: Example
) -> None:
    def send(name: str, said: dict[str, Any], *key: str, called: str = "") -> Any:
        return program.post(
            reverse(f"rest:{name}_{kind.name}", args=key),
            json.dumps(said),
            content_type="application/json",
            headers={"Idempotency-Key": called} if called else {},
        )

    said = {"entity": ACCOUNT[0], "customer": ACCOUNT[1], **example.sent}
    first, second = (send("make", said, called="one") for _time in range(2))
    assert (first.status_code, first.content) == (201, second.content), first.content
    key, seen = first.json()["key"], first.json()["seen"]
    assert program.get(reverse(f"rest:{kind.name}", args=[key])).json()["seen"] == seen
    name, value = example.changed
    fixed = send("correct", {"seen": seen, name: value}, key)
    assert fixed.status_code == 200, fixed.content
    assert send("correct", {"seen": seen, name: value}, key).status_code == 409
    assert send("withdraw", {"seen": fixed.json()["seen"]}, key).json()["withdrawn"] is True
    assert program.get(reverse(f"rest:{kind.name}", args=[key])).status_code == 404
    assert kind.model.objects.filter(key=key).count() == 3
