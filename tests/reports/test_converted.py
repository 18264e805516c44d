"""The workbook of a group in another currency: money rounded as numbers, totals and controls that still hold."""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from encours.money import decimals_of
from encours.money.parts import add_up
from tests.oracle import draws
from tests.oracle.books import book_of
from tests.reports.reading import Written, cells, written


def unrounded(workbook: Written, decimals: int) -> list[str]:
    """The amounts with more decimals than the books or the currency have."""
    return [
        f"{sheet.title}!{cell.coordinate} {cell.value}"
        for sheet in workbook.values.worksheets
        for cell in cells(sheet)
        if isinstance(cell.value, float) and cell.number_format.startswith("#,##0")
        if min(abs(round(cell.value, digits) - cell.value) for digits in (decimals, 5)) > 1e-8
    ]


@pytest.mark.parametrize(("seed", "currency"), [(3, "EUR"), (8, "JPY")])
def test_converted_money_is_rounded_adds_up_and_keeps_its_controls(
    tmp_path: Path, seed: int, currency: str
) -> None:
    ledger = draws.ledger(seed, 60, tuple(draws.DECIMALS))
    with closing(book_of(ledger, tmp_path)) as book:
        workbook = written(book, tmp_path, currency=currency)
    assert unrounded(workbook, decimals_of(currency)) == []
    assert [shown for _sheet, shown, _formula in workbook.checks() if not shown.startswith("✓")] == []
    totals = [sum_ for sum_ in workbook.sums() if isinstance(sum_[1], int | float)]
    wrong = [place for place, shown, total in totals if shown != pytest.approx(total, rel=1e-13, abs=0.005)]
    assert wrong == []
    assert totals


def test_parts_add_up_to_the_whole_that_is_said() -> None:
    parts = [Decimal("1.003333"), Decimal("2.004333")]
    assert add_up(parts, 2) == [Decimal("1.00"), Decimal("2.01")]
    assert add_up(parts, 2, Decimal("3.02")) == [Decimal("1.01"), Decimal("2.01")]
    assert add_up(parts, 2, Decimal("3.00")) == [Decimal("1.00"), Decimal("2.00")]
