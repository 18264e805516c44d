"""Exchange rates, from the file of the European Central Bank or from a list."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from encours.book.reading import Known, Options, Reading
from encours.errors import DataError
from encours.importers import rates_file
from encours.importers.rates import RATES

SAMPLES = Path(__file__).parent / "samples" / "rates"


@pytest.mark.parametrize("name", ["eurofxref-hist", "cours"])
def test_the_samples_read_as_their_golden_files(name: str) -> None:
    path = SAMPLES / f"{name}.csv"
    assert RATES.recognises(path)
    found = [[str(row[0]), row[1], str(row[2]), row[3]] for row in rows(read(path))]
    assert found == json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def test_the_zip_of_the_bank_reads_as_the_file_in_it(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"eurofxref-hist.csv": (SAMPLES / "eurofxref-hist.csv").read_bytes()})
    assert RATES.recognises(path)
    assert rows(read(path)) == rows(read(SAMPLES / "eurofxref-hist.csv"))


HEADERS = [
    "date,currency,rate\n2024-01-02,USD,1.0956\n",
    "Date;Devise;Taux\n02/01/2024;usd;1,0956\n13/01/2024;JPY;-\n",
    "Date du cours\tCode devise\tTaux de change\n2024-01-02\tUSD\t1,0956\n",
    "rate|date|currency\n1.0956|20240102|USD\n",
    '"TIME_PERIOD","CURRENCY","OBS_VALUE"\n"2024-01-02","USD","1.0956"\n',
    '"Date","Currency","Rate"\n"2024-01-02","USD","1,0956"\n',
    "Date;USD;JPY\n02/01/2024;1,0956\n13/01/2024;;\n",
]


@pytest.mark.parametrize("text", HEADERS)
def test_headings_separators_and_decimals_of_every_habit(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(text)
    assert RATES.recognises(path)
    assert rows(read(path)) == [(date(2024, 1, 2), "USD", Decimal("1.0956"), 2)]


def test_rates_have_the_type_of_the_book(tmp_path: Path) -> None:
    table = read(SAMPLES / "cours.csv").tables["rates"].arrow  # type: ignore[union-attr]
    assert table.schema.field("rate").type == pa.decimal128(38, 9)
    assert table.column("_file").to_pylist()[0] == "cours.csv"


FAULTS = [
    ("2024-01-02,USD,0", "rate", "not a positive rate: 0"),
    ("2024-01-02,USD,-1.1", "rate", "not a positive rate: -1.1"),
    ("2024-01-02,USD,1.0000000001", "rate", "more than nine decimals: 1.0000000001"),
    ("2024-01-02,USD,1." + "0" * 40 + "1", "rate", "more than nine decimals: 1." + "0" * 40 + "1"),
    ("2024-01-02,USD,1000000000000000", "rate", "rate out of range: 1000000000000000"),
    ("2024-01-02,USD,x", "rate", "not an amount: x"),
    ("2024-02-30,USD,1.1", "date", "no such day: 2024-02-30"),
    ("2024-01-02,DOLLAR,1.1", "rate", "found 'DOLLAR', expected an ISO 4217 code such as EUR"),
    ("2024-01-02,USD", "", "the line is cut: 2 columns"),
]


@pytest.mark.parametrize(("line", "column", "message"), FAULTS)
def test_a_rate_that_cannot_be_is_refused_with_its_line(
    tmp_path: Path, line: str, column: str, message: str
) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"date,currency,rate\n2024-01-02,CHF,0.93\n{line}\n")
    found = read(path)
    assert [str(p) for p in found.problems] == [": ".join(filter(None, ("r.csv:3", column, message)))]
    assert [row[1] for row in rows(found)] == ["CHF"]
    assert found.read == 2


def test_nine_decimals_are_exact(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "date,currency,rate\n2024-01-02,USD,1.123456789\n2024-01-02,JPY,999999999999999.999999999\n"
    )
    assert [row[2] for row in rows(read(path))] == [
        Decimal("1.123456789"),
        Decimal("999999999999999.999999999"),
    ]


def test_days_that_can_be_read_two_ways_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("date;currency;rate\n01/02/2024;USD;1,1\n03/04/2024;USD;1,2\n")
    with pytest.raises(DataError, match=r"--date-order dmy\|mdy"):
        read(path)
    assert rows(read(path, Options(date_order="mdy")))[0][0] == date(2024, 1, 2)
    path.write_text("date;currency;rate\n01/02/2024;USD;1,1\n13/04/2024;USD;1,2\n")
    assert rows(read(path))[0][0] == date(2024, 2, 1)


def test_other_files_are_not_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for text in (
        "",
        "customer,amount\n",
        "date,amount\n",
        "Date,USD,Client\n",
        "JournalCode\tEcritureDate\n",
    ):
        path.write_text(text)
        assert not RATES.recognises(path)
    assert not RATES.recognises(tmp_path)
    assert not RATES.recognises(tmp_path / "none.csv")
    assert not RATES.recognises(zipped(tmp_path, {"a.csv": b"Date,USD\n", "b.csv": b"Date,USD\n"}))


def test_archives_of_other_things_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="should hold one CSV file"):
        read(zipped(tmp_path, {"a.xml": b"<a/>"}))
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04" + b"x" * 50)
    assert not RATES.recognises(broken)
    with pytest.raises(DataError, match="cannot be unzipped"):
        read(broken)


def test_an_archive_that_swells_is_refused_before_it_fills_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates_file, "LARGEST", 1 << 20)
    path = zipped(tmp_path, {"a.csv": b"Date,USD\n" + b"2024-01-01,1\n" * (1 << 17)})
    assert path.stat().st_size < 1 << 14
    with pytest.raises(DataError, match="unzips to more than 1 MiB"):
        read(path)


def test_a_file_without_rates_says_so(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("date,currency,rate\n2024-01-02,USD,x\n")
    with pytest.raises(DataError, match=r"can be read\. r\.csv:2: rate: not an amount: x"):
        read(path)
    path.write_text("name,amount\n")
    with pytest.raises(DataError, match="is not a list of rates"):
        read(path)


def read(path: Path, options: Options | None = None) -> Reading:
    return RATES.read([path], options or Options(), Known())


def rows(reading: Reading) -> list[tuple[Any, ...]]:
    table = reading.tables["rates"].arrow  # type: ignore[union-attr]
    return list(
        zip(*(table.column(name).to_pylist() for name in ("date", "currency", "rate", "_line")), strict=True)
    )


def zipped(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "rates.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path
