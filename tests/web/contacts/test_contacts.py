"""Contacts: what can be said of one, and what the trail does not repeat."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from encours.web.workflow.contacts.making import faults
from encours.web.workflow.contacts.models import Contact, Said
from encours.web.workflow.timeline.models import Happening
from encours.web.workflow.trail.models import Event
from tests.web.forms import posted_forms

if TYPE_CHECKING:
    from django.test import Client

ACCOUNT = ("FR01", "C1101")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"name": "  "}, ["name"]),
        ({"email": "jeanne"}, ["email"]),
        ({"email": "jeanne@mail.example"}, []),
        ({"phone": "12345"}, ["phone"]),
        ({"phone": "123456"}, []),
        ({"phone": "+33 (0)1 23-45.67/89 poste 12"}, []),
        ({"phone": "call me"}, ["phone"]),
        ({"language": "de"}, ["language"]),
        ({"accepts": "email pigeon"}, ["accepts"]),
        ({"accepts": "none"}, []),
    ],
)
def test_an_address_and_a_number_are_what_they_look_like(said: dict[str, Any], wrong: list[str]) -> None:
    assert list(faults(Said(**{"entity": "F", "customer": "C", "name": "Jeanne", **said}))) == wrong


def test_what_is_typed_is_kept_and_the_trail_repeats_nothing_of_who_it_is(
    three: Path, client_of: Callable[..., Client]
) -> None:
    collector = client_of("collector", portfolios=["North"])
    url = reverse("new_contact", args=ACCOUNT)
    form = next(
        dict(fields)
        for _to, fields in posted_forms(collector.get(url).content.decode(), url)
        if "key" in fields
    )
    typed = {**form, "name": "Zélie Quantin", "email": "zelie@", "phone": "+33 600000000", "accepts": ["sms"]}
    refused = collector.post(url, typed)
    assert refused.status_code == 400
    assert "Zélie Quantin" in refused.content.decode()
    assert collector.post(url, {**typed, "email": "zelie@mail.example"}).status_code == 302
    assert Contact.objects.get().accepts == "sms"
    told = str([vars(one) for model in (Event, Happening) for one in model.objects.all()])
    assert [word for word in ("Zélie", "zelie@mail", "600000000") if word in told] == []
    assert "sms" in told
