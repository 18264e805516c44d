"""Commands read what people recorded in the web of the same folder: figures, rows, exports, differences."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from encours.book.home import Home
from tests.book.small_books import imported
from tests.cli.forked import program
from tests.cube.test_promises import BOOK

RECORD = """
from datetime import date
from decimal import Decimal
from encours.web.serving.prepare import enter
enter(__import__("pathlib").Path(HOME))
from encours.web.workflow.people.models import Person
from encours.web.workflow.promises.models import Promise, Said
from encours.web.workflow.recording import make
person = Person.objects.create_user("collector@example.com", "x", role="collector")
said = Said("F1", "A", Decimal("120.50"), date(2026, 3, 30), date(2026, 3, 20), "EUR", item="I2", comment="by phone")
made = make(None, person, Promise, said)
"""


def encours(home: Path, *arguments: str) -> str:
    environment = {**os.environ, "ENCOURS_HOME": str(home), "ENCOURS_LANG": "en"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = program(arguments, environment)
    assert done.code == 0, done.err
    return done.out


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of one import, and a promise recorded since in the web."""
    made = tmp_path_factory.mktemp("recorded")
    imported(Home(made), **BOOK)
    environment = {**os.environ, "ENCOURS_HOME": str(made)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    code = f"HOME = {str(made)!r}\n{RECORD}"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    return made


def promised(home: Path, *more: str) -> float:
    told = json.loads(encours(home, "show", "promised", "--as-of", "2026-03-25", "--format", "json", *more))
    return float(told[0]["promised"])


def test_a_figure_at_the_command_line_has_what_the_web_recorded(home: Path) -> None:
    assert promised(home) == 120.5
    assert promised(home, "--as-known", "1") == 0
    assert "web-" in encours(home, "rows", "promised", "--as-of", "2026-03-25", "--format", "csv")


def test_an_export_holds_both_and_reads_back_as_one_table(home: Path, tmp_path: Path) -> None:
    assert "promises: 5 rows" in encours(home, "export", str(tmp_path / "out"))
    assert "promises: 4 rows" in encours(home, "export", str(tmp_path / "before"), "--as-known", "1")
    again = tmp_path / "again"
    encours(again, "import", str(tmp_path / "out"))
    assert promised(again) == 120.5
    encours(home, "import", str(tmp_path / "out"))
    assert promised(home) == 120.5, "a key on both sides counts once"
    rows = (tmp_path / "out" / "promises.csv").read_text(encoding="utf-8")
    assert "by phone" in rows
    assert "120.5" in rows


@pytest.mark.parametrize("table", ["bi_promises", "PROMISES"])
def test_sql_reads_what_the_web_recorded(home: Path, table: str) -> None:
    query = f"SELECT promise, customer, item, due_on FROM {table} WHERE promise LIKE 'web-%'"
    (line,) = json.loads(encours(home, "sql", query, "--format", "json"))
    assert (line["customer"], line["item"], line["due_on"]) == ("A", "I2", "2026-03-30")
    money = "SELECT amount, currency FROM bi_promises WHERE promise LIKE 'web-%'"
    assert encours(home, "sql", money, "--format", "csv").splitlines()[1:] == ["120.50000,EUR"]
    assert "5" in encours(home, "sql", f"SELECT COUNT(*) AS promises FROM {table}", "--format", "csv")


def test_a_difference_tells_the_records_written_since(home: Path) -> None:
    told = json.loads(encours(home, "diff", "1", "--json"))
    (line,) = [one for one in told["records"] if one["table"] == "promises"]
    assert (line["before"], line["after"]["amount"]) == ({}, "120.5")
    assert line["key"] in encours(home, "diff", "1")
