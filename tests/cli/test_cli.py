"""The command line is a contract: names, JSON, dates told, exit codes, one line of error, two languages."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from inspect import cleandoc
from pathlib import Path
from shutil import copytree
from typing import Any, NamedTuple

import click
import openpyxl
import pytest

from encours.cli import COMMANDS, main, run
from encours.cli.output import FORMATS

# Fixture F1 of the definitions: ten items of three customers; the newest data is of 2 July.
TABLES = {
    "entities": """
        entity,name,currency
        F,Société F,EUR
        """,
    "customers": """
        entity,customer,name,country
        F,A,Alpha,FR
        F,B,"Bêta, fils",BE
        F,C,Gamma,FR
        """,
    "items": """
        entity,customer,item,kind,posting_date,due_date,amount
        F,A,I1,invoice,2025-03-31,2025-05-15,12000
        F,A,I2,invoice,2025-05-10,2025-06-30,6000
        F,A,C3,credit_note,2025-06-05,,-1200
        F,B,I4,invoice,2025-04-15,2025-06-14,24000
        F,B,I5,invoice,2025-02-28,2025-03-30,3600
        F,C,I6,invoice,2025-06-20,2025-08-19,18000
        F,C,I7,invoice,2025-03-20,2025-04-30,9600
        F,C,P8,payment,2025-06-25,,-2000
        F,A,I9,invoice,2025-04-01,2025-05-31,4800
        F,B,I10,invoice,2025-05-31,2025-06-30,2400
        F,A,P1,payment,2025-05-20,,-7000
        F,C,P7,payment,2025-05-05,,-9600
        F,A,P9,payment,2025-05-28,,-4800
        F,B,P10,payment,2025-07-02,,-2400
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        F,I1,P1,2025-05-20,7000
        F,I7,P7,2025-05-05,9600
        F,I9,P9,2025-05-28,4800
        F,I10,P10,2025-07-02,2400
        """,
    "rates": """
        date,currency,rate
        2025-01-02,USD,1.1
        """,
}
DAY = ("--as-of", "2025-06-30")
COMMAND_NAMES = sorted(main.commands)


class Outcome(NamedTuple):
    """What a call gave back."""

    code: int
    out: str
    err: str


Call = Callable[..., Outcome]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of source tables, and beside it the data folder they were imported in."""
    place = tmp_path_factory.mktemp("f1")
    (place / "source").mkdir()
    for table, text in TABLES.items():
        (place / "source" / f"{table}.csv").write_text(cleandoc(text) + "\n", encoding="utf-8")
    assert run(["import", str(place / "source"), "--home", str(place / "home")]) == 0
    return place


