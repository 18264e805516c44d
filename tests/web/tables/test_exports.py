"""Files of a table: whole, typed, safe to open, and made without holding the list."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import repeat
from typing import Any

import openpyxl
import pytest

from encours.reports import rows
from encours.reports import sheet as files
from encours.reports.rows import MOST_ROWS
from tests.reports.reading import grid
from tests.rounds import rounds
from tests.web.tables.books import COLUMNS, FRAME, ROWS, customer, many
from tests.web.tables.conftest import speech

BARE = replace(FRAME, checks=None)
ATTACKS = [
    "=1+1",
    "+33 1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋33 1",
    "－2",
    "＠SUM(A1)",
    '=HYPERLINK("http://x")',
]


@pytest.fixture
def sent(get: Callable, listed: Callable) -> Callable[..., Any]:
    """`sent("format=csv")`: the response to that address."""
    from encours.web.tables import answer

    def made(query: str, **given: Any) -> Any:
        return answer(get(f"/late/?{query}"), "tables/table.html", {}, listed(query, **given))

    return made


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def lines(response: Any, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(response).decode("utf-8-sig")), delimiter=delimiter))


def sheet(response: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(body(response))).active


def test_a_csv_file_holds_all_the_rows_and_not_the_page(sent: Callable) -> None:
    rows = list(many(130))
    read = lines(sent("format=csv&size=25&page=2&sort=overdue", rows=rows))
    assert len(read) == 131
    assert [line[2] for line in read[1:]] == [str(row["overdue"]) for row in rows]


def test_a_csv_file_in_english(sent: Callable) -> None:
    response = sent("format=csv&columns=name,overdue,rate,due,blocked")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="encours-late-customers.csv"'
    assert lines(response)[:3] == [
        ["Customer", "Code", "Overdue (EUR)", "Overdue rate", "Oldest due date", "Blocked"],
        ["Élan Bâtiment", "C2", "8195.74", "", "2026-09-30", "yes"],
        ["Zinguerie Morel", "C1", "1200.10", "0.2864", "2026-10-01", "no"],
    ]


def test_a_csv_file_opens_in_a_french_spreadsheet_even_sent_after_the_page_is_left(
    get: Callable, listed: Callable
) -> None:
    """The mark says UTF-8; fields are apart by semicolons, decimals by commas."""
    from encours.i18n import language
    from encours.web.tables import Column, answer

    spoken = Column("language", "Language", value=lambda row: language())
    with speech("fr"):
        table = listed("format=csv&columns=overdue,language", columns=(*COLUMNS, spoken))
        response = answer(get("/"), "tables/table.html", {}, table)
    assert language() == "en"
    written = body(response)
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig").splitlines()[1] == "8195,74;fr"


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_becomes_a_formula(sent: Callable, attack: str) -> None:
    from encours.web.tables import Column

    columns = (Column("name", attack),)
    read = lines(sent("format=csv", rows=[customer("C", attack, "1")], columns=columns))
    assert read == [["'" + attack], ["'" + attack]]
    found = sheet(sent("format=xlsx", rows=[customer("C", attack, "1")], columns=columns))
    assert [line[0].data_type for line in grid(found)] == ["s", "s"]
    assert grid(found)[1][0].value.replace("_x000D_", "\r").strip() == attack.strip()


def test_negative_amounts_stay_figures(sent: Callable) -> None:
    assert lines(sent("format=csv&columns=overdue&sort=overdue"))[1] == ["-250.01"]


def test_a_spreadsheet_equals_the_rows_to_the_cent(sent: Callable) -> None:
    rows = [*many(120), customer("X", "Big", "987654321098.76"), *ROWS]
    response = sent("format=xlsx&sort=name&page=2", rows=rows)
    found = sheet(response)
    read = [[cell.value for cell in line] for line in grid(found)[1:]]
    assert len(read) == len(rows)
    assert {(line[0], _exact(line[2])) for line in read} == {
        (row["name"], row["overdue"] and round(row["overdue"] - Decimal("0.0001"), 2)) for row in rows
    }
    assert isinstance(grid(found)[1][6].value, datetime)
    assert response.headers["Content-Disposition"] == 'attachment; filename="encours-late-customers.xlsx"'


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def test_a_spreadsheet_keeps_its_header_its_filters_and_says_what_it_shows(sent: Callable) -> None:
    found = sheet(sent("format=xlsx"))
    assert (found.freeze_panes, found.auto_filter.ref) == ("A6", "A5:H9")
    assert found.oddFooter.left.text == found["A1"].value == FRAME.title
    assert found["A2"].value == FRAME.perimeter
    assert found.oddFooter.center.text.startswith(FRAME.perimeter)
    first, second = grid(found)[1:3]
    assert first[2].number_format == "#,##0.00;[Red]-#,##0.00"
    assert first[3].number_format == "General"  # no rate here: nothing is written
    assert second[3].number_format == "0.0%"
    assert first[6].number_format == "[$-409]d\\ mmm\\ yyyy"
    assert [found["A10"].value, found["C10"].value] == ["Total", "=SUBTOTAL(109,C6:C9)"]


def test_amounts_of_several_currencies_come_with_theirs(sent: Callable) -> None:
    from encours.web.tables import Column, Kind

    amount = Column("open", "Open", Kind.MONEY, currency=lambda row: row["currency"])
    told = Column("currency", "Own currency")
    rows = [{"open": Decimal("1000"), "currency": "JPY"}, {"open": Decimal("12.345"), "currency": "TND"}]
    read = lines(sent("format=csv", rows=rows, columns=(amount,)))
    assert read == [["Open", "Currency"], ["1000", "JPY"], ["12.345", "TND"]]
    assert lines(sent("format=csv", rows=rows, columns=(amount, told)))[0] == ["Open", "Own currency"]
    found = sheet(sent("format=xlsx", rows=rows, columns=(amount,)))
    assert [line[0].number_format.split(";")[0] for line in grid(found)[1:]] == ["#,##0", "#,##0.000"]


def test_dates_written_as_text_by_a_book_are_dates_in_files(sent: Callable) -> None:
    rows = [{**ROWS[0], "due": "2026-10-01"}]
    assert grid(sheet(sent("format=xlsx&columns=due", rows=rows)))[1][0].value.date() == date(2026, 10, 1)


def test_an_instant_is_in_the_time_of_the_place(sent: Callable, listed: Callable) -> None:
    """Half past eleven at night in London is the day after in Paris."""
    from encours.web.tables import Column, Kind

    rows = [{"at": datetime(2026, 11, 20, 23, 30, tzinfo=UTC)}, {"at": None}]
    columns = (Column("at", "At", Kind.MOMENT),)
    assert listed("", rows=rows, columns=columns, frame=BARE).lines[0].cells[0].text == "21 Nov 2026, 00:30"
    assert lines(sent("format=csv", rows=rows, columns=columns, frame=BARE))[1:] == [
        ["2026-11-21 00:30"],
        [""],
    ]
    found = sheet(sent("format=xlsx", rows=rows, columns=columns, frame=BARE))
    assert grid(found)[1][0].value.isoformat() == "2026-11-21T00:30:00"


def test_a_day_before_the_calendar_of_spreadsheets_is_text(sent: Callable) -> None:
    rows = [{**ROWS[0], "due": date(1899, 12, 31)}, {**ROWS[1], "due": date(1900, 1, 1)}]
    found = sheet(sent("format=xlsx&columns=due&sort=due", rows=rows))
    assert [line[0].data_type for line in grid(found)[1:]] == ["s", "d"]


@pytest.mark.parametrize(("count", "status"), [(MOST_ROWS, 200), (MOST_ROWS + 1, 400)])
def test_a_list_longer_than_a_sheet_says_so_and_offers_csv(
    get: Callable, listed: Callable, count: int, status: int
) -> None:
    from encours.web.tables import answer

    table = replace(listed("format=xlsx"), count=count)
    response = answer(get("/late/?format=xlsx"), "tables/table.html", {}, table)
    assert response.status_code == status
    if status == 400:
        page = response.content.decode()
        assert 'role="alert">A sheet holds 1048000 rows, not 1048001: take the CSV file.' in page
        assert "format=csv" in page


def test_a_source_longer_than_it_said_is_stopped_at_the_end_of_the_sheet(
    sent: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.errors import UsageError

    monkeypatch.setattr(files, "MOST_ROWS", 3)
    monkeypatch.setattr(rows, "MOST_ROWS", 3)
    with pytest.raises(UsageError, match="holds 3 rows, not 4"):
        sent("format=xlsx")


def test_the_file_is_that_of_the_table_asked_among_several(get: Callable, listed: Callable) -> None:
    from encours.web.tables import answer

    query = "late-format=csv"
    late = listed(query, frame=replace(FRAME, prefix="late", title="Retards groupé/2026"))
    other = listed(query, rows=list(many(9)))
    response = answer(get(f"/?{query}"), "tables/table.html", {}, other, late)
    assert response.headers["Content-Disposition"] == 'attachment; filename="encours-retards-groupe-2026.csv"'
    assert len(lines(response)) == 1 + len(ROWS)


@pytest.mark.parametrize(
    ("form", "count"), [("csv", rounds(60_000, 300_000)), ("xlsx", rounds(40_000, 100_000))]
)
def test_tens_of_thousands_of_rows_pass_through_little_memory(get: Callable, form: str, count: int) -> None:
    """Held as a list of cells, forty thousand rows take more than 8 MB."""
    from encours.web.tables import of_pages
    from encours.web.tables.exports import file_of

    request = get(f"/?format={form}&columns=overdue")
    table = of_pages(
        request, "late", COLUMNS, lambda *_: ([], count, {}), lambda *_: repeat(ROWS[0], count), FRAME
    )
    tracemalloc.start()
    try:
        response = file_of(request, table, form)
        size = sum(len(part) for part in response.streaming_content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size > 200_000
    assert peak < 5_000_000


def test_a_file_that_breaks_midway_says_at_its_end_that_rows_are_missing(get: Callable) -> None:
    """A server ends a broken answer as a whole one."""
    from encours.web.tables import of_pages
    from encours.web.tables.exports import file_of

    def rows(*_asked: Any) -> Any:
        yield from repeat(ROWS[0], 5_000)
        raise OSError("disk")

    request = get("/?format=csv")
    table = of_pages(request, "late", COLUMNS, lambda *_: ([], 5_000, {}), lambda *_: rows(), FRAME)
    told = body(file_of(request, table, "csv")).decode("utf-8-sig").splitlines()
    assert told[-1] == "This file is not whole: reading failed here. Ask for it again."
    assert len(told) > 4_000
