"""Letters: under which headings, which groups they make, and what each group settles first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from encours.importers.fec.calendar import Calendar, calendar_of
from tests.importers.fec_writer import groups, read, rows, write

PAID = (
    "VT 1 2024-03-01: 411000/A 100 F1 =A@2024-04-01, 707000 -100\n"
    "BQ 2 2024-04-01: 512000 100, 411000/A -100 =A@2024-04-01"
)


@pytest.mark.parametrize(
    ("letter", "on"),
    [
        ("EcritureLettre", "DateLettre"),
        ("Lettrage", "DateLettrage"),
        ("Code lettrage", "Date de lettrage"),
        ("CodeLettrage", "LettrageDate"),
        ("LettrageCode", "DateLet"),
        ("EcritureLetrage", "DateLetrage"),
        ("EcritureLettrage", "Date lettrage"),
        ("N° lettrage", "DateLet"),
        ("Lettre", "Lettré le"),
        ("Let", "DateLet"),
        ("MatchingNumber", "Matching date"),
    ],
)
def test_the_letter_stands_under_any_usual_heading(tmp_path: Path, letter: str, on: str) -> None:
    path = write(tmp_path / "a.txt", PAID)
    text = path.read_text(encoding="utf-8").replace("EcritureLet", letter).replace("DateLet\t", f"{on}\t", 1)
    path.write_text(text, encoding="utf-8")
    assert list(groups(read(path)).values()) == [{"VT/2024-03-01/1/1", "BQ/2024-04-01/2/1"}]


def test_the_usual_heading_goes_before_another(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", PAID)
    path.write_text(
        path.read_text(encoding="utf-8").replace("Montantdevise", "Code lettre"), encoding="utf-8"
    )
    assert rows(read(path))[0]["EcritureLet"] == "A"


@pytest.mark.parametrize("words", [("Oui", "Non"), ("O", "N"), ("TRUE", "FALSE"), ("0", "0"), ("-", "-")])
def test_a_column_that_only_says_whether_a_line_is_matched_holds_no_letter(
    tmp_path: Path, words: tuple[str, str]
) -> None:
    yes, no = words
    text = PAID.replace("=A@2024-04-01", f"={yes}") + f"\nVT 3 2024-05-01: 411000/A 7 F3 ={no}, 707000 -7"
    assert groups(read(write(tmp_path / "a.txt", text))) == {}


def test_a_letter_used_again_on_another_date_is_another_group(tmp_path: Path) -> None:
    again = (
        PAID.replace("VT 1 2024-03", "VT 3 2024-06")
        .replace("BQ 2 ", "BQ 4 ")
        .replace("2024-04-01", "2024-07-01")
    )
    found = groups(read(write(tmp_path / "a.txt", f"{PAID}\n{again}")))
    assert found == {
        "411000/A/A/2024-04-01": {"VT/2024-03-01/1/1", "BQ/2024-04-01/2/1"},
        "411000/A/A/2024-07-01": {"VT/2024-06-01/3/1", "BQ/2024-07-01/4/1"},
    }


def test_lines_that_each_bear_a_date_of_their_own_are_one_group(tmp_path: Path) -> None:
    text = PAID.replace("F1 =A@2024-04-01", "F1 =A@2024-03-01")
    assert list(groups(read(write(tmp_path / "a.txt", text)))) == ["2024-12-31/411000/A/A"]


CLOSINGS = [
    (["AN 1 2024-07-01: 411000/A 1, 110000 -1"], ["a.txt"], date(2025, 6, 30)),
    (["VT 1 2024-07-01: 411000/A 1, 707000 -1"], ["a.txt"], date(2024, 12, 31)),
    (["VT 1 2024-07-01: 411000/A 1, 707000 -1"], ["123456789FEC20250630.txt"], date(2025, 6, 30)),
    (["AN 1 2024-01-01: 411000/A 1, 110000 -1"], ["123456789FEC20240131.txt"], date(2024, 12, 31)),
    (["AN 1 2024-11-01: 411000/A 1, 110000 -1"], ["123456789FEC20241231.txt"], date(2024, 12, 31)),
]


@pytest.mark.parametrize(("texts", "names", "closing"), CLOSINGS)
def test_years_close_where_openings_and_names_say(
    tmp_path: Path, texts: list[str], names: list[str], closing: date
) -> None:
    from encours.importers.fec.counterparts import Rules
    from encours.importers.fec.kinds import Accounts
    from encours.importers.fec.reader import read_ledger

    paths = [write(tmp_path / name, text) for name, text in zip(names, texts, strict=True)]
    ledgers = [read_ledger(path, Accounts(), Rules(), None, lambda _done: None) for path in paths]
    assert calendar_of(ledgers).closing(ledgers[0].first) == closing


@pytest.mark.parametrize(
    ("day", "closing"),
    [("2024-06-29", "2024-06-30"), ("2024-06-30", "2024-06-30"), ("2024-07-01", "2025-06-30")],
)
def test_the_last_day_of_a_year_belongs_to_it(day: str, closing: str) -> None:
    assert Calendar(6, 31).closing(date.fromisoformat(day)) == date.fromisoformat(closing)


SPENT = [
    ((100, 100, -130), {"D1", "C1"}),
    ((100, 30, -130), {"D1", "D2", "C1"}),
    ((100, 29, -130), {"D1", "D2"}),
    ((100, -60, -40, -1), {"D1", "C1", "C2"}),
]


@pytest.mark.parametrize(("amounts", "spent"), SPENT)
def test_the_oldest_items_of_a_group_are_settled_first(
    tmp_path: Path, amounts: tuple[int, ...], spent: set[str]
) -> None:
    from tests.importers.fec_book import book_of

    names = [f"{'D' if amount > 0 else 'C'}" for amount in amounts]
    pieces = [f"{name}{names[: index + 1].count(name)}" for index, name in enumerate(names)]
    entries = [
        f"{'VT' if amount > 0 else 'BQ'} {n} 2024-01-{n + 1:02}: 411000/A {amount} {piece} =A@2024-03-01, "
        f"{'707000' if amount > 0 else '512000'} {-amount}"
        for n, (amount, piece) in enumerate(zip(amounts, pieces, strict=True), 1)
    ]
    rows = book_of(tmp_path, "\n".join(entries)).rows("net", as_of="2024-12-31")
    assert set(pieces) - {row["document"] for row in rows} == spent
