"""Indicators people define themselves: worth what arithmetic says, and nothing but arithmetic."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import encours
from encours.api.question import figures
from encours.book.home import Home
from encours.errors import UsageError
from encours.indicators.catalogue import CATALOGUE
from encours.indicators.formula import indicator_of, numerator_and_denominator, parts
from encours.indicators.formula_text import DEEPEST, LONGEST, parse
from encours.indicators.formula_tree import FUNCTIONS, needs, written
from encours.indicators.record import Indicator, Need, Unit, When
from tests.book.small_books import imported

NAMES = ("net", "overdue", "gross", "unapplied", "sales", "net@start", "sales@year", "item_count", "days")


def worth(text: str, days: int = 91, **values: int | str) -> Decimal | None:
    """The formula with each measure at the value given, 0 for the others."""
    own = indicator_of("own_figure", "Own", text, Unit.MONEY, "")
    given_to = {need.name: Decimal(values.get(spelled(need), 0)) for need in own.needs({})}
    return own.compute({}, days=days, **given_to)


def spelled(need: Need) -> str:
    return f"{need.measure}_{need.when}" if need.when in (When.START, When.YEAR) else need.measure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("overdue / net * 100", "12.5"),
        ("(overdue - disputed) / sales * days", "18.2"),
        ("net - net@start", "-20"),
        ("2 - 3 - 4", "-5"),
        ("16 / 4 / 2", "2"),
        ("2 + 3 * 4", "14"),
        ("-(2 + 3) * -4", "20"),
        ("--2", "2"),
        ("2 - -3", "5"),
        ("min(net, overdue) + max(1, 2)", "12"),
        ("abs(unapplied)", "7"),
        ("0.5*net", "40"),
        (" net\n\t+ 1 ", "81"),
        ("sales@year / 2", "100"),
    ],
)
def test_a_formula_is_worth_what_arithmetic_says(text: str, expected: str) -> None:
    values = {"overdue": 10, "net": 80, "net_start": 100, "disputed": 2, "sales": 40, "sales_year": 200}
    assert worth(text, unapplied=-7, **values) == Decimal(expected)


@pytest.mark.parametrize(
    "text", ["1 / net", "net / (gross - gross)", "min(1 / net, 2)", "-(1 / net)", "3 + 1 / 0"]
)
def test_nothing_divided_by_zero_has_a_value(text: str) -> None:
    assert worth(text) is None


def test_a_figure_too_large_to_be_told_has_no_value() -> None:
    assert worth("net * net", net=10**13) == Decimal(10) ** 26
    assert worth("net * net", net=10**14) is None


@st.composite
def formulas(draw: st.DrawFn, depth: int = 4) -> str:
    if depth == 0 or draw(st.booleans()):
        numbers = st.integers(0, 999).map(str)
        return draw(st.one_of(st.sampled_from(NAMES), numbers, numbers.map(lambda n: n + ".25")))
    shape = draw(
        st.sampled_from(["{0} {s} {1}", "({0} {s} {1})", "-{0}", "min({0}, {1})", "max({0},{1})", "abs({0})"])
    )
    one, two = draw(formulas(depth - 1)), draw(formulas(depth - 1))
    return shape.format(one, two, s=draw(st.sampled_from("+-*/")))


@given(formulas(), st.lists(st.integers(-500, 500), min_size=len(NAMES), max_size=len(NAMES)))
def test_any_formula_is_worth_what_exact_fractions_say(text: str, drawn: list[int]) -> None:
    if len(text) > LONGEST:
        return
    named = dict(zip(NAMES, drawn, strict=True))
    own = indicator_of("own_figure", "Own", text, Unit.MONEY, "")
    values = {
        need.name: Decimal(named[spelled(need).replace("_start", "@start").replace("_year", "@year")])
        for need in own.needs({})
    }
    found = own.compute({}, days=named["days"], **values)
    expected = naive(text, named)
    if expected is None or abs(expected) >= 10**28:
        assert found is None
    else:
        assert found is not None
        assert abs(Fraction(found) - expected) <= max(abs(expected), Fraction(1)) / 10**25


def naive(text: str, named: dict[str, int]) -> Fraction | None:
    """The arithmetic of Python itself on exact fractions; the formula is one drawn above."""

    def exact(word: re.Match[str]) -> str:
        return word[0] if word[0] in FUNCTIONS else f"F('{named.get(word[0], word[0])}')"

    spelled_out = re.sub(r"[a-z_]+(?:@[a-z]+)?|[0-9.]+", exact, text)
    try:
        return Fraction(eval(spelled_out, {"F": Fraction, "min": min, "max": max, "abs": abs}))
    except ZeroDivisionError:
        return None


@given(formulas())
def test_a_formula_shown_reads_back_as_itself(text: str) -> None:
    tree = parse(text) if len(text) <= LONGEST else parse("net")
    shown = written(tree).replace("−", "-").replace("×", "*")
    assert written(parse(shown)) == written(tree) if len(shown) <= LONGEST else True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "__import__('os').system('true')",
        "(" * 10_000 + "1" + ")" * 10_000,
        "(" * 21 + "1" + ")" * 21,
        "abs(" * 21 + "1" + ")" * 21,
        "٣ + 1",
        "１ + 1",
        "nét",
        "net.real",
        "net.__class__",
        "net[0]",
        "net ** 2",
        "net // 2",
        "1e9",
        "1.",
        ".5",
        "0x10",
        "1_000",
        "net = 1",
        "net; gross",
        "lambda: 1",
        "net if net else gross",
        "'net'",
        "net gross",
        "net +",
        "+ net",
        "(net",
        "net)",
        "min(net)",
        "abs(net, gross)",
        "min(net, gross, sales)",
        "min",
        "days@start",
        "net@",
        "net@year",
        "sales@start",
        "net@end",
        "net@start@start",
        "aged",
        "dso",
        "open_age",
        "NET",
        "net\x00",
        "net # gross",
        "9" * 16,
        "net" + "+1" * 300,
    ],
)
def test_anything_but_arithmetic_on_measures_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse(text)


def test_the_deepest_and_longest_formulas_are_read() -> None:
    assert written(parse("(" * DEEPEST + "1" + ")" * DEEPEST)) == "1"
    assert len(written(parse("1" + "+1" * ((LONGEST - 1) // 2)))) > LONGEST


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with suppress(UsageError):
        assert written(parse(text))


@pytest.mark.parametrize(
    ("text", "at", "hint"),
    [
        ("net + overdu", "Character 7", "overdue"),
        ("net + overdue)", "Character 14", "')'"),
        ("net +", "Character 6", "not finished"),
        ("min(net)", "Character 1", "2 values, not 1"),
        ("1 + £", "Character 5", "no place"),
        ("sales@start", "Character 7", "sales@year"),
    ],
)
def test_an_error_says_where_and_what_is_near(text: str, at: str, hint: str) -> None:
    with pytest.raises(UsageError) as error:
        parse(text)
    assert str(error.value).startswith(at + ":")
    assert hint in str(error.value)


@pytest.mark.parametrize(
    "name",
    [
        "net",
        "dso",
        "aged",
        "days",
        "min",
        "entity",
        "open_age",
        "a",
        "9a",
        "A_b",
        "a-b",
        "é2",
        "x" * 42,
        "ab\n",
    ],
)
def test_a_name_taken_or_badly_written_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        indicator_of(name, "Label", "net", Unit.MONEY, "")


def test_a_label_is_needed() -> None:
    with pytest.raises(UsageError):
        indicator_of("my_own", " ", "net", Unit.MONEY, "")


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("overdue / net * 100", "overdue × 100", "net"),
        ("100 * overdue / net", "100 × overdue", "net"),
        ("-(net / gross)", "−net", "gross"),
        ("net / sales / days", "net", "sales × days"),
        ("(overdue - disputed) / (sales + 1)", "overdue − disputed", "sales + 1"),
    ],
)
def test_a_division_is_shown_by_what_stands_above_and_below(text: str, above: str, below: str) -> None:
    found = numerator_and_denominator(text)
    assert found is not None
    assert (found.above, found.below) == (above, below)


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("net / sales", "money", "money"),
        ("-net * 2 / sales", "money", "money"),
        ("net * 2 * 3 / sales", "money", "money"),
        ("max(net, gross) / (sales + 1)", "money", "index"),
        ("net * days / sales", "money", "money"),
        ("overdue / gross * 100", "money", "money"),
        ("overdue * days * 100 / gross", "index", "money"),
        ("1 / days", "index", "days"),
    ],
)
def test_an_amount_times_a_number_is_an_amount(text: str, above: str, below: str) -> None:
    own = indicator_of("own_figure", "Own", text, Unit.INDEX, "")
    assert own.above is not None
    assert own.below is not None
    assert (own.above.kind, own.below.kind) == (above, below)


@pytest.mark.parametrize("text", ["net", "net + overdue / gross", "min(net / gross, 1)", "2 * net"])
def test_what_is_no_division_has_neither(text: str) -> None:
    assert numerator_and_denominator(text) is None


def test_the_measures_above_and_below_are_told_with_when_they_are_taken() -> None:
    found = numerator_and_denominator("(net - net@start) / sales@year")
    assert found is not None
    assert [(n.measure, n.when) for n in found.above_needs] == [("net", When.END), ("net", When.START)]
    assert [(n.measure, n.when) for n in found.below_needs] == [("sales", When.YEAR)]
    assert [n.measure for n in needs(parse("net + net"))] == ["net"]


@pytest.mark.parametrize("indicator", CATALOGUE, ids=lambda indicator: indicator.name)
def test_every_indicator_of_the_catalogue_says_its_measures(indicator: Indicator) -> None:
    assert parts(indicator, {}) == list(indicator.needs(indicator.defaults()))
    assert parts(indicator, {})


def test_an_own_indicator_takes_a_window_when_it_sums_over_days() -> None:
    late = indicator_of("late_days", "Late days", "overdue / sales * days", Unit.DAYS, "")
    still = indicator_of("still_rate", "Still", "overdue / gross", Unit.RATE, "")
    (figure,) = figures(["late_days"], {"window": "12m"}, {"late_days": late})
    assert (figure.window, figure.label) == ("12m", "Late days")
    (figure,) = figures(["still_rate"], {}, {"still_rate": still})
    assert figure.parameters == {}
    with pytest.raises(UsageError, match="late_days"):
        figures(["late_day"], {}, {"late_days": late})
    with pytest.raises(UsageError):
        figures(["late_days"], {})


def test_an_own_indicator_is_asked_of_a_book_like_any_other(tmp_path: Path) -> None:
    imported(
        Home(tmp_path),
        items="""
        entity,customer,item,kind,posting_date,due_date,currency,amount
        E,A,I1,invoice,2025-01-10,2025-02-10,EUR,1000
        E,A,I2,invoice,2025-04-10,2025-05-10,EUR,500
        E,A,I3,invoice,2025-06-20,2025-07-20,EUR,500
        """,
    )
    texts = {"late_days": "overdue / sales * days", "grown": "net - net@start", "paced": "net / sales@year"}
    also = {name: indicator_of(name, name, text, Unit.DAYS, "") for name, text in texts.items()}
    book = encours.open(tmp_path).using(also)
    (shown,) = book.show(*also, as_of="2025-06-30").rows
    assert {name: shown[name] for name in also} == {
        "late_days": Decimal("136.5"),
        "grown": Decimal(1000),
        "paced": Decimal(1),
    }
    assert book.show("paced", by="customer", as_of="2025-06-30").rows[0]["paced"] == 1
