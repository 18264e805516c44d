"""The spreadsheet: the same figures, its totals formulas over the cells above them."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from encours.reports.statement.sheet import write_sheet
from tests.reports.statement.samples import HEAD, line, part, statement
from tests.reports.statement.test_logo import png


def sheets(said: Any) -> tuple[Any, Any]:
    """As it is written, and with what its formulas come to."""
    memory = BytesIO()
    write_sheet(said, memory)
    return openpyxl.load_workbook(memory).active, openpyxl.load_workbook(memory, data_only=True).active


def row_of(sheet: Any, label: str) -> Any:
    (row,) = (row for row in sheet.iter_rows() if row[0].value == label and row[5].value is not None)
    return row


def test_totals_are_formulas_over_the_items() -> None:
    formulas, values = sheets(
        statement(
            part(line(1, "100.25"), line(2, "50", late=3), line(3, "-30.50", "payment", reference="=1+1"))
        )
    )
    total = row_of(formulas, "Balance due, EUR")[5]
    assert row_of(values, "Balance due, EUR")[5].value == pytest.approx(119.75)
    assert total.value.startswith("=SUM(F")
    assert total.number_format == '#,##0.00;"−"#,##0.00'
    spans = [formulas[span.strip("SUM()")] for span in total.value.strip("=").split("+")]
    assert (
        sum(
            cell.value
            for (cell,) in [
                row for span in spans for row in (span if isinstance(span, tuple) else ((span,),))
            ]
        )
        == 119.75
    )
    texts = {cell.value: cell.data_type for row in formulas.iter_rows() for cell in row}
    assert texts["=1+1"] == "s"


def test_dates_are_dates_and_the_page_is_a4() -> None:
    sheet, _values = sheets(statement(part(line(1, "5", late=3))))
    (item,) = (row for row in sheet.iter_rows() if row[0].value == "FA-00001")
    assert item[2].is_date
    assert item[6].value == 3
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.print_title_rows is not None) == (
        9, "portrait", True,
    )  # fmt: skip


def test_currencies_are_never_added_up() -> None:
    sheet, _values = sheets(statement(part(line(1, "5")), part(line(2, "7"), currency="GBP"), lang="fr"))
    labels = [row[0].value for row in sheet.iter_rows()]
    assert [label for label in labels if label and label.startswith("Solde")] == [
        "Solde à régler, EUR",
        "Solde à régler, GBP",
    ]


def test_a_picture_of_any_size_is_brought_to_its_place() -> None:
    memory = BytesIO()
    write_sheet(
        statement(part(line(1, "5")), head=replace(HEAD, logo=png(900, 300), logo_kind="png")), memory
    )
    drawing = ZipFile(memory).read("xl/drawings/drawing1.xml").decode()
    width, height = map(int, re.findall(r'<a:ext cx="(\d+)" cy="(\d+)"', drawing)[0])
    assert (width, height) == (180 * 9525, 60 * 9525)
