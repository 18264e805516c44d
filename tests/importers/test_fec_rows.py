"""Lines of a FEC that are not clean: mended when it can be decided, refused with their line and column if not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from encours.book.reading import Options, Reading
from encours.errors import DataError
from tests.importers.fec_writer import HEADINGS, only, read, rows

GOOD = {
    "JournalCode": "VT",
    "JournalLib": "Ventes",
    "EcritureNum": "1",
    "EcritureDate": "20240513",
    "CompteNum": "411000",
    "CompteLib": "Clients",
    "CompAuxNum": "C1",
    "CompAuxLib": "Dupont",
    "PieceRef": "FA1",
    "PieceDate": "20240512",
    "EcritureLib": "Facture",
    "Debit": "10,00",
    "Credit": "0,00",
}
SALE = {**GOOD, "CompteNum": "707000", "CompAuxNum": "", "CompAuxLib": "", "Debit": "0,00", "Credit": "10,00"}


def test_a_separator_left_in_the_label_is_put_back(tmp_path: Path) -> None:
    found = fec(tmp_path, {"EcritureLib": "Lot A|B|C"})
    assert found.problems == []
    assert only(found, "EcritureLib", "amount") == [("Lot A|B|C", Decimal(10))]


@pytest.mark.parametrize("column", ["CompteLib", "CompAuxLib", "PieceRef"])
def test_a_separator_that_may_stand_in_two_texts_refuses_the_line(tmp_path: Path, column: str) -> None:
    """Dupont|FA1|X: the name may be "Dupont|FA1", or the document "FA1|X"."""
    found = fec(tmp_path, {column: GOOD[column] + "|X"})
    assert rows(found) == []
    assert "a.txt:2: 19 columns where the header has 18" in str(found.problems[0])


@pytest.mark.parametrize("change", [{"Debit": "10,00"}, {"Debit": "0,00", "Credit": "10,00"}])
def test_a_label_that_may_be_an_amount_is_never_taken_for_one(tmp_path: Path, change: dict[str, str]) -> None:
    for text in ("Lot|12,00", "Lot|", "|Lot", "12,00|5"):
        assert only(fec(tmp_path, {**change, "EcritureLib": text}), "EcritureLib") in ([(text,)], [])


def test_lines_that_all_end_by_a_separator_are_read(tmp_path: Path) -> None:
    for headings in (HEADINGS, [*HEADINGS, ""]):
        path = tmp_path / "a.txt"
        lines = [cell(GOOD, HEADINGS), cell({**GOOD, "Debit": "0,00", "Credit": "10,00"}, HEADINGS)]
        path.write_text("\n".join("|".join(line) for line in (headings, *([*x, ""] for x in lines))))
        assert only(read(path), "amount") == [(Decimal(10),), (Decimal(-10),)]


def test_one_line_alone_that_ends_by_a_separator_is_never_read_on_the_wrong_side(tmp_path: Path) -> None:
    assert only(fec(tmp_path, {"Idevise": "|"}), "amount") == [(Decimal(10),)]
    credit = fec(tmp_path, {"Idevise": "|", "Debit": "0,00", "Credit": "10,00"})
    assert rows(credit) == []
    assert credit.problems[0].line == 2


def test_empty_columns_missing_at_the_end_are_empty(tmp_path: Path) -> None:
    found = fec(tmp_path, {}, cut=13)
    assert found.problems == []
    assert only(found, "amount") == [(Decimal(10),)]


def test_a_line_cut_before_its_amounts_is_refused(tmp_path: Path) -> None:
    found = fec(tmp_path, {}, cut=12)
    assert [(p.line, p.column) for p in found.problems] == [(2, ""), (0, "")]


def test_quotes_around_cells_are_taken_off_and_an_inch_mark_stays(tmp_path: Path) -> None:
    assert only(fec(tmp_path, {"EcritureLib": '"Lot A|B"'}), "EcritureLib") == [("Lot A|B",)]
    assert only(fec(tmp_path, {"EcritureLib": 'Écran 24"'}), "EcritureLib") == [('Écran 24"',)]
    assert only(fec(tmp_path, {"EcritureLib": '"Nu'}), "EcritureLib") == [('"Nu',)]


AMOUNTS = [
    (" 000000000007760,45", "7760.45"),
    ("-000000000001437,12", "-1437.12"),
    ("1437,12-", "-1437.12"),
    ("1\u00a0234,56", "1234.56"),
    ("1\u202f234,56", "1234.56"),
    ("1.234,56", "1234.56"),
    ("12", "12"),
    ("12,5", "12.5"),
    ("0,00001", "0.00001"),
    ("99999999999,99", "99999999999.99"),
    ("92233720368547,75807", "92233720368547.75807"),
]


@pytest.mark.parametrize(("text", "amount"), AMOUNTS)
def test_amounts_are_exact_in_every_habit(tmp_path: Path, text: str, amount: str) -> None:
    assert only(fec(tmp_path, {"Debit": text}), "amount") == [(Decimal(amount),)]


def test_a_file_with_decimal_points_is_read_too(tmp_path: Path) -> None:
    found = fec(
        tmp_path, {"Debit": "1234.56", "Credit": "0.00"}, other={"Debit": "0.00", "Credit": "1234.56"}
    )
    assert only(found, "amount") == [(Decimal("1234.56"),)]
    assert found.problems == []


FAULTS = [
    ("EcritureDate", "20240230", "no such day: 20240230 (expected such as 20240131)"),
    ("EcritureDate", "", "the date is missing (expected such as 20240131)"),
    ("PieceDate", "hier", "not a date: hier (expected such as 20240131)"),
    ("DateLet", "99", "not a date: 99 (expected such as 20240131)"),
    ("CompteNum", "", "the account is missing"),
    ("Debit", "dix", "not an amount: dix (expected such as 1234,56)"),
    ("Credit", "0,000001", "more than 5 decimals (expected such as 1234,56)"),
    ("Debit", "99999999999999999", "an amount is less than 92 233 720 368 547 (expected such as 1234,56)"),
]


@pytest.mark.parametrize(("column", "text", "message"), FAULTS)
def test_a_cell_that_cannot_be_read_refuses_its_line(
    tmp_path: Path, column: str, text: str, message: str
) -> None:
    found = fec(tmp_path, {column: text})
    assert rows(found) == []
    first = found.problems[0]
    assert (first.file, first.line, first.column, first.message) == ("a.txt", 2, column, message)
    assert found.read == 2


def test_a_side_that_is_neither_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    headings = [{"Debit": "Montant", "Credit": "Sens"}.get(name, name) for name in HEADINGS]
    cells = {**GOOD, "Montant": "10,00", "Sens": "X"}
    good = {**cells, "Sens": "D"}
    path.write_text(
        "\n".join("|".join(line) for line in (headings, cell(cells, headings), cell(good, headings)))
    )
    found = read(path)
    assert (found.problems[0].column, found.problems[0].line) == ("Sens", 2)
    assert len(rows(found)) == 1


def test_debits_that_are_not_credits_are_a_problem_of_the_file(tmp_path: Path) -> None:
    found = fec(tmp_path, {"Debit": "10,01"})
    assert [(p.line, p.message[:38]) for p in found.problems] == [
        (0, "debits (10.01) and credits (10.00) are")
    ]
    assert not any("are equal" in note for note in found.notes)
    assert any("are equal at 10.00" in note for note in fec(tmp_path, {}).notes)


def test_a_line_of_no_amount_is_left_out_and_said(tmp_path: Path) -> None:
    found = fec(tmp_path, {"Debit": "0,00"}, other={"Credit": ""})
    assert rows(found) == []
    assert any("1 customer line of amount zero" in note for note in found.notes)


def test_other_columns_and_currencies_are_kept_when_they_say_something(tmp_path: Path) -> None:
    more = {"Montantdevise": "11,20", "Idevise": "USD", "NatOp": "Vente", "Region": "", "ModeRglt": "VIR"}
    row = rows(fec(tmp_path, {**more, "amount": "x"}, headings=[*HEADINGS, *list(more)[2:], "amount"]))[0]
    assert (row["Montantdevise"], row["Idevise"], row["currency"]) == ("11,20", "USD", "EUR")
    assert (row["NatOp"], row["payment_method"], row["fec_amount"]) == ("Vente", "VIR", "x")
    assert "Region" not in row
    assert row["amount"] == Decimal(10)


def test_dates_follow_the_order_said_where_the_file_leaves_it_open(tmp_path: Path) -> None:
    cells = {"EcritureDate": "02/01/2024"}
    assert only(fec(tmp_path, cells), "posting_date") == [(date(2024, 1, 2),)]
    found = fec(tmp_path, cells, options=Options(date_order="mdy"))
    assert only(found, "posting_date") == [(date(2024, 2, 1),)]


def test_a_fec_that_lacks_a_column_says_which(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="has no column CompteNum, Debit and Credit"):
        fec(tmp_path, {}, headings=[name for name in HEADINGS if name not in ("CompteNum", "Credit")])
    with pytest.raises(DataError, match="two columns are Debit"):
        fec(tmp_path, {}, headings=[*HEADINGS, "Debit"])


def test_the_xml_form_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text('<?xml version="1.0"?>\n<comptabilite><exercice/></comptabilite>\n')
    with pytest.raises(DataError, match="XML form of the FEC: export the text form"):
        read(path)


def test_a_file_wrong_from_end_to_end_is_refused_as_a_whole(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no line that can be read"):
        fec(tmp_path, {"EcritureDate": "x"}, other={"EcritureDate": "x"})
    path = tmp_path / "b.txt"
    path.write_text("|".join(HEADINGS) + "\n" + "x|y\n" * 10_001)
    with pytest.raises(DataError, match="More than 10000 lines cannot be read"):
        read(path)


def fec(
    folder: Path,
    change: dict[str, str],
    *,
    other: dict[str, str] | None = None,
    headings: list[str] | None = None,
    cut: int | None = None,
    options: Options | None = None,
) -> Reading:
    """A file of two lines set apart by |: a customer line with `change`, and the sale against it."""
    headings = headings or HEADINGS
    lines = [headings, cell({**GOOD, **change}, headings)[:cut], cell({**SALE, **(other or {})}, headings)]
    path = folder / "a.txt"
    path.write_text("\n".join("|".join(line) for line in lines) + "\n", encoding="utf-8")
    return read(path, options=options)


def cell(cells: dict[str, str], headings: list[str]) -> list[str]:
    return [cells.get(name, "") for name in headings]
