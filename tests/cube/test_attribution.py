"""What came in after work: each unit once, to a promise, to an action, to nothing; both sides of each day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

import encours
from encours.api.openbook import OpenBook
from encours.book.home import Home
from encours.errors import UsageError
from tests.book.small_books import imported

DAY = {"as_of": "2026-03-31", "window": "3m"}
RULES = ("attributed", "attributed_first", "attributed_linear")
BOOK = {
    "entities": """
        entity,name,currency
        E,Alpha,EUR
    """,
    "customers": """
        entity,customer,name,portfolio
        E,C1,Un,P1
        E,C2,Deux,P2
        E,C3,Trois,P2
    """,
    "items": """
        entity,customer,item,kind,posting_date,due_date,amount
        E,C1,I1,invoice,2026-01-05,2026-02-05,100.00
        E,C1,I2,invoice,2026-01-05,2026-02-05,200.00
        E,C1,P1,payment,2026-02-25,2026-02-25,-100.00
        E,C1,P2,payment,2026-03-20,2026-03-20,-200.00
        E,C2,I3,invoice,2026-01-05,2026-02-05,50.00
        E,C2,P3,payment,2026-03-03,2026-03-03,-50.00
        E,C3,I4,invoice,2026-01-05,2026-02-05,10.01
        E,C3,P4,payment,2026-03-11,2026-03-11,-10.01
        E,C3,I5,invoice,2026-01-05,2026-02-05,30.00
        E,C3,P5,payment,2026-03-12,2026-03-12,-30.00
    """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        E,I1,P1,2026-02-25,100.00
        E,I2,P2,2026-03-20,200.00
        E,I3,P3,2026-03-03,50.00
        E,I4,P4,2026-03-11,10.01
        E,I5,P5,2026-03-12,30.00
    """,
    "actions": """
        action,entity,customer,item,kind,level,channel,automatic,done_at,minutes,author
        a1,E,C1,,reminder,1,email,true,2026-02-10T09:00:00,1,Robot
        a2,E,C1,I2,call,2,phone,false,2026-03-01T09:00:00,12,Inès Garnier
        a3,E,C2,,note,,,false,2026-03-02T09:00:00,2,Inès Garnier
        a4,E,C3,I4,call,1,phone,false,2026-02-09T09:00:00,3,Inès Garnier
        a5,E,C3,,call,,phone,false,2026-02-10T09:00:00,4,Bob
        a6,E,C3,I4,call,,phone,false,2026-02-10T11:00:00,5,Carl
    """,
    "promises": """
        promise,entity,customer,item,made_on,due_on,amount,currency,collector
        p1,E,C1,I2,2026-03-02,2026-03-20,150.00,EUR,Bob
    """,
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    home = Home(tmp_path_factory.mktemp("work"))
    imported(home, **BOOK)
    with encours.open(home.path) as opened:
        yield opened


def by(book: OpenBook, figure: str, dimension: str, **more: Any) -> dict[Any, Any]:
    return {row[dimension]: row[figure] for row in book.show(figure, by=dimension, **DAY | more)}


SPLITS = ("author", "portfolio", "action_kind", "came_after", "customer")
ASKED = [(measure, within) for measure in RULES for within in (0, 15, 30)]


@pytest.mark.parametrize(
    ("measure", "within", "split"), [(*asked, SPLITS[n % len(SPLITS)]) for n, asked in enumerate(ASKED)]
)
def test_what_is_laid_and_what_is_spontaneous_are_the_receipts(
    book: OpenBook, measure: str, within: int, split: str
) -> None:
    parts = [*by(book, measure, split, within=within).values()]
    parts += by(book, "spontaneous", split, within=within).values()
    assert sum(parts) == book.show("receipts", **DAY).value == Decimal("390.01")
    assert (
        len(book.rows(measure, within=within, **DAY).rows) == book.page(measure, within=within, **DAY).count
    )
    assert sum(row[measure] for row in book.rows(measure, within=within, **DAY).rows) == sum(
        by(book, measure, split, within=within).values()
    )


def test_a_live_promise_outranks_an_action_for_what_was_promised(book: OpenBook) -> None:
    """200 came on the promised day: 150 were promised, the rest goes to the call of the item before."""
    assert by(book, "attributed", "came_after", where="item=I2") == {"promise": 150, "action": 50}
    assert by(book, "attributed", "author", where="item=I2") == {"Bob": 150, "Inès Garnier": 50}


