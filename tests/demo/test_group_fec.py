"""The FEC of the demo hold together as accounting: balanced, brought forward, lettered."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from encours.book.reading import Known
from encours.demo.group import Source, write_sources
from encours.demo.group.clock import END
from encours.importers.fec.importer import FEC

Row = dict[str, str]
MATCHED = ("411000", "419100", "416000")


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> list[Source]:
    sources = write_sources(tmp_path_factory.mktemp("demo"))
    return [step for step in sources.batches if step.format == "fec"]


def rows_of(path: Path) -> list[Row]:
    """By the book: one of the two encodings, one of the two separators."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("iso-8859-15")
    header, *lines = text.removesuffix("\r\n").split("\r\n")
    separator = "\t" if "\t" in header else "|"
    names = header.split(separator)
    rows = [dict(zip(names, line.split(separator), strict=True)) for line in lines]
    return rows


def amount(row: Row) -> Decimal:
    return Decimal(row["Debit"].replace(",", ".")) - Decimal(row["Credit"].replace(",", "."))


def files(steps: list[Source]) -> list[list[list[Row]]]:
    return [[rows_of(path) for path in step.paths] for step in steps]


def test_each_company_has_its_own_separator_encoding_and_fiscal_years(steps: list[Source]) -> None:
    first, second = (step.paths for step in steps)
    assert [path.name[9:] for path in first] == ["FEC20251031.txt", "FEC20261031.txt"]
    assert [path.name[9:] for path in second] == ["FEC20241231.txt", "FEC20251231.txt", "FEC20261031.txt"]
    heads = [path.read_bytes().split(b"\r\n")[0] for path in (first[0], second[0])]
    assert [heads[0].count(b"\t"), heads[1].count(b"|")] == [17, 17]
    assert "À nouveaux".encode("iso-8859-15") in first[0].read_bytes()
    assert "À nouveaux".encode() in second[0].read_bytes()


def test_every_entry_balances_and_stands_in_its_year(steps: list[Source]) -> None:
    for step in steps:
        for path in step.paths:
            entries: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
            days: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
            for row in rows_of(path):
                entries[row["JournalCode"], row["EcritureNum"]] += amount(row)
                days[row["JournalCode"], row["EcritureNum"]].add(row["EcritureDate"])
                assert row["EcritureDate"] <= path.name[12:20] <= f"{END:%Y%m%d}"
            assert set(entries.values()) == {Decimal(0)}
            assert all(len(found) == 1 for found in days.values())
            assert {journal for journal, _number in entries} == {"AN", "VT", "BQ", "OD"}


def test_each_year_opens_with_the_balances_the_last_one_closed_with(steps: list[Source]) -> None:
    for years in files(steps):
        for before, after in pairwise(years):
            closing = balances(before)
            opening = balances([row for row in after if row["JournalCode"] == "AN"])
            assert {key: value for key, value in opening.items() if key[0] in MATCHED} == {
                key: value for key, value in closing.items() if key[0] in MATCHED and value
            }
            assert opening["512000", ""] == closing["512000", ""]


def balances(rows: list[Row]) -> dict[tuple[str, str], Decimal]:
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["CompteNum"], row["CompAuxNum"]] += amount(row)
    # A customer whose lines brought forward cancel out is there with nothing.
    return {key: value for key, value in sums.items() if value}


def test_capital_letters_balance_and_small_ones_do_not(steps: list[Source]) -> None:
    for years in files(steps):
        for rows in years:
            groups: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
            for row in rows:
                if row["EcritureLet"]:
                    groups[row["CompteNum"], row["CompAuxNum"], row["EcritureLet"]].append(row)
            for (account, _customer, letter), members in groups.items():
                assert account in MATCHED
                assert letter.isupper() == (sum(map(amount, members)) == 0)
                assert len(members) > 1
                assert len({row["DateLet"] for row in members}) == 1
                assert max(row["EcritureDate"] for row in members) <= members[0]["DateLet"]
    assert any(letter.islower() for letter in letters(steps))


def letters(steps: list[Source]) -> set[str]:
    return {
        row["EcritureLet"] for years in files(steps) for rows in years for row in rows if row["EcritureLet"]
    }


def test_letters_start_again_every_year_and_on_every_account(steps: list[Source]) -> None:
    for years in files(steps):
        first = [{row["CompAuxNum"] for row in rows if row["EcritureLet"] == "AAA"} for rows in years]
        assert all(len(customers) > 10 for customers in first)


def test_sales_carry_vat_and_a_lettered_invoice_meets_its_payments(steps: list[Source]) -> None:
    rows = files(steps)[0][0]
    accounts = Counter((row["JournalCode"], row["CompteNum"][:2]) for row in rows)
    assert accounts["VT", "70"] > 1_000
    assert accounts["VT", "44"] > 1_000
    assert accounts["BQ", "51"] > 1_000
    several = Counter(
        (r["CompAuxNum"], r["EcritureLet"]) for r in rows if r["EcritureLet"] and r["JournalCode"] == "BQ"
    )
    assert any(count > 1 for count in several.values())


def test_the_importer_reads_them_without_a_problem_and_ties_to_the_ledger(steps: list[Source]) -> None:
    for step, years in zip(steps, files(steps), strict=True):
        reading = FEC.read(step.paths, step.options, Known())
        assert not reading.problems
        expected: defaultdict[str, Decimal] = defaultdict(Decimal)
        for (account, _customer), value in balances(years[-1]).items():
            expected[account] += value
        assert {tie.account: tie.amount for tie in reading.ties} == {
            account.rstrip("0"): expected[account] for account in MATCHED
        }
        assert {tie.entity for tie in reading.ties} == {step.entity}


def test_opening_lines_are_dated_the_first_day_and_keep_their_document(steps: list[Source]) -> None:
    carried = [row for row in files(steps)[0][0] if row["JournalCode"] == "AN" and row["CompAuxNum"]]
    assert len(carried) > 100
    assert {row["EcritureDate"] for row in carried} == {"20241101"}
    assert all(
        row["PieceRef"] and date.fromisoformat(row["PieceDate"]) < date(2024, 11, 1) for row in carried
    )
