"""The difference between two versions: every item that moved, why, and totals that add up exactly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from encours.book.diff import Diff, diff
from encours.book.home import Home
from encours.book.publication import open_served
from encours.book.undo import undo
from encours.errors import DataError
from encours.money import from_units
from tests.book.small_books import copied, imported
from tests.rounds import rounds

ITEMS = "entity,customer,item,kind,posting_date,due_date,currency,amount\n"
ALLOCATIONS = "entity,debit_item,credit_item,date,amount\n"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """FR: I1 and I2 of C1 and a payment that settles half of I1; JP: one invoice in yens."""
    home = Home(tmp_path_factory.mktemp("original"))
    imported(
        home,
        items=f"""{ITEMS}FR,C1,I1,invoice,2025-01-31,2025-03-01,EUR,100
            FR,C1,I2,invoice,2025-01-31,2025-03-01,EUR,60
            FR,C1,P1,payment,2025-02-10,,EUR,-50
            JP,C1,J1,invoice,2025-02-01,,JPY,5000""".replace("\n            ", "\n"),
        allocations=f"{ALLOCATIONS}FR,I1,P1,2025-02-10,50",
    )
    return home


@pytest.fixture
def home(original: Home, tmp_path: Path) -> Home:
    return copied(original, tmp_path / "home")


def told(found: Diff) -> dict[str, tuple[str, str, list[str]]]:
    return {
        line.item: (str(line.before), str(line.after), [str(reason) for reason in line.reasons])
        for line in found.lines
    }


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            "FR,C1,I2,invoice,2025-01-31,2025-03-01,EUR,70",
            ("60.00", "70.00", ["amount 70.00 instead of 60.00"]),
        ),
        (
            "FR,C1,I2,invoice,2025-01-31,2025-03-02,EUR,60",
            ("60.00", "60.00", ["due date 2025-03-02 instead of 2025-03-01"]),
        ),
        (
            "FR,C1,I2,invoice,2025-02-11,2025-03-01,EUR,60",
            ("60.00", "0.00", ["posting date 2025-02-11 instead of 2025-01-31"]),
        ),
        ("FR,C2,I2,invoice,2025-01-31,2025-03-01,EUR,60", ("60.00", "60.00", ["customer C2 instead of C1"])),
        (
            "FR,C1,I2,debit_note,2025-01-31,2025-03-01,EUR,61",
            ("60.00", "61.00", ["amount 61.00 instead of 60.00", "kind Debit note instead of Invoice"]),
        ),
        ("FR,C1,I3,bill,2025-02-10,2025-03-01,EUR,7", ("0.00", "7.00", ["new item"])),
    ],
)
def test_a_change_of_an_item_is_told_with_both_values(
    home: Home, changed: str, expected: tuple[str, str, list[str]]
) -> None:
    imported(home, items=ITEMS + changed)
    found = diff(home, before=None, after=None, as_of=date(2025, 2, 10))
    assert told(found) == {changed.split(",")[2]: expected}
    assert (found.before, found.after, found.count) == (1, 2, 1)


def test_an_allocation_added_is_told_on_both_sides_from_its_date_on(home: Home) -> None:
    imported(
        home,
        items=f"{ITEMS}FR,C1,P2,payment,2025-02-01,,EUR,-60",
    )
    imported(home, allocations=f"{ALLOCATIONS}FR,I2,P2,2025-02-20,60")
    assert diff(home, as_of=date(2025, 2, 19)).lines == ()
    on_the_day = diff(home, as_of=date(2025, 2, 20))
    assert told(on_the_day) == {
        "I2": ("60.00", "0.00", ["matched with P2 on 2025-02-20: 60.00"]),
        "P2": ("-60.00", "0.00", ["matched with I2 on 2025-02-20: 60.00"]),
    }
    assert diff(home).as_of == date(2025, 2, 20)


def test_allocations_changed_and_removed_are_told_with_their_amounts(home: Home) -> None:
    imported(home, allocations=f"{ALLOCATIONS}FR,I1,P1,2025-02-10,30")
    assert told(diff(home))["I1"] == (
        "50.00",
        "70.00",
        ["matched with P1 on 2025-02-10: 30.00 instead of 50.00"],
    )
    back = diff(home, before="2", after="1")
    assert told(back)["P1"][2] == ["matched with I1 on 2025-02-10: 50.00 instead of 30.00"]
    undo(home)
    undo(home)
    assert told(diff(home, before="1"))["I2"] == ("60.00", "0.00", ["removed"])


def test_an_item_moved_to_another_date_of_matching_loses_one_allocation_and_gains_another(home: Home) -> None:
    imported(
        home,
        items=f"{ITEMS}FR,C1,I1,invoice,2025-01-31,2025-03-01,EUR,100\nFR,C1,P1,payment,2025-02-10,,EUR,-50",
        allocations=f"{ALLOCATIONS}FR,I1,P1,2025-02-15,50",
    )
    found = diff(home, as_of=date(2025, 2, 14))
    assert told(found)["I1"] == ("50.00", "100.00", ["no longer matched with P1 on 2025-02-10: 50.00"])
    assert found.totals[0].difference == 0
    assert diff(home, as_of=date(2025, 2, 15)).lines == ()


def test_a_currency_changed_is_a_line_in_each(home: Home) -> None:
    imported(home, items=f"{ITEMS}JP,C1,J1,invoice,2025-02-01,,EUR,5000")
    found = diff(home)
    assert [(line.currency, str(line.difference)) for line in found.lines] == [
        ("EUR", "5000.00"),
        ("JPY", "-5000"),
    ]
    assert {str(line.reasons[0]) for line in found.lines} == {"currency EUR instead of JPY"}
    assert [(t.currency, t.before, t.difference, t.after) for t in found.totals] == [
        ("EUR", Decimal(110), Decimal(5000), Decimal(5110)),
        ("JPY", Decimal(5000), Decimal(-5000), Decimal(0)),
    ]


def test_the_first_import_is_compared_with_an_empty_book(home: Home) -> None:
    found = diff(home)
    assert (found.before, found.after, found.as_of) == (0, 1, date(2025, 2, 10))
    assert {reason for _was, _now, reasons in told(found).values() for reason in reasons[:1]} == {"new item"}
    assert [(t.currency, t.before, t.after) for t in found.totals] == [("EUR", 0, 110), ("JPY", 0, 5000)]


def test_the_largest_differences_come_first_and_a_limit_leaves_totals_whole(home: Home) -> None:
    found = diff(home, limit=2)
    assert [line.item for line in found.lines] == ["J1", "I2"]
    assert found.count == 3
    assert [t.difference for t in found.totals] == [110, 5000]


def test_a_version_compared_with_itself_differs_in_nothing(home: Home) -> None:
    found = diff(home, before="1", after="1")
    assert (found.lines, found.count) == ((), 0)
    assert [(t.before, t.after) for t in found.totals] == [(110, 110), (5000, 5000)]


def test_an_undo_is_explained_like_an_import(home: Home) -> None:
    imported(home, items=f"{ITEMS}FR,C1,I9,invoice,2025-02-01,,EUR,9")
    undo(home)
    assert told(diff(home)) == {"I9": ("9.00", "0.00", ["removed"])}


def test_no_book_or_an_empty_one_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No book"):
        diff(Home(tmp_path / "none"))
    home = Home(tmp_path / "rates")
    imported(home, rates="date,currency,rate\n2025-01-31,USD,1.1")
    with pytest.raises(DataError, match="no item yet"):
        diff(home)


DAYS = st.integers(1, 28).map(lambda day: f"2025-02-{day:02d}")
INVOICES = st.dictionaries(
    st.sampled_from(["I1", "I2", "I3"]),
    st.tuples(
        DAYS, DAYS, st.sampled_from(["EUR", "TND"]), st.integers(100_000, 900_000), st.sampled_from("AB")
    ),
    max_size=3,
)
PAYMENTS = st.dictionaries(
    st.sampled_from(["P1", "P2"]), st.tuples(DAYS, st.sampled_from(["EUR", "TND"])), max_size=2
)
MATCHES = st.dictionaries(
    st.tuples(st.sampled_from(["I1", "I2", "I3"]), st.sampled_from(["P1", "P2"]), DAYS),
    st.integers(1, 30_000),
    max_size=4,
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A book of one invoice, that nothing below takes away."""
    home = Home(tmp_path_factory.mktemp("begun"))
    imported(home, items=f"{ITEMS}FR,A,I0,invoice,2025-02-01,,EUR,1")
    return home


