"""Currency codes of a ledger: those of ISO 4217, of today and of before; another is refused where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from encours.book.home import Home
from encours.book.importing import import_into
from encours.book.reading import Options
from encours.book.report import Report
from encours.importers.book import BOOK
from encours.importers.flat.importer import FLAT
from encours.money.currencies import ACTIVE, CODES, HISTORIC

NONE = 3 * "X"  # the code for no currency
ITEMS = "entity,customer,item,kind,document,posting_date,issue_date,currency,amount\n"


def brought(tmp_path: Path, *codes: str) -> Report:
    """The report of importing one invoice in each currency, from an interchange table."""
    rows = [f"F,C,I{n},invoice,D{n},2001-05-02,2001-05-02,{code},10\n" for n, code in enumerate(codes)]
    path = tmp_path / "items.csv"
    path.write_text(ITEMS + "".join(rows), encoding="utf-8")
    home = Home(tmp_path / "home")
    home.path.mkdir()
    return import_into(home, ["items.csv"], lambda known: BOOK.read([path], Options(), known))


def test_a_code_of_no_currency_is_refused_with_its_place_and_the_one_meant(tmp_path: Path) -> None:
    report = brought(tmp_path, "EUR", "EUX", "QQQ")
    assert [str(problem) for problem in report.problems] == [
        "items.csv:3: currency: found 'EUX', expected an ISO 4217 code such as EUR. Did you mean EUR?",
        "items.csv:4: currency: found 'QQQ', expected an ISO 4217 code such as EUR",
    ]
    assert report.new == 1


def test_currencies_of_the_franc_zones_and_those_withdrawn_are_accepted(tmp_path: Path) -> None:
    report = brought(tmp_path, "XAF", "XOF", "XPF", "XCD", "DEM", "FRF", "HRK", "BGN")
    assert (report.problems, report.new) == ((), 8)


@pytest.mark.parametrize("code", ["XTS", NONE, "eur", "€"])
def test_codes_for_tests_for_none_and_signs_are_no_currency_of_a_table(tmp_path: Path, code: str) -> None:
    assert brought(tmp_path, "EUR", code).refused == 1


def test_a_list_is_refused_its_unknown_codes_line_by_line(tmp_path: Path) -> None:
    from encours.book.reading import Known

    path = tmp_path / "list.csv"
    path.write_text(
        "Code client;N° facture;Date facture;Montant TTC;Devise\n"
        "C1;F1;2026-01-02;10;eur\nC1;F2;2026-01-02;10;EUX\nC1;F3;2026-01-02;10;€\n",
        encoding="utf-8",
    )
    reading = FLAT.read([path], Options(entity="F"), Known())
    assert [str(problem) for problem in reading.problems] == [
        "list.csv:3: Devise: found 'EUX', expected an ISO 4217 code such as EUR. Did you mean EUR?"
    ]


def test_the_lists_hold_what_they_should() -> None:
    assert all(len(code) == 3 and code.isupper() for code in CODES)
    assert not ACTIVE & HISTORIC
    assert {"XAF", "XOF", "XPF", "XCD", "XCG", "SLE", "ZWG"} <= ACTIVE
    assert {"DEM", "FRF", "HRK", "BGN", "ITL", "ANG", "ZWL"} <= HISTORIC
    assert not {"XTS", NONE} & CODES
