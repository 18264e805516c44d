"""Errors on the command line are a contract: exit codes, one line that says what to do, two languages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calls import COMMAND_NAMES, Call, script

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
    def interrupted(*_said: object, **_more: object) -> None:
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


def test_rows_refuse_a_setting_they_do_not_have(encours: Call) -> None:
    outcome = encours("rows", "sales", "--set", "windw=12m")
    assert (outcome.code, "windw" in outcome.err) == (2, True)
    assert encours("rows", "sales", "--set", "window=12m").code == 0
