"""Companies side by side, and lists to pick from: what is fresh, what ties, what may be seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import encours
from encours.api import NOTHING, OpenBook
from encours.api import entities as api
from encours.api.entities import dimension_values, entities, untied
from encours.book.home import Home
from encours.cube import entities as cube
from encours.cube.branches import Text
from encours.errors import UsageError
from tests.api.small_group import group
from tests.book.small_books import imported


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    opened = group(tmp_path_factory.mktemp("entities"))
    yield opened
    opened.close()


def test_each_entity_says_what_it_is_and_how_fresh(book: OpenBook) -> None:
    first, second = entities(book)
    assert (first.entity, first.name, first.siren, first.country, first.currency) == (
        "F1",
        "Filiale Une",
        "111111111",
        "FR",
        "EUR",
    )
    assert (first.posted_on, first.matched_on) == (date(2025, 5, 2), date(2025, 4, 15))
    assert (first.item_count, first.customer_count) == (9, 3)
    assert (second.name, second.siren, second.posted_on, second.matched_on) == (
        "Filiale Deux",
        "",
        date(2025, 4, 5),
        None,
    )


def test_each_entity_ties_and_shows_both_sides(book: OpenBook) -> None:
    for state in entities(book):
        assert state.ties
        for tie in state.tie_out:
            where = {"entity": state.entity, "currency": tie.currency}
            net = book.show("net", where=where, currency=tie.currency).value
            assert (tie.net, tie.items, tie.difference) == (net, net, 0)
    assert [tie.currency for tie in entities(book)[0].tie_out] == ["EUR", "USD"]


def test_an_entity_that_does_not_tie_says_by_how_much(
    book: OpenBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "_checked", {})
    monkeypatch.setattr(cube, "gaps", lambda day: Text("SELECT 'F1', 'EUR', 100000"))
    first, second = entities(book)
    assert (first.ties, second.ties) == (False, True)
    assert [tie.difference for tie in first.tie_out] == [1, 0]
    assert not entities(book.within(["portfolio=P1"]))[0].ties


@pytest.mark.parametrize(
    ("confines", "named"),
    [([], ("F1", "F2")), (["portfolio=P1"], ("F1",)), (["entity=F2"], ("F2",)), ([NOTHING], ())],
)
def test_entities_that_do_not_tie_are_named_to_who_sees_something_of_them(
    book: OpenBook, monkeypatch: pytest.MonkeyPatch, confines: list[str], named: tuple[str, ...]
) -> None:
    seen = book.within(confines)
    assert untied(seen, date(2025, 4, 1)) == ()
    monkeypatch.setattr(api, "_checked", {})
    wrong = "SELECT * FROM (VALUES ('F2', 'EUR', -1), ('F1', 'USD', 5), ('F1', 'EUR', 100000))"
    monkeypatch.setattr(cube, "gaps", lambda day: Text(f"{wrong} WHERE DATE '{day}' = DATE '2025-04-01'"))
    assert untied(seen, date(2025, 4, 1)) == named
    assert untied(seen, date(2025, 4, 2)) == ()


@pytest.mark.parametrize(
    ("confines", "shown"),
    [
        (["portfolio=P1"], [("F1", 1, 6)]),
        (["portfolio=P3"], [("F2", 1, 1)]),
        (["siren=123456789"], [("F1", 1, 6), ("F2", 1, 1)]),
        (["entity=F1"], [("F1", 3, 9)]),
        (["salesperson=Anne"], [("F1", 3, 4)]),
        (["portfolio=P9"], []),
        ([NOTHING], []),
    ],
)
def test_days_and_counts_are_of_what_may_be_seen(
    book: OpenBook, confines: list[str], shown: list[tuple[str, int, int]]
) -> None:
    found = entities(book.within(confines))
    assert [(state.entity, state.customer_count, state.item_count) for state in found] == shown


def test_the_amounts_of_a_ledger_are_for_who_sees_the_whole_of_it(book: OpenBook) -> None:
    assert entities(book.within(["entity=F1"]))[0].tie_out
    assert entities(book.within(["portfolio=P1"]))[0].tie_out == ()
    assert entities(book.within(["portfolio=P2"]))[0].matched_on == date(2025, 3, 2)
    assert entities(book.within(["salesperson=Paul"]))[0].matched_on == date(2025, 4, 15)


def test_the_last_import_is_the_last_that_touched_the_entity(tmp_path: Path) -> None:
    header = "entity,customer,item,kind,posting_date,currency,amount\n"
    imported(
        Home(tmp_path), items=header + "E,A,I1,invoice,2025-01-10,EUR,1\nF,A,I1,invoice,2025-01-10,EUR,1"
    )
    imported(Home(tmp_path), items=header + "F,A,I2,invoice,2025-01-11,EUR,1")
    opened = encours.open(tmp_path)
    found = {state.entity: state.last_import for state in entities(opened)}
    brought = [(name, one.version if one else None) for name, one in found.items()]
    assert brought == [("E", 1), ("F", 2)]
    assert found["F"] is not None
    assert found["F"].format == "book"
    assert found["F"].files
    assert found["F"].recorded_at > "2025"
    past = encours.open(tmp_path, as_known="1")
    assert [s.last_import and s.last_import.version for s in entities(past)] == [1, 1]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("entity", [("F1", "Filiale Une"), ("F2", "Filiale Deux")]),
        ("portfolio", [("Nord, Est", "Nord, Est"), ("P1", "P1"), ("P2", "P2"), ("P3", "P3")]),
        ("salesperson", [("Anne", "Anne"), ("Paul", "Paul")]),
        ("currency", [("EUR", "EUR"), ("GBP", "GBP"), ("USD", "USD")]),
        ("doubtful", [("false", "false"), ("true", "true")]),
        ("dispute_cause", [("Livraison", "Livraison"), ("Prix", "Prix"), ("Qualité", "Qualité")]),
        ("tier", [("gold", "gold")]),
        ("zone", []),
    ],
)
def test_values_to_pick_are_those_of_the_book(
    book: OpenBook, name: str, values: list[tuple[str, str]]
) -> None:
    assert [(one.value, one.label) for one in dimension_values(book, name)] == values


@pytest.mark.parametrize(
    ("name", "confines", "values"),
    [
        ("portfolio", ["portfolio=P1,P2"], ["P1", "P2"]),
        ("entity", ["portfolio=P3"], ["F2"]),
        ("collector", ["entity=F1"], ["Inès", "Karim"]),
        ("salesperson", ["portfolio=P1"], ["Anne", "Paul"]),
        ("salesperson", ["salesperson=Paul"], ["Paul"]),
        ("currency", ["portfolio=P1"], ["EUR"]),
        ("dispute_cause", ["portfolio=P1"], ["Prix"]),
        ("dispute_cause", ["portfolio=P2"], ["Livraison"]),
        ("customer", ["entity=F2"], ["A"]),
        ("kind", ["portfolio=P3"], ["invoice"]),
        ("portfolio", [NOTHING], []),
        ("currency", [NOTHING], []),
        ("entity", [NOTHING], []),
    ],
)
def test_values_to_pick_are_those_that_may_be_seen(
    book: OpenBook, name: str, confines: list[str], values: list[str]
) -> None:
    assert [one.value for one in dimension_values(book.within(confines), name)] == values


def test_a_search_looks_at_values_and_names_whatever_the_accents(book: OpenBook) -> None:
    assert [one.value for one in dimension_values(book, "entity", search="deux")] == ["F2"]
    assert [one.value for one in dimension_values(book, "collector", search="INES")] == ["Inès"]
    assert [one.label for one in dimension_values(book, "customer", search="lefevre")] == ["Maison Lefèvre"]
    assert len(dimension_values(book, "portfolio", limit=2)) == 2


@pytest.mark.parametrize("name", ["bucket", "as_of", "item", "document", "nonsense"])
def test_what_has_no_list_is_refused(book: OpenBook, name: str) -> None:
    with pytest.raises(UsageError):
        dimension_values(book, name)


def test_an_empty_book_has_no_entity(tmp_path: Path) -> None:
    imported(Home(tmp_path), rates="date,currency,rate\n2025-01-01,USD,1.1")
    assert entities(encours.open(tmp_path)) == []
