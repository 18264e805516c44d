"""Whether a rise is good or bad news is said once, by the figure: every page, dashboard and workbook says the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from encours.api import Result
from encours.cube.figure import tone
from encours.cube.measures import CATALOGUE as MEASURES
from encours.indicators.catalogue import CATALOGUE, Figure, figure
from encours.reports.workbook import indicators as sheet
from encours.reports.workbook.asked import INDICATORS
from encours.reports.workbook.look import BAD, GOOD, SOFT_INK
from encours.reports.workbook.tiles import ink

EVERY: list[Figure] = [*CATALOGUE, *(one for one in MEASURES if one.published)]
BEFORE, NOW = Decimal(1), Decimal(2)
DAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("name", "rise"),
    [
        ("dso", "bad"),
        ("overdue", "bad"),
        ("disputed", "bad"),
        ("hhi", "bad"),  # the risk hangs on fewer customers
        ("top_share", "bad"),
        ("on_time_rate", "good"),
        ("cei", "good"),
        ("turnover", "good"),
        ("promise_rate", "good"),
        ("receipts", "good"),
        ("net", "flat"),  # more sold, or paid later: it does not say which
        ("not_due", "flat"),
        ("gross", "flat"),
        ("credit_notes", "flat"),
        ("promised", "flat"),
    ],
)
def test_which_way_a_figure_is_good(name: str, rise: str) -> None:
    of = figure(name)
    assert of is not None
    opposite = {"good": "bad", "bad": "good", "flat": "flat"}[rise]
    assert [tone(of.better, change) for change in (1, -1, 0)] == [rise, opposite, "flat"]


def test_the_pages_of_figures_say_it(visit_of: Callable[..., Any]) -> None:
    from encours.web.indicators.list_views import _line
    from encours.web.indicators.over_time import _compared
    from encours.web.indicators.subject import subject

    visit = visit_of()
    for of in EVERY:
        assert _line(visit, of, [BEFORE, NOW], False).tone == tone(of.better, 1), of.name
        assert _compared(subject(visit, of.name), "", DAY, BEFORE, NOW).tone == tone(of.better, 1), of.name


def test_a_tile_of_a_dashboard_says_it(visit_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from encours.web.dashboards import tile
    from encours.web.dashboards.blocks import Block

    visit = visit_of()
    for of in EVERY:
        rows = [{"as_of": DAY.isoformat(), of.name: value} for value in (BEFORE, NOW)]
        answer = Result(rows, ("as_of",), {of.name: of.unit}, {of.name: of.label}, "EUR", DAY, DAY)
        monkeypatch.setattr(tile, "months", lambda *_, found=answer: found)
        block = Block("b0", figures=(of.name,), compare="month")
        assert tile.tile(visit, block).tone == tone(of.better, 1), of.name


def test_the_cockpit_says_it(visit_of: Callable[..., Any]) -> None:
    from encours.web.cockpit import tiles

    visit = visit_of()
    for name in tiles.LABELS:
        of = figure(tiles.figure(name).partition(":")[0])
        assert of is not None
        assert tiles._tile(visit, name, [BEFORE, NOW], None, "", False).tone == tone(of.better, 1), name


def test_the_workbook_says_it() -> None:
    inks = {"good": GOOD, "bad": BAD, "flat": SOFT_INK}
    assert {of.name: ink(of.name, 1) for of in EVERY} == {of.name: inks[tone(of.better, 1)] for of in EVERY}


@pytest.mark.parametrize("name", INDICATORS)
def test_a_drift_in_the_workbook_is_for_the_worse_or_for_the_better(name: str) -> None:
    """Its sheet has no third word: it shows figures whose direction is known."""
    of, risen = figure(name.partition(":")[0]), SimpleNamespace(gap=Decimal(1))
    assert of is not None
    assert tone(of.better, 1) != "flat"
    assert sheet.worse(name, risen) == (tone(of.better, 1) == "bad")  # type: ignore[arg-type]
