"""Since when an entity is known, from what was imported of it, and what its figures say of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import encours
from encours.api import OpenBook
from encours.book.declare import declare
from encours.book.home import Home
from encours.book.importing import import_into
from encours.book.reading import Options
from encours.book.since import Days
from encours.book.undo import undo
from encours.errors import DataError, UsageError
from encours.importers.flat.importer import FLAT
from tests.book.small_books import imported as folder
from tests.importers.fec_book import ENTITY, figures
from tests.importers.fec_book import imported as ledgers
from tests.importers.fec_writer import write

HEAD = "Client;Nom;N° facture;Date facture;Echéance;Montant"
OLD = "A;Alpha;F1;2025-08-05;2025-09-04;1200,00"
FIRST = f"{HEAD}\n{OLD}\nB;Beta;F2;2025-10-02;2025-11-01;600,00\n"
THEN = f"{HEAD}\nB;Beta;F2;2025-10-02;2025-11-01;600,00\nA;Alpha;F3;2025-11-12;2026-12-12;300,00\n"
YEAR = (
    "VE 1 2025-01-10: 411000/A 500 F0 =A@2025-02-15, 706000 -500\n"
    "BQ 2 2025-02-15: 512000 500, 411000/A -500 V1 =A@2025-02-15\n"
    "VE 3 2025-08-05: 411000/A 1200 F1 =B@2025-11-20, 706000 -1200\n"
    "VE 4 2025-10-02: 411000/B 600 F2, 706000 -600\n"
    "BQ 5 2025-11-20: 512000 1200, 411000/A -1200 V2 =B@2025-11-20"
)


def listed(home: Path, text: str, day: str, entity: str = ENTITY) -> None:
    path = home.parent / f"list-{entity}-{day}.csv"
    path.write_text(text, encoding="utf-8")
    options = Options(entity=entity, snapshot=date.fromisoformat(day))
    import_into(Home(home), [path.name], lambda known: FLAT.read([path], options, known))


def ledger(home: Path, text: str, name: str = "123456789FEC20251231.txt", entity: str = ENTITY) -> None:
    ledgers(home, [write(home.parent / name, text)], entity=entity)


def known(home: Path, entity: str = ENTITY) -> list[str]:
    found = {one.entity: one.as_data() for one in encours.open(home).about.since}[entity]
    return [str(found[clock]) for clock in ("position", "sales", "receipts")]


def shown(book: OpenBook, figure: str, day: str, **more: Any) -> tuple[Any, bool, str]:
    """Value, whether it is a lower bound, why it is none."""
    result = book.show(figure, as_of=day, **more)
    return result.value, (0, figure) in result.lower_bounds, result.reason(0, figure)


def test_a_list_knows_the_position_of_its_day_and_nothing_before(tmp_path: Path) -> None:
    home = tmp_path / "home"
    listed(home, FIRST, "2025-10-31")
    book = encours.open(home)
    assert known(home) == ["2025-10-31"] * 3
    assert shown(book, "net", "2025-10-31") == (Decimal("1800.00"), False, "")
    assert shown(book, "overdue", "2025-10-31")[0] == Decimal("1200.00")
    assert shown(book, "net", "2025-10-30") == (None, False, "Position known since 2025-10-31")
    for figure in ("dso", "dso_countback", "on_time_rate", "dbt", "cei", "turnover"):
        value, least, why = shown(book, figure, "2025-10-31")
        assert (figure, value, least) == (figure, None, False)
        assert why.endswith("known since 2025-10-31"), figure
    assert shown(book, "sales", "2025-10-31") == (Decimal("1800.00"), True, "")
    assert shown(book, "sales", "2025-09-30")[:2] == (None, False)


def test_lists_one_after_the_other_know_sales_and_receipts_from_the_first_on(tmp_path: Path) -> None:
    home = tmp_path / "home"
    listed(home, FIRST, "2025-10-31")
    listed(home, THEN, "2025-11-30")
    book = encours.open(home)
    assert known(home) == ["2025-10-31"] * 3
    # November is whole: what was sold, and what left the list.
    asked = {"window": "1m", "as_of": "2025-11-30"}
    result = book.show("sales", "receipts", "dso", "cei", **asked)
    assert list(result.rows[0].values())[1:] == [300, 1200, 90, Decimal("66.6666666667")]
    assert not result.lower_bounds
    assert not result.notes
    assert shown(book, "dso", "2025-11-30")[0] is None
    # The months of before do not enter a walk through months.
    assert shown(book, "dso_countback", "2025-11-30") == (Decimal(30), True, "")


def test_a_ledger_is_known_from_the_first_day_of_its_first_year(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ledger(home, YEAR.replace("2025-01-10", "2025-02-10"))
    book = encours.open(home)
    assert known(home) == ["2025-01-01"] * 3
    assert shown(book, "dso", "2025-12-31", window="12m")[0] == Decimal("95.2173913043")
    assert shown(book, "dso", "2025-11-30", window="12m") == (None, False, "Sales known since 2025-01-01")
    assert shown(book, "cei", "2025-12-31", window="12m")[2] == "Position known since 2025-01-01"


def test_a_ledger_takes_over_what_lists_brought(tmp_path: Path) -> None:
    """Its items are theirs, with the due dates they gave and the references to them; what had been deduced is read."""
    home, alone = tmp_path / "home", tmp_path / "alone" / "home"
    alone.parent.mkdir()
    listed(home, FIRST, "2025-10-31")
    listed(home, THEN.replace("A;Alpha;F3;2025-11-12;2026-12-12;300,00\n", ""), "2025-11-30")
    ledger(home, YEAR)
    ledger(alone, YEAR)
    names = ("net", "gross", "unapplied", "sales", "receipts")
    book = encours.open(home)
    assert known(home) == ["2025-01-01"] * 3
    assert figures(book, "2025-12-31", *names) == figures(encours.open(alone), "2025-12-31", *names)
    rows = {row["item"]: row["due_date"] for row in book.rows("net", as_of="2025-12-31").rows}
    assert rows == {"F2": "2025-11-01"}
    assert not [
        row for row in book.rows("receipts", as_of="2025-12-31", window="12m").rows if row["inferred"]
    ]


def test_a_year_given_later_begins_earlier_and_a_gap_does_not(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ledger(home, YEAR)
    before = (
        "VE 1 {0}-11-20: 411000/C 70 P1 =A@{0}-12-20, 706000 -70\n"
        "BQ 2 {0}-12-20: 512000 70, 411000/C -70 =A@{0}-12-20"
    )
    ledger(home, before.format(2022), "123456789FEC20221231.txt")
    assert known(home) == ["2025-01-01"] * 3
    ledger(home, before.format(2024), "123456789FEC20241231.txt")
    assert known(home) == ["2024-01-01"] * 3
    undo(Home(home))
    assert known(home) == ["2025-01-01"] * 3


def test_a_folder_says_it_or_its_first_item_does(tmp_path: Path) -> None:
    items = "entity,customer,item,kind,posting_date,currency,amount\nE1,A,I1,invoice,2025-05-15,EUR,1300\n"
    folder(Home(tmp_path / "begins"), items=items)
    begun = encours.open(tmp_path / "begins")
    result = begun.show("dso", as_of="2025-06-30")
    assert result.value == 91  # nobody said that anything lacks: what there is is taken for all there was
    assert result.notes == ("DSO: the period begins before the book: sales known since 2025-05-15.",)
    said = "entity,position_since,sales_since,receipts_since\nE1,2025-05-01,2025-05-01,2025-05-01\n"
    folder(Home(tmp_path / "said"), items=items, known_since=said)
    assert shown(encours.open(tmp_path / "said"), "dso", "2025-06-30")[2] == "Sales known since 2025-05-01"


def test_a_person_says_it_with_a_reason_and_takes_it_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    listed(home, FIRST, "2025-10-31")
    with pytest.raises(UsageError, match="Say why"):
        declare(Home(home), ENTITY, Days(sales=date(2025, 1, 1)), " ")
    with pytest.raises(UsageError, match="no entity E9"):
        declare(Home(home), "E9", Days(sales=date(2025, 1, 1)), "typed in")
    declare(Home(home), ENTITY, Days(sales=date(2025, 1, 1)), "billing typed in by hand")
    assert known(home) == ["2025-10-31", "2025-01-01", "2025-10-31"]
    assert shown(encours.open(home), "dso", "2025-10-31")[0] is not None
    undo(Home(home))
    assert shown(encours.open(home), "dso", "2025-10-31")[0] is None


def test_a_group_speaks_of_the_part_that_is_known(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ledger(home, YEAR)
    listed(home, FIRST, "2025-12-31", entity="E2")
    book = encours.open(home)
    asked = {"as_of": "2025-12-31", "window": "12m"}
    alone = book.show("dso", "dso_countback", where="entity=E1", **asked).rows[0]
    whole = book.show("dso", "dso_countback", "net", **asked)
    assert [whole.rows[0][name] for name in ("dso", "dso_countback", "net")] == [
        alone["dso"],
        alone["dso_countback"],
        2400,
    ]
    assert whole.notes == ("DSO, DSO, count-back: of E1 alone – sales known since 2025-12-31 (E2).",)
    parts = {row["entity"]: row["dso"] for row in book.show("dso", by="entity", **asked)}
    assert parts == {"E1": alone["dso"], "E2": None}
    before = book.show("net", by="entity", as_of="2025-11-15")
    assert [(row["entity"], row["net"]) for row in before] == [("E1", 1800), ("E2", None)]
    assert before.reason(1, "net") == "Position known since 2025-12-31"
    with pytest.raises(DataError, match="position known since 2025-12-31"):
        book.bridge("2025-12-31", where="entity=E2")
    ends = book.bridge("2025-12-31", "2025-11-30", window="3m").rows
    assert ends[-1]["days"] == book.show("dso", as_of="2025-12-31").value


def test_nothing_is_said_of_a_payer_on_what_a_list_leaves_out(tmp_path: Path) -> None:
    from encours.api.habits import Payer, habits

    late = "".join(f"A;Alpha;L{n};2025-01-0{n};2025-02-0{n};100,00\n" for n in range(1, 6))
    home = tmp_path / "home"
    listed(home, f"{HEAD}\n{late}", "2025-10-31")
    found = habits(encours.open(home), [(ENTITY, "A")], date(2025, 10, 31))
    assert found[ENTITY, "A"].payer is Payer.UNKNOWN
    assert found[ENTITY, "A"].on_time_rate is None


def test_a_perimeter_hears_nothing_of_what_it_does_not_show(tmp_path: Path) -> None:
    """Of a salesperson's customers in one company, nothing is said of another company known since a list."""
    home = tmp_path / "home"
    ledger(home, YEAR)
    listed(home, FIRST, "2025-12-31", entity="E2")
    sold = "entity,customer,salesperson\nE1,A,Ann\nE1,B,Bob\nE2,A,Bob\n"
    folder(Home(home), customers=sold)
    book = encours.open(home)
    asked = {"as_of": "2025-12-31", "window": "12m"}
    for perimeter, seen in (
        ("salesperson=Ann", ["E1"]),
        ("salesperson=Bob", ["E1", "E2"]),
        ("entity=E1", ["E1"]),
    ):
        mine = book.within(perimeter)
        assert [one.entity for one in mine.known_since] == seen
        told = " ".join(mine.show("dso", "sales", **asked).notes)
        assert ("E2" in told) == ("E2" in seen)


