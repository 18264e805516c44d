"""Figures on the command line are a contract: JSON, dates told, where answers go."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from encours.cli import run
from encours.cli.output import FORMATS
from tests.cli.calls import DAY, Call, rows_of

# Figures


def test_buckets_have_the_names_of_the_contract(encours: Call) -> None:
    found = rows_of(encours("show", "gross", "--by", "bucket", *DAY, "--format", "json"))
    assert found == [
        {"as_of": "2025-06-30", "bucket": name, "gross": gross}
        for name, gross in (
            ("not_due", 26400),
            ("1-30", 24000),
            ("31-60", 5000),
            ("61-90", 0),
            ("91+", 3600),
        )
    ]


def test_money_is_written_with_its_exact_decimals(encours: Call) -> None:
    outcome = encours("show", "net", "gross", *DAY, "--format", "json")
    assert outcome == (0, '[\n{"as_of": "2025-06-30", "net": 55800.00, "gross": 59000.00}\n]\n', "")


def test_amounts_beyond_what_a_float_holds_are_exact(encours: Call, place: Path) -> None:
    huge = "F,A,HUGE,invoice,2025-06-30,2025-06-30,90000000000000.01"
    (place / "items.csv").write_text(f"entity,customer,item,kind,posting_date,due_date,amount\n{huge}\n")
    assert encours("import", "items.csv").code == 0
    assert '"net": 90000000055800.01}' in encours("show", "net", *DAY, "--format", "json").out


def test_a_parameterised_indicator_is_named_as_it_was_asked_for(encours: Call) -> None:
    (row,) = rows_of(encours("show", "on_time_rate:5", "on_time_rate:0", *DAY, "--format", "json"))
    assert list(row) == ["as_of", "on_time_rate:5", "on_time_rate:0"]
    assert round(row["on_time_rate:5"], 6) == Decimal("0.424603")
    assert round(row["on_time_rate:0"], 6) == Decimal("0.081633")


def test_what_cannot_be_computed_is_null(encours: Call) -> None:
    found = rows_of(encours("show", "dso", "net", "--as-of", "2020-01-31", "--format", "json"))
    assert found == [{"as_of": "2020-01-31", "dso": None, "net": 0}]
    assert (
        encours("show", "dso", "--as-of", "2020-01-31", "--format", "csv").out == "as_of,dso\n2020-01-31,\n"
    )
    assert "n.c." in encours("show", "dso", "--as-of", "2020-01-31").out


def test_nothing_found_is_an_empty_array(encours: Call) -> None:
    words = ("show", "net", "--by", "customer", "--where", "customer=Z", *DAY)
    assert rows_of(encours(*words, "--format", "json")) == []
    assert "Nothing" in encours(*words).out


def test_a_dimension_is_a_string_and_an_unknown_one_null(encours: Call) -> None:
    found = rows_of(encours("show", "net", "--by", "customer,zone", *DAY, "--format", "json"))
    assert [(row["customer"], row["zone"], row["net"]) for row in found] == [
        ("A", None, 9800),
        ("B", None, 30000),
        ("C", None, 16000),
    ]


@pytest.mark.parametrize(
    ("where", "net"),
    [
        (["country=FR"], 25800),
        (["country!=FR"], 30000),
        (["customer=A,C"], 25800),
        (["customer=A", "kind=invoice"], 11000),
        (["customer_name~bêta"], 30000),
        (["due_date=2025-06-01..2025-06-30"], 29200),
    ],
)
def test_filters_add_up(encours: Call, where: list[str], net: int) -> None:
    words = [word for condition in where for word in ("--where", condition)]
    (row,) = rows_of(encours("show", "net", *words, *DAY, "--format", "json"))
    assert row["net"] == net


def test_history_and_comparison_give_one_row_a_date(encours: Call) -> None:
    found = rows_of(encours("show", "gross", "--history", "3", *DAY, "--format", "json"))
    assert [row["as_of"] for row in found] == ["2025-04-30", "2025-05-31", "2025-06-30"]
    found = rows_of(encours("show", "gross", "--compare", *DAY, "--format", "json"))
    assert [row["as_of"] for row in found] == ["2024-06-30", "2025-05-31", "2025-06-30"]


def test_settings_change_the_figure_and_currency_converts_it(encours: Call) -> None:
    words = ("show", "gross", "--by", "bucket", *DAY, "--format", "json")
    found = rows_of(encours(*words, "--set", "edges=20,100"))
    assert [row["bucket"] for row in found] == ["not_due", "1-20", "21-100", "101+"]
    (row,) = rows_of(encours("show", "net", "--in", "USD", *DAY, "--format", "json"))
    assert row["net"] == Decimal("61380.00")


def test_the_rows_behind_a_figure_add_up_to_it(encours: Call) -> None:
    found = rows_of(encours("rows", "overdue", *DAY, "--format", "json"))
    assert sum(row["overdue"] for row in found) == 32600
    assert {row["item"] for row in found} == {"I1", "I4", "I5"}
    (largest,) = rows_of(encours("rows", "overdue", *DAY, "--limit", "1", "--format", "json"))
    assert largest["item"] == "I4"


# Dates


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_date_is_told_on_the_error_output_when_it_was_not_given(encours: Call, form: str) -> None:
    outcome = encours("show", "net", "--format", form)
    assert "2025-07-02" in outcome.err
    assert outcome.err.count("\n") == 1
    assert "As of" not in outcome.out
    assert encours("show", "net", *DAY, "--format", form).err == ""


def test_a_table_says_its_date_and_that_of_the_newest_data(encours: Call) -> None:
    first = encours("show", "net", *DAY).out.splitlines()[0]
    assert first == "As of 2025-06-30 · EUR · data up to 2025-07-02"


def test_as_known_asks_what_the_book_said_then(encours: Call, place: Path) -> None:
    header = "entity,customer,item,kind,posting_date,due_date,amount"
    (place / "items.csv").write_text(f"{header}\nF,A,I2,invoice,2025-05-10,2025-06-30,7000\n")
    assert encours("import", "items.csv").code == 0
    for known, net in (("1", 55800), ("2", 56800)):
        (row,) = rows_of(encours("show", "net", *DAY, "--as-known", known, "--format", "json"))
        assert row["net"] == net
    told = encours("diff", "1", "2", *DAY).out
    assert "1 item differs" in told
    assert "F A I2: 6,000.00 → 7,000.00 EUR (amount 7,000.00 instead of 6,000.00)" in told
    assert "= 55,800.00 +1,000.00 = 56,800.00 EUR" in told
    assert json.loads(encours("diff", "1", "2", "--json").out)["count"] == 1
    assert encours("undo", "2").code == 0
    assert "undone" in encours("imports").out.splitlines()[1]
    assert [line["state"] for line in json.loads(encours("imports", "--json").out)] == [
        "in_book",
        "undone",
        "undo",
    ]
    (row,) = rows_of(encours("show", "net", *DAY, "--format", "json"))
    assert row["net"] == 55800


# Where answers go


def test_every_form_goes_to_a_file(encours: Call, place: Path) -> None:
    for form in FORMATS:
        outcome = encours(
            "show", "gross", "--by", "customer_name", *DAY, "--format", form, "-o", f"out.{form}"
        )
        assert outcome == (0, "", f"3 rows written to out.{form}\n")
    read = list(csv.DictReader(io.StringIO((place / "out.csv").read_text(encoding="utf-8"))))
    assert sum(Decimal(row["gross"]) for row in read) == 59000
    assert {row["customer_name"] for row in read} == {"Alpha", "Bêta, fils", "Gamma"}
    assert len(json.loads((place / "out.json").read_text(encoding="utf-8"))) == 3
    sheet = openpyxl.load_workbook(place / "out.xlsx").active
    assert sheet is not None
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Bêta, fils" in cells


def test_a_spreadsheet_goes_to_another_program(place: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "encours", "show", "net", "--format", "xlsx"], capture_output=True, check=True
    )
    assert openpyxl.load_workbook(io.BytesIO(done.stdout)).active is not None


def test_a_reader_that_leaves_early_is_no_error(place: Path) -> None:
    words = [sys.executable, "-m", "encours", "rows", "gross", "--format", "json", *DAY]
    assert run(["generate", "many", "--items", "3000", "--customers", "40", "--until", "2025-06-30"]) == 0
    assert run(["import", "many"]) == 0
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_export_comes_back_without_loss(encours: Call, place: Path) -> None:
    for form in ("csv", "parquet"):
        assert encours("export", f"out-{form}", "--tables", form).code == 0
        assert encours("import", f"out-{form}", "--home", f"home-{form}").code == 0
        answers = [
            encours(
                "show", "net", "dso", "--by", "customer,country", *DAY, "--format", "json", "--home", home
            ).out
            for home in ("home", f"home-{form}")
        ]
        assert answers[0] == answers[1]
