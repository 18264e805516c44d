"""Commands compute as the company chose in the web of the same folder, and say so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from encours.api import open_book
from encours.book.home import Home
from tests.book.small_books import imported
from tests.cli.calls import Outcome
from tests.cli.forked import program

CHOICES = """
from encours.web.serving.prepare import enter
enter(__import__("pathlib").Path(HOME))
from encours.web.workflow.choices.models import Preference
from encours.web.workflow.choices.revisions import changed
buckets = [{"name": "Fine", "edges": "15,45", "default": True}]
said = {"window": "12m", "on_time_tolerance": "5", "reporting_currency": "USD", "bucket_sets": buckets}
for name, value in said.items():
    Preference.objects.create(name=name, value=value)
changed("preferences")
"""
TABLES = {
    "items": """
        entity,customer,item,kind,posting_date,due_date,amount
        F,A,I1,invoice,2025-01-10,2025-02-10,1000
        F,A,I2,invoice,2025-05-20,2025-06-10,4000
        F,A,P1,payment,2025-02-13,,-1000
    """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        F,I1,P1,2025-02-13,1000
    """,
    "rates": """
        date,currency,rate
        2024-01-01,USD,2
    """,
}
DAY = ("--as-of", "2025-06-30")
FIGURES = ("dso", "on_time_rate", "net")


def encours(home: Path, *arguments: str, code: int = 0) -> Outcome:
    environment = {**os.environ, "ENCOURS_HOME": str(home), "ENCOURS_LANG": "en"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = program(arguments, environment)
    assert done.code == code, done.err
    return done


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book, and the choices of its company."""
    made = tmp_path_factory.mktemp("chosen")
    imported(Home(made), **TABLES)
    environment = {**os.environ, "ENCOURS_HOME": str(made)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    subprocess.run([sys.executable, "-c", f"HOME = {str(made)!r}\n{CHOICES}"], env=environment, check=True)
    return made


def test_figures_are_those_of_the_pages_and_say_what_was_chosen(home: Path) -> None:
    (row,) = open_book(home).show(
        *("dso", "on_time_rate:5", "net"), as_of="2025-06-30", window="12m", currency="USD"
    )
    done = encours(home, "show", *FIGURES, *DAY, "--format", "json")
    (told,) = json.loads(done.out)
    assert [told[name] for name in FIGURES] == [
        pytest.approx(float(row[name])) for name in row if name != "as_of"
    ]
    assert done.err.splitlines()[0] == "As the company chose: window=12m · edges=15,45 · k=5"
    table = encours(home, "show", "net", "--by", "bucket", *DAY).out
    assert table.startswith(
        "As of 2025-06-30 · USD · data up to 2025-05-20\nAs the company chose: window=12m"
    )
    assert "16-45" in table


def test_what_is_typed_goes_before_what_was_chosen(home: Path) -> None:
    typed = ("--in", "EUR", "--set", "window=3m", "--set", "edges=30,60,90", "--set", "k=0")
    plain = open_book(home).show("dso", "on_time_rate:0", "net", as_of="2025-06-30")
    done = encours(home, "show", *FIGURES, *DAY, *typed, "--format", "json")
    (told,), (row,) = json.loads(done.out), plain
    assert [*told.values()][1:] == [pytest.approx(float(value)) for value in [*row.values()][1:]]
    assert "As the company chose" not in done.err


def test_a_folder_without_a_web_computes_as_figures_are_defined(tmp_path: Path) -> None:
    imported(Home(tmp_path), **TABLES)
    done = encours(tmp_path, "show", "dso", *DAY, "--format", "json")
    (row,) = open_book(tmp_path).show("dso", as_of="2025-06-30")
    assert json.loads(done.out)[0]["dso"] == pytest.approx(float(row["dso"]))
    assert "As the company chose" not in done.err


def test_a_web_that_does_not_answer_is_told(tmp_path: Path) -> None:
    imported(Home(tmp_path), **TABLES)
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "cockpit.sqlite3").write_bytes(b"no database" * 100)
    done = encours(tmp_path, "show", "dso", *DAY, code=1)
    assert done.err.startswith("encours: The database of the web does not answer")
