"""Matching groups become allocations: the oldest due first, and what does not balance stays open."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import encours
from tests.oracle.listed import import_rows, row

DAY = date(2025, 3, 10)


def group(item: str, amount: str, letter: str | None = "AA", **said: Any) -> dict[str, Any]:
    return row(item, amount, _group=letter, _group_date=said.pop("on", DAY), **said)


def left(home: Path, day: date = DAY) -> dict[str, str]:
    rows = encours.open(home).show("net", as_of=day, by="item").rows
    return {row["item"]: str(row["net"]) for row in rows if row["net"]}


def pairs(home: Path) -> set[tuple[str, str, str]]:
    rows = encours.open(home).rows("receipts", as_of=date(2025, 3, 31), window="12m").rows
    return {(row["item"], row["credit_item"], str(row["receipts"])) for row in rows}


def test_a_balanced_group_is_cleared_on_its_date(tmp_path: Path) -> None:
    report = import_rows(
        tmp_path, [group("I1", "60"), group("I2", "40"), group("P1", "-100"), row("I3", "5")]
    )
    assert left(tmp_path) == {"I3": "5.00"}
    assert left(tmp_path, date(2025, 3, 9)) == {"I1": "60.00", "I2": "40.00", "I3": "5.00", "P1": "-100.00"}
    assert report.notes == ()


def test_credits_go_to_the_oldest_due_date_first(tmp_path: Path) -> None:
    """Named against the order of their due dates."""
    rows = [
        group("I1", "50", due_date=date(2025, 2, 28)),
        group("I2", "50", due_date=date(2025, 1, 31)),
        group("P1", "-70", posting_date=date(2025, 3, 1)),
        group("P2", "-10", posting_date=date(2025, 2, 1)),
    ]
    report = import_rows(tmp_path, rows)
    assert pairs(tmp_path) == {("I2", "P2", "10.00"), ("I2", "P1", "40.00"), ("I1", "P1", "30.00")}
    assert left(tmp_path) == {"I1": "20.00"}
    assert len(report.notes) == 1
    assert report.notes[0].startswith("1 matching group does not balance")


def test_what_a_group_has_too_much_of_on_the_credit_side_stays_open_too(tmp_path: Path) -> None:
    import_rows(tmp_path, [group("I1", "60.01"), group("P1", "-100")])
    assert left(tmp_path) == {"P1": "-39.99"}


def test_a_group_without_a_date_takes_that_of_its_newest_posting(tmp_path: Path) -> None:
    rows = [
        group("I1", "60", on=None),
        group("P1", "-60", on=None, posting_date=date(2025, 2, 20)),
    ]
    import_rows(tmp_path, rows)
    assert left(tmp_path, date(2025, 2, 19)) == {"I1": "60.00"}
    assert left(tmp_path, date(2025, 2, 20)) == {}


def test_one_letter_in_two_entities_or_two_currencies_is_two_groups(tmp_path: Path) -> None:
    rows = [
        group("I1", "60"),
        group("P1", "-60", entity="G"),
        group("I2", "30", entity="G", currency="USD"),
        group("P2", "-20", entity="G", currency="USD"),
    ]
    report = import_rows(tmp_path, rows)
    book = encours.open(tmp_path)
    shown = {c: book.show("net", as_of=DAY, by="item", where=f"currency={c}", currency=c) for c in ("EUR",)}
    assert {row["item"]: int(row["net"]) for row in shown["EUR"].rows} == {"I1": 60, "P1": -60}
    assert report.notes[0].startswith("3 matching groups do not balance")


def test_a_group_read_again_changes_nothing_and_undone_reopens_its_items(tmp_path: Path) -> None:
    rows = [group("I1", "60"), group("P1", "-60")]
    import_rows(tmp_path, rows)
    assert import_rows(tmp_path, rows).number == 0
    report = import_rows(tmp_path, [group("I1", "60", None), group("P1", "-60", None)])
    assert (report.new, report.changed, report.gone) == (0, 0, 1)
    assert left(tmp_path) == {"I1": "60.00", "P1": "-60.00"}
