"""What an import says at the keyboard: first what the files hold in all, as whoever exported them can check it."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.calls import Call
from tests.importers.fec_writer import write

LIST = """Code client;Facture;Type;Date;Échéance;Montant;Affaire
C01;F1;Facture;15/01/2026;14/02/2026;1 100,00;17
C01;A1;Avoir;16/01/2026;16/01/2026;-30,00;
C02;F2;Facture;20/02/2026;22/03/2026;50,00;18
Total;;;;;1 125,00;
"""


def test_the_files_in_all_are_said_first_with_the_total_they_print(encours: Call, place: Path) -> None:
    (place / "liste.csv").write_text(LIST, encoding="utf-8")
    outcome = encours("import", "liste.csv", "--entity", "N")
    assert outcome.code == 0, outcome
    assert outcome.out.splitlines()[:7] == [
        "liste.csv (flat)",
        "  Invoice      2  1,150.00 EUR",
        "  Credit note  1    -30.00 EUR",
        "  Together     3  1,120.00 EUR",
        "  2 customers, from 2026-01-15 to 2026-02-20",
        "  open: 1,120.00 EUR, of which 1,150.00 owed and -30.00 of credits",
        "  liste.csv: total printed (line 5): 1,125.00, but the lines read add up to 1,120.00: 5.00 apart",
    ]
    assert outcome.out.index("columns of numbers not used: Affaire") > 0


def test_the_same_is_said_of_an_import_later_and_as_json(encours: Call, place: Path) -> None:
    (place / "liste.csv").write_text(LIST, encoding="utf-8")
    report = json.loads(encours("import", "liste.csv", "--entity", "N", "--json").out)
    assert (report["summary"]["documents"], report["summary"]["customers"]) == (3, 2)
    assert report["summary"]["printed"][0]["agrees"] is False
    later = encours("imports", str(report["import"])).out
    assert "  2 customers, from 2026-01-15 to 2026-02-20" in later.splitlines()


OLD = LIST.replace("20/02/2026", "20/02/1926").replace("1 125,00", "1 120,00")
ASKED = "  ? 1 document has a date of another century, 1926-02-20: liste.csv:4 (F2). Is the year right?"


def test_a_script_imports_what_looks_doubtful_and_is_told(encours: Call, place: Path) -> None:
    (place / "liste.csv").write_text(OLD, encoding="utf-8")
    outcome = encours("import", "liste.csv", "--entity", "N")
    assert outcome.code == 0
    assert ASKED in outcome.out.splitlines()
    assert outcome.err == (
        "encours: 1 doubt, told above: look at it. To take the import back: encours undo\n"
    )


def test_strict_imports_nothing_that_looks_doubtful(encours: Call, place: Path) -> None:
    (place / "liste.csv").write_text(OLD, encoding="utf-8")
    outcome = encours("import", "liste.csv", "--entity", "N", "--strict")
    assert outcome.code == 1
    assert ASKED in outcome.out.splitlines()
    assert outcome.err == "encours: 1 doubt: nothing was imported.\n"
    assert len(json.loads(encours("imports", "--json").out)) == 1


@pytest.mark.parametrize(
    ("answer", "more", "code", "imports"), [("n", [], 1, 1), ("y", [], 0, 2), ("", ["--yes"], 0, 2)]
)
def test_who_sits_at_a_terminal_is_asked(
    encours: Call,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    more: list[str],
    code: int,
    imports: int,
) -> None:
    monkeypatch.setattr("encours.cli.doubting._answered", lambda: True)
    monkeypatch.setattr("sys.stdin", StringIO(f"{answer}\n"))
    (place / "liste.csv").write_text(OLD, encoding="utf-8")
    outcome = encours("import", "liste.csv", "--entity", "N", *more)
    assert outcome.code == code, outcome
    assert ("Import all the same? [y/N]" in outcome.out + outcome.err) is not bool(more)
    assert len(json.loads(encours("imports", "--json").out)) == imports


LEDGER = "VE 1 2026-01-05: 411000/A 120 FA1, 706000 {0}\nBQ 3 2026-03-20: 512000 20, 411000/A -20 FA1"


def test_a_ledger_that_the_book_does_not_tie_to_is_no_success(encours: Call, place: Path) -> None:
    (place / "liste.csv").write_text(LIST.split("Total")[0], encoding="utf-8")
    assert encours("import", "liste.csv", "--entity", "N").code == 0
    write(place / "fec.txt", LEDGER.format(-120))
    for more in ((), ("--dry-run",), ("--json",)):
        outcome = encours("import", "fec.txt", "--entity", "N", *more)
        assert outcome.code == 1
        assert outcome.err.startswith(
            "encours: N: the book differs from the ledger by 1,120.00 EUR. Correct the"
        )
    assert [encours("undo").code for _ in range(2)] == [0, 0]
    assert encours("import", "fec.txt", "--entity", "N").code == 0


def test_a_ledger_out_of_balance_is_no_success(encours: Call, place: Path) -> None:
    write(place / "fec.txt", LEDGER.format(-100))
    outcome = encours("import", "fec.txt", "--entity", "N")
    assert outcome.code == 1
    assert "debits (140.00) and credits (120.00) are not equal" in outcome.err.splitlines()[-1]


def test_a_report_is_read_in_the_language_of_its_reader(
    encours: Call, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "liste.csv").write_text(OLD + "C03;F3;Facture;32/01/2026;;5,00;\n", encoding="utf-8")
    monkeypatch.setenv("ENCOURS_LANG", "en")
    outcome = encours("import", "liste.csv", "--entity", "N")
    assert "  · columns read: customer = Code client, document = Facture, type = Type" in outcome.out
    assert "liste.csv:6: Date: no such day" in outcome.err
    monkeypatch.setenv("ENCOURS_LANG", "fr")
    later = encours("imports", "2").out
    assert "  · colonnes lues : client = Code client, pièce = Facture" in later.replace("\u00a0", " ")
    assert "1 pièce a une date d’un autre siècle, 20/02/1926" in later
    assert "columns" not in later
    kept = json.loads((place / "home" / "reports" / "0000002.json").read_text())
    french, english = encours("imports", "2", "--json").out, kept["notes"][1]
    assert english == {"say": "columns of numbers not used: {columns}", "with": {"columns": "Affaire"}}
    assert "colonnes de nombres non utilisées" in french


def test_a_report_of_before_is_shown_as_it_was_written(encours: Call, place: Path) -> None:
    path = place / "home" / "reports" / "0000001.json"
    report = json.loads(path.read_text())
    for later in ("summary", "doubts"):
        del report[later]
    path.write_text(json.dumps({**report, "notes": ["no type column"]}))
    outcome = encours("imports", "1")
    assert outcome.code == 0
    assert "  · no type column" in outcome.out.splitlines()