@pytest.fixture
def place(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with `source` and `home`; ENCOURS_HOME names the latter."""
    copytree(original, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENCOURS_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def encours(place: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """`encours` with these words, in the working folder."""

    def call(*words: str) -> Outcome:
        capsys.readouterr()
        code = run(words)
        return Outcome(code, *capsys.readouterr())

    return call


def script(*words: str, **environment: str) -> Outcome:
    """`encours` as a program of its own, in an environment without any language but those given."""
    told = ("ENCOURS_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "PYTHONUTF8", "PYTHONIOENCODING")
    kept = {name: value for name, value in os.environ.items() if name not in told}
    done = subprocess.run(
        [sys.executable, "-m", "encours", *words],
        capture_output=True,
        env=kept | environment,
        timeout=120,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def rows_of(outcome: Outcome) -> list[dict[str, Any]]:
    """The array of flat objects, decimals as they are written."""
    assert outcome.code == 0, outcome
    found: list[dict[str, Any]] = json.loads(outcome.out, parse_float=Decimal)
    assert all(not isinstance(value, (dict, list)) for row in found for value in row.values())
    return found


# Every command, once, as it succeeds; a new command without a line here fails.
EXAMPLES: dict[str, tuple[list[str], str]] = {
    "bridge": (["bridge", *DAY], "As of"),
    "check": (["check"], ""),
    "demo": (["demo", "--help"], "--folder"),
    "diff": (["diff"], "7 items differ"),
    "export": (["export", "out"], "items: 14 rows"),
    "generate": (["generate", "made", "--items", "50", "--customers", "3"], "items: 50 rows"),
    "import": (["import", "source"], "Nothing changed"),
    "imports": (["imports"], "source (book): 23 lines read"),
    "list": (["list"], "dso_countback"),
    "rebuild": (["rebuild"], "Version 1 is built again."),
    "rows": (["rows", "overdue"], "I5"),
    "show": (["show", "net"], "53,400.00 EUR"),
    "undo": (["undo"], "Import 1 is undone"),
    "workbook": (["workbook", "book.xlsx"], "book.xlsx is written"),
}


@pytest.mark.parametrize("name", COMMAND_NAMES)
def test_every_command_answers(encours: Call, name: str) -> None:
    words, expected = EXAMPLES[name]
    outcome = encours(*words)
    assert outcome.code == 0, outcome
    assert expected in outcome.out


def test_commands_are_offered_in_the_order_of_the_catalogue_and_none_twice() -> None:
    assert [command.name for command in COMMANDS] == list(main.commands)
    assert {
        "demo",
        "generate",
        "import",
        "imports",
        "undo",
        "check",
        "export",
        "diff",
        "show",
        "rows",
        "workbook",
    } <= {*main.commands}


@pytest.mark.parametrize("name", COMMAND_NAMES)
def test_every_command_and_option_says_what_it_is_for(encours: Call, name: str) -> None:
    command = main.commands[name]
    outcome = encours(name, "--help")
    assert outcome.code == 0
    assert (command.help or "").split(":")[0] in " ".join(outcome.out.split())
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.opts[-1] in outcome.out


def test_every_command_that_reads_or_writes_a_book_takes_its_data_folder() -> None:
    without = {
        name for name, command in main.commands.items() if not any(p.name == "home" for p in command.params)
    }
    assert without == {"demo", "generate"}


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
    assert "1 items differ" in told
    assert "F A I2: 6000.00 → 7000.00 EUR (amount 7000.00 instead of 6000.00)" in told
    assert "= 55800.00 +1000.00 = 56800.00 EUR" in told
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


# Importing


def test_a_dry_run_changes_nothing(encours: Call, place: Path) -> None:
    (place / "entities.csv").write_text("entity,name\nF,Another\nG,New\n")
    outcome = encours("import", "entities.csv", "--dry-run")
    assert outcome.code == 0
    assert "entities: 1 new, 1 changed" in outcome.out
    assert "nothing was imported" in outcome.out
    assert len(json.loads(encours("imports", "--json").out)) == 1


def test_refused_lines_are_told_and_the_exit_code_says_so(encours: Call, place: Path) -> None:
    (place / "entities.csv").write_text("entity,name,currency\nG,Good,EUR\n,Bad,EUR\n")
    outcome = encours("import", "entities.csv")
    assert outcome.code == 1
    assert "entities.csv:3: entity" in outcome.err
    assert outcome.err.splitlines()[-1].startswith("encours: 1 lines were refused, the others are in.")
    stored = encours("imports", "2")
    assert "entities.csv:3: entity" in stored.out


def test_the_import_report_as_json(encours: Call, place: Path) -> None:
    (place / "entities.csv").write_text("entity,name,currency\nG,Good,EUR\n")
    report = json.loads(encours("import", "entities.csv", "--json").out)
    assert (report["import"], report["read"], report["new"], report["refused"]) == (2, 1, 1, 0)


def test_a_mapping_is_suggested_then_used(encours: Call, place: Path) -> None:
    rows = 'X1,Alpha,FA100,12/05/2025,30/06/2025,"1 234,56"\nX1,Alpha,FA101,25/05/2025,30/06/2025,"10,00"\n'
    header = "Code client,Nom client,N° pièce,Date comptable,Échéance,Montant\n"
    (place / "liste.csv").write_text(header + rows, encoding="utf-8")
    suggested = encours("import", "liste.csv", "--suggest", "--entity", "F")
    assert suggested.code == 0, suggested
    assert len(json.loads(encours("imports", "--json").out)) == 1
    (place / "map.toml").write_text(suggested.out, encoding="utf-8")
    outcome = encours("import", "liste.csv", "--map", "map.toml", "--entity", "F", "--currency", "EUR")
    assert outcome.code == 0, outcome
    (row,) = rows_of(encours("show", "gross", "--where", "customer=X1", *DAY, "--format", "json"))
    assert row["gross"] == Decimal("1244.56")


# The data folder


def test_the_data_folder_that_is_typed_wins_over_the_environment(
    encours: Call, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENCOURS_HOME", "absent")
    for words in (["--home", "home", "show", "net"], ["show", "net", "--home", "home"]):
        assert encours(*words).code == 0, words
    for words in (["--home", "home", "show", "net", "--home", "nowhere"], ["show", "net"]):
        outcome = encours(*words)
        assert outcome.code == 1
        assert "No book in" in outcome.err
    assert not (place / "absent").exists()


@pytest.mark.parametrize("name", sorted({*COMMAND_NAMES} - {"demo", "generate", "import", "imports", "list"}))
def test_without_a_book_every_command_says_what_to_do(encours: Call, place: Path, name: str) -> None:
    outcome = encours(*EXAMPLES[name][0], "--home", "absent")
    assert outcome.code == 1, outcome
    assert "absent" in outcome.err
    assert outcome.out == ""
    assert not (place / "absent").exists(), "asking must not create a data folder"


# Errors


@pytest.mark.parametrize(
    "words",
    [
        "nope",
        "show",
        "show nope",
        "show dso:x",
        "show net --nope",
        "show net --by nope",
        "show net --where nope",
        "show net --where nope=1",
        "show net --as-of 2025-02-29",
        "show net --as-known 99",
        "show net --as-known yesterday",
        "show net --history x",
        "show net --history 0",
        "show net --format pdf",
        "show net --in EURO",
        "show net --set window",
        "show net --set nope=1",
        "show dso --set window=x",
        "show gross --by bucket --set edges=30,10",
        "rows",
        "rows nope",
        "rows dso",
        "rows net --limit -1",
        "import",
        "import source --format nope",
        "imports 99",
        "imports x",
        "undo 99",
        "undo x",
        "generate made --items 0",
        "generate made --until tomorrow",
        "export",
        "export home",
        "export source/items.csv",
        "diff 1 99",
        "check --as-of nope",
        "workbook",
        "workbook out.xlsx --lang de",
        "workbook out.xlsx --as-of nope",
        "bridge --since nope",
        "--nope",
    ],
)
def test_a_question_that_is_not_understood_ends_with_2_and_one_line(encours: Call, words: str) -> None:
    outcome = encours(*words.split())
    assert outcome.code == 2, outcome
    assert outcome.out == ""
    assert re.fullmatch(r"encours: [^\n]+\n", outcome.err), outcome


@pytest.mark.parametrize(
    "words",
    [
        "import absent.csv",
        "import source --map absent.toml",
        "show net --in CHF",
        "show net --as-known 2001-01-01",
        "show net -o absent/out.json --format json",
        "show net -o absent/out.xlsx --format xlsx",
        "workbook absent/out.xlsx",
        "show net --home source/items.csv",
        "import source --home source/items.csv",
    ],
)
def test_data_that_does_not_allow_the_answer_ends_with_1_and_one_line(encours: Call, words: str) -> None:
    outcome = encours(*words.split())
    assert outcome.code == 1, outcome
    assert outcome.out == ""
    assert re.fullmatch(r"encours: [^\n]+\n", outcome.err), outcome


def test_no_word_at_all_shows_the_help(encours: Call) -> None:
    outcome = encours()
    assert outcome.code == 2
    assert all(name in outcome.out for name in COMMAND_NAMES)


def test_the_version(encours: Call) -> None:
    assert re.fullmatch(r"encours \d+\.\d+\.\d+\n", encours("--version").out)


def test_ctrl_c_ends_with_130(encours: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("encours.api.open_book", interrupted)
    outcome = encours("show", "net")
    assert outcome.code == 130
    assert outcome.err.lstrip("\n").count("\n") == 1


# Languages and the start


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "53\u202f400,00 EUR"),
        ({"LANG": "de_DE.UTF-8"}, "53,400.00 EUR"),
        ({"LANG": "C", "PYTHONUTF8": "0"}, "53,400.00 EUR"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"}, "53,400.00 EUR"),
        ({"LANG": "C.UTF-8", "ENCOURS_LANG": "fr"}, "53\u202f400,00 EUR"),
        ({}, "53,400.00 EUR"),
    ],
)
def test_the_language_is_that_of_the_locale(place: Path, environment: dict[str, str], expected: str) -> None:
    outcome = script("show", "net", **environment)
    assert outcome.code == 0
    assert expected in outcome.out


def test_french_in_help_and_errors(place: Path) -> None:
    french = {"LANG": "fr_FR.UTF-8"}
    assert "données" in script("show", "--help", **french).out
    outcome = script("show", "--home", "absent", "net", **french)
    assert outcome.code == 1
    assert outcome.err.startswith("encours: Aucun"), outcome


def test_starting_loads_neither_the_engine_nor_tables_of_numbers() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import encours.cli"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "encours.cli" in loaded
    heavy = ("duckdb", "_duckdb", "pyarrow", "numpy", "rich", "xlsxwriter", "python_calamine")
    assert [name for name in loaded if name.split(".")[0] in heavy] == []
