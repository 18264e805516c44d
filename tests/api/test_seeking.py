"""The palette: the closest first, and nothing of what may not be seen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from encours.api import NOTHING, OpenBook, search
from encours.api.search import seek
from tests.api.small_group import group


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    opened = group(tmp_path_factory.mktemp("seeking"))
    yield opened
    opened.close()


def told(book: OpenBook, text: str, limit: int = 8) -> list[tuple[str, str, str]]:
    return [(one.entity, one.customer, one.item) for one in seek(book, text, limit)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("elan", [("F1", "A", ""), ("F2", "A", "")]),
        ("ÉLAN M", [("F1", "A", ""), ("F2", "A", "")]),
        ("bocage", [("F1", "B", "")]),
        ("ocag", [("F1", "B", "")]),
        ("fa-1001", [("F1", "A", "I1"), ("F2", "A", "I6")]),
        (
            "FA-100",
            [("F1", "A", "I1"), ("F2", "A", "I6"), ("F1", "A", "I2"), ("F1", "A", "I3"), ("F1", "B", "I4")],
        ),
        ("I4", [("F1", "B", "I4")]),
        ("bc77", [("F1", "A", "I1")]),
        (
            "1001",
            [("F1", "A", "I1"), ("F2", "A", "I6")],
        ),  # a part of four characters, where none begins with it
        ("a-1002", [("F1", "A", "I2")]),
        ("002", []),  # three are in too many numbers
        ("123456789", [("F1", "A", ""), ("F2", "A", "")]),
        ("123 456", [("F1", "A", ""), ("F2", "A", "")]),
        ("123\u00a0456\u202f789", [("F1", "A", ""), ("F2", "A", "")]),
        ("12345678900017", [("F1", "A", ""), ("F2", "A", "")]),  # a SIRET
        ("FR12123456789", [("F1", "A", ""), ("F2", "A", "")]),  # a VAT number
        ("12", []),
        ("fa-", []),  # no digit: no number
        ("I", []),
        ("  ", []),
        ("100%", []),
        ("' OR 1=1 --", []),
    ],
)
def test_customers_by_any_part_of_their_name_or_siren_and_documents_by_their_number(
    book: OpenBook, text: str, found: list[tuple[str, str, str]]
) -> None:
    assert sorted(told(book, text)) == sorted(found)


def test_the_middle_of_a_number_is_looked_for_in_a_large_book_when_asked(
    book: OpenBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {one.item for one in seek(book, "A-100")} == {"I1", "I2", "I3", "I4", "I6"}
    monkeypatch.setattr(search, "MOST_READ", 0)
    assert seek(book, "A-100") == []
    assert {one.item for one in seek(book, "A-100", anywhere=True)} == {"I1", "I2", "I3", "I4", "I6"}
    assert [one.item for one in seek(book, "a-1002")] == ["I2"], "its end is always looked for"


def test_the_closest_come_first(book: OpenBook) -> None:
    assert told(book, "fa-1001")[0][2] in ("I1", "I6")
    assert [item for _e, _c, item in told(book, "FA-100", limit=3)] in (
        ["I1", "I6", "I2"],
        ["I6", "I1", "I2"],
    )
    assert told(book, "elan", limit=1) == [("F1", "A", "")]


def test_what_is_found_says_what_it_is(book: OpenBook) -> None:
    customer = seek(book, "lefevre")[0]
    assert (customer.label, customer.sub, customer.item) == ("Maison Lefèvre", "C · F1 · FR", "")
    document = seek(book, "FA-2005")[0]
    assert (document.label, document.sub, document.by) == ("FA-2005", "Maison Lefèvre · F1", "document")
    assert (document.amount, document.currency, document.kind) == (Decimal(70), "USD", "invoice")
    assert seek(book, "BC77")[0].label == "BC77"


@pytest.mark.parametrize(
    ("confines", "text", "found"),
    [
        ("portfolio=P2", "elan", []),
        ("portfolio=P3", "elan", [("F2", "A", "")]),
        ("entity=F2", "fa-1001", [("F2", "A", "I6")]),
        ("portfolio=P2", "fa-1001", []),
        ("portfolio=P2", "bc77", []),
        ("portfolio=P2", "1001", []),
        ("portfolio=P2", "123456789", []),
        ("salesperson=Paul", "fa-1002", []),
        ("salesperson=Anne", "fa-1002", [("F1", "A", "I2")]),
        ("currency=USD", "elan", []),
        (NOTHING, "elan", []),
        (NOTHING, "fa-1001", []),
    ],
)
def test_nothing_is_found_that_may_not_be_seen(
    book: OpenBook, confines: str, text: str, found: list[tuple[str, str, str]]
) -> None:
    assert told(book.within([confines]), text) == found
