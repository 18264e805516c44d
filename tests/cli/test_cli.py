"""The command line is a contract: every command, its help, what goes in and where it comes from."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import click
import pytest

from encours.cli import COMMANDS, main
from tests.cli.calls import COMMAND_NAMES, DAY, Call, rows_of

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
    "known-since": (["known-since"], "position 2025-"),
    "list": (["list"], "dso_countback"),
    "rebuild": (["rebuild"], "Version 1 is built again."),
    "repair": (["repair"], "Nothing is damaged."),
    "rows": (["rows", "overdue"], "I5"),
    "show": (["show", "net"], "53,400.00 EUR"),
    "sql": (["sql", "SELECT 41 + 1 AS answer"], "42"),
    "undo": (["undo"], "Import 1 is undone"),
    "statement": (["statement", "A"], "is written"),
    "worklist": (["worklist", *DAY], "Find whom to contact"),
    "workbook": (["workbook", "book.xlsx"], "book.xlsx is written"),
}


# Those of the cockpit work on its own database: tests/cli/test_serving.py and tests/web try them.
COCKPIT = {"audit", "backup", "restore", "serve", "user"}


@pytest.mark.parametrize("name", sorted({*COMMAND_NAMES} - COCKPIT))
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
    assert without == {"demo", "generate", "user"}


# Importing


def test_a_dry_run_changes_nothing(encours: Call, place: Path) -> None:
    (place / "entities.csv").write_text("entity,name\nF,Another\nG,New\n")
    outcome = encours("import", "entities.csv", "--dry-run")
    assert outcome.code == 0
    assert "Entities: 1 new, 1 changed" in outcome.out
    assert "nothing was imported" in outcome.out
    assert len(json.loads(encours("imports", "--json").out)) == 1


def test_refused_lines_are_told_and_the_exit_code_says_so(encours: Call, place: Path) -> None:
    (place / "entities.csv").write_text("entity,name,currency\nG,Good,EUR\n,Bad,EUR\n")
    outcome = encours("import", "entities.csv")
    assert outcome.code == 1
    assert "entities.csv:3: entity" in outcome.err
    assert outcome.err.splitlines()[-1].startswith("encours: 1 line was refused, the others are in.")
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


@pytest.mark.parametrize(
    "name", sorted({*COMMAND_NAMES} - {"demo", "generate", "import", "imports", "list"} - COCKPIT)
)
def test_without_a_book_every_command_says_what_to_do(encours: Call, place: Path, name: str) -> None:
    outcome = encours(*EXAMPLES[name][0], "--home", "absent")
    assert outcome.code == 1, outcome
    assert "absent" in outcome.err
    assert outcome.out == ""
    assert not (place / "absent").exists(), "asking must not create a data folder"
