"""Who makes a cause of the bridge: customers add up to it, items to their customer, as shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

SINCE = date(2026, 6, 30)
CAUSES = ["sales_volume", "terms", "delay", "disputes", "unapplied_cash", "currency"]


def test_causes_add_up_as_they_are_shown(visit_of: Callable[..., Any]) -> None:
    from encours.web.indicators.causes import bridged
    from encours.web.indicators.contributors import rounded

    found = rounded(bridged(visit_of(), SINCE, "3m"))
    assert sum(cause.days for cause in found.causes) == found.after - found.before
    shown = [found.before, found.after, *(cause.days for cause in found.causes)]
    assert all(days == round(days, 2) for days in shown)


@pytest.mark.parametrize("name", CAUSES)
def test_customers_add_up_to_their_cause_and_items_to_their_customer(
    visit_of: Callable[..., Any], name: str
) -> None:
    from encours.web.indicators.contributors import cause_of, customers, items

    visit = visit_of()
    cause = cause_of(visit, name, SINCE, "3m")
    made = customers(visit, cause, SINCE, "3m")
    assert len(made) > 5
    assert sum(share.days for share in made) == cause.days
    assert sum(share.money for share in made) == cause.money
    assert all(share.days == round(share.days, 2) for share in made)
    first = made[0]
    own, rows = items(visit, cause, SINCE, "3m", first.of["entity"], first.of["customer"])
    assert own == first
    assert sum(share.days for share in rows) == first.days
    assert sum(share.money for share in rows) == first.money
    assert sum(share.after - share.before for share in rows) == pytest.approx(
        first.after - first.before, abs=Decimal("0.000001")
    )


def test_the_page_leads_from_a_cause_to_its_customers_to_their_items(
    demo: Path, client_of: Callable[..., Client]
) -> None:
    client = client_of("cfo")
    causes = client.get("/indicateurs/dso/pont/?since=2026-06-30&part=all").content.decode()
    assert "/indicateurs/dso/pont/delay/?" in causes
    page = client.get("/indicateurs/dso/pont/delay/?since=2026-06-30&part=all").content.decode()
    href = page.partition('href="/indicateurs/dso/pont/delay/FR')[2].partition('"')[0].replace("&amp;", "&")
    rows = client.get(f"/indicateurs/dso/pont/delay/FR{href}").content.decode()
    assert 'href="/creances/FR' in rows
    assert 'id="items"' in rows


def test_the_file_of_a_cause_has_its_customers(demo: Path, client_of: Callable[..., Client]) -> None:
    file = client_of("cfo").get("/indicateurs/dso/pont/delay/?since=2026-06-30&customers-format=csv")
    first, *rows = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert "Customer code" in first
    assert len(rows) > 5


def test_what_is_no_cause_or_nobodys_is_not_found(demo: Path, client_of: Callable[..., Client]) -> None:
    client = client_of("cfo")
    assert client.get("/indicateurs/dso/pont/nothing/").status_code == 404
    assert client.get("/indicateurs/dso/pont/delay/FR01/NOBODY/").status_code == 404
