"""The totals of a ledger beside the book's after each import: of months, of years given again, of two sources."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.importers.fec_book import imported as fec
from tests.importers.fec_writer import write
from tests.importers.listed_figures import imported, written

JANUARY = "VE 1 2026-01-05: 411000/A 120 FA1, 706000 -120"
FEBRUARY = "VE 2 2026-02-05: 411000/A 60 FA2, 706000 -60\nBQ 3 2026-02-20: 512000 120, 411000/A -120 FA1"
MARCH = "VE 4 2026-03-05: 411000/B 30 FA4, 706000 -30"
APRIL = "VE 5 2026-04-05: 411000/B 7 FA5, 706000 -7"
LIST = "Code client;Facture;Type;Date;Échéance;Montant\nA;X1;Facture;13/02/2026;15/03/2026;100,00\n"


def ties(folder: Path, text: str) -> list[tuple[str, str, bool]]:
    """Import a ledger: each total of it, the book's, and whether they agree."""
    found = fec(folder / "home", [write(folder / "ledger.txt", text)]).ties
    return [(str(tie.source), str(tie.book), tie.agrees) for tie in found]


def test_the_movements_of_a_month_are_those_of_the_book_and_a_month_given_again_ties_too(
    tmp_path: Path,
) -> None:
    assert ties(tmp_path, JANUARY) == [("120.00", "120.00", True)]
    assert ties(tmp_path, FEBRUARY) == [("-60.00", "-60.00", True)]
    assert ties(tmp_path, MARCH) == [("30.00", "30.00", True)]
    assert ties(tmp_path, JANUARY.replace("120", "130")) == [("130.00", "130.00", True)]
    assert ties(tmp_path, FEBRUARY) == [
        ("-60.00", "-60.00", True)
    ]  # nothing changed: it is said all the same


def test_months_that_do_not_follow_each_other_tie_each_by_its_own_movements(tmp_path: Path) -> None:
    for text in (JANUARY, FEBRUARY, MARCH, APRIL):
        ties(tmp_path, text)
    paths = [write(tmp_path / f"{name}.txt", text) for name, text in (("feb", FEBRUARY), ("apr", APRIL))]
    found = fec(tmp_path / "home", paths).ties
    assert [(tie.source, tie.agrees) for tie in found] == [(Decimal(-60), True), (Decimal(7), True)]


def test_the_journals_of_the_same_days_tie_each_by_its_own(tmp_path: Path) -> None:
    ties(tmp_path, JANUARY)
    texts = (FEBRUARY.splitlines()[0], FEBRUARY.splitlines()[1].replace("02-20", "02-05"))
    paths = [write(tmp_path / f"{number}.txt", text) for number, text in enumerate(texts)]
    found = fec(tmp_path / "home", paths).ties
    assert [(tie.source, tie.agrees) for tie in found] == [(Decimal(60), True), (Decimal(-120), True)]


def test_what_another_source_brought_makes_the_ledger_and_the_book_differ(tmp_path: Path) -> None:
    imported(tmp_path / "home", written(tmp_path, LIST))
    [tie] = fec(tmp_path / "home", [write(tmp_path / "ledger.txt", f"{JANUARY}\n{FEBRUARY}")]).ties
    assert (tie.source, tie.book, tie.agrees) == (Decimal(60), Decimal(160), False)
    assert str(tie.advice).startswith(
        "E1: the book differs from the ledger by 100.00 EUR. Correct the lines refused"
    )
