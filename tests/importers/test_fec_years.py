"""Several years of FEC: openings are not counted twice, and letters find the items of earlier years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from encours.book.reading import Known, OpenItem, Options, Reading
from encours.errors import DataError
from tests.importers.fec_writer import groups, only, read, rows, write

FIRST = """
VT 1 2024-03-01: 411000/A 100 FA1, 707000 -100
VT 2 2024-03-02: 411000/A 200 FA2, 707000 -200
VT 3 2024-03-03: 411000/A 300 FA3 =AA, 707000 -300
BQ 1 2024-04-01: 512000 300, 411000/A -300 V1 =AA
"""
DETAILED = """
AN 1 2025-01-01: 411000/A 100 FA1 =AA@2025-02-01, 411000/A 200 FA2, 110000 -300
BQ 1 2025-02-01: 512000 100, 411000/A -100 V2 =AA@2025-02-01
"""
AGGREGATED = """
AN 1 2025-01-01: 411000/A 300 =AA, 110000 -300
BQ 1 2025-02-01: 512000 300, 411000/A -300 V2 =AA
"""


def test_openings_in_detail_bring_their_letter_to_the_items_they_stand_for(tmp_path: Path) -> None:
    found = two_years(tmp_path, FIRST, DETAILED)
    assert [row["item"] for row in rows(found) if row["document"] in ("FA1", "V2")] == [
        "VT/2024-03-01/1/1",
        "BQ/2025-02-01/1/1",
    ]
    assert len(rows(found)) == 5
    assert groups(found)["411000/A/AA/2025-02-01"] == {"VT/2024-03-01/1/1", "BQ/2025-02-01/1/1"}
    assert rows(found)[0]["lettres_a_nouveau"] == "AA;2025-02-01;2025-12-31;2025-01-01"


def test_letters_start_again_every_year(tmp_path: Path) -> None:
    second = DETAILED.replace("@2025-02-01", "")
    assert groups(two_years(tmp_path, FIRST, second)) == {
        "2024-12-31/411000/A/AA": {"VT/2024-03-03/3/1", "BQ/2024-04-01/1/1"},
        "2025-12-31/411000/A/AA": {"VT/2024-03-01/1/1", "BQ/2025-02-01/1/1"},
    }


def test_one_opening_for_all_a_customer_owed_stands_for_all_its_open_items(tmp_path: Path) -> None:
    found = two_years(tmp_path, FIRST, AGGREGATED)
    assert brought(found) == ["VT/2024-03-01/1/1", "VT/2024-03-02/2/1"]
    assert len(rows(found)) == 5


def test_one_opening_that_is_not_all_a_customer_owed_stands_for_nothing_sure(tmp_path: Path) -> None:
    second = AGGREGATED.replace("300", "299")
    found = two_years(tmp_path, FIRST, second)
    assert brought(found) == []
    assert any("could not be joined" in note for note in found.notes)
    assert any("open at 299.00 and closed the year before at 300.00" in str(p) for p in found.problems)


def test_an_item_without_its_number_is_found_by_its_amount_when_it_is_the_only_one(tmp_path: Path) -> None:
    second = "AN 1 2025-01-01: 411000/A 100 =AA, 411000/A 200 X9 =BB, 110000 -300"
    found = two_years(tmp_path, FIRST, second)
    assert brought(found) == ["VT/2024-03-01/1/1", "VT/2024-03-02/2/1"]


def test_two_items_of_one_amount_are_told_apart_by_their_number_or_not_at_all(tmp_path: Path) -> None:
    first = "VT 1 2024-03-01: 411000/A 100 FA1, 707000 -100\nVT 2 2024-03-02: 411000/A 100 FA2, 707000 -100"
    named = two_years(tmp_path, first, "AN 1 2025-01-01: 411000/A 100 FA2 =A, 411000/A 100 FA1, 110000 -200")
    assert brought(named) == ["VT/2024-03-02/2/1"]
    bare = two_years(tmp_path, first, "AN 1 2025-01-01: 411000/A 100 =A, 411000/A 100, 110000 -200")
    assert brought(bare) == []


def test_an_item_settled_the_year_before_is_not_mistaken_for_an_open_one(tmp_path: Path) -> None:
    """FA3 (300) was paid in 2024: the opening of 300 without number is not it."""
    second = "AN 1 2025-01-01: 411000/A 300 =B, 411000/Z 1, 110000 -301"
    found = two_years(tmp_path, FIRST.replace("411000/A 200", "411000/B 200"), second)
    assert brought(found) == []


def test_an_item_opened_twice_is_still_the_first_one(tmp_path: Path) -> None:
    years = [
        "VT 1 2023-03-01: 411000/A 100 FA1, 707000 -100",
        "AN 1 2024-01-01: 411000/A 100 FA1, 110000 -100",
        "AN 1 2025-01-01: 411000/A 100 FA1 =A, 110000 -100\nBQ 1 2025-01-05: 512000 100, 411000/A -100 =A",
    ]
    paths = [write(tmp_path / f"123456789FEC{2023 + i}1231.txt", text) for i, text in enumerate(years)]
    found = read(*reversed(paths))
    assert brought(found) == ["VT/2023-03-01/1/1"]
    assert only(found, "item") == [("VT/2023-03-01/1/1",), ("BQ/2025-01-05/1/1",)]


def test_openings_of_the_first_year_are_the_items_themselves(tmp_path: Path) -> None:
    text = "AN 1 2025-01-01: 411000/A 100 FA1, 411000/B -30, 413000/A 50, 419100/C -20, 110000 -100"
    found = read(write(tmp_path / "a.txt", text))
    assert only(found, "item", "kind", "opening", "posting_date", "issue_date") == [
        ("opening/AN/2025-01-01/1/1", "other_debit", "1", date(2025, 1, 1), date(2024, 12, 31)),
        ("opening/AN/2025-01-01/1/2", "other_credit", "1", date(2025, 1, 1), date(2024, 12, 31)),
        ("opening/AN/2025-01-01/1/3", "bill", "1", date(2025, 1, 1), date(2024, 12, 31)),
        ("opening/AN/2025-01-01/1/4", "advance", "1", date(2025, 1, 1), date(2024, 12, 31)),
    ]


OPENINGS = [
    ("AN 1 2025-01-01: 411000/A 100, 411000/B -100", True),
    ("RAN 1 2025-01-31: 411000/A 100, 110000 -100", True),
    ("OD 1 2025-01-01: 411000/A 100, 110000 -100", True),
    ("OD 1 2025-01-01: 411000/A 100, 890000 -100", True),
    ("OD 1 2025-01-01: 411000/A 100, 707000 -100", False),
    ("VT 0 2025-01-01: 411000/B 1, 707000 -1\nOD 1 2025-01-02: 411000/A 100, 110000 -100", False),
]


@pytest.mark.parametrize(("entry", "opening"), OPENINGS)
def test_an_opening_is_known_by_its_journal_or_by_the_capital_on_the_first_day(
    tmp_path: Path, entry: str, opening: bool
) -> None:
    found = read(write(tmp_path / "a.txt", entry))
    assert any(row.get("opening") == "1" for row in rows(found)) is opening


def test_closing_entries_that_empty_the_accounts_are_left_out(tmp_path: Path) -> None:
    text = FIRST + "CL 1 2024-12-31: 411000/A -300, 891000 300"
    found = read(write(tmp_path / "a.txt", text))
    assert len(rows(found)) == 4
    assert found.ties[0].amount == Decimal(300)


def test_the_tie_is_the_balance_of_the_accounts_at_the_end_of_the_last_year(tmp_path: Path) -> None:
    found = two_years(tmp_path, FIRST, DETAILED + "OD 9 2025-05-01: 416000/A 50, 411000/A -50\n")
    assert [(tie.entity, tie.account, tie.currency, tie.amount) for tie in found.ties] == [
        ("123456789", "411", "EUR", Decimal(150)),
        ("123456789", "416", "EUR", Decimal(50)),
    ]
    assert sum(row["amount"] for row in rows(found)) == Decimal(200)


def test_a_year_not_yet_opened_goes_on_from_the_one_before(tmp_path: Path) -> None:
    second = "VT 1 2025-02-01: 411000/A 7, 707000 -7"
    assert two_years(tmp_path, FIRST, second).ties[0].amount == Decimal(307)


def test_months_of_one_year_share_its_letters(tmp_path: Path) -> None:
    january = write(tmp_path / "01.txt", "VT 1 2025-01-31: 411000/A 100 =A, 707000 -100")
    february = write(tmp_path / "02.txt", "BQ 1 2025-02-01: 512000 100, 411000/A -100 =A")
    assert list(groups(read(february, january))) == ["2025-12-31/411000/A/A"]


def test_a_file_beyond_twelve_months_begins_another_year_even_without_openings(tmp_path: Path) -> None:
    first = write(tmp_path / "1.txt", "VT 1 2024-01-01: 411000/A 100 =A, 707000 -100\n" + at("2024-12-31"))
    second = write(tmp_path / "2.txt", "VT 1 2025-01-01: 411000/A 100 =A, 707000 -100\n")
    paid = "BQ 1 {0}-02-01: 512000 100, 411000/A -100 =A\n"
    third = write(tmp_path / "3.txt", paid.format(2024) + paid.format(2025))
    assert [len(items) for items in groups(read(first, second, third)).values()] == [2, 2]


def test_the_same_entry_in_two_files_is_refused(tmp_path: Path) -> None:
    one, two = write(tmp_path / "1.txt", FIRST), write(tmp_path / "2.txt", FIRST)
    with pytest.raises(DataError, match=r"1\.txt and 2\.txt both hold the entry VT 1 20240301"):
        read(one, two)


def test_items_of_the_book_are_joined_when_only_the_new_year_is_imported(tmp_path: Path) -> None:
    asked = []

    def open_items(entity: str, day: date) -> Sequence[OpenItem]:
        asked.append((entity, day))
        return [OpenItem("A", "K1", "FA1", Decimal(150), Decimal(100), date(2024, 3, 1))]

    known = Known(first_posting=lambda _entity: date(2024, 3, 1), open_items=open_items)
    found = read(write(tmp_path / "123456789FEC20251231.txt", DETAILED), known=known)
    assert groups(found) == {"2025-12-31/411000/A/AA": {"K1", "BQ/2025-02-01/1/1"}}
    assert only(found, "item") == [("BQ/2025-02-01/1/1",)]
    assert asked == [("123456789", date(2024, 12, 31))]


@pytest.mark.parametrize(("start", "kept"), [("2024-12-31", 1), ("2025-01-01", 3), ("2025-01-02", 3)])
def test_openings_are_known_only_when_the_book_begins_before_them(
    tmp_path: Path, start: str, kept: int
) -> None:
    known = Known(first_posting=lambda _entity: date.fromisoformat(start))
    assert len(rows(read(write(tmp_path / "a.txt", DETAILED), known=known))) == kept


def test_a_year_before_a_book_that_began_with_openings_is_refused(tmp_path: Path) -> None:
    opening = OpenItem("A", "opening/AN/2025-01-01/1/1", None, Decimal(1), Decimal(1), date(2025, 1, 1))
    known = Known(first_posting=lambda _e: date(2025, 1, 1), open_items=lambda _e, _d: [opening])
    with pytest.raises(DataError, match="encours undo"):
        read(write(tmp_path / "a.txt", FIRST), known=known)


def test_the_first_year_is_read_again_although_the_book_holds_its_openings(tmp_path: Path) -> None:
    opening = OpenItem("A", "opening/AN/2025-01-01/1/1", "FA1", Decimal(100), Decimal(100), date(2025, 1, 1))
    known = Known(first_posting=lambda _e: date(2025, 1, 1), open_items=lambda _e, _d: [opening])
    path = write(tmp_path / "a.txt", DETAILED)
    assert only(read(path, known=known), "item") == only(read(path), "item")


@pytest.mark.parametrize(("first", "opened_again"), [("2024-12-31", 1), ("2025-01-01", 0), ("2025-06-01", 0)])
def test_a_year_is_opened_in_whichever_file_of_it(tmp_path: Path, first: str, opened_again: int) -> None:
    """Some software writes one file for each journal: the balances brought forward are in one of them."""
    sales = write(tmp_path / "vt.txt", f"VT 1 {first}: 411000/A 1, 707000 -1\n" + at("2025-07-01"))
    brought = write(tmp_path / "an.txt", "AN 1 2025-01-01: 411000/A 5, 110000 -5")
    found = read(sales, brought)
    assert sum("not counted twice" in note for note in found.notes) == opened_again


def test_the_tie_of_the_middle_of_a_year_is_its_movements(tmp_path: Path) -> None:
    known = Known(first_posting=lambda _entity: date(2024, 1, 1))
    [tie] = read(write(tmp_path / "a.txt", FIRST), known=known).ties
    assert (tie.account, tie.amount, list(tie.journals)) == ("411", Decimal(300), ["BQ", "VT"])
    assert (tie.first, tie.last) == (date(2024, 3, 1), date(2024, 4, 1))


NAMES = [
    ("123456789FEC20241231.txt", Options(), (), "123456789"),
    ("123456789fec20241231.TXT", Options(), ("FR01",), "123456789"),
    ("123456789FEC20241231.txt", Options(entity="FR02"), ("FR01",), "FR02"),
    ("fec.txt", Options(), ("FR01",), "FR01"),
    ("fec.txt", Options(), ("FR01", "FR02"), "MAIN"),
    ("fec.txt", Options(), (), "MAIN"),
]


@pytest.mark.parametrize(("name", "options", "entities", "entity"), NAMES)
def test_the_entity_is_the_one_said_or_the_siren_of_the_name_or_the_only_one(
    tmp_path: Path, name: str, options: Options, entities: tuple[str, ...], entity: str
) -> None:
    found = read(write(tmp_path / name, FIRST), options=options, known=Known(entities=entities))
    assert {row["entity"] for row in rows(found)} == {entity}


def test_two_companies_are_read_side_by_side_but_not_as_one(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{siren}FEC20241231.txt", FIRST) for siren in ("111111111", "222222222")]
    found = read(*paths)
    assert only(found, "entity", "siren", "currency", table="entities") == [
        ("111111111", "111111111", "EUR"),
        ("222222222", "222222222", "EUR"),
    ]
    with pytest.raises(DataError, match="several companies"):
        read(*paths, options=Options(entity="FR01"))


def test_a_file_without_siren_goes_with_the_only_company_of_the_others(tmp_path: Path) -> None:
    named = write(tmp_path / "123456789FEC20241231.txt", FIRST)
    found = read(write(tmp_path / "a.txt", DETAILED), named)
    assert only(found, "entity", "siren", table="entities") == [("123456789", "123456789")]


def test_a_company_the_book_knows_keeps_its_currency(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", FIRST)
    known = Known(entities=("FR01",))
    assert "currency" not in rows(read(path, known=known), "entities")[0]
    said = read(path, known=known, options=Options(currency="XPF"))
    assert rows(said, "entities")[0]["currency"] == "XPF"


def brought(reading: Reading) -> list[str]:
    """The items to which opening lines brought their letter."""
    return [row["item"] for row in rows(reading) if row.get("lettres_a_nouveau")]


def two_years(folder: Path, first: str, second: str) -> Reading:
    return read(
        write(folder / "123456789FEC20251231.txt", second), write(folder / "123456789FEC20241231.txt", first)
    )


def at(day: str) -> str:
    return f"VT 9 {day}: 411000/Z 1, 707000 -1"
