"""Rows as files: what each kind of value becomes in a sheet and in CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from encours.api.result import Result
from encours.i18n import speaking
from encours.indicators.record import Unit
from encours.reports.rows import Field, csv_parts, write_rows
from encours.reports.table import write_table

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
def test_converted_money_keeps_its_decimals_and_an_endless_ratio_does_not(ratio: str, written: str) -> None:
    assert b"".join(csv_parts(FIELDS[:1], [[Decimal(ratio)]])).decode().splitlines()[1] == written


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
    found = sheet(FIELDS, [[None, None, None]])
    assert [cell.value for cell in found[2]] == [None, None, None]
    assert b"".join(csv_parts(FIELDS, [[None, None, None]])).splitlines()[1] == b",,"


def test_dates_and_instants_are_those_of_the_sheet() -> None:
    instant = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
    found = sheet([Field("a", dated=True)] * 3, [["2026-11-20", date(2026, 11, 20), instant]])
    assert [cell.number_format for cell in found[2]] == ["yyyy-mm-dd", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
    assert found["A2"].value == found["B2"].value == datetime(2026, 11, 20)  # noqa: DTZ001 - sheets know no zone
    assert (found["C2"].value.hour, found["C2"].value.minute) == (9, 5)


def test_a_text_longer_than_a_cell_is_cut_and_not_lost() -> None:
    assert len(sheet([Field("a")], [["x" * 40_000]])["A2"].value) == 32_767


def test_the_footer_says_what_and_when() -> None:
    footer = sheet(FIELDS, [], perimeter="R&D · 20/11/2026").oddFooter
    assert (footer.left.text, footer.center.text) == ("Title", "R&&D · 20/11/2026")


def test_an_answer_is_a_sheet_of_typed_cells(tmp_path: Path) -> None:
    row = {"as_of": "2025-06-30", "entity": "=A", "net": Decimal("12.34"), "dso": None}
    result = Result(
        [row], ("as_of", "entity"), {"net": Unit.MONEY, "dso": Unit.DAYS}, {"net": "Net"}, "EUR", None
    )
    write_table(result, tmp_path / "a.xlsx", "net")
    found = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in found[1]] == ["as_of", "entity", "Net", "dso"]
    assert [cell.data_type for cell in found[2]] == ["d", "s", "n", "n"]
    assert (found["C2"].value, found["C2"].number_format) == (12.34, "#,##0.00;[Red]-#,##0.00")