def test_ledgers_after_a_list_come_one_by_one_or_together(tmp_path: Path) -> None:
    """Years given one after the other, oldest first, take over what a list of today brought."""
    before = (
        "VE 1 2024-11-20: 411000/A 300 P1 =A@2024-12-20, 706000 -300\n"
        "BQ 2 2024-12-20: 512000 300, 411000/A -300 P2 =A@2024-12-20\nVE 3 2024-12-01: 411000/C 70 P3, 706000 -70"
    )
    now = "AN 1 2025-01-01: 411000/C 70 P3, 110000 -70\n" + YEAR.replace("VE 1 ", "VE 9 ")
    one_by_one, alone = tmp_path / "home", tmp_path / "alone" / "home"
    alone.parent.mkdir()
    listed(one_by_one, FIRST, "2025-12-31")
    for home in (one_by_one, alone):
        ledger(home, before, "123456789FEC20241231.txt")
        ledger(home, now)
    names = ("net", "gross", "sales", "receipts")
    mine, theirs = (figures(encours.open(home), "2025-12-31", *names) for home in (one_by_one, alone))
    assert mine == theirs
    assert known(one_by_one) == ["2024-01-01"] * 3


def test_a_list_between_two_ledgers_changes_nothing_once_the_second_is_given(tmp_path: Path) -> None:
    home, alone = tmp_path / "home", tmp_path / "alone" / "home"
    alone.parent.mkdir()
    half, rest = YEAR.split("VE 4")[0], "VE 4" + YEAR.split("VE 4")[1]
    for place in (home, alone):
        ledger(place, half, "123456789FEC20250930.txt")
        if place == home:  # what it deduces of F1, paid in November, gives way
            listed(home, f"{HEAD}\nB;Beta;F2;2025-10-02;2025-11-01;600,00\n", "2025-10-31")
        ledger(place, rest)
    names = ("net", "gross", "unapplied", "sales", "receipts")
    assert figures(encours.open(home), "2025-12-31", *names) == figures(
        encours.open(alone), "2025-12-31", *names
    )


