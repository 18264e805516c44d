"""The worklist of a small book: what is set aside from which day to which, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from encours.api import OpenBook, open_book
from encours.api.worklist import Worklist, worklist
from encours.book.home import Home
from encours.collection import BUCKETS
from encours.errors import DataError
from tests.book.small_books import imported
from tests.cube.test_promises import Records

BOOK = {
    "entities": """
        entity,name,country,currency
        F1,Une,FR,EUR
        U1,Deux,US,USD
        """,
    "customers": """
        entity,customer,name,portfolio,collector,phone,email
        F1,A,Alpha,P1,Ines,01,
        F1,B,Beta,P1,Ines,02,b@b.example
        F1,C,Gamma,P2,Karim,,
        F1,D,Delta,P2,Karim,04,
        F1,E,Epsilon,P2,Karim,05,
        U1,G,Golf,P3,Ines,06,
        """,
    "items": """
        entity,customer,item,kind,posting_date,issue_date,due_date,currency,amount,salesperson,blocking_cause
        F1,A,A1,invoice,2026-01-05,2026-01-05,2026-03-10,EUR,1000,Paul,
        F1,A,A2,invoice,2026-01-05,2026-01-05,2026-03-31,EUR,400,Anne,
        F1,A,A3,payment,2026-03-20,2026-03-20,2026-03-20,EUR,-150,Paul,
        F1,B,B1,invoice,2026-01-05,2026-01-05,2026-02-01,EUR,700,Paul,
        F1,C,C1,invoice,2026-01-05,2026-01-05,2026-03-20,EUR,300,Paul,
        F1,D,D1,invoice,2026-01-05,2026-01-05,2026-03-01,EUR,500,Paul,
        F1,D,D2,invoice,2026-01-05,2026-01-05,2026-03-01,EUR,60,Paul,Accord
        F1,E,E1,invoice,2026-01-05,2026-01-05,2026-03-01,EUR,900,Paul,
        U1,G,G1,invoice,2026-01-05,2026-01-05,2026-03-01,USD,125,Paul,
        """,
    "promises": """
        promise,entity,customer,item,made_on,due_on,amount,currency,cancelled_on
        K1,F1,B,B1,2026-03-12,2026-03-20,700,EUR,
        K2,F1,D,,2026-03-05,2026-03-28,200,EUR,
        """,
    "disputes": """
        dispute,entity,customer,item,cause,amount,opened_on,closed_on,outcome
        X1,F1,D,D1,Prix,100,2026-03-10,2026-03-22,upheld
        """,
    "holds": """
        hold,entity,customer,item,reason,from_date,until_date,cancelled_on,author
        H1,F1,E,,Avoir attendu,2026-03-10,2026-03-24,,Karim
        """,
    "actions": """
        action,entity,customer,item,kind,channel,done_at,author,outcome,next_step,next_on
        T1,F1,A,,call,phone,2026-03-20T10:00:00,Ines,no_answer,Rappeler,2026-03-25
        T2,F1,A,A2,email,email,2026-03-23T10:00:00,Ines,,,
        T3,F1,B,,note,,2026-03-23T10:00:00,Ines,,,
        """,
    "contacts": """
        contact,entity,customer,name,role,email,phone,accepts,main,left_on
        N1,F1,C,Mme Roux,accounting,r@c.example,07,email,true,2026-03-25
        N2,F1,C,M. Noir,buyer,,08,,,
        """,
    "limits": """
        entity,customer,from_date,to_date,amount,currency
        F1,E,2026-01-01,,500,EUR
        """,
    "rates": """
        date,currency,rate
        2026-01-01,USD,1.25
        """,
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    home = Home(tmp_path_factory.mktemp("worklist") / "home")
    report = imported(home, **BOOK)
    assert not report.refused, report.problems
    with open_book(home.path) as found:
        yield found


_ASKED: dict[tuple[int, str], Worklist] = {}


def at(book: OpenBook, day: str, **more: Any) -> Worklist:
    """What the book of this file says on a day; asked once where nothing else is said."""
    if more:
        return worklist(book, day, until=date.fromisoformat(day), **more)
    key = (id(book), day)
    if key not in _ASKED:
        _ASKED[key] = worklist(book, day, until=date.fromisoformat(day))
    return _ASKED[key]


def told(book: OpenBook, day: str, customer: str, *names: str) -> list[Any]:
    of = "U1" if customer == "G" else "F1"
    return [getattr(at(book, day).facts[of, customer], name) for name in names]


def by_bucket(book: OpenBook, day: str, customer: str) -> dict[str, Decimal]:
    (amounts,) = told(book, day, customer, "open")
    return {name: amount for name, amount in zip(BUCKETS, amounts, strict=True) if amount}


def test_what_is_open_by_how_late_it_is(book: OpenBook) -> None:
    assert by_bucket(book, "2026-03-10", "A") == {"soon": 1000}, "due today is not late"
    assert by_bucket(book, "2026-03-11", "A") == {"1-7": 1000}
    assert by_bucket(book, "2026-03-23", "A") == {"8-15": 1000}, "A2 falls due in eight days"
    assert by_bucket(book, "2026-03-24", "A") == {"8-15": 1000, "soon": 400}
    assert told(book, "2026-03-24", "A", "oldest_days", "credits") == [14, 150]
    assert by_bucket(book, "2026-03-24", "G") == {"16-30": 100}, "125 dollars"


@pytest.mark.parametrize(
    ("customer", "day", "aside", "left"),
    [
        ("E", "2026-03-09", {}, 900),
        ("E", "2026-03-10", {"held": 900}, 0),
        ("E", "2026-03-24", {"held": 900}, 0),
        ("E", "2026-03-25", {}, 900),
        ("D", "2026-03-09", {"blocked": 60}, 500),
        ("D", "2026-03-10", {"blocked": 60, "disputed": 100}, 400),
        ("D", "2026-03-21", {"blocked": 60, "disputed": 100}, 400),
        ("D", "2026-03-22", {"blocked": 60}, 500),
        ("B", "2026-03-11", {}, 700),
        ("B", "2026-03-12", {"promised_items": 700}, 0),
        ("B", "2026-03-22", {"promised_items": 700}, 0),
        ("B", "2026-03-23", {}, 700),
    ],
)
def test_holds_the_ledger_disputes_and_promises_set_aside(
    book: OpenBook, customer: str, day: str, aside: dict[str, int], left: int
) -> None:
    names = ("held", "blocked", "disputed", "promised_items")
    assert dict(zip(names, told(book, day, customer, *names), strict=True)) == dict.fromkeys(names, 0) | aside
    assert sum(by_bucket(book, day, customer).values()) == left
    listed = customer in {line.facts.customer for line in at(book, day).lines}
    due = told(book, day, customer, "due")[0]
    assert listed == bool(left or due)
    assert bool(at(book, day).why_not("F1", customer)) == (not listed)


def test_a_promise_awaits_its_day_is_checked_then_broken(book: OpenBook) -> None:
    assert told(book, "2026-03-19", "B", "due", "due_on", "broken") == [0, None, 0]
    assert told(book, "2026-03-20", "B", "due", "due_on", "broken") == [700, date(2026, 3, 20), 0]
    assert told(book, "2026-03-23", "B", "due", "broken", "broken_on") == [0, 700, date(2026, 3, 20)]
    assert at(book, "2026-03-20", where=["customer=B"]).told()[0]["action"] == "check_promise"
    assert told(book, "2026-03-06", "D", "promised", "due") == [200, 0], "of the whole account"


def test_the_last_contact_the_next_step_and_whom_to_call(book: OpenBook) -> None:
    names = ("contacted_on", "reached", "calls", "mails", "next_on", "next_step")
    assert told(book, "2026-03-19", "A", *names) == [None, True, 0, 0, None, ""]
    first = [date(2026, 3, 20), False, 1, 0, date(2026, 3, 25), "Rappeler"]
    assert told(book, "2026-03-20", "A", *names) == first
    assert told(book, "2026-03-23", "A", *names) == [date(2026, 3, 23), True, 1, 1, None, ""]
    assert told(book, "2026-03-23", "B", "contacted_on", "contacts") == [None, 0], "a note is no contact"
    assert told(book, "2026-03-24", "C", "phone", "email", "contact") == [True, True, "Mme Roux"]
    assert told(book, "2026-03-25", "C", "phone", "email", "contact") == [True, False, "M. Noir"]


def test_a_dispute_answered_and_a_limit_exceeded(book: OpenBook) -> None:
    assert told(book, "2026-03-21", "D", "answered", "answered_on") == [0, None]
    assert told(book, "2026-03-22", "D", "answered", "answered_on") == [100, date(2026, 3, 22)]
    assert told(book, "2026-03-22", "E", "overrun") == [400]
    assert told(book, "2026-03-22", "D", "overrun") == [0]


def test_each_collector_each_perimeter_has_their_own(book: OpenBook) -> None:
    day = "2026-03-25"
    listed = {line.facts.customer for line in at(book, day).lines}
    assert listed == {"A", "B", "C", "D", "E", "G"}
    assert {line.facts.customer for line in at(book, day, collector="Ines").lines} == {"A", "B", "G"}
    anne = book.within(["salesperson=Anne"])
    (line,) = at(anne, day, where=[]).lines
    assert (line.facts.customer, sum(line.facts.open), line.facts.calls, line.facts.mails) == ("A", 400, 1, 1)
    paul = book.within(["salesperson=Paul"])
    (paul_on_a,) = [one.facts for one in at(paul, day, where=[]).lines if one.facts.customer == "A"]
    assert (paul_on_a.mails, sum(paul_on_a.open)) == (0, 1000), "the e-mail is about an item of Anne"


def test_a_rate_that_lacks_is_said(book: OpenBook) -> None:
    with pytest.raises(DataError, match="GBP"):
        worklist(book.another().within([]), "2026-03-24", currency="GBP")


def test_what_people_recorded_meanwhile_is_heard(book: OpenBook) -> None:
    promise = {"promise": "W1", "entity": "F1", "customer": "C", "made_on": date(2026, 3, 24)}
    promise |= {"due_on": date(2026, 3, 30), "amount": 300 * 100_000, "currency": "EUR"}
    laid = book.over(Records("promises", promise))
    before, after = (at(one, "2026-03-24", where=[]).why_not("F1", "C") for one in (book, laid))
    assert before == ()
    assert [one.code for one in after] == ["promised"]
