"""What looks wrong in a list though every line can be read; and what looks so and is usual, which is not asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.importers.fec_book import imported as fec
from tests.importers.fec_writer import write
from tests.importers.listed_figures import imported, written

HEADER = "Code client;Facture;Type;Date;Échéance;Montant\n"


def line(
    number: int, amount: str = "100,00", day: str = "15/01/2026", due: str = "14/02/2026", **said: str
) -> str:
    """An invoice of a list, as software exports it."""
    customer = said.get("customer", f"C{number % 12:02}")
    return f"{customer};F{number};{said.get('kind', 'Facture')};{day};{due};{amount}\n"


def february(amount: str = "100,00", customer: str = "C{:02}", **said: str) -> str:
    """Fourteen invoices of a month, of nine customers."""
    days = ("16/02/2026", "18/03/2026")
    return "".join(line(n, amount, *days, customer=customer.format(n % 9), **said) for n in range(31, 45))


JANUARY = "".join(line(number) for number in range(1, 25))
PAID = "C01;R1;Règlement;15/01/2026;;-1,00\n"  # somebody pays: the list is not that of what is open


def asked(folder: Path, *texts: str, **said: object) -> dict[str, tuple[int, str]]:
    """The doubts about the last of some lists imported one after the other: their counts and sentences."""
    for number, text in enumerate(texts):
        report = imported(
            folder / "home", written(folder, HEADER + text + PAID, f"{number}.csv"), **said
        ).report
    return {doubt.name: (doubt.count, doubt.sentence) for doubt in report.doubts}


def test_nothing_is_asked_of_two_usual_months(tmp_path: Path) -> None:
    assert asked(tmp_path, JANUARY) == {}
    assert asked(tmp_path, february()) == {}
    assert asked(tmp_path, JANUARY + february()) == {}  # nothing new: what is in the book is not asked again


@pytest.mark.parametrize(
    ("more", "name", "count", "told"),
    [
        (line(1), "twice", 1, "1.csv:26 (F1)"),
        (line(1) + line(2, "20,00"), "", 0, ""),
        (line(50, "10 000,00"), "huge", 1, "(100.00 EUR): 10,000.00 at 1.csv:26 (F50)"),
        (line(50, "9 999,00"), "", 0, ""),
        (line(50, day="15/01/1926") + line(51, due="14/02/2106"), "century", 2, "1926-01-15: 1.csv:26 (F50)"),
        (
            "".join(line(number, "-300,00", kind="Avoir") for number in range(50, 60)),
            "sign",
            1,
            "0.00 to -601.00 EUR",
        ),
    ],
)
def test_a_first_list_is_asked_about(tmp_path: Path, more: str, name: str, count: int, told: str) -> None:
    path = written(tmp_path, HEADER + JANUARY + more + PAID, "1.csv")
    found = imported(tmp_path / "home", path).report.doubts
    assert [(doubt.name, doubt.count) for doubt in found] == ([(name, count)] if name else [])
    assert all(told in doubt.sentence for doubt in found)


def test_dates_beyond_the_days_to_come_are_asked_about(tmp_path: Path) -> None:
    today = datetime.now(UTC).date()
    days = [f"{today + timedelta(days=days):%d/%m/%Y}" for days in (6, 9)]
    found = asked(tmp_path, JANUARY + line(50, day=days[0]) + line(51, day=days[1], due=days[1]))
    assert found["ahead"][0] == 1
    assert "(F51)" in found["ahead"][1]


@pytest.mark.parametrize(
    ("second", "name", "count"),
    [
        (february(customer="N{}"), "customers", 9),
        (february("1 714,29"), "sales", 14),
        (february("1 714,28"), "", 0),
        (february("-300,00", kind="Avoir"), "sign", 1),
    ],
)
def test_the_next_list_is_looked_at_beside_the_book(
    tmp_path: Path, second: str, name: str, count: int
) -> None:
    found = asked(tmp_path, JANUARY, second)
    assert {key: value[0] for key, value in found.items()} == ({name: count} if name else {})


def test_all_that_is_left_open_overdue_on_the_day_of_the_list_is_asked_about(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + JANUARY)
    for day, counts in ((date(2026, 2, 14), []), (date(2026, 2, 15), [24])):
        report = imported(tmp_path / str(day), path, snapshot=day).report
        assert [doubt.count for doubt in report.doubts if doubt.name == "overdue"] == counts


def test_documents_that_another_source_brought_are_asked_about_and_instalments_of_an_entry_are_not(
    tmp_path: Path,
) -> None:
    ledger = "VE 1 2026-01-15: 411000/C01 100 F1, 411000/C01 100 F1, 706000 -200\n"
    assert fec(tmp_path / "home", [write(tmp_path / "a.txt", ledger)]).doubts == ()
    found = asked(tmp_path, line(1))
    assert found["held"] == (
        1,
        "1 document is in the book under another key: 0.csv:2 (F1) is VE/2026-01-15/1/1 there. "
        "Do these files come from another source?",
    )


def test_a_list_that_nobody_pays_is_asked_its_day(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + JANUARY, "1.csv")
    [doubt] = imported(tmp_path / "home", path).report.doubts
    assert (doubt.name, doubt.count) == ("unpaid", 24)
    assert not imported(tmp_path / "dated", path, snapshot=date(2026, 1, 31)).report.doubts


def test_a_due_date_years_after_the_document_is_asked_about(tmp_path: Path) -> None:
    found = asked(tmp_path, JANUARY + line(50, due="14/02/2062"))
    assert found["due"][0] == 1
    assert "2062-02-14" in found["due"][1]


def test_a_known_document_that_stands_twice_is_asked_about(tmp_path: Path) -> None:
    assert asked(tmp_path, JANUARY, JANUARY + line(1))["twice"][0] == 1
