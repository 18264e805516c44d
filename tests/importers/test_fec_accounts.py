"""Which accounts of a FEC are customers': those said, none twice, and a word about those left aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from encours.book.home import Home
from encours.book.reading import Options
from encours.errors import DataError, naming
from tests.importers.fec_book import imported
from tests.importers.fec_writer import only, read, write

SALES = """
VT 1 2025-03-03: 411000/A 120, 707000 -120
VT 2 2025-03-04: 411800/B 240, 707000 -240
VT 3 2025-03-05: 418100 55, 707000 -55
"""


def test_accounts_left_out_are_no_customers_though_they_begin_as_one_does(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.txt", SALES), options=Options(mapping={"fec": {"left_out": ["4118"]}}))
    assert only(found, "customer") == [("A",)]


def test_an_account_given_to_two_families_is_refused(tmp_path: Path) -> None:
    said = Options(mapping={"fec": {"bill": ["411"]}})
    with pytest.raises(DataError, match="Accounts 411 are given to two families"):
        read(write(tmp_path / "a.txt", SALES), options=said)


def test_accounts_of_class_41_left_aside_are_named(tmp_path: Path) -> None:
    notes = read(write(tmp_path / "a.txt", SALES)).notes
    (note,) = [note for note in notes if "class 41" in note]
    assert "as customers': 418100." in note
    assert "[fec] (--map)" in note
    taken = Options(mapping={"fec": {"receivable": ["411", "4181"]}})
    notes = read(write(tmp_path / "a.txt", SALES), options=taken).notes
    assert not any("class 41" in note for note in notes)


NO_CUSTOMER = "BQ 1 2025-04-03: 512000 120, 707000 -120"


def test_a_fec_without_a_customer_line_is_refused_in_the_words_of_who_asks(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", NO_CUSTOMER)
    with (
        naming(lambda name: f"the field of {name}"),
        pytest.raises(DataError, match=r"a\.txt: no line on a customer account.*the field of accounts"),
    ):
        imported(tmp_path / "home", [path])
    assert not list(Home(tmp_path / "home").manifests.iterdir())


def test_beside_ledgers_with_customers_and_in_a_company_that_has_some_it_is_a_note(tmp_path: Path) -> None:
    first = write(tmp_path / "100000000FEC20251231.txt", SALES)
    none = write(tmp_path / "200000000FEC20251231.txt", NO_CUSTOMER)
    assert any("no line on a customer account" in note for note in read(first, none).notes)
    imported(tmp_path / "home", [first])
    report = imported(tmp_path / "home", [write(tmp_path / "april.txt", NO_CUSTOMER)])
    assert any("no line on a customer account" in note for note in report.notes)


@pytest.mark.parametrize(("said", "held"), [("usd", "USD"), (None, "EUR"), ("FRF", "FRF")])
def test_the_currency_of_the_accounts_is_a_code_of_today_or_of_before(
    tmp_path: Path, said: str | None, held: str
) -> None:
    found = read(write(tmp_path / "a.txt", SALES), options=Options(currency=said))
    assert {row[0] for row in only(found, "currency")} == {held}


def test_a_currency_that_is_none_is_refused_with_the_one_meant(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"Currency: found 'EUX'.*Did you mean EUR\?"):
        read(write(tmp_path / "a.txt", SALES), options=Options(currency="EUX"))
