"""The DSO bridge: its causes add up, for the whole and for each entity."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.indicators.bridge import STEP

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.parametrize("day", ["2026-10-31", "2026-05-12"])
def test_the_causes_add_up_exactly_from_one_dso_to_the_other(visit_of: Callable[..., Any], day: str) -> None:
    from encours.web.indicators.causes import bridged

    visit = visit_of(f"date={day}")
    found = bridged(visit, date(2025, 12, 31), "3m")
    before, after = (
        visit.book.show("dso", as_of=at, currency="EUR").value.quantize(STEP) for at in ("2025-12-31", day)
    )
    assert found.before == before
    assert found.after == after
    assert before + sum(cause.days for cause in found.causes) == after
    assert found.change != 0


def test_each_entity_has_the_bridge_the_library_gives_it(visit_of: Callable[..., Any]) -> None:
    from encours.web.indicators.causes import levels_by_entity

    visit = visit_of()
    found = levels_by_entity(visit, date(2026, 6, 30), "3m")
    assert len(found) == 5
    for entity, levels in found.items():
        rows = visit.book.bridge(
            visit.day, date(2026, 6, 30), where=[f"entity={entity}"], currency="EUR"
        ).rows
        assert levels is not None
        before, days, after = levels
        assert before == Decimal(rows[0]["days"]).quantize(STEP)
        assert after == Decimal(rows[-1]["days"]).quantize(STEP)
        assert days == {row["cause"]: row["days"] for row in rows[1:-1]}


def test_an_entity_without_sales_says_it_has_no_bridge(visit_of: Callable[..., Any]) -> None:
    from encours.web.indicators.causes import levels_by_entity

    found = levels_by_entity(visit_of(), date(2001, 6, 30), "3m")
    assert set(found.values()) == {None}


def test_the_page_shows_the_waterfall_and_both_tables(demo: Path, client_of: Callable[..., Client]) -> None:
    client = client_of("cfo")
    page = client.get("/indicateurs/dso/pont/?part=all").content.decode()
    assert page.count('class="drawing"') == 1
    assert "Delay (overdue)" in page
    assert 'id="entities"' in page
    file = client.get("/indicateurs/dso/pont/?causes-format=csv")
    assert len(b"".join(file.streaming_content).splitlines()) == 7


@pytest.mark.parametrize("since", ["soon", "2026-10-31", "2027-01-01"])
def test_a_bridge_starts_before_it_ends(demo: Path, client_of: Callable[..., Client], since: str) -> None:
    page = client_of("cfo").get(f"/indicateurs/dso/pont/?date=2026-10-31&since={since}").content.decode()
    assert 'role="alert"' in page
    assert 'value="2026-09-30"' in page


def test_the_day_before_is_the_latest_start(visit_of: Callable[..., Any]) -> None:
    from encours.web.indicators.bridge import span_asked

    assert span_asked(visit_of("date=2026-10-31&since=2026-10-30")).problem == ""
