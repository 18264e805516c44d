"""The workbook of fixture F1, read back: its figures, its proofs, its sheets."""

from __future__ import annotations

import warnings
from datetime import date
from pathlib import Path

import pytest

from encours.api import OpenBook
from encours.errors import DataError, UsageError
from encours.i18n import in_language
from encours.reports.workbook import write_workbook
from tests.oracle import f1
from tests.oracle.books import book_of
from tests.reports.reading import Written, plain, read, written

warnings.filterwarnings("ignore", module="openpyxl")
SUMMARY, AGEING, RECEIPTS, NOTES, REMINDERS, BLOCKS, TOP, INDICATORS, ENTITIES, DEFINITIONS = range(10)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return book_of(f1.ledger(), tmp_path_factory.mktemp("f1"))


@pytest.fixture(scope="module")
def workbook(book: OpenBook, tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(book, tmp_path_factory.mktemp("out"), f1.AS_OF)


def test_the_sheets_stand_in_their_order(workbook: Written) -> None:
    assert workbook.values.sheetnames == [
        "Summary",
        "Ageing",
        "Receipts",
        "Credit notes",
        "Reminders",
        "Blocks and disputes",
        "Top 100 customers",
        "DSO and indicators",
        "Entities",
        "Definitions",
    ]


def test_the_tiles_are_the_figures_of_the_definitions(workbook: Written) -> None:
    sheet = workbook.sheet(SUMMARY)
    labels = [cell.value for cell in sheet[4] if cell.value]
    figures = [cell.value for cell in sheet[5] if cell.value is not None]
    assert labels == [
        "Net position",
        "Overdue",
        "DSO",
        "Paid on time",
        "Disputed",
        "Effectiveness (CEI)",
    ]
    assert figures == pytest.approx([55_800, 32_600, 94.0333, 0.081633, 24_000, 0.443182], abs=1e-4)


def test_the_aged_balance_is_that_of_the_definitions(workbook: Written) -> None:
    shown = workbook.line(AGEING, date(2025, 6, 30))
    assert shown[:9] == [26_400, 24_000, 5_000, 0, 3_600, 59_000, -3_200, 55_800, 32_600]
    assert workbook.line(AGEING, "F")[:8] == [26_400, 24_000, 5_000, 0, 3_600, 59_000, -3_200, 55_800]


def test_a_line_of_the_evolution_tells_value_and_count(workbook: Written) -> None:
    """On 31 May: I1 5 000, I4 24 000 not due, I5 3 600, I2 6 000 and I10 2 400 not due."""
    line = workbook.line(AGEING, "Not due")
    assert line[:2] == [26_400, 32_400]
    assert line[8:11] == [3, 3, 0]  # I2, I6, I10 now; I2, I4, I10 a month before; nothing a year before


def test_receipts_are_told_by_month_and_matching(workbook: Written) -> None:
    assert workbook.line(RECEIPTS, date(2025, 5, 31))[:3] == [21_400, 21_400, 0]
    assert workbook.line(RECEIPTS, date(2025, 6, 30)) == [2_000, 0, 2_000, 0, 2_000]


def test_credit_notes_are_told_by_month_and_customer(workbook: Written) -> None:
    assert workbook.line(NOTES, date(2025, 6, 30))[:3] == [1_200, 18_000, 16_800]
    assert workbook.line(NOTES, "A")[:2] == [1_200, 24_000 - 1_200]


def test_disputes_stand_by_cause_and_make_the_disputed_amount(workbook: Written) -> None:
    """The same word stands in the table of blocking causes above."""
    rows = [[plain(value) for value in row] for row in workbook.sheet(BLOCKS).iter_rows(values_only=True)]
    assert [row[2:4] for row in rows if row[1] == "(none)"][-1] == [24_000, 1]


def test_customers_come_with_the_largest_first(workbook: Written) -> None:
    sheet = workbook.sheet(TOP)
    names = [sheet.cell(row, 2).value for row in range(5, 9)]
    assert names == ["B", "C", "A", "Total"]
    assert [sheet.cell(row, 5).value for row in range(5, 9)] == [30_000, 16_000, 9_800, 55_800]
    assert sheet.cell(6, 7).value == pytest.approx(46_000 / 55_800)


def test_indicators_have_a_column_for_each_month_lived(workbook: Written) -> None:
    assert workbook.line(INDICATORS, "DSO")[-4] == pytest.approx(94.0333, abs=1e-4)
    months = workbook.line(INDICATORS, "Indicator")
    assert [day.month for day in months if isinstance(day, date)] == [2, 3, 4, 5, 6]


def test_the_bridge_goes_from_one_dso_to_the_other(workbook: Written) -> None:
    sheet = workbook.sheet(INDICATORS)
    first = next(r for r in range(1, sheet.max_row) if sheet.cell(r, 2).value == "31 May 2025")
    days = [sheet.cell(row, 3).value for row in range(first, first + 8)]
    assert days[0] + sum(days[1:7]) == pytest.approx(days[7], abs=1e-5)
    assert days[7] == pytest.approx(94.0333, abs=1e-4)


def test_every_control_is_a_formula_that_holds(workbook: Written) -> None:
    checks = workbook.checks()
    assert len(checks) >= 11
    assert [(sheet, shown) for sheet, shown, _formula in checks if not shown.startswith("✓ ")] == []
    assert {sheet for sheet, *_rest in checks} >= {"Ageing", "Receipts", "Top 100 customers", "Entities"}
    assert any("controls of the workbook hold" in text for text in workbook.texts(SUMMARY))


def test_every_total_is_a_sum_and_shows_it_before_any_recalculation(workbook: Written) -> None:
    sums = list(workbook.sums())
    assert len(sums) > 40
    assert [place for place, shown, total in sums if abs(shown - total) > 0.005] == []


def test_headers_are_frozen_and_pages_are_set_up(workbook: Written) -> None:
    for sheet in workbook.values.worksheets:
        assert sheet.freeze_panes is not None
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToHeight, sheet.print_title_rows is not None) == (0, True)
        assert "2 Jul 2025" in sheet.oddFooter.center.text
        assert "&P" in sheet.oddFooter.right.text
    filtered = [s.title for s in workbook.values.worksheets if s.auto_filter.ref]
    assert filtered == ["Blocks and disputes", "Top 100 customers", "Entities"]


