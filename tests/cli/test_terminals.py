"""In a terminal: tables within its width, words completed by its shell, a reader that leaves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from encours.api import Result
from encours.api.terminal import table
from encours.indicators.record import Unit
from tests.cli.calls import COMMAND_NAMES, DAY, Call
from tests.cli.test_cli import EXAMPLES

LONG = "Établissements Transports et Logistique Morbivigne du Bocage"


def wide() -> Result:
    from decimal import Decimal

    row = {"entity": "FR01", "customer_name": LONG, "net": Decimal("1234567.80"), "dso": Decimal("61.2")}
    units = {"net": Unit.MONEY, "dso": Unit.DAYS}
    return Result([row], ("entity", "customer_name"), units, {"net": "Net", "dso": "DSO"}, "EUR", None)


@pytest.mark.parametrize("width", [120, 80, 60, 40, 30])
def test_a_table_fits_and_no_amount_is_cut(width: int) -> None:
    told = table(wide(), width)
    assert max(map(len, told.splitlines())) <= max(width, len("Customer name  ") + len(LONG)), told
    assert "1,234,567.80 EUR" in told
    assert "61.2 d" in told


def test_long_texts_are_shortened_first_and_rows_told_line_by_line_last() -> None:
    assert LONG in table(wide())
    fitted = table(wide(), 60).splitlines()
    assert "Établissements" in fitted[2]
    assert "…" in fitted[2]
    assert max(map(len, fitted)) == 60
    stacked = table(wide(), 30).splitlines()
    assert stacked[0].split() == ["Entity", "FR01"]
    assert stacked[-1].split() == ["DSO", "61.2", "d"]


COMMANDS = [
    ["show", "net", "overdue", "dso", "--by", "customer_name", *DAY],
    ["rows", "overdue", *DAY],
    ["list"],
    ["sql", "SELECT * FROM items"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_every_table_fits_in_a_narrow_terminal(
    encours: Call, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    from encours.cli import figures, output, reading

    for module in (figures, output, reading):
        monkeypatch.setattr(module, "terminal_width", lambda: 44)
    outcome = encours(*words)
    assert outcome.code == 0
    _heading, *lines = outcome.out.splitlines()
    assert max(map(len, lines)) <= 44, outcome.out


def test_what_goes_to_a_file_or_a_program_is_never_cut(
    encours: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert "2025-06-30  55,800.00 EUR" in encours("show", "net", *DAY).out


def completed(shell: str, line: str) -> list[str]:
    """What a shell offers for the last word of a line."""
    words = line.split(" ")
    said = {
        "COMP_WORDS": line,
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words) - 1),
        "_ENCOURS_COMPLETE": f"{shell}_complete",
    }
    environment = {**os.environ, **said, "ENCOURS_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-m", "encours"], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    if shell == "zsh":  # three lines each: kind, word, help
        return lines[1::3]
    return [one.partition(",")[2].partition("\t")[0] for one in lines]


SHELLS = ("bash", "zsh", "fish")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("encours sh", {"show"}),
        ("encours show dso_", {"dso_countback", "dso_best_possible", "dso_delinquent", "dso_disputed"}),
        ("encours rows over", {"overdue", "overdue_count"}),
        ("encours show net --by entity,coun", {"entity,country"}),
        ("encours show net --format x", {"xlsx"}),
        ("encours show net --set base_", {"base_date="}),
        ("encours show net --where portf", {"portfolio="}),
        ("encours user cr", {"create"}),
    ],
)
def test_a_shell_is_offered_commands_figures_and_dimensions(shell: str, line: str, offered: set[str]) -> None:
    assert set(completed(shell, line)) == offered


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_is_given_what_it_needs(shell: str) -> None:
    said = {**os.environ, "_ENCOURS_COMPLETE": f"{shell}_source"}
    done = subprocess.run([sys.executable, "-m", "encours"], env=said, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "_ENCOURS_COMPLETE" in done.stdout
    if program := shutil.which(shell):  # it is a script of that shell
        checked = subprocess.run([program, "-n"], input=done.stdout, capture_output=True, text=True)
        assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash on this machine")
def test_bash_completes_a_line(tmp_path: Path) -> None:
    program = tmp_path / "encours"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m encours "$@"\n')
    program.chmod(0o755)
    script = """
        eval "$(_ENCOURS_COMPLETE=bash_source encours)"
        COMP_WORDS=(encours show over) COMP_CWORD=2
        _encours_completion encours over show
        echo "${COMPREPLY[@]}"
        """
    said = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], env=said, capture_output=True, text=True, timeout=120)
    assert "overdue_rate" in done.stdout.split(), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise there")
@pytest.mark.parametrize("name", sorted({*COMMAND_NAMES} & EXAMPLES.keys()))
def test_a_reader_that_leaves_ends_a_command_without_a_word(place: Path, name: str) -> None:
    words, _expected = EXAMPLES[name]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "encours", *words],
        stdout=write,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "ENCOURS_LANG": "en"},
        text=True,
        timeout=120,
    )
    os.close(write)
    assert "Traceback" not in done.stderr
    assert "roken" not in done.stderr
    assert done.returncode == 141
