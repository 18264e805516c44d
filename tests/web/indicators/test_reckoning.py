"""Each figure is what the library says, and its two sides give it back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from encours.cube.periods import window
from encours.indicators.catalogue import CATALOGUE
from encours.indicators.record import Indicator, Shape, Times

DIVISIONS = [
    one for one in CATALOGUE if one.shape in (Shape.SUMS, Shape.SHARES) and one.divided(one.defaults())
]


def sides_of(about: Any) -> tuple[Decimal, Decimal, Decimal, Times]:
    from encours.web.indicators import fractions

    wanted = fractions.fraction(about.of, about.settings)
    assert wanted is not None
    also = fractions.sides(wanted)
    row = about.ask(*also, also=also).rows[0]
    return row[about.key], row[fractions.ABOVE], row[fractions.BELOW], wanted.times


@pytest.mark.parametrize(
    "query", ["", "date=2026-05-12&entity=FR01&window=12m&base=net&floored=yes&by=count"]
)
def test_the_two_sides_of_every_division_give_the_figure_back(
    visit_of: Callable[..., Any], query: str
) -> None:
    from encours.web.indicators.subject import subject

    visit = visit_of(query)
    for of in DIVISIONS:
        about = subject(visit, of.name)
        value, above, below, times = sides_of(about)
        days = 365 if "12m" in query else 92
        assert value is not None, of.name
        assert abs(above / below * times.factor(days) - value) < Decimal("0.00001"), of.name


def test_the_value_of_a_page_is_that_of_the_library(visit_of: Callable[..., Any]) -> None:
    from encours.web.indicators.explanation import reckoned
    from encours.web.indicators.subject import subject

    visit = visit_of("date=2026-06-30&entity=FR02")
    for of in CATALOGUE:
        about = subject(visit, of.name)
        asked = visit.book.show(of.name, as_of="2026-06-30", settings=about.settings, currency="EUR")
        assert reckoned(about).value == asked.value


def test_parameters_of_the_address_change_the_figure_and_wrong_ones_say_why(
    visit_of: Callable[..., Any],
) -> None:
    from encours.web.indicators.subject import subject

    someone = visit_of().person
    usual, year = (subject(visit_of(query, someone), "dso") for query in ("", "window=12m"))
    assert usual.ask().value != year.ask().value
    wrong = subject(visit_of("window=monthly&balance=netto", someone), "dso")
    assert wrong.ask().value == usual.ask().value
    assert [choice.typed for choice in wrong.choices if choice.problem] == ["monthly", "netto"]


@pytest.mark.parametrize(
    ("typed", "taken"), [("0", True), ("3650", True), ("3651", False), ("-1", False), ("²", False)]
)
def test_days_of_grace_are_a_whole_number_within_ten_years(
    visit_of: Callable[..., Any], typed: str, taken: bool
) -> None:
    from encours.web.indicators.subject import subject

    (k,) = [one for one in subject(visit_of(f"k={typed}"), "on_time_rate").choices if one.name == "k"]
    assert (k.problem == "") is taken
    assert (k.value == typed) is taken


def test_a_term_at_the_start_leads_to_the_rows_of_the_day_before_the_period(
    visit_of: Callable[..., Any],
) -> None:
    from encours.web.indicators.explanation import reckoned
    from encours.web.indicators.subject import subject

    terms = reckoned(subject(visit_of("date=2026-06-30"), "cei")).terms
    assert "date=2026-03-31" in terms[0].href
    assert "date=2026-06-30" in terms[2].href


def test_a_figure_without_denominator_has_no_value_and_says_why(visit_of: Callable[..., Any]) -> None:
    from encours.web.indicators.explanation import reckoned
    from encours.web.indicators.subject import subject

    figure = reckoned(subject(visit_of("date=1999-06-30"), "dso"))
    assert figure.value is None
    assert "denominator" in figure.why


def test_the_months_of_a_count_back_add_up_to_its_days(visit_of: Callable[..., Any]) -> None:
    from encours.web.indicators.detail import walk
    from encours.web.indicators.subject import subject

    someone = visit_of().person
    for day in ("2026-10-31", "2026-05-12"):
        about = subject(visit_of(f"date={day}", someone), "dso_countback")
        found = walk(about)
        months = found["months"]
        assert sum(month.days for month in months) == found["value"] == about.ask().value
        last, whole = found["last"], found["whole"]
        assert last.before == months[-2].left
        assert abs(whole + last.before * last.length / last.sales - found["value"]) < Decimal("1e-9")


def test_the_largest_customers_make_the_share_of_the_largest(visit_of: Callable[..., Any]) -> None:
    from encours.web.indicators.detail import largest
    from encours.web.indicators.subject import subject

    about = subject(visit_of("n=5"), "top_share")
    shares = [one.share for one in largest(about)["holders"]]
    assert len(shares) == 5
    assert abs(sum(shares) - about.ask().value) < Decimal("1e-9")


@pytest.mark.parametrize("query", ["", "over=group"])
def test_the_largest_and_all_the_others_add_up(visit_of: Callable[..., Any], query: str) -> None:
    from encours.web.indicators.detail import largest
    from encours.web.indicators.explanation import reckoned
    from encours.web.indicators.subject import subject

    about = subject(visit_of(query), "hhi")
    found, figure = largest(about), reckoned(about)
    assert sum(one.net for one in found["holders"]) + found["others"].net == found["all"].net
    assert found["others"].net >= 0
    assert found["all"].square == figure.above
    assert figure.above.endswith("€²")


def test_a_split_adds_up_to_the_whole(visit_of: Callable[..., Any]) -> None:
    from encours.web.indicators.splits import split_rows, split_table
    from encours.web.indicators.subject import subject

    for name, by in (("dso", "entity"), ("cei", "portfolio"), ("on_time_rate", "customer"), ("net", "zone")):
        about = subject(visit_of(), name)
        rows = split_rows(about, by)
        totals = split_table(about, by, rows).totals
        assert len(rows) > 1
        assert abs(totals["value"] - about.ask().value) < Decimal("0.000001"), name


def test_the_worst_stands_first_whichever_way_is_good(visit_of: Callable[..., Any]) -> None:
    from encours.web.indicators.splits import split_rows, split_table
    from encours.web.indicators.subject import subject

    for name, largest_first in (("dso", True), ("on_time_rate", False)):
        about = subject(visit_of(), name)
        values = [row["value"] for row in split_table(about, "entity", split_rows(about, "entity")).rows]
        assert values == sorted(values, reverse=largest_first)
        assert values[0] != values[-1]


def test_every_figure_of_the_product_stands_in_one_family_that_has_words() -> None:
    from encours.cube.measures import PUBLISHED
    from encours.indicators.record import Family
    from encours.web.indicators.families import LABELS, of_product

    placed = [one.name for family in LABELS for one in of_product(family)]
    assert sorted(placed) == sorted([*PUBLISHED, *(one.name for one in CATALOGUE)])
    assert list(LABELS) == list(Family)


def test_ones_own_division_is_shown_by_its_sides(
    visit_of: Callable[..., Any], own: Callable[..., Any]
) -> None:
    from encours.web.indicators.subject import subject

    visit = visit_of()
    own(visit.person, formula="(overdue - disputed) / sales * days", unit="days")
    about = subject(visit, "late_share")
    value, above, below, times = sides_of(about)
    assert isinstance(about.of, Indicator)
    assert times is Times.DAYS, "above the line stands an amount, which is shown as one"
    days = (visit.day - window(visit.day, about.settings["window"]).before).days
    assert abs(above * days / below - value) < Decimal("1e-9")
