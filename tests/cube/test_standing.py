"""What blocks an item and how far it was chased, on each day: as recorded, else as the ledger brought it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from encours.api import OpenBook, open_book
from encours.api.chaseable import blocked
from encours.api.entities import dimension_values
from encours.book.home import Home
from encours.cube.standing import CAUSES
from tests.book.small_books import imported
from tests.cube.test_promises import Records

BOOK = {
    "entities": "entity,name,country,currency\nF1,Une,FR,EUR\nF2,Deux,FR,EUR",
    "customers": """
        entity,customer,name
        F1,A,Alpha
        F1,B,Beta
        F1,C,Gamma
        F2,D,Delta
        """,
    "items": """
        entity,customer,item,kind,posting_date,due_date,amount,blocking_cause,reminder_status
        F1,A,A1,invoice,2026-01-05,2026-02-10,1000,,
        F1,A,A2,invoice,2026-01-05,2026-02-20,500,legal,Relance 2
        F1,A,A3,invoice,2026-01-05,2026-03-20,200,,
        F1,B,B1,invoice,2026-01-05,2026-02-10,700,,
        F1,B,B2,invoice,2026-01-05,2026-02-12,300,ITEM  disputed,level 2
        F1,B,B3,payment,2026-01-06,2026-01-06,-50,,
        F1,C,C1,invoice,2026-01-05,2026-02-10,80,,
        F2,D,D1,invoice,2026-01-05,2026-02-10,60,,2
        """,
    "disputes": """
        dispute,entity,customer,item,cause,amount,opened_on,closed_on
        D1,F1,A,A1,Prix,100,2026-03-01,2026-03-10
        """,
    "holds": """
        hold,entity,customer,item,reason,from_date,until_date,cancelled_on
        H1,F1,A,A1,arbitration,2026-03-05,2026-03-12,
        H2,F1,A,A2,checking,2026-03-05,2026-03-12,2026-03-08
        H3,F1,B,,management,2026-03-06,,
        """,
    "promises": """
        promise,entity,customer,item,made_on,due_on,amount,cancelled_on
        P1,F1,A,,2026-03-10,2026-03-14,1200,
        P2,F1,B,B1,2026-03-02,2026-03-20,700,2026-03-25
        P3,F1,C,C1,2026-03-02,2026-03-05,80,
        """,
    "actions": """
        action,entity,customer,item,kind,level,done_at
        T1,F1,A,A1,reminder,2,2026-03-03T10:00:00
        T2,F1,A,A1,reminder,1,2026-03-09T10:00:00
        T3,F1,B,,letter,1,2026-02-11T10:00:00
        T4,F1,B,,letter,3,2026-03-09T10:00:00
        T5,F1,C,C1,call,,2026-03-04T10:00:00
        """,
}
DEBITS = ("A1", "A2", "A3", "B1", "B2", "C1", "D1")
LEGAL = {"A2": "legal", "B2": "disputed"}  # what the ledger brought, our own words recognised
# What the day before, the day and the day after say, where nothing recorded blocks what the ledger brought.
BLOCKED: dict[str, dict[str, str]] = {
    "2026-02-28": {},
    "2026-03-01": {"A1": "disputed"},
    "2026-03-05": {"A1": "disputed", "A2": "held", "B1": "promised", "C1": "promised"},
    "2026-03-06": {"A1": "disputed", "A2": "held", "B1": "held", "B2": "held", "C1": "promised"},
    "2026-03-07": {"A1": "disputed", "A2": "held", "B1": "held", "B2": "held", "C1": "promised"},
    "2026-03-08": {"A1": "disputed", "B1": "held", "B2": "held"},
    "2026-03-10": {"A1": "arbitration", "A2": "promised", "B1": "held", "B2": "held"},
    "2026-03-12": {"A1": "arbitration", "A2": "promised", "B1": "held", "B2": "held"},
    "2026-03-13": {"A1": "promised", "A2": "promised", "B1": "held", "B2": "held"},
    "2026-03-17": {"B1": "held", "B2": "held"},
}
IMPORTED = {"A2": "Relance 2", "B2": "level_2", "D1": "2"}
NOT_YET = dict.fromkeys(("A1", "A3", "C1"), "not_chased")  # once something is recorded of their company
CHASED: dict[str, dict[str, str]] = {
    "2026-02-10": IMPORTED,
    "2026-02-11": {**IMPORTED, **NOT_YET, "B1": "level_1"},
    "2026-03-03": {**IMPORTED, **NOT_YET, "B1": "level_1", "A1": "level_2"},
    "2026-03-09": {**IMPORTED, **NOT_YET, "B1": "level_3", "A1": "level_2", "B2": "level_3"},
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    home = Home(tmp_path_factory.mktemp("standing"))
    imported(home, **BOOK)
    yield (found := open_book(home.path))
    found.close()


def told(book: OpenBook, field: str, day: str) -> dict[str, str]:
    """What is said of each open item: as a split, as rows, and as a filter they must say the same."""
    split: dict[str, Any] = {}
    for line in book.show("gross", as_of=day, by=["item", field]):
        if line["gross"]:
            split[line["item"]] = line[field]
    rows = {row["item"]: row[field] for row in book.rows("gross", as_of=day)}
    assert rows == split
    by_value = book.show("gross", as_of=day, by=field)
    for line in by_value:
        found = book.rows("gross", as_of=day, where={field: [line[field] or ""]})
        assert sum(row["gross"] for row in found) == line["gross"], line
        assert {row["item"] for row in found} == {item for item, said in split.items() if said == line[field]}
    return {item: said for item, said in split.items() if said is not None}


@pytest.mark.parametrize("day", BLOCKED)
def test_what_blocks_follows_from_what_is_in_force_on_the_day(book: OpenBook, day: str) -> None:
    assert told(book, "blocking_cause", day) == {**LEGAL, **BLOCKED[day]}


@pytest.mark.parametrize("day", CHASED)
def test_the_level_is_the_highest_of_what_was_done_by_the_day(book: OpenBook, day: str) -> None:
    assert told(book, "reminder_status", day) == CHASED[day]


def test_a_history_says_of_each_date_what_its_day_says(book: OpenBook) -> None:
    together = book.show("gross", "disputed", history="4w", as_of="2026-03-13", by="blocking_cause")
    for day in {line["as_of"] for line in together}:
        alone = book.show("gross", "disputed", as_of=day, by="blocking_cause")
        held = {line["blocking_cause"]: (line["gross"], line["disputed"]) for line in alone}
        assert {
            line["blocking_cause"]: (line["gross"], line["disputed"])
            for line in together
            if line["as_of"] == day and any((line["gross"], line["disputed"]))
        } == {cause: of for cause, of in held.items() if any(of)}


def test_what_people_record_counts_at_once_and_a_record_withdrawn_no_more(book: OpenBook) -> None:
    hold = {
        "hold": "H9",
        "entity": "F2",
        "customer": "D",
        "item": "D1",
        "from_date": date(2026, 3, 1),
        "custom": {},
    }
    laid = book.over(Records("holds", hold))
    assert told(laid, "blocking_cause", "2026-03-01")["D1"] == "held"
    assert "D1" not in told(laid, "blocking_cause", "2026-02-28")
    assert "D1" not in told(
        book.over(Records("holds", hold, {**hold, "gone": True})), "blocking_cause", "2026-03-01"
    )


def test_words_mean_the_codes_and_all_values_are_offered(book: OpenBook) -> None:
    by_word = book.show("gross", as_of="2026-03-10", where="blocking_cause=chasing on hold")
    held = book.show("gross", as_of="2026-03-10", where="blocking_cause=held")
    assert by_word.rows == held.rows
    assert held.rows[0]["gross"] == 1000
    offered = {one.value for one in dimension_values(book, "blocking_cause", 50)}
    assert {*CAUSES, "legal"} <= offered


def test_what_a_dispute_leaves_may_be_chased_and_nothing_of_what_is_held_or_promised(book: OpenBook) -> None:
    def left(day: str) -> dict[tuple[str, Decimal], Decimal]:
        found = blocked(book, date.fromisoformat(day))
        return {(row["cause"], row["open"]): row["chaseable"] for row in found}

    assert left("2026-03-04") == {("disputed", 1000): 900, ("promised", 700): 0, ("promised", 80): 0}
    assert left("2026-03-05")["disputed", Decimal(1000)] == 0, "a hold besides"
    assert left("2026-02-28") == {}
