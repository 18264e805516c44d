"""The day before, the day, the day after: every date limit, on a split, since payments cancel in totals."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from encours.api import OpenBook
from tests.oracle.books import book_of
from tests.oracle.ledger import Allocation, Dispute, Entity, Item, Ledger, Rate

DAY = timedelta(days=1)
ON = date(2025, 3, 12)  # the day of the position limits
LEAP = date(2024, 2, 29)


def item(customer: str, key: str, kind: str = "invoice", amount: str = "100", **said: Any) -> Item:
    """An item of a customer; unless said otherwise, posted and issued long before, due long after."""
    dates = {"posting_date": date(2023, 1, 2), "due_date": date(2026, 1, 1)} | said
    return Item("F", customer, key, kind, amount=Decimal(amount), **dates)


def paid(
    customer: str, due: date, valued: date, amount: str = "100", matched: date | None = None
) -> list[Any]:
    """An invoice due on a day, its payment of a value date, and their matching, by default on that date."""
    posted = min(due, valued) - 30 * DAY
    debit = item(customer, f"{customer}-i", due_date=due, posting_date=posted)
    credit = item(customer, f"{customer}-p", "payment", f"-{amount}", posting_date=posted, issue_date=valued)
    return [debit, credit, Allocation("F", debit.item, credit.item, matched or valued, Decimal(amount))]


# One customer for each limit; those of a family are told apart by what follows the dash.
WINDOWS = {  # end -> first day
    date(2025, 6, 30): date(2025, 4, 1),
    date(2025, 6, 29): date(2025, 3, 30),
    date(2025, 5, 31): date(2025, 3, 1),
    date(2025, 5, 30): date(2025, 3, 1),
    date(2024, 2, 28): date(2023, 11, 29),
    LEAP: date(2023, 12, 1),
    date(2024, 5, 29): date(2024, 3, 1),
    date(2024, 5, 30): date(2024, 3, 1),
}
EDGES = (0, 1, 30, 31, 60, 61, 90, 91)


def ledger() -> Ledger:
    rows: list[Any] = [
        item("posted", "posted", posting_date=ON, issue_date=ON - 9 * DAY),
        *paid("matched", ON + 300 * DAY, ON - 5 * DAY, matched=ON),
        *paid("partly", ON + 300 * DAY, ON - 5 * DAY, amount="40", matched=ON),
        item("due", "due", due_date=ON),
        item("undated", "undated", posting_date=ON, issue_date=ON - 2 * DAY, due_date=None),
        item("bare", "bare", posting_date=ON, due_date=None),
        item("disputed", "disputed"),
        item("disputing", "disputing"),
        item("late posting", "late posting", posting_date=ON, issue_date=ON - 20 * DAY),
        item("dollars", "dollars", currency="USD", issue_date=ON),
    ]
    for end, start in WINDOWS.items():
        days = {"before": start - DAY, "first": start, "last": end, "after": end + DAY}
        rows += [item(f"{end}-{name}", f"{end}-{name}", issue_date=day) for name, day in days.items()]
    for late in EDGES:
        rows.append(item(f"late-{late:02}", f"late-{late:02}", due_date=ON - late * DAY))
    for grace in (-1, 0, 1, 4, 5, 6):
        rows += paid(f"grace{grace:+}", ON, ON + grace * DAY)
    rows += paid("matched-late", ON, ON, matched=ON + 20 * DAY)
    start = WINDOWS[date(2025, 6, 30)]
    for name, valued in (("before", start - DAY), ("first", start)):
        rows += paid(f"valued-{name}", start - 60 * DAY, valued)
    for name, due in (("in", start - 2 * DAY), ("out", start - DAY)):
        rows += paid(f"recovered-{name}", due, start + DAY)
    items = [row for row in rows if isinstance(row, Item)]
    return Ledger(
        (Entity("F", "EUR"),),
        items=tuple(items),
        allocations=tuple(row for row in rows if isinstance(row, Allocation)),
        rates=(Rate(date(2023, 1, 1), "USD", Decimal(2)), Rate(ON, "USD", Decimal(4))),
        disputes=(
            Dispute("D1", "F", "disputed", ON, None, "disputed"),
            Dispute("D2", "F", "disputing", date(2025, 1, 1), ON, "disputing"),
        ),
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return book_of(ledger(), tmp_path_factory.mktemp("limits"))


def around(book: OpenBook, figure: str, of: str, day: date = ON, **asked: Any) -> list[Any]:
    """A figure of one cell (`customer`, or `item` when it has a dash) the day before, that day, the day after."""
    found = []
    for on in (day - DAY, day, day + DAY):
        found.append(at(book, figure, of, on, **asked))
    return found


def at(book: OpenBook, figure: str, of: str, on: date, by: str = "customer", **asked: Any) -> Any:
    rows = book.show(figure, as_of=on, by=by, **asked).rows
    return next((row[figure] for row in rows if row[by] == of), None)


def test_an_item_exists_from_its_posting_date(book: OpenBook) -> None:
    assert around(book, "gross", "posted") == [None, 100, 100]
    assert around(book, "item_count", "posted") == [None, 1, 1]


def test_an_allocation_counts_from_its_date_on_both_sides(book: OpenBook) -> None:
    assert around(book, "gross", "matched-i", by="item") == [100, None, None]
    assert around(book, "unapplied", "matched-p", by="item") == [-100, None, None]
    assert around(book, "gross", "partly-i", by="item") == [100, 60, 60]
    assert around(book, "unapplied", "partly-p", by="item") == [-40, None, None]


def test_due_today_is_not_late(book: OpenBook) -> None:
    assert around(book, "overdue", "due") == [None, None, 100]
    assert around(book, "not_due", "due") == [100, 100, None]
    assert around(book, "overdue_count", "due") == [None, None, 1]


def test_an_item_without_a_due_date_is_due_on_its_issue_or_posting_date(book: OpenBook) -> None:
    assert around(book, "overdue", "undated") == [None, 100, 100]
    assert around(book, "overdue", "bare") == [None, None, 100]


def test_a_dispute_weighs_from_the_day_it_is_opened_and_no_more_on_the_day_it_is_closed(
    book: OpenBook,
) -> None:
    assert around(book, "disputed", "disputed") == [None, 100, 100]
    assert around(book, "disputed", "disputing") == [100, None, None]


def test_a_dispute_is_resolved_in_the_window_that_holds_the_day_it_is_closed(book: OpenBook) -> None:
    assert around(book, "dispute_resolution_rate", "disputing") == [0, 1, 1]
    assert around(book, "dispute_resolution_rate", "disputing", date(2025, 6, 11)) == [1, 1, None]
    assert around(book, "dispute_resolution_rate", "disputed") == [None, 0, 0]


@pytest.mark.parametrize("end", WINDOWS)
def test_the_window_holds_its_first_and_last_day_and_no_other(book: OpenBook, end: date) -> None:
    rows = book.show("sales", as_of=end, by="customer", where=f"customer~{end}-").rows
    assert [row["customer"].removeprefix(f"{end}-") for row in rows] == ["first", "last"]


def test_a_sale_counts_once_it_is_posted_though_it_was_issued_before(book: OpenBook) -> None:
    assert around(book, "sales", "late posting") == [None, 100, 100]
    assert around(book, "sales", "late posting", date(2025, 5, 20)) == [
        100,
        None,
        None,
    ]  # issued on 20 February


def test_a_receipt_counts_in_the_window_of_its_value_date(book: OpenBook) -> None:
    end = date(2025, 6, 30)
    assert at(book, "receipts", "valued-before", end) is None
    assert at(book, "receipts", "valued-first", end) == 100


def test_a_receipt_is_known_from_its_matching_date(book: OpenBook) -> None:
    assert around(book, "receipts", "matched") == [None, 100, 100]
    assert around(book, "dbt", "matched-late", ON + 20 * DAY) == [None, 0, 0]


@pytest.mark.parametrize(
    ("late", "bucket"),
    [
        (0, "not_due"),
        (1, "1-30"),
        (30, "1-30"),
        (31, "31-60"),
        (60, "31-60"),
        (61, "61-90"),
        (90, "61-90"),
        (91, "91+"),
    ],
)
def test_an_edge_belongs_to_the_bucket_it_closes(book: OpenBook, late: int, bucket: str) -> None:
    rows = book.show("gross", as_of=ON, by=["item", "bucket"], where=f"item=late-{late:02}").rows
    assert [row["bucket"] for row in rows if row["gross"]] == [bucket]


@pytest.mark.parametrize(
    ("edges", "labels"),
    [("-1,30", ["0-30", "0-30", "0-30", "31+"]), ("0,30", ["not_due", "1-30", "1-30", "31+"])],
)
def test_an_item_of_the_day_is_late_where_the_first_edge_says_so(
    book: OpenBook, edges: str, labels: list[str]
) -> None:
    found = []
    for late in (0, 1, 30, 31):
        where = f"item=late-{late:02}"
        rows = book.show("gross", as_of=ON, by=["item", "bucket"], where=where, edges=edges).rows
        found += [row["bucket"] for row in rows if row["gross"]]
    assert found == labels
    before = book.show("gross", as_of=ON - DAY, by="bucket", where="item=late-00", edges=edges).rows
    assert [row["bucket"] for row in before if row["gross"]] == ["not_due"]


@pytest.mark.parametrize("month_end", [LEAP, date(2024, 12, 31), date(2025, 4, 30)])
def test_buckets_change_at_the_same_day_in_a_history_of_month_ends(book: OpenBook, month_end: date) -> None:
    """A history reads month-end sums, a single date the balance intervals."""
    for day in (month_end - DAY, month_end, month_end + DAY):
        alone = book.show("gross", "overdue", "item_count", as_of=day, by=["bucket", "kind"]).rows
        history = book.show(
            "gross", "overdue", "item_count", as_of=day, by=["bucket", "kind"], history=3
        ).rows
        assert [row for row in history if row["as_of"] == str(day)] == alone


@pytest.mark.parametrize(
    ("k", "paid_by"), [(0, ("-1", "+0")), (1, ("-1", "+0", "+1")), (5, ("-1", "+0", "+1", "+4", "+5"))]
)
def test_cash_is_on_time_up_to_k_days_after_the_due_date(
    book: OpenBook, k: int, paid_by: tuple[str, ...]
) -> None:
    rows = book.show(f"on_time_rate:{k}", as_of=ON + 10 * DAY, by="customer", where="customer~grace").rows
    on_time = {row["customer"].removeprefix("grace") for row in rows if row[f"on_time_rate:{k}"] == 1}
    assert on_time == set(paid_by)
    assert len(rows) == 6


def test_an_invoice_is_judged_once_its_k_days_have_passed(book: OpenBook) -> None:
    assert around(book, "on_time_rate:0", "grace-1") == [None, 1, 1]
    assert around(book, "on_time_rate:5", "grace-1", ON + 5 * DAY) == [None, 1, 1]


def test_an_invoice_leaves_the_rate_with_the_window_of_its_due_date(book: OpenBook) -> None:
    """Due on 12 March: in the window of 11 June, which begins that day, out of the next one."""
    assert around(book, "on_time_rate:0", "grace+0", date(2025, 6, 11)) == [1, 1, None]


def test_early_is_negative_and_on_time_is_zero_days(book: OpenBook) -> None:
    after = ON + 10 * DAY
    assert [at(book, "dbt", f"grace{late:+}", after) for late in (-1, 0, 1)] == [-1, 0, 1]
    assert [at(book, "dbt", f"grace{late:+}", after, floored="yes") for late in (-1, 0, 1)] == [0, 0, 1]
    assert [at(book, "recovery_days", f"grace{late:+}", after) for late in (-1, 0, 1)] == [None, None, 1]


def test_recovery_is_of_what_was_late_when_the_window_began(book: OpenBook) -> None:
    """Due the day before the beginning's close is late at it; due on it is not yet."""
    end = date(2025, 6, 30)
    assert at(book, "recovery_rate", "recovered-in", end) == 1
    assert at(book, "recovery_rate", "recovered-out", end) is None


def test_a_balance_takes_the_rate_of_the_date_asked(book: OpenBook) -> None:
    assert around(book, "gross", "dollars", currency="EUR") == [50, 25, 25]


def test_a_flow_takes_the_rate_of_its_own_date(book: OpenBook) -> None:
    assert around(book, "sales", "dollars", currency="EUR") == [None, 25, 25]
    assert around(book, "sales", "dollars", ON + 30 * DAY, currency="EUR") == [25, 25, 25]


def test_a_count_back_month_is_whole_on_its_last_day(book: OpenBook) -> None:
    """Posted in January 2023 without an issue date of its own: 100 open of 100 sold that month."""
    for day, days in ((date(2023, 1, 30), 30), (date(2023, 1, 31), 31), (date(2023, 2, 1), 32)):
        assert at(book, "dso_countback", "due", day) == days
