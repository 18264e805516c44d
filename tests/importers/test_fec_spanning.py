"""A letter of one year goes on in the next only when both halves balance and bear the same date."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.fec_writer import groups, read, write

FIRST = "VT 1 2024-12-01: 411000/A 100 FA1 =M7@2025-01-20, 707000 -100"
OPENING = "AN 1 2025-01-01: 411000/A 100, 110000 -100\n"
PAYMENT = "BQ 1 2025-01-20: 512000 100, 411000/A -100 =M7@2025-01-20"
JOINED = {"411000/A/M7/2025-01-20": {"VT/2024-12-01/1/1", "BQ/2025-01-20/1/1"}}


def joined(folder: Path, *years: str) -> dict[str, set[str]]:
    """The groups that hold an item of the first year."""
    paths = [write(folder / f"123456789FEC{2024 + i}1231.txt", text) for i, text in enumerate(years)]
    found = groups(read(*paths))
    return {name: items for name, items in found.items() if any("/2024-" in item for item in items)}


def test_an_invoice_and_its_payment_of_the_next_year_are_one_group(tmp_path: Path) -> None:
    assert joined(tmp_path, FIRST, OPENING + PAYMENT) == JOINED


def test_openings_in_detail_are_joined_once(tmp_path: Path) -> None:
    lettered = OPENING.replace("411000/A 100", "411000/A 100 FA1 =M7@2025-01-20")
    assert joined(tmp_path, FIRST, lettered + PAYMENT) == JOINED


OTHERS = [
    PAYMENT.replace("-100", "-99").replace("512000 100", "512000 99"),
    PAYMENT.replace("M7@2025-01-20", "M7@2025-01-21"),
    PAYMENT.replace("M7@2025-01-20", "M7"),
    PAYMENT.replace("411000/A", "411000/B"),
    PAYMENT.replace("411000/A", "411100/A"),
    PAYMENT.replace("=M7@", "=M8@"),
    PAYMENT + "\nVT 9 2025-03-01: 411000/A 100 =M7@2025-01-20, 707000 -100",
]


@pytest.mark.parametrize("payment", OTHERS)
def test_a_letter_used_again_for_something_else_joins_nothing(tmp_path: Path, payment: str) -> None:
    assert joined(tmp_path, FIRST, OPENING + payment) == {}


def test_a_letter_without_date_on_either_side_proves_nothing(tmp_path: Path) -> None:
    bare = "@2025-01-20"
    assert joined(tmp_path, FIRST.replace(bare, ""), OPENING + PAYMENT.replace(bare, "")) == {}


def test_an_invoice_paid_that_way_is_no_longer_open_for_the_year_after(tmp_path: Path) -> None:
    third = "AN 1 2026-01-01: 411000/A 100 =Z, 411000/B 1, 110000 -101"
    assert joined(tmp_path, FIRST, OPENING + PAYMENT, third) == JOINED


def test_what_a_partial_match_used_up_is_not_matched_again_the_next_year(tmp_path: Path) -> None:
    """30 of 100 paid in 2024, the rest in 2025: the payment of 30 is spent, the invoice is not."""
    first = """
    VT 1 2024-03-01: 411000/A 100 FA1 =a, 707000 -100
    BQ 1 2024-05-01: 512000 30, 411000/A -30 P1 =a
    """
    second = """
    AN 1 2025-01-01: 411000/A 100 FA1 =A, 411000/A -30 P1 =A, 110000 -70
    BQ 1 2025-02-01: 512000 70, 411000/A -70 P2 =A
    """
    assert joined(tmp_path, first, second) == {
        "2024-12-31/411000/A/a": {"VT/2024-03-01/1/1", "BQ/2024-05-01/1/1"},
        "2025-12-31/411000/A/A": {"VT/2024-03-01/1/1", "BQ/2025-02-01/1/1"},
    }
