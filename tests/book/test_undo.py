"""Taking an import back: the book is as if it had not taken place, and nothing that stands on it is left hanging."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from encours.book.home import Home
from encours.book.manifest import head
from encours.book.publication import open_served, served
from encours.book.report import Report
from encours.book.undo import State, imports, undo
from encours.errors import DataError, UsageError
from tests.book.small_books import imported


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def invoice(home: Home, entity: str, item: str, amount: str) -> Report:
    header = "entity,customer,item,kind,posting_date,amount"
    return imported(home, items=f"{header}\n{entity},C1,{item},invoice,2025-01-31,{amount}")


def rate(home: Home, value: str) -> Report:
    return imported(home, rates=f"date,currency,rate\n2025-01-31,USD,{value}")


def asked(home: Home, question: str) -> list[tuple[Any, ...]]:
    engine = open_served(home)
    try:
        return engine.rows(question)
    finally:
        engine.close()


def amounts(home: Home) -> list[tuple[str, int]]:
    return [(i, units // 100_000) for i, units in asked(home, "SELECT item, amount FROM items ORDER BY item")]


def test_the_last_import_is_taken_back_and_the_amount_before_it_returns(home: Home) -> None:
    invoice(home, "FR", "I1", "100")
    invoice(home, "FR", "I1", "120")
    assert undo(home) == 2
    assert amounts(home) == [("I1", 100)]
    assert head(home).version == 3
    assert asked(home, "SELECT version, CAST(data_date AS VARCHAR) FROM meta") == [(3, "2025-01-31")]


def test_undoing_one_after_the_other_ends_with_an_empty_book_and_then_nothing_to_undo(home: Home) -> None:
    invoice(home, "FR", "I1", "100")
    rate(home, "1.1")
    assert [undo(home), undo(home)] == [2, 1]
    assert amounts(home) == []
    with pytest.raises(DataError, match="no import to undo"):
        undo(home)


def test_a_book_that_does_not_exist_has_nothing_to_undo_and_is_not_made(home: Home) -> None:
    with pytest.raises(DataError, match="no import to undo"):
        undo(home)
    assert not home.path.exists()


def test_what_was_undone_can_be_imported_again(home: Home) -> None:
    invoice(home, "FR", "I1", "100")
    undo(home)
    again = invoice(home, "FR", "I1", "100")
    assert (again.number, again.new) == (3, 1)
    assert amounts(home) == [("I1", 100)]
    assert undo(home) == 3


def test_an_older_import_goes_when_later_ones_concern_other_entities(home: Home) -> None:
    invoice(home, "FR", "I1", "100")
    invoice(home, "DE", "I2", "200")
    rate(home, "1.1")
    assert undo(home, 1) == 1
    assert amounts(home) == [("I2", 200)]
    assert asked(home, "SELECT COUNT(*) FROM rates") == [(1,)]


def test_an_older_import_stays_while_a_later_one_touches_its_entity_and_the_error_names_them(
    home: Home,
) -> None:
    for amount in ("100", "110", "120"):
        invoice(home, "FR", "I1", amount)
    with pytest.raises(UsageError, match=r"Import 1 .*in this order: 3, 2$"):
        undo(home, 1)
    assert amounts(home) == [("I1", 120)]
    assert head(home).version == 3


def test_a_later_import_that_is_undone_stands_in_nobodys_way(home: Home) -> None:
    invoice(home, "FR", "I1", "100")
    invoice(home, "FR", "I2", "110")
    undo(home, 2)
    assert undo(home, 1) == 1
    assert amounts(home) == []


def test_imports_without_items_conflict_when_they_wrote_the_same_table(home: Home) -> None:
    rate(home, "1.1")
    imported(home, customers="entity,customer,name\nFR,C1,Dupont")
    rate(home, "1.2")
    with pytest.raises(UsageError, match=r"in this order: 3$"):
        undo(home, 1)
    assert undo(home, 2) == 2
    assert asked(home, "SELECT COUNT(*) FROM customers") == [(0,)]


def test_allocations_imported_alone_keep_the_items_they_join(home: Home) -> None:
    imported(
        home,
        items="""
            entity,customer,item,kind,posting_date,amount
            FR,C1,I1,invoice,2025-01-31,100
            FR,C1,P1,payment,2025-02-10,-100
            """,
    )
    imported(
        home,
        allocations="""
            entity,debit_item,credit_item,date,amount
            FR,I1,P1,2025-02-10,100
            """,
    )
    with pytest.raises(UsageError, match=r"in this order: 2$"):
        undo(home, 1)
    assert undo(home) == 2
    assert asked(home, "SELECT COUNT(*) FROM positions WHERE valid_to = DATE '9999-12-31'") == [(2,)]


def test_two_ledgers_that_share_a_table_of_no_entity_are_not_independent(home: Home) -> None:
    header = "entity,customer,item,kind,posting_date,amount"
    for entity, value in (("FR", "1.1"), ("DE", "1.2")):
        imported(
            home,
            items=f"{header}\n{entity},C1,I1,invoice,2025-01-31,100",
            rates=f"date,currency,rate\n2025-01-31,USD,{value}",
        )
    with pytest.raises(UsageError, match=r"in this order: 2$"):
        undo(home, 1)


@pytest.mark.parametrize(
    ("number", "words"),
    [(9, "no import 9"), (1, "1 is undone already"), (2, "2 is not an import: it took import 1 back")],
)
def test_what_is_not_in_the_book_cannot_be_undone(home: Home, number: int, words: str) -> None:
    invoice(home, "FR", "I1", "100")
    undo(home, 1)
    with pytest.raises(UsageError, match=words):
        undo(home, number)


def test_a_build_that_fails_leaves_the_book_as_it_was(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    invoice(home, "FR", "I1", "100")
    before = served(home)
    monkeypatch.setattr("encours.book.undo.build_whole", broken)
    with pytest.raises(OSError, match="disk full"):
        undo(home)
    assert (head(home).version, served(home)) == (1, before)


def broken(*_arguments: object) -> Path:
    raise OSError("disk full")


def test_the_list_of_imports_says_what_became_of_each(home: Home) -> None:
    invoice(home, "FR", "I1", "100")
    invoice(home, "FR", "I1", "120")
    undo(home)
    first, second, third = imports(home)
    assert (first.number, first.state, first.label) == (1, State.IN_BOOK, "in the book")
    assert (first.format, first.read, first.accepted, first.refused) == ("book", 1, 1, 0)
    assert (first.new, first.changed, first.gone) == (1, 0, 0)
    assert (second.state, second.new, second.changed) == (State.UNDONE, 0, 1)
    assert (third.number, third.state, third.undoes) == (3, State.UNDO, 2)
    assert third.label == "takes import 2 back"
    assert first.recorded_at < second.recorded_at < third.recorded_at


def test_a_new_book_has_no_imports(home: Home) -> None:
    assert imports(home) == []
