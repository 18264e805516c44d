"""The first cells of a split: the same as the split sorted by hand, with what all the cells add up to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from encours.api import OpenBook
from encours.book.home import Home
from encours.errors import UsageError
from tests.book.small_books import imported
from tests.oracle import draws
from tests.oracle.books import book_of

HOW: dict[str, Any] = {"as_of": "2024-12-31", "currency": "EUR"}
MEASURES = ("overdue", "net", "not_due", "unapplied", "disputed", "item_count")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return book_of(draws.ledger(9, 150), tmp_path_factory.mktemp("drawn"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    """On the 31st of January A owes 10 that are due that day, B 30 that were due before."""
    folder = tmp_path_factory.mktemp("small")
    imported(
        Home(folder),
        customers="""
            entity,customer,name
            E,A,Étoile
            E,B,Zimmer
            E,C,edf
            """,
        items="""
            entity,customer,item,kind,posting_date,due_date,currency,amount
            E,A,I1,invoice,2025-01-01,2025-01-31,EUR,10
            E,B,I2,invoice,2025-01-01,2025-01-20,EUR,30
            E,C,I3,payment,2025-01-01,,EUR,-5
            """,
    )
    opened = OpenBook(folder)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "by", ["customer", "country", "bucket", "currency", "kind", "dispute_cause", "tier", "item"]
)
@pytest.mark.parametrize("measure", ["overdue", "disputed", "item_count"])
def test_cells_are_those_of_the_split_from_the_largest(drawn: OpenBook, by: str, measure: str) -> None:
    split = {row[by]: row for row in drawn.show(*MEASURES, by=by, **HOW).rows}
    found = drawn.ranked(*MEASURES, by=by, order=f"-{measure}", limit=1000, **HOW)
    assert all(split[row[by]] == row for row in found.rows)
    assert {key for key, row in split.items() if row["item_count"]} <= {row[by] for row in found.rows}
    values = [row[measure] for row in found.rows]
    assert values == sorted(values, reverse=True)
    assert found.count == len(found.rows)


def test_the_totals_are_those_of_all_the_cells_whatever_the_page(drawn: OpenBook) -> None:
    figures = drawn.show(*MEASURES, **HOW).rows[0]
    for offset in (0, 4, 10_000):
        found = drawn.ranked(*MEASURES, by=["entity", "customer"], limit=2, offset=offset, **HOW)
        assert found.totals == {name: figures[name] for name in MEASURES}
        assert len(found.rows) == (0 if offset == 10_000 else 2)
        assert found.count > 4


def test_pages_follow_one_another(drawn: OpenBook) -> None:
    """Many cells tie at nothing overdue."""
    how: dict[str, Any] = {"by": ["entity", "customer", "item"], **HOW}
    whole = drawn.ranked("overdue", limit=1000, **how).rows.rows
    pages = [
        drawn.ranked("overdue", limit=7, offset=start, **how).rows.rows for start in range(0, len(whole), 7)
    ]
    assert [row for page in pages for row in page] == whole


def test_sales_are_ranked_over_their_window(drawn: OpenBook) -> None:
    found = drawn.ranked("sales", "credit_notes", by="customer", order="-sales", window="12m", **HOW)
    assert found.totals["sales"] == drawn.show("sales", window="12m", **HOW).value
    assert found.rows.settings == {"window": "12m"}


@pytest.mark.parametrize(
    ("having", "kept"),
    [
        ("overdue>0", ["B"]),
        ("net>=10", ["A", "B"]),
        ("net>10", ["B"]),
        ("net < 0", ["C"]),
        ("net!=30", ["A", "C"]),
        ("", ["A", "B", "C"]),
    ],
)
def test_cells_are_kept_by_a_measure(small: OpenBook, having: str, kept: list[str]) -> None:
    found = small.ranked("overdue", "net", by="customer", order="customer", having=having, as_of="2025-01-31")
    assert [row["customer"] for row in found.rows] == kept
    assert (found.count, found.totals["net"]) == (len(kept), sum(row["net"] for row in found.rows))


@pytest.mark.parametrize(
    ("day", "late"),
    [("2025-01-20", []), ("2025-01-21", ["B"]), ("2025-01-31", ["B"]), ("2025-02-01", ["B", "A"])],
)
def test_a_customer_is_late_from_the_day_after_its_due_date(
    small: OpenBook, day: str, late: list[str]
) -> None:
    found = small.ranked("overdue", by="customer", having="overdue>0", as_of=day)
    assert [row["customer"] for row in found.rows] == late


def test_labels_are_searched_and_sorted_whatever_their_accents(small: OpenBook) -> None:
    by = ["customer", "customer_name", "bucket"]
    ordered = small.ranked("net", by=by, order="customer_name", as_of="2025-01-31")
    assert [row["customer_name"] for row in ordered.rows] == ["edf", "Étoile", "Zimmer"]
    for search, found in (("etoi", ["A"]), ("ÉDF", ["C"]), ("b", ["B"]), ("1", []), ("%", [])):
        ranked = small.ranked("net", by=by, order="net", search=search, as_of="2025-01-31")
        assert [row["customer"] for row in ranked.rows] == found
        assert ranked.count == len(found)


@pytest.mark.parametrize(
    ("measures", "how"),
    [
        (("net", "sales"), {}),
        ((), {}),
        (("dso",), {}),
        (("net",), {"order": "-overdue"}),
        (("net",), {"order": "name"}),
        (("net",), {"having": "overdue>0"}),
        (("net",), {"having": "net>0 OR 1=1"}),
        (("net",), {"having": "net>1.2.3"}),
        (("net",), {"limit": -1}),
    ],
)
def test_a_ranking_that_makes_no_sense_is_refused(
    small: OpenBook, measures: tuple[str, ...], how: dict[str, Any]
) -> None:
    with pytest.raises(UsageError):
        small.ranked(*measures, **{"by": "customer", "order": "-net", **how})


def test_a_figure_and_a_dimension_of_one_name_are_refused(small: OpenBook) -> None:
    with pytest.raises(UsageError, match="doubtful"):
        small.ranked("doubtful", by="doubtful", order="-doubtful")


class TestAccountsWithNothingOpen:
    """PAID paid on the 5th of February; PROSPECT was never billed; SOLD is Anne's, but Paul sold to it once."""

    @pytest.fixture
    def book(self, tmp_path: Path) -> Iterator[OpenBook]:
        imported(
            Home(tmp_path),
            customers="""
                entity,customer,name,country,salesperson
                E,OPEN,Owing,FR,Paul
                E,PAID,Paid-up,FR,Paul
                E,PROSPECT,Nobody yet,BE,Anne
                E,SOLD,Sold once,BE,Anne
                """,
            items="""
                entity,customer,item,kind,posting_date,due_date,currency,amount,salesperson
                E,OPEN,I1,invoice,2025-01-01,2025-01-31,EUR,10,
                E,OPEN,I2,credit_note,2025-01-01,,EUR,-10,
                E,PAID,I3,invoice,2025-01-01,2025-01-20,EUR,30,
                E,PAID,I4,payment,2025-02-05,,EUR,-30,
                E,SOLD,I5,invoice,2025-01-01,2025-01-20,EUR,5,Paul
                E,SOLD,I6,invoice,2025-01-01,2025-01-20,EUR,7,
                E,SOLD,I7,payment,2025-02-05,,EUR,-5,
                """,
            allocations="""
                entity,debit_item,credit_item,date,amount
                E,I3,I4,2025-02-05,30
                E,I5,I7,2025-02-05,5
                """,
        )
        opened = OpenBook(tmp_path)
        yield opened
        opened.close()

    @staticmethod
    def told(book: OpenBook, accounts: str, day: str = "2025-02-05", **how: Any) -> list[str]:
        found = book.ranked(
            "net",
            "item_count",
            by=["entity", "customer"],
            order="customer",
            accounts=accounts,
            as_of=day,
            **how,
        )
        assert found.count == len(found.rows)
        assert found.totals["net"] == sum(row["net"] for row in found.rows)
        return [row["customer"] for row in found.rows]

    @pytest.mark.parametrize(
        ("day", "empty"), [("2025-02-04", ["PROSPECT"]), ("2025-02-05", ["PAID", "PROSPECT"])]
    )
    def test_an_account_is_empty_from_the_day_it_is_paid(
        self, book: OpenBook, day: str, empty: list[str]
    ) -> None:
        """A position of nothing made of an invoice and a credit is open all the same."""
        assert self.told(book, "empty", day) == empty
        assert self.told(book, "all", day) == ["OPEN", "PAID", "PROSPECT", "SOLD"]
        assert self.told(book, "open", day) == sorted({"OPEN", "PAID", "PROSPECT", "SOLD"} - set(empty))

    def test_filters_words_and_conditions_apply(self, book: OpenBook) -> None:
        assert self.told(book, "empty", where="country=FR") == ["PAID"]
        assert self.told(book, "all", search="PAID") == ["PAID"]
        assert self.told(book, "all", having="item_count>0") == ["OPEN", "SOLD"]
        assert self.told(book, "all", limit=2, offset=0, where="country=BE") == ["PROSPECT", "SOLD"]

    def test_a_salesperson_finds_those_sold_to_and_sees_of_them_what_was_sold(self, book: OpenBook) -> None:
        """What SOLD still owes was sold by Anne: to Paul it owes nothing."""
        assert self.told(book.within("salesperson=Paul"), "all") == ["OPEN", "PAID", "SOLD"]
        assert self.told(book.within("salesperson=Paul"), "empty") == ["PAID", "SOLD"]
        assert self.told(book.within("salesperson=Anne"), "all") == ["PROSPECT", "SOLD"]
        assert self.told(book.within({"country": []}), "all") == []

    @pytest.mark.parametrize(
        ("measures", "how"),
        [
            (("net",), {"by": "customer"}),
            (("net",), {"by": ["entity", "customer", "currency"]}),
            (("sales",), {"order": "-sales"}),
            (("net",), {"where": "days_late>3"}),
            (("net",), {"accounts": "some"}),
        ],
    )
    def test_what_cannot_be_told_of_them_is_refused(
        self, book: OpenBook, measures: tuple[str, ...], how: dict[str, Any]
    ) -> None:
        asked = {"by": ["entity", "customer"], "order": "-net", "accounts": "all", **how}
        with pytest.raises(UsageError):
            book.ranked(*measures, **asked)


def test_open_and_empty_accounts_together_are_all(drawn: OpenBook) -> None:
    asked: dict[str, Any] = {"by": ["entity", "customer"], "order": "customer", "limit": 1000, **HOW}
    found = {name: drawn.ranked(*MEASURES, accounts=name, **asked) for name in ("open", "empty", "all")}
    assert sorted(map(str, [*found["open"].rows, *found["empty"].rows])) == sorted(
        map(str, found["all"].rows)
    )
    assert found["all"].totals == found["open"].totals
