"""SQL on the command line: exact numbers, one line for what is wrong; the trail printed and checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from encours.cli.reading import sql
from encours.cube.bi import TABLES
from encours.errors import UsageError


def test_a_query_answers_with_exact_numbers(place: Path) -> None:
    query = "SELECT customer, SUM(open) AS net, 1 AS net FROM bi_items WHERE customer = 'A' GROUP BY 1"
    said = CliRunner().invoke(sql, [query, "--format", "json"], catch_exceptions=False)
    assert json.loads(said.stdout, parse_float=Decimal) == [
        {"customer": "A", "net": Decimal("9800.00000"), "net_2": 1}
    ]


def test_text_that_a_spreadsheet_would_run_is_written_as_text(place: Path) -> None:
    said = CliRunner().invoke(sql, ["SELECT '=1+1' AS a, -1 AS b, NULL AS c", "--format", "csv"])
    assert said.stdout == "a,b,c\n'=1+1,-1,\n"


def test_without_a_query_the_tables_are_told(place: Path) -> None:
    said = CliRunner().invoke(sql, []).stdout
    assert [table.name for table in TABLES if f"{table.name}: " not in said] == []


def test_what_is_wrong_is_one_line(place: Path) -> None:
    said = CliRunner().invoke(sql, ["SELECT nope FROM bi_items"])
    assert isinstance(said.exception, UsageError)
    assert "\n" not in str(said.exception)


# The whole of it, with where it ends: nothing inside the database tells that there ever was a record.
EMPTIED = (
    "DROP TRIGGER audit_event_no_DELETE; DELETE FROM audit_event; UPDATE audit_head SET number = 0, hash = ''"
)


@pytest.mark.parametrize(
    ("tampering", "words", "code", "said"),
    [
        ("", "--check", 0, "The chain is intact: 2 records."),
        (
            "DROP TRIGGER audit_event_no_UPDATE; UPDATE audit_event SET ip = 'x' WHERE number = 2",
            "--check",
            1,
            "2",
        ),
        ("", "--format csv --limit 1", 0, "2,"),
        ("", "--check --noted 1:0000", 1, "does not hold 1:0000"),
        (EMPTIED, "--check", 1, "no longer holds record 2 as it was noted on"),
    ],
)
def test_the_trail_is_printed_and_checked(
    tmp_path: Path, tampering: str, words: str, code: int, said: str
) -> None:
    variables = {**os.environ, "ENCOURS_HOME": str(tmp_path), "ENCOURS_LANG": "en", "DATABASE_URL": ""}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, tampering, *words.split()],
        capture_output=True, text=True, env=variables, check=False,
    )  # fmt: skip
    assert ran.returncode == code, ran.stderr
    assert said in (ran.stdout + ran.stderr)
    assert ran.stdout.count("\n") <= 2


PROGRAM = """
import sys
from encours.web.serving.prepare import ready
ready()
from django.core.management import call_command
from django.db import connection
call_command("migrate", "audit", verbosity=0)
from encours.web.workflow import acts
from encours.web.workflow.trail.record import record
record(None, acts.KEY_MADE)
record(None, acts.KEY_REVOKED)
from encours.web.workflow.trail import anchors
anchors.keep()
for statement in filter(None, sys.argv.pop(1).split(";")):
    with connection.cursor() as cursor:
        cursor.execute(statement)
from encours.cli.reading import audit
from encours.errors import DataError
try:
    audit.main(sys.argv[1:], standalone_mode=False)
except DataError as error:
    sys.exit(str(error))
"""
