"""Lists too long for memory: a page at a time from their source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from tests.web.tables.books import COLUMNS, FRAME, many


class Source:
    """Ten million customers, of which only the page asked for is ever made; it remembers what it was asked."""

    COUNT = 10_000_000

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, int, str]] = []

    def fetch(self, order: Any, limit: int, offset: int, search: str) -> Any:
        self.asked.append((str(order), limit, offset, search))
        rows = [
            {**row, "code": f"C{offset + place}"}
            for place, row in enumerate(many(min(limit, max(self.COUNT - offset, 0))))
        ]
        return rows, self.COUNT, {"overdue": Decimal("500.05")}

    def stream(self, order: Any, search: str) -> Iterator[Any]:
        self.asked.append((str(order), 0, 0, search))
        yield from many(3)


@pytest.fixture
def paged(get: Callable) -> Callable:
    from encours.web.tables import of_pages

    def made(query: str) -> tuple[Any, Source]:
        source = Source()
        request = get(f"/items/?{query}")
        return of_pages(request, "items", COLUMNS, source.fetch, source.stream, FRAME), source

    return made


def test_a_page_is_fetched_in_the_order_and_the_search_asked_for(paged: Callable) -> None:
    table, source = paged("page=3&size=100&sort=name&q=mor")
    assert source.asked == [("name", 100, 200, "mor")]
    assert (len(table.rows), table.count, table.pager.text) == (100, 10_000_000, "201–300 of 10,000,000")
    assert table.foot.cells[0].text == "€500.05"


@pytest.mark.parametrize(("page", "fetched"), [("100000", 1), ("100001", 2), ("9" * 30, 2)])
def test_beyond_the_end_the_last_page_is_fetched(paged: Callable, page: str, fetched: int) -> None:
    table, source = paged(f"page={page}&size=100")
    assert (len(source.asked), source.asked[-1][2]) == (fetched, 9_999_900)
    assert table.rows[0]["code"] == "C9999900"


def test_no_offset_is_beyond_what_an_engine_counts_to(paged: Callable) -> None:
    _table, source = paged(f"page={'9' * 400}&size=200")
    assert source.asked[0][2] < 2**63


def test_files_take_the_whole_list_in_the_same_order(paged: Callable) -> None:
    table, source = paged("page=3&sort=-items&q=mor&format=csv")
    assert [row["code"] for row in table.all_rows()] == ["C1", "C2", "C3"]
    assert source.asked[-1] == ("-items", 0, 0, "mor")