def test_charts_are_native(workbook: Written) -> None:
    counts = {sheet.title: len(sheet._charts) for sheet in workbook.formulas.worksheets}
    assert counts["Summary"] == 2
    assert counts["DSO and indicators"] == 3
    named = ("Ageing", "Receipts", "Credit notes", "Blocks and disputes")
    assert [counts[name] for name in named] == [1, 1, 1, 2]


def test_the_last_sheet_says_what_the_data_is_and_what_figures_mean(workbook: Written) -> None:
    assert workbook.line(DEFINITIONS, "Position date") == ["30 Jun 2025"]
    assert workbook.line(DEFINITIONS, "Newest data in the book") == ["2 Jul 2025"]
    assert workbook.line(DEFINITIONS, "Version of the book (import number)") == ["1"]
    assert (
        workbook.line(DEFINITIONS, "dso", column=3)[1] == "balance × days of the period / sales of the period"
    )
    assert any("no rate is used" in text for text in workbook.texts(DEFINITIONS))


def test_without_a_date_the_position_is_that_of_the_newest_data(book: OpenBook, tmp_path: Path) -> None:
    later = written(book, tmp_path)
    assert later.sheet(SUMMARY)["B5"].value == 53_400  # I10 was paid on 2 July
    assert later.line(RECEIPTS, date(2025, 7, 2))[:2] == [2_400, 2_400]


@pytest.mark.parametrize(("day", "june"), [(1, 0), (24, 0), (25, 2_000), (26, 2_000)])
def test_a_month_under_way_holds_its_payments_up_to_the_day(
    book: OpenBook, tmp_path: Path, day: int, june: int
) -> None:
    """May keeps its receipts, whatever the day of June: a rolling month would count some of them twice."""
    workbook = written(book, tmp_path, date(2025, 6, day))
    assert workbook.line(RECEIPTS, date(2025, 6, day))[0] == june
    assert workbook.line(RECEIPTS, date(2025, 5, 31))[0] == 21_400


def test_french_is_the_language_by_default(book: OpenBook, tmp_path: Path) -> None:
    write_workbook(book, tmp_path / "fr.xlsx", f1.AS_OF)
    workbook = read(tmp_path / "fr.xlsx")
    assert workbook.values.sheetnames[0] == in_language("Summary", "fr")
    assert "30/06/2025" in workbook.sheet(SUMMARY)["B2"].value
    months = [cell for cell in workbook.sheet(INDICATORS)[4] if isinstance(cell.value, date)]
    assert {cell.number_format for cell in months} == {r"[$-40C]mmm\ yy"}


def test_a_language_there_is_none_for_is_refused(book: OpenBook, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="fr, not de"):
        write_workbook(book, tmp_path / "x.xlsx", lang="de")


def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing_behind(
    book: OpenBook, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match="cannot be written"):
        write_workbook(book, tmp_path / "no folder" / "x.xlsx")
    (tmp_path / "taken.xlsx").mkdir()
    with pytest.raises(DataError, match="cannot be written"):
        write_workbook(book, tmp_path / "taken.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.xlsx"]
