"""French late-payment law: half-years, the day it starts, and the table with its zero column outside."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.errors import DataError
from encours.indicators.statutory import (
    BUCKETS,
    Dated,
    Delays,
    compensation,
    contractual_rate,
    delay_table,
    in_force,
    interest,
    penalties,
    statutory_bucket,
    statutory_rate,
)

ECB = [
    Dated(date(2025, 6, 11), Decimal("0.0215")),
    Dated(date(2024, 12, 18), Decimal("0.0315")),
    Dated(date(2025, 3, 12), Decimal("0.0265")),
]
DUE = date(2025, 6, 30)


def test_a_quarter_of_a_year_at_10_25_percent() -> None:
    quarter = Decimal(365) * 3 / 12
    assert interest(Decimal(10_000), Decimal("0.1025"), quarter) == Decimal("256.25")


@pytest.mark.parametrize(
    ("until", "days"),
    [(date(2025, 6, 29), 0), (date(2025, 6, 30), 0), (date(2025, 7, 1), 1), (date(2025, 7, 2), 2)],
)
def test_penalties_run_from_the_day_after_the_due_date(until: date, days: int) -> None:
    parts = penalties(Decimal(36_500), DUE, until, statutory_rate(ECB))
    assert sum(part.days for part in parts) == days
    assert sum(part.amount for part in parts) == Decimal("12.15") * days


def test_the_rate_is_frozen_for_the_half_year_and_split_where_the_next_begins() -> None:
    """The cut of 12 March does not count before 1 July; that of 11 June does on that day."""
    parts = penalties(Decimal(10_000), date(2025, 1, 31), date(2026, 1, 1), statutory_rate(ECB))
    assert [(part.from_date, part.to_date, part.rate) for part in parts] == [
        (date(2025, 2, 1), date(2025, 6, 30), Decimal("0.1315")),
        (date(2025, 7, 1), date(2025, 12, 31), Decimal("0.1215")),
        (date(2026, 1, 1), date(2026, 1, 1), Decimal("0.1215")),
    ]


@given(due=st.dates(date(2020, 1, 1), date(2026, 1, 1)), late=st.integers(-5, 1500))
def test_the_parts_cover_every_late_day_once(due: date, late: int) -> None:
    until = date.fromordinal(due.toordinal() + late)
    parts = penalties(Decimal(365), due, until, lambda _: Decimal("0.1"))
    covered = [d for part in parts for d in range(part.from_date.toordinal(), part.to_date.toordinal() + 1)]
    assert covered == list(range(due.toordinal() + 1, until.toordinal() + 1))


@pytest.mark.parametrize(
    ("agreed", "applied"), [("0.1112", "0.1113"), ("0.1113", "0.1113"), ("0.1114", "0.1114")]
)
def test_a_contract_cannot_go_below_three_times_the_legal_rate(agreed: str, applied: str) -> None:
    legal = [Dated(date(2025, 1, 1), Decimal("0.0371"))]
    assert contractual_rate(Decimal(agreed), legal)(date(2025, 1, 1)) == Decimal(applied)


def test_a_rate_counts_from_its_own_day() -> None:
    rates = [in_force(ECB, date(2025, 6, day)) for day in (10, 11, 12)]
    assert rates == [Decimal("0.0265"), Decimal("0.0215"), Decimal("0.0215")]


def test_a_date_before_the_first_rate_is_an_error_that_names_it() -> None:
    with pytest.raises(DataError, match="2024-07-01"):
        penalties(Decimal(100), date(2024, 10, 1), date(2024, 10, 2), statutory_rate(ECB))


@pytest.mark.parametrize(
    ("as_of", "paid_on", "owed"),
    [
        (date(2025, 6, 29), None, 0),
        (date(2025, 6, 30), None, 0),
        (date(2025, 7, 1), None, 40),
        (date(2025, 9, 1), date(2025, 6, 30), 0),
        (date(2025, 9, 1), date(2025, 7, 1), 40),
        (date(2025, 6, 30), date(2025, 7, 1), 0),
    ],
)
def test_compensation_is_owed_once_an_invoice_is_late(as_of: date, paid_on: date | None, owed: int) -> None:
    assert compensation(DUE, as_of, paid_on) == owed


def test_compensation_cannot_be_claimed_from_an_insolvent_customer() -> None:
    assert compensation(DUE, date(2025, 9, 1), insolvent=True) == 0


def test_no_compensation_before_the_law_that_made_it() -> None:
    assert compensation(date(2012, 12, 30), date(2013, 6, 1)) == 0
    assert compensation(date(2012, 12, 31), date(2013, 6, 1)) == 40


@pytest.mark.parametrize(
    ("bucket", "first", "last"),
    [("0", -40, 0), ("1-30", 1, 30), ("31-60", 31, 60), ("61-90", 61, 90), ("91+", 91, 4000)],
)
def test_bucket_on_both_sides_of_each_edge(bucket: str, first: int, last: int) -> None:
    assert [statutory_bucket(first), statutory_bucket(last)] == [bucket, bucket]


INVOICES = {
    name: Delays(10, Decimal(amount))
    for name, amount in zip(BUCKETS, (5000, 400, 300, 200, 100), strict=True)
}


def test_the_zero_column_is_outside_the_total() -> None:
    table = delay_table(INVOICES, Decimal(20_000), excluding_vat=True)
    assert table.columns["0"] == Delays(10, Decimal(5000), Decimal("0.25"))
    assert table.total == Delays(40, Decimal(1000), Decimal("0.05"))
    assert table.excluded is None


def test_disputed_invoices_left_out_are_disclosed() -> None:
    disputed = {"91+": Delays(2, Decimal(60)), "0": Delays(1, Decimal(500))}
    table = delay_table(INVOICES, Decimal(20_000), excluding_vat=False, disputed=disputed)
    assert table.columns["91+"] == Delays(8, Decimal(40), Decimal("0.002"))
    assert table.total == Delays(38, Decimal(940), Decimal("0.047"))
    assert table.excluded == Delays(3, Decimal(560), Decimal("0.028"))
    assert not table.excluding_vat


def test_buckets_not_given_are_empty_and_a_year_without_sales_has_no_rate() -> None:
    table = delay_table({"1-30": Delays(1, Decimal(100))}, Decimal(0), excluding_vat=True)
    assert list(table.columns) == list(BUCKETS)
    assert table.columns["61-90"] == Delays(0, Decimal(0))
    assert table.total == Delays(1, Decimal(100))