@pytest.mark.parametrize(("within", "laid"), [(14, 0), (15, 100), (16, 100)])
def test_an_action_counts_until_its_last_day(book: OpenBook, within: int, laid: int) -> None:
    """Reminded on 10 February, paid on the 25th."""
    assert sum(by(book, "attributed", "author", where="item=I1", within=within).values()) == laid


def test_a_note_reaches_nobody(book: OpenBook) -> None:
    assert book.show("spontaneous", where="customer=C2", **DAY).value == 50


def test_last_first_and_shared(book: OpenBook) -> None:
    """Three calls before 10.01: on the item, on the account a day later, on the item the same day. 10.01 is shared
    in three, what does not divide going to the last ones; the invoice beside knows the call of the account alone."""
    asked = {"where": "item=I4", "within": 30}
    assert by(book, "attributed", "author", **asked) == {"Carl": Decimal("10.01")}
    assert by(book, "attributed_first", "author", **asked) == {"Inès Garnier": Decimal("10.01")}
    shared = by(book, "attributed_linear", "author", exact=True, **asked)
    assert shared == {
        "Inès Garnier": Decimal("3.33666"),
        "Bob": Decimal("3.33667"),
        "Carl": Decimal("3.33667"),
    }
    assert by(book, "attributed", "author", where="item=I5") == {"Bob": 30}


def test_as_of_a_day_only_what_was_matched_by_then_counts(book: OpenBook) -> None:
    assert book.show("attributed", as_of="2026-02-24", window="3m").value == 0
    assert book.show("attributed", as_of="2026-02-25", window="3m").value == 100


def test_items_chased_at_a_level(book: OpenBook) -> None:
    """The reminder of the account chased both late invoices: one was paid within its days, the other went up a level
    and was paid at that one. A day too few, and the first is not paid in time."""
    assert by(book, "reminder_success_rate", "level", where="customer=C1") == {"1": Decimal("0.5"), "2": 1}
    assert by(book, "reminder_success_rate", "level", where="customer=C1", within=14) == {"1": 0, "2": 0}
    assert by(book, "reminder_success_rate", "level", where="customer=C1", within=15)["1"] == Decimal("0.5")


def test_a_chase_is_counted_once_its_days_are_over(book: OpenBook) -> None:
    """Level 1 on 10 February: its thirty days end on 12 March."""
    ends = date(2026, 2, 10) + timedelta(days=30)
    before, then = ends - timedelta(days=1), ends
    asked = {"window": "3m", "where": "customer=C1"}
    assert book.show("reminder_success_rate", as_of=before, **asked).value is None
    assert book.show("reminder_success_rate", as_of=then, **asked).value == Decimal("0.5")


def test_days_from_the_last_reminder_to_the_money(book: OpenBook) -> None:
    """100 came 15 days after the reminder, 200 came 19 days after the call."""
    found = book.show("reminder_delay", where="customer=C1", **DAY).value
    assert round(found, 6) == round(Decimal(100 * 15 + 200 * 19) / 300, 6)


def test_customers_who_paid_once_chased(book: OpenBook) -> None:
    assert book.show("conversion_rate", **DAY).value == 1
    assert book.show("conversion_rate", within=14, **DAY).value == 0
    assert by(book, "conversion_rate", "author", within=19) == {
        "Inès Garnier": Decimal("0.5"),
        "Robot": 1,
        "Bob": 0,
        "Carl": 0,
    }


def test_cash_per_action(book: OpenBook) -> None:
    """Five actions that chased; what nobody announced is not among their cash."""
    assert book.show("cash_per_action", **DAY).value == Decimal("340.01") / 5


def test_no_other_figure_is_split_by_who_acted(book: OpenBook) -> None:
    with pytest.raises(UsageError, match="author"):
        book.show("net", by="author")
    with pytest.raises(UsageError, match="whole number"):
        book.rows("attributed", within="-1")


def test_a_perimeter_sees_its_own_receipts_alone(book: OpenBook) -> None:
    south = book.within("portfolio=P2")
    laid, alone = (south.show(name, **DAY).value for name in ("attributed", "spontaneous"))
    assert (laid, alone) == (Decimal("40.01"), 50)
