"""The figures at the top of the cockpit are those of the book, within the perimeter, at the date, in the currency."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from encours.api import open_book
from encours.indicators.record import Unit
from encours.web import typography
from encours.web.cockpit.tiles import LABELS, _tone

if TYPE_CHECKING:
    from django.test import Client

Read = Callable[..., str]
FIGURES = {
    "net": ("net", Unit.MONEY),
    "overdue": ("overdue", Unit.MONEY),
    "dso": ("dso", Unit.DAYS),
    "on_time": ("on_time_rate", Unit.RATE),
    "disputed": ("disputed", Unit.MONEY),
    "cei": ("cei", Unit.PERCENT),
    "unapplied": ("unapplied", Unit.MONEY),
}


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"date": "2026-05-14"},
        {"entity": "FR01"},
        {"currency": "USD"},
        {"portfolio": "FR01 PME", "date": "2026-03-31"},
    ],
    ids=str,
)
def test_each_tile_shows_the_figure_of_the_book_for_the_scope_of_the_address(
    cfo: Client, demo: Path, tile: Read, name: str, query: dict[str, str]
) -> None:
    page = cfo.get("/", query).content.decode()

    book = open_book(demo)
    where = [f"{field}={query[field]}" for field in ("entity", "portfolio") if field in query]
    figure, unit = FIGURES[name]
    currency = query.get("currency", "EUR")
    value = book.show(figure, as_of=query.get("date"), where=where, currency=currency).value
    assert typography.shown(value, unit, currency, "short").replace("\xa0", " ") in tile(page, name)


def test_the_trend_of_a_tile_keeps_the_value_it_had_when_the_page_came(
    cfo: Client, tile: Read, part: Read
) -> None:
    page = cfo.get("/").content.decode()
    for name in LABELS:
        alone = part(cfo, f"trend-{name}")
        assert 'class="ln"' in alone
        assert "hx-get" not in alone
        first, later = tile(page, name), tile(alone, name)
        assert re.search(r"\d[\d.,]*", first[len(name) :])[0] in later  # type: ignore[index]


def test_the_change_of_an_amount_is_a_share_and_that_of_a_rate_is_in_points() -> None:
    assert typography.changed(Decimal(110), Decimal(100), Unit.MONEY) == "+10.0%"
    assert typography.changed(Decimal(90), Decimal(-100), Unit.MONEY) == "+190.0%"
    assert typography.changed(Decimal("0.5"), Decimal("0.52"), Unit.RATE) == "−2.0\xa0pts"
    assert typography.changed(Decimal(1), Decimal(0), Unit.MONEY) == ""
    assert typography.changed(None, Decimal(1), Unit.DAYS) == ""


def test_more_is_bad_for_what_is_owed_and_good_for_what_is_collected() -> None:
    assert [_tone(name, 2, 1) for name in LABELS] == ["flat", "bad", "bad", "good", "bad", "good", "flat"]
    assert [_tone(name, 1, 2) for name in LABELS] == ["flat", "good", "good", "bad", "good", "bad", "flat"]
    assert _tone("net", 1, 1) == _tone("net", None, 1) == "flat"


def test_figures_that_make_no_sense_are_said_so_and_not_shown_as_zero(cfo: Client, tile: Read) -> None:
    page = cfo.get("/", {"entity": "nobody"}).content.decode()

    assert "n/a" in tile(page, "dso")
    assert "n/a" in tile(page, "cei")
    assert "€0" in tile(page, "net")


def test_a_target_is_shown_once_the_company_has_one(cfo: Client, tile: Read) -> None:
    from encours.web.workflow.choices.models import Preference
    from encours.web.workflow.choices.revisions import changed

    Preference.objects.create(name="targets", value={"dso": {"": "54", "FR01": "48"}})
    changed("preferences")

    assert "target 54.0" in tile(cfo.get("/").content.decode(), "dso")
    assert "target 48.0" in tile(cfo.get("/", {"entity": "FR01"}).content.decode(), "dso")


def test_a_date_before_everything_and_one_beyond_the_data_have_a_page(cfo: Client) -> None:
    for day in (date(2010, 1, 1), date(2030, 1, 1)):
        assert cfo.get("/", {"date": day.isoformat()}).status_code == 200


def test_unapplied_credits_have_their_age_and_lead_to_since_when(cfo: Client, demo: Path, tile: Read) -> None:
    page = cfo.get("/").content.decode()
    book = open_book(demo)
    assert f"age {typography.days(book.show('unapplied_age').value)}".replace("\xa0", " ") in tile(
        page, "unapplied"
    )
    assert 'href="/creances/?measure=unapplied"' in page
    held = book.rows("unapplied").rows
    days, open_ = (sum(row["unapplied"] * row["age_days"] for row in held), book.show("unapplied").value)
    assert abs(days / open_ - book.show("unapplied_age").value) < Decimal("0.0001")
