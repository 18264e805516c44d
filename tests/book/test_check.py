"""The controls: each passes on a sound book, and each sees the fault it is there for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from encours.book.controls import Control, Severity, failed
from encours.book.engine import open_engine
from encours.book.home import Home
from encours.book.importing import import_into
from encours.book.publication import served
from encours.book.reading import Reading, RowsTable, Tie
from encours.cube import checks
from encours.cube.checks import check
from encours.cube.measures import BY_NAME
from encours.errors import DataError
from tests.book.small_books import copied, imported
from tests.rounds import rounds

ITEMS = "entity,customer,item,kind,posting_date,issue_date,due_date,currency,amount,document,due_source\n"
SOUND = {
    "entities": "entity,currency\nFR,EUR\nUS,USD",
    "customers": "entity,customer,portfolio\nFR,C1,P1\nFR,C2,\nUS,C1,P1",
    "items": ITEMS
    + "\n".join(
        [
            "FR,C1,I1,invoice,2025-01-31,2025-01-30,2025-03-01,,100,A1,",
            "FR,C1,I2,invoice,2025-02-28,2025-02-28,2025-03-31,,60,A2,",
            "FR,C2,I3,bill,2025-02-28,2025-02-28,2025-05-31,USD,70,A3,",
            "FR,C1,P1,payment,2025-02-10,,,,-80,,",
            "US,C1,I1,invoice,2025-03-15,2025-03-15,2025-04-15,,10.001,A1,",
        ]
    ),
    "allocations": "entity,debit_item,credit_item,date,amount\nFR,I1,P1,2025-02-12,30\nFR,I1,P1,2025-04-02,50",
    "rates": "date,currency,rate\n2025-02-28,USD,1.1",
    "disputes": "dispute,entity,customer,item,opened_on\nD1,FR,C1,I1,2025-03-02\nD2,FR,C2,,2025-03-02",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("sound"))
    assert not imported(home, **SOUND).problems
    return home


@pytest.fixture
def home(sound: Home, tmp_path: Path) -> Home:
    return copied(sound, tmp_path / "home")


def found(home: Home, as_of: date | None = None) -> dict[str, Control]:
    """What did not pass."""
    return {control.name: control for control in check(home, as_of) if not control.passed}


def broken(home: Home, *statements: str) -> None:
    """Damage the published figures, as a fault of the program would."""
    current = served(home)
    assert current
    engine = open_engine(current.path)
    for statement in statements:
        engine.run(statement)
    engine.close()


def items(*lines: str) -> dict[str, str]:
    return {"items": ITEMS + "\n".join(lines)}


def test_a_sound_book_passes_every_control(home: Home) -> None:
    controls = check(home)
    assert [control.name for control in controls if not control.passed] == []
    assert not failed(controls)
    assert len({control.name for control in controls}) == len(controls) == 21
    assert all(control.label and control.explanation for control in controls)


@pytest.mark.parametrize(
    "day", ["2025-01-30", "2025-01-31", "2025-02-11", "2025-02-12", "2025-04-02", "2030-01-01"]
)
def test_totals_hold_on_any_date(home: Home, day: str) -> None:
    assert found(home, date.fromisoformat(day)) == {}


def test_a_balance_that_is_not_what_was_posted_is_an_error_with_its_amount(home: Home) -> None:
    broken(home, "UPDATE positions SET open_units = open_units + 100 WHERE ccy = 'USD' AND entity_id = 2")
    control = found(home)["net_is_items"]
    assert (control.severity, control.count, control.amounts) == (
        Severity.ERROR,
        1,
        {"USD": Decimal("0.001")},
    )
    assert [(e.entity, e.item, e.what) for e in control.examples] == [
        ("US", "USD", "position 10.002, items 10.001")
    ]
    assert failed(check(home))


def test_an_interval_too_many_or_too_few_is_seen_on_the_days_it_covers(home: Home) -> None:
    payment = "(SELECT item_id FROM items WHERE item = 'P1')"
    broken(home, f"DELETE FROM positions WHERE item_id = {payment} AND valid_to < DATE '2025-03-01'")
    assert "net_is_items" not in found(home, date(2025, 2, 9))
    assert "net_is_items" in found(home, date(2025, 2, 10))
    assert "net_is_items" in found(home, date(2025, 2, 11))
    assert "net_is_items" not in found(home, date(2025, 2, 12))


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM month_positions WHERE month_end = DATE '2025-02-28' AND kind = 'payment'",
        "UPDATE month_positions SET open_units = open_units + 1 WHERE month_end = DATE '2025-04-30' AND kind = 'bill'",
        "UPDATE month_positions SET item_count = item_count + 1 WHERE month_end = DATE '2025-03-31'",
        "UPDATE month_positions SET open_issue_days = 0 WHERE month_end = DATE '2025-03-31'",
        "UPDATE month_positions SET due_on = due_on + 1 WHERE month_end = DATE '2025-01-31'",
        "INSERT INTO month_positions SELECT * FROM month_positions WHERE month_end = DATE '2025-04-30'",
    ],
)
def test_a_month_end_that_differs_from_the_positions_is_an_error(home: Home, damage: str) -> None:
    broken(home, damage)
    assert list(found(home)) == ["month_ends"]
    assert failed(check(home))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE billing_days SET amount = amount + 1 WHERE issued_on = (SELECT MIN(issued_on) FROM billing_days)",
        "UPDATE billing_days SET posting_date = posting_date + 1",
        "DELETE FROM billing_days WHERE issued_on = (SELECT MAX(issued_on) FROM billing_days)",
        "INSERT INTO billing_days SELECT * FROM billing_days",
    ],
)
def test_billings_by_day_that_differ_from_the_billings_are_an_error(home: Home, damage: str) -> None:
    broken(home, damage)
    assert list(found(home)) == ["billing_days"]


def test_an_item_on_the_wrong_side_of_zero_is_an_error(home: Home) -> None:
    broken(home, "UPDATE positions SET open_units = -open_units WHERE kind = 'bill'")
    assert found(home)["exceeded_items"].examples[0].item == "I3"


def test_a_cell_that_loses_its_rows_is_seen_on_the_slices_it_concerns(home: Home) -> None:
    broken(home, "DELETE FROM customers WHERE customer = 'C2'")
    names = set(found(home))
    assert {"buckets_by_portfolio", "buckets_by_customer"} <= names
    assert not {"buckets_by_entity", "buckets_by_currency"} & names


def test_buckets_that_lose_money_are_an_error_on_every_slice(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "BY_NAME", {**BY_NAME, "gross": BY_NAME["overdue"]})
    last_due = date(2025, 5, 31)
    names = {f"buckets_by_{slice}" for slice in ("entity", "currency", "portfolio", "customer")}
    assert set(found(home, last_due)) == names
    assert found(home, date(2025, 6, 1)) == {}
    control = found(home, last_due)["buckets_by_customer"]
    assert {(e.entity, e.item, e.what) for e in control.examples} == {
        ("FR", "C2", "buckets + unapplied 0, net 70"),
        ("", "", "buckets + unapplied 10.001, net 80.001"),
    }


def ledger(home: Home, item: str, amount: int, *ties: Tie) -> None:
    """Import one FR item with totals of the source."""
    import pyarrow as pa

    columns: Mapping[str, list[Any]] = {
        "entity": ["FR"],
        "customer": ["C1"],
        "item": [item],
        "kind": ["invoice"],
        "posting_date": [date(2025, 1, 1)],
        "due_date": [date(2025, 2, 1)],
        "amount": [amount * 100_000],
        "_file": ["fec"],
        "_line": [1],
    }
    reading = Reading("fec", {"items": RowsTable(pa.table(dict(columns)))}, ties=ties)
    import_into(home, ["fec"], lambda _known: reading)


def test_a_ledger_total_is_compared_with_the_book_until_a_later_import_of_the_entity(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    ledger(
        home, "I1", 100, Tie("FR", "411000", "EUR", Decimal("60.00")), Tie("FR", "416000", "EUR", Decimal(40))
    )
    assert "ledger_ties" not in found(home)
    ledger(home, "I2", 5, Tie("FR", "411000", "EUR", Decimal("105.01")))
    control = found(home)["ledger_ties"]
    assert (control.count, control.amounts) == (1, {"EUR": Decimal("-0.01")})
    assert control.examples[0].what == "ledger 105.01 EUR, book 105.00 EUR"
    assert failed([control])
    ledger(home, "I3", 5)
    assert "ledger_ties" not in found(home)


def test_the_same_document_twice_is_a_duplicate_and_its_instalments_are_not(home: Home) -> None:
    same = "FR,C1,{0},invoice,2025-01-31,2025-01-30,{1},,100,{2},"
    imported(home, **items(same.format("I1b", "2025-03-02", "A1"), same.format("I1c", "2025-03-01", "A9")))
    assert found(home) == {}
    imported(home, **items(same.format("I1d", "2025-03-01", "A1")))
    control = found(home)["duplicates"]
    assert (control.count, control.amounts) == (1, {"EUR": Decimal("100.00")})
    assert (control.examples[0].item, control.examples[0].what) == ("I1d", "document A1, same as item I1")
    assert not failed([control])


def test_a_matched_group_that_leaves_a_remainder_is_told_once(home: Home) -> None:
    header = "entity,debit_item,credit_item,date,amount,matching_ref\n"
    imported(home, **items("FR,C1,P2,payment,2025-03-01,,,,-100,,"))
    imported(home, allocations=f"{header}FR,I2,P2,2025-03-02,30,AB\nFR,I2,P2,2025-03-03,20,AC")
    assert "unbalanced_groups" not in found(home, date(2025, 3, 1))
    control = found(home)["unbalanced_groups"]
    assert (control.count, control.amounts) == (1, {"EUR": Decimal("-40.00")})
    assert control.examples[0].what == "group AC of customer C1: what is left stays open"
    imported(home, allocations=f"{header}FR,I2,P2,2025-03-02,40,AB")
    imported(home, **items("FR,C1,P2,payment,2025-03-01,,,,-60,,"))
    assert "unbalanced_groups" not in found(home)


@pytest.mark.parametrize(
    ("day", "passes"), [("2025-02-27", False), ("2025-02-28", True), ("2025-03-01", True)]
)
def test_an_allocation_before_the_posting_of_a_side_is_told(home: Home, day: str, passes: bool) -> None:
    imported(home, **items("FR,C1,P2,payment,2025-02-20,,,,-10,,"))
    imported(home, allocations=f"entity,debit_item,credit_item,date,amount\nFR,I2,P2,{day},10")
    control = {c.name: c for c in check(home)}["matched_before_posting"]
    assert control.passed == passes
    assert [e.what for e in control.examples] == ([] if passes else [f"set against P2 on {day}"])
    assert "net_is_items" not in found(home, date(2025, 2, 27)) | found(home, date(2025, 2, 28))


def test_an_allocation_between_two_customers_is_told(home: Home) -> None:
    imported(home, **items("FR,C2,P2,payment,2025-03-01,,,,-10,,"))
    imported(home, allocations="entity,debit_item,credit_item,date,amount\nFR,I2,P2,2025-03-01,10")
    assert found(home)["matched_across_customers"].examples[0].what == "set against P2: C1 / C2"


def test_parties_described_nowhere_are_told(home: Home) -> None:
    imported(home, **items("DE,C9,I1,invoice,2025-03-01,,2025-03-31,,10,,"))
    now = found(home)
    assert [(e.entity, e.item) for e in now["unknown_customers"].examples] == [("DE", "C9")]
    assert [(e.entity, e.item) for e in now["unknown_entities"].examples] == [("DE", "")]


@pytest.mark.parametrize(
    ("due", "control"),
    [("2025-02-28", "due_before_issue"), ("2025-03-01", None), ("2025-03-02", None), ("", "no_due_date")],
)
def test_due_dates_missing_or_before_the_issue_are_told(home: Home, due: str, control: str | None) -> None:
    imported(home, **items(f"FR,C1,I9,invoice,2025-03-01,2025-03-01,{due},,10,,"))
    assert list(found(home)) == ([control] if control else [])


def test_computed_due_dates_and_inferred_clearings_are_told_and_never_fail(home: Home) -> None:
    imported(home, **items("FR,C1,I9,invoice,2025-03-01,,2025-03-31,,10,,computed"))
    header = "entity,debit_item,credit_item,date,amount,inferred"
    imported(home, allocations=f"{header}\nFR,I1,P1,2025-02-12,30,true")
    controls = {control.name: control for control in check(home)}
    for name, item in (("computed_due_dates", "I9"), ("inferred_clearings", "I1")):
        control = controls[name]
        assert (control.passed, control.severity, control.count) == (True, Severity.INFO, 1)
        assert control.examples[0].item == item


def test_disputes_about_nothing_the_book_has_are_told(home: Home) -> None:
    imported(
        home,
        disputes="dispute,entity,customer,item,opened_on\nD3,FR,C1,I99,2025-03-02\nD4,FR,C99,,2025-03-02",
    )
    control = found(home)["unknown_disputes"]
    assert [(e.item, e.what) for e in control.examples] == [("C99", "dispute D4"), ("I99", "dispute D3")]


@pytest.mark.parametrize(
    ("first", "passes"), [("2025-02-27", True), ("2025-02-28", True), ("2025-03-01", False)]
)
def test_a_currency_needs_a_rate_from_its_first_item_on(tmp_path: Path, first: str, passes: bool) -> None:
    home = Home(tmp_path / "other")
    imported(home, **{**SOUND, "rates": f"date,currency,rate\n{first},USD,1.1"})
    assert ("missing_rates" not in found(home)) == passes


def test_a_book_of_one_currency_needs_no_rate(tmp_path: Path) -> None:
    home = Home(tmp_path / "yen")
    imported(home, **items("JP,C1,I1,invoice,2025-03-01,,2025-03-31,JPY,10,,"))
    assert "missing_rates" not in found(home)


def test_examples_stop_at_twenty_and_the_largest_come_first(home: Home) -> None:
    imported(home, **items(*(f"FR,C1,N{n:02d},invoice,2025-03-01,,,,{n},," for n in range(1, 31))))
    control = found(home)["no_due_date"]
    assert (control.count, len(control.examples)) == (30, 20)
    assert control.examples[0].item == "N30"


def test_a_control_is_told_in_a_verdict_its_rows_and_what_to_do(home: Home) -> None:
    imported(home, **items("FR,C1,I9,invoice,2025-03-01,2025-03-01,,,10,,"))
    told = {control.name: str(control) for control in check(home)}
    assert told["duplicates"] == "✓ Items entered twice"
    assert told["no_due_date"] == (
        "! Debits without a due date: 1 row, 10.00 EUR\n"
        "    FR I9: due at once, on 2025-03-01\n"
        "    → They are aged from their issue date. Give a due date, or payment terms: encours import --terms"
    )


def test_a_book_without_items_has_nothing_to_check(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    imported(home, rates="date,currency,rate\n2025-01-31,USD,1.1")
    with pytest.raises(DataError, match="no item yet"):
        check(home)


DAYS = st.integers(1, 90).map(lambda n: date.fromordinal(date(2025, 1, 1).toordinal() + n))


@settings(max_examples=rounds(4, 12))
@given(
    st.lists(
        st.tuples(DAYS, st.sampled_from(["EUR", "JPY"]), st.integers(1, 10**15)), min_size=1, max_size=5
    ),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), DAYS, st.integers(1, 10**7)), max_size=8),
    DAYS,
)
def test_totals_hold_whatever_the_order_of_postings_and_matchings(
    tmp_path_factory: pytest.TempPathFactory, invoices: list, matches: list, day: date
) -> None:
    home = Home(tmp_path_factory.mktemp("home"))
    lines = [
        f"FR,C{n % 2},I{n},invoice,{on},,{on},{ccy},{Decimal(units).scaleb(-5):f},,"
        for n, (on, ccy, units) in enumerate(invoices)
    ]
    lines += [
        f"FR,C0,P{n},payment,2025-02-{n + 1:02d},,,{'EUR' if n < 2 else 'JPY'},-500,," for n in range(4)
    ]
    joins = {
        (debit, credit, on): f"FR,I{debit},P{credit},{on},{Decimal(units).scaleb(-5):f}"
        for debit, credit, on, units in matches
        if debit < len(invoices)
    }
    header = "entity,debit_item,credit_item,date,amount"
    imported(home, **items(*lines), allocations="\n".join([header, *joins.values()]))
    assert not failed(check(home, day))