def test_a_ledger_of_another_company_is_refused_and_one_too_short_is_asked_about(tmp_path: Path) -> None:
    lines = "".join(f"A;Alpha;X{n};2025-08-0{n};2025-09-0{n};{n}11,00\n" for n in range(1, 7))
    listed(tmp_path / "other", f"{HEAD}\n{lines}", "2025-10-31")
    with pytest.raises(DataError, match="hardly any of the 6"):
        ledger(tmp_path / "other", YEAR)
    home = tmp_path / "home"
    listed(home, FIRST, "2026-01-31")
    path = write(
        tmp_path / "123456789FEC20251231.txt", YEAR + "\nVE 8 2025-12-10: 411000/C 50 F9, 706000 -50"
    )
    doubts = {doubt.name: doubt.sentence for doubt in ledgers(home, [path]).doubts}
    assert "1 item it leaves open, for 50.00, is not on the list of 2026-01-31" in doubts["older"]


def test_a_due_date_of_a_list_outlives_the_ledger_given_again(tmp_path: Path) -> None:
    home = tmp_path / "home"
    listed(home, FIRST, "2025-10-31")
    for _time in range(2):
        ledger(home, YEAR)
        rows = encours.open(home).rows("net", as_of="2025-12-31").rows
        assert [(row["item"], row["due_date"], row["due_source"]) for row in rows] == [
            ("F2", "2025-11-01", "read")
        ]


def test_a_second_list_of_a_day_corrects_the_first(tmp_path: Path) -> None:
    home = tmp_path / "home"
    head = f"{HEAD};Solde"
    for left, day in (
        ("100,00", "2025-10-31"),
        ("60,00", "2025-11-30"),
        ("30,00", "2025-11-30"),
        ("80,00", "2025-11-30"),
    ):
        listed(home, f"{head}\nA;Alpha;F1;2025-08-05;2025-09-04;100,00;{left}\n", day)
        assert encours.open(home).show("net", as_of=day).value == Decimal(left.replace(",", "."))
