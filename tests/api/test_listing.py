"""Long lists: pages that neither overlap nor miss a row, what all the rows add up to, searches, streams."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from encours.api import OpenBook, listing
from encours.book.home import Home
from encours.errors import DataError, UsageError
from tests.book.small_books import copied, imported
from tests.oracle import draws
from tests.oracle.books import book_of

DAY = "2024-12-31"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return book_of(draws.ledger(8, 150), tmp_path_factory.mktemp("drawn"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    folder = tmp_path_factory.mktemp("small")
    imported(
        Home(folder),
        customers="""
            entity,customer,name
            E,A100,Établissements Noël
            E,B200,Zimmer
            E,C300,etna
            """,
        items="""
            entity,customer,item,kind,document,posting_date,due_date,currency,amount,reference,order_reference
            E,A100,I1,invoice,FA-77,2025-01-01,2025-01-31,EUR,10,,BC-9
            E,A100,I2,invoice,FA-78,2025-01-01,2025-03-31,EUR,20,Été,
            E,B200,I3,invoice,FA-79,2025-01-01,,EUR,30,po-77,
            E,C300,I4,payment,,2025-02-01,,EUR,-5,,
            """,
    )
    opened = OpenBook(folder)
    yield opened
    opened.close()


def items(book: OpenBook, **how: Any) -> list[str]:
    return [row["item"] for row in book.page("net", as_of="2025-02-15", **how).rows]


ORDERS = (
    "entity", "customer", "customer_name", "item", "kind", "document", "posting_date", "issue_date", "due_date",
    "due_source", "days_late", "bucket", "age_days", "currency", "amount", "open", "business_unit", "salesperson",
    "reference", "portfolio", "collector", "dispute_cause",
    "payment_method", "blocking_cause", "reminder_status", "doubtful", "inferred",
)  # fmt: skip


@pytest.mark.parametrize("order", [*ORDERS, "net"])
@pytest.mark.parametrize("down", ["", "-"])
def test_pages_in_any_order_hold_every_row_once(drawn: OpenBook, order: str, down: str) -> None:
    how: dict[str, Any] = {"as_of": DAY, "currency": "EUR", "order": down + order}
    size = drawn.page("net", **how, limit=0).count
    pages = [drawn.page("net", **how, limit=40, offset=start) for start in range(0, size + 40, 40)]
    found = [row for page in pages for row in page.rows]
    assert {page.count for page in pages} == {size}
    assert found == [row for batch in drawn.stream("net", **how) for row in batch]
    key = [(row["entity"], row["item"]) for row in found]
    assert sorted(key) == sorted(
        (r["entity"], r["item"]) for r in drawn.rows("net", as_of=DAY, currency="EUR")
    )
    assert found[0].keys() == drawn.rows("net", as_of=DAY, currency="EUR").rows[0].keys()
    values = [row[order] for row in found]
    known = [value for value in values if value is not None]
    assert values[: len(known)] == known, "rows without a value come last"
    if order not in ("bucket", "customer_name"):
        assert known == sorted(known, reverse=bool(down))


@pytest.mark.parametrize(
    "measure", ["net", "overdue", "disputed", "item_count", "sales", "receipts", "doubtful"]
)
@pytest.mark.parametrize(
    "where", [[], ["kind=invoice", "amount>=100"], ["dispute_cause!="], ["salesperson=Bob"]]
)
def test_the_total_of_a_list_is_the_figure(drawn: OpenBook, measure: str, where: list[str]) -> None:
    how: dict[str, Any] = {"as_of": DAY, "currency": "EUR", "where": where}
    page = drawn.page(measure, **how, limit=3)
    assert page.total == drawn.show(measure, **how).value
    assert page.count == len(drawn.rows(measure, **how))
    assert [row[measure] for row in page.rows] == [
        row[measure] for row in drawn.page(measure, **how, limit=1000).rows.rows[:3]
    ]


def test_a_list_in_one_currency_is_exact(small: OpenBook) -> None:
    page = small.page("net", as_of="2025-02-15", limit=1)
    assert (page.count, page.total) == (4, Decimal(55))
    assert isinstance(small.page("item_count").total, int)


@pytest.mark.parametrize(
    ("day", "overdue"),
    [("2025-01-31", ["I3"]), ("2025-02-01", ["I1", "I3"]), ("2025-04-01", ["I1", "I2", "I3"])],
)
def test_an_item_is_listed_as_overdue_from_the_day_after_its_due_date(
    small: OpenBook, day: str, overdue: list[str]
) -> None:
    page = small.page("overdue", as_of=day, order="item")
    assert [row["item"] for row in page.rows] == overdue
    assert page.count == len(overdue)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("-open", ["I3", "I2", "I1", "I4"]),
        ("open", ["I4", "I1", "I2", "I3"]),
        ("customer_name", ["I1", "I2", "I4", "I3"]),
        ("-document", ["I3", "I2", "I1", "I4"]),
        ("document", ["I1", "I2", "I3", "I4"]),
        ("bucket", ["I2", "I1", "I3", "I4"]),
    ],
)
def test_rows_are_ordered_as_people_expect(small: OpenBook, order: str, expected: list[str]) -> None:
    """Names whatever their accents and case, buckets by age with credits last, empty documents last."""
    assert items(small, order=order) == expected


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("fa-77", ["I1"]),
        ("77", ["I1", "I3"]),
        ("i4", ["I4"]),
        ("bc-9", ["I1"]),
        ("ÉTÉ", ["I2"]),
        ("b200", ["I3"]),
        ("noel", ["I1", "I2"]),
        ("NOËL", ["I1", "I2"]),
        ("  zimmer ", ["I3"]),
        ("%", []),
        ("' OR 1=1 --", []),
        ("nothing", []),
        (" ", ["I1", "I2", "I3", "I4"]),
    ],
)
def test_a_search_reads_numbers_references_and_customers(
    small: OpenBook, search: str, found: list[str]
) -> None:
    assert items(small, order="item", search=search) == found
    page = small.page("net", as_of="2025-02-15", search=search, limit=1)
    assert page.count == len(found)
    assert page.total == sum(row["net"] for row in small.page("net", as_of="2025-02-15", search=search).rows)
    streamed = [
        r["item"] for b in small.stream("net", as_of="2025-02-15", order="item", search=search) for r in b
    ]
    assert streamed == found


def test_a_search_is_not_taken_for_that_of_another_question(small: OpenBook) -> None:
    assert items(small, search="77", order="item") == ["I1", "I3"]
    assert items(small, search="77", order="item", where="customer=B200") == ["I3"]
    assert [row["item"] for row in small.page("overdue", as_of="2025-01-31", search="77").rows] == ["I3"]
    assert items(small.within("customer=A100"), search="77") == ["I1"]
    assert items(small, search="77", order="item") == ["I1", "I3"]


def test_counts_are_those_of_the_book_once_refreshed(small: OpenBook, tmp_path: Path) -> None:
    own = OpenBook(copied(small.home, tmp_path / "own").path)
    assert own.page("net", search="77").count == 2
    assert own.page("net").total == 55
    imported(
        own.home,
        items="""
            entity,customer,item,kind,document,posting_date,currency,amount
            E,A100,I9,invoice,FA-77-2,2025-01-01,EUR,100
            """,
    )
    assert own.page("net").total == 55
    own.refresh()
    assert (own.page("net").total, own.page("net", search="77").count) == (155, 3)
    own.close()


@pytest.mark.parametrize("how", [{"limit": -1}, {"offset": -1}, {"order": "opn"}, {"order": ""}])
def test_a_page_that_makes_no_sense_is_refused(small: OpenBook, how: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        small.page("net", **how)


def test_a_stream_says_what_is_wrong_before_it_begins(small: OpenBook) -> None:
    with pytest.raises(UsageError, match="open"):
        small.stream("net", order="opn")


def test_a_currency_without_a_rate_is_said(small: OpenBook) -> None:
    with pytest.raises(DataError, match="USD"):
        small.page("net", currency="USD")


def test_a_stream_comes_in_batches_and_leaves_the_book_free(drawn: OpenBook) -> None:
    batches = drawn.stream("net", as_of=DAY, currency="EUR")
    first = next(batches)
    total = drawn.page("net", as_of=DAY, currency="USD").total
    assert total == drawn.show("net", as_of=DAY, currency="USD").value
    rest = [row for batch in batches for row in batch]
    assert len(first) + len(rest) == drawn.page("net", as_of=DAY, currency="EUR").count


def test_the_list_is_counted_once_for_all_its_pages(small: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    counted = listing._counted

    def counting(*arguments: Any) -> Any:
        asked.append(arguments)
        return counted(*arguments)

    monkeypatch.setattr(listing, "_counted", counting)
    fresh = small.another()
    for offset in range(3):
        assert fresh.page("net", limit=1, offset=offset).count == 4
    assert fresh.page("net", where="customer=B200").count == 1
    fresh.close()
    assert len(asked) == 2