@settings(max_examples=rounds(3, 12))
@given(st.lists(st.tuples(INVOICES, PAYMENTS, MATCHES), min_size=2, max_size=3), st.integers(1, 28))
def test_totals_add_up_and_every_line_has_a_reason_whatever_was_imported(
    begun: Home, tmp_path_factory: pytest.TempPathFactory, drawn: list, day: int
) -> None:
    home, as_of = copied(begun, tmp_path_factory.mktemp("drawn") / "home"), date(2025, 2, day)
    for invoices, payments, matches in drawn:
        lines = [f"FR,{c},{i},invoice,{p},{d},{ccy},{u / 100}" for i, (p, d, ccy, u, c) in invoices.items()]
        lines += [f"FR,A,{i},payment,{p},,{ccy},-9000" for i, (p, ccy) in payments.items()]
        joins = [f"FR,{d},{c},{on},{u / 100}" for (d, c, on), u in matches.items()]
        spare = [f"FR,A,S,invoice,2025-02-01,,EUR,{len(lines) + 1}"]
        imported(home, items=ITEMS + "\n".join(lines + spare), allocations=ALLOCATIONS + "\n".join(joins))
    found = diff(home, before="1", as_of=as_of)
    assert all(line.reasons for line in found.lines)
    assert all(t.before + t.difference == t.after for t in found.totals)
    by_currency = {t.currency: t.difference for t in found.totals}
    for currency, difference in by_currency.items():
        assert sum(line.difference for line in found.lines if line.currency == currency) == difference
    assert {t.currency: t.after for t in found.totals if t.after} == net(home, as_of)


def net(home: Home, as_of: date) -> dict[str, Decimal]:
    engine = open_served(home)
    sums = "SELECT ccy, SUM(open_units) FROM positions WHERE valid_from <= ? AND valid_to > ? GROUP BY 1"
    try:
        return {ccy: from_units(int(units), ccy) for ccy, units in engine.rows(sums, [as_of, as_of]) if units}
    finally:
        engine.close()
