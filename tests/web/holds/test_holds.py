"""Holds: what can be said of one, both sides of its days, lifting it from the page of the customer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from encours.api import open_book
from encours.api.holds import holds, sought
from encours.web.workflow.holds.making import faults
from encours.web.workflow.holds.models import Hold, Said
from tests.web.forms import posted_forms

if TYPE_CHECKING:
    from django.test import Client

ACCOUNT = ("FR01", "C1101")
DAY = timedelta(days=1)


@pytest.fixture
def collector(three: Path, client_of: Callable[..., Client]) -> Client:
    return client_of("collector", portfolios=["North"], name="Inès Galand")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"from_date": DAY, "reason": "checking"}, "from_date"),
        ({"until_date": -DAY}, "until_date"),
        ({"until_date": 731 * DAY}, "until_date"),
        ({}, "reason"),
        ({"until_date": 0 * DAY, "cancelled_on": -DAY}, "cancelled_on"),
        ({"until_date": 0 * DAY, "cancelled_on": DAY}, "cancelled_on"),
        ({"until_date": 0 * DAY}, None),
        ({"until_date": 730 * DAY, "cancelled_on": 0 * DAY}, None),
        ({"reason": "checking"}, None),
    ],
)
def test_a_hold_has_days_in_their_order_and_an_end_or_a_reason(
    said: dict[str, Any], field: str | None
) -> None:
    today = timezone.localdate()
    days = {name: today + value if isinstance(value, timedelta) else value for name, value in said.items()}
    assert list(faults(Said(**{"entity": "F", "customer": "C", "from_date": today, **days}))) == [
        *([field] if field else [])
    ]


def test_it_holds_to_the_end_of_its_last_day_and_until_the_day_it_is_lifted(three: Path) -> None:
    with open_book(three) as book:

        def state(key: str, day: str) -> str | None:
            found = holds(book, sought(date.fromisoformat(day), among={"hold": [key]})).rows
            return found[0]["state"] if found else None

        # From the 1st of August, to the 15th of September, lifted on the 10th.
        assert [state("H0101X", f"2026-{day}") for day in ("07-31", "08-01", "09-09", "09-10", "09-16")] == [
            None, "in_force", "in_force", "lifted", "lifted",
        ]  # fmt: skip


def test_the_page_of_the_customer_says_so_and_lifts_it(collector: Client) -> None:
    url, page = reverse("new_hold", args=ACCOUNT), reverse("customer", args=ACCOUNT)
    form = next(
        dict(fields)
        for _to, fields in posted_forms(collector.get(url).content.decode(), url)
        if "key" in fields
    )
    until = (timezone.localdate() + 3 * DAY).isoformat()
    assert collector.post(url, {**form, "until_date": until, "reason": "arbitration"}).status_code == 302
    made = Hold.objects.get()
    told = collector.get(page)
    first = told.context["held"].first
    assert ["arbitration awaited" in one.text for one in first] == [False, True], (
        "after that of the import, without end"
    )
    lift = next(
        (to, dict(fields)) for to, fields in posted_forms(told.content.decode(), page) if made.key in to
    )
    assert collector.post(lift[0], lift[1]).status_code == 302
    assert len(collector.get(page).context["held"].first) == 1
    (row,) = (row for row in collector.get(reverse("holds")).context["table"].rows if row["hold"] == made.key)
    assert (row["state"], row["author"]) == ("lifted", "Inès Galand")
