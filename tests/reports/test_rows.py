"""Rows as files: what each kind of value becomes in a sheet and in CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.api.result import Result
from encours.i18n import speaking
from encours.indicators.record import Unit
from encours.reports.rows import Field, csv_parts, rounded_rows
from encours.reports.sheet import write_rows
from encours.reports.table import write_table
from tests.reports.reading import grid

FIELDS = [Field("Open", Unit.MONEY, currency="EUR"), Field("Rate", Unit.RATE), Field("Due", dated=True)]


def sheet(fields: list[Field], rows: list[list[Any]], **said: str) -> Any:
    target = BytesIO()
    assert write_rows(fields, rows, target, "Title", **said) == len(rows)
    return openpyxl.load_workbook(target).active


@pytest.mark.parametrize(
    ("lang", "line"), [("fr", "-12,30;0,286154;2026-11-20"), ("en", "-12.30,0.286154,2026-11-20")]
)
def test_csv_follows_the_spreadsheets_of_a_language(lang: str, line: str) -> None:
    with speaking(lang):
        parts = csv_parts(FIELDS, [[Decimal("-12.30"), Decimal("0.28615384615384615"), date(2026, 11, 20)]])
    assert b"".join(parts).decode("utf-8-sig").splitlines()[1] == line


@pytest.mark.parametrize(
    ("ratio", "written"),
    [("0.1234567891", "0.1234567891"), ("0.12345678912", "0.123457")],
    ids=["ten decimals", "eleven"],
)
def test_an_endless_ratio_stops_at_the_sixth_decimal(ratio: str, written: str) -> None:
    assert b"".join(csv_parts(FIELDS[1:2], [[Decimal(ratio)]])).decode().splitlines()[1] == written


@given(st.lists(st.decimals(-(10**9), 10**9, places=10), max_size=40))
def test_converted_money_is_rounded_and_adds_up_to_its_rounded_sum(amounts: list[Decimal]) -> None:
    shown = [value for (value,) in rounded_rows(FIELDS[:1], [[amount] for amount in amounts])]
    cent = Decimal("0.01")
    inexact = [(a, b) for a, b in zip(amounts, shown, strict=True) if a != b]
    assert all(abs(a - b) < cent and b == b.quantize(cent) for a, b in inexact)
    assert sum((b for _a, b in inexact), Decimal(0)) == sum((a for a, _b in inexact), Decimal(0)).quantize(
        cent, ROUND_HALF_UP
    )


def test_money_in_cents_does_not_move_and_that_of_several_currencies_neither() -> None:
    rows = [[Decimal("0.0333333333")], [Decimal("10.005")], [Decimal("2.00")], [Decimal("0.0033333333")]]
    assert [str(value) for (value,) in rounded_rows(FIELDS[:1], rows)] == ["0.03", "10.01", "2.00", "0.00"]
    several = [replace(FIELDS[0], currency="")]
    assert list(rounded_rows(several, [[Decimal("12.345")]])) == [[Decimal("12.345")]]


def test_a_sheet_is_ready_to_print_and_its_total_follows_its_filters() -> None:
    rows = [[Decimal("12.30"), Decimal("0.5"), None], [Decimal("-2.30"), Decimal("0.1"), None]]
    fields = [replace(FIELDS[0], summed=True), replace(FIELDS[1], total=Decimal("0.3")), FIELDS[2]]
    target = BytesIO()
    write_rows(fields, rows, target, "Late", "Group", ["As of 20 Nov 2026"])
    for formulas, total in ((True, 10), (False, "=SUBTOTAL(109,A6:A7)")):
        found = openpyxl.load_workbook(target, data_only=formulas).active
        assert [found.cell(row, 1).value for row in (1, 2, 3, 4, 5)] == [
            "Late",
            "Group",
            "As of 20 Nov 2026",
            None,
            "Open",
        ]
        assert [found["A8"].value, found["B8"].value] == [total, 0.3]
    page = found.page_setup
    assert (page.orientation, int(page.paperSize), page.fitToHeight) == ("landscape", 9, 0)
    assert found.print_title_rows == "$5:$5"
    assert (found.freeze_panes, found.auto_filter.ref) == ("A6", "A5:C7")


def test_csv_is_written_as_rows_come() -> None:
    read = 0

    def rows() -> Iterator[list[Any]]:
        nonlocal read
        for read in range(1, 10_001):
            yield [Decimal(read)]

    parts = csv_parts(FIELDS[:1], rows())
    next(parts)
    assert read == 0
    next(parts)
    assert read == 1000


def test_nothing_stays_nothing() -> None:
    found = grid(sheet(FIELDS, [[None, None, None]]))
    assert [cell.value for cell in found[1]] == [None, None, None]
    assert b"".join(csv_parts(FIELDS, [[None, None, None]])).splitlines()[1] == b",,"


def test_dates_and_instants_are_those_of_the_sheet() -> None:
    instant = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
    with speaking("fr"):
        found = grid(sheet([Field("a", dated=True)] * 3, [["2026-11-20", date(2026, 11, 20), instant]]))[1]
    day = "[$-40C]dd/mm/yyyy"
    assert [cell.number_format for cell in found] == [day, day, f"{day}\\ hh:mm"]
    assert found[0].value == found[1].value == datetime(2026, 11, 20)  # noqa: DTZ001 - sheets know no zone
    assert (found[2].value.hour, found[2].value.minute) == (9, 5)


def test_a_text_longer_than_a_cell_is_cut_and_not_lost() -> None:
    assert len(grid(sheet([Field("a")], [["x" * 40_000]]))[1][0].value) == 32_767


def test_the_footer_says_what_and_when() -> None:
    footer = sheet(FIELDS, [], perimeter="R&D · 20/11/2026").oddFooter
    assert (footer.left.text, footer.center.text) == ("Title", "R&&D · 20/11/2026")


def test_an_answer_is_a_sheet_of_typed_cells(tmp_path: Path) -> None:
    row = {"as_of": "2025-06-30", "entity": "=A", "net": Decimal("12.34"), "dso": None}
    result = Result(
        [row], ("as_of", "entity"), {"net": Unit.MONEY, "dso": Unit.DAYS}, {"net": "Net"}, "EUR", None
    )
    write_table(result, tmp_path / "a.xlsx", "Net", ["As of 30 Jun 2025"])
    whole = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    found = grid(whole)
    assert [whole["A1"].value, whole["A2"].value] == ["Net", "As of 30 Jun 2025"]
    assert [cell.value for cell in found[0]] == ["As of", "Entity", "Net", "dso"]
    assert [cell.data_type for cell in found[1]] == ["d", "s", "n", "n"]
    assert (found[1][2].value, found[1][2].number_format) == (12.34, "#,##0.00;[Red]-#,##0.00")
