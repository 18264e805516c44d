"""The parts of converted money add up to the total, to the cent, however they are split, shown or taken away."""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from encours.api import OpenBook
from encours.money import decimals_of
from encours.money.parts import add_up
from tests.oracle import draws
from tests.oracle.books import book_of
from tests.rounds import rounds

CURRENCIES = tuple(draws.DECIMALS)
POSITIONS, FLOWS = ("net", "gross", "overdue", "unapplied", "item_count"), ("sales", "credit_notes")
SPLITS: tuple[list[str], ...] = (
    ["entity"],
    ["customer"],
    ["entity", "customer"],
    ["currency", "bucket"],
    ["tier"],
    ["item"],
)


def summed(rows: Any, name: str, day: str) -> Decimal:
    return sum((row[name] for row in rows if row["as_of"] == day), Decimal(0))


def each_split_adds_up(book: OpenBook, names: tuple[str, ...], asked: dict[str, Any]) -> None:
    whole = {row["as_of"]: row for row in book.show(*names, **asked)}
    cent = Decimal(1).scaleb(-decimals_of(asked["currency"]))
    for by in SPLITS if names is POSITIONS else SPLITS[:3]:
        parts = book.show(*names, by=by, **asked)
        exact = {
            tuple(row[d] for d in parts.dimensions): row
            for row in book.show(*names, by=by, exact=True, **asked)
        }
        for name in names:
            for day, total in whole.items():
                assert summed(parts, name, day) == total[name], (by, name, day)
            for row in parts:
                told = exact[tuple(row[d] for d in parts.dimensions)][name]
                assert abs(row[name] - told) < cent, (by, name)


@settings(max_examples=rounds(3, 20), phases=(Phase.generate, Phase.shrink), deadline=None)
@given(seed=st.integers(0, 2**32), currency=st.sampled_from(CURRENCIES))
def test_any_split_adds_up_to_the_total(seed: int, currency: str) -> None:
    """Few cells and very many are rounded in two ways, by one rule."""
    with (
        TemporaryDirectory() as folder,
        closing(book_of(draws.ledger(seed, 60, CURRENCIES), Path(folder))) as book,
    ):
        for many in (5_000, 0):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("encours.api.columns.MANY_CUSTOMERS", many)
                for names in (POSITIONS, FLOWS):
                    each_split_adds_up(
                        book, names, {"as_of": "2024-12-31", "history": 2, "currency": currency}
                    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return book_of(draws.ledger(5, 200, CURRENCIES), tmp_path_factory.mktemp("book"))


@pytest.mark.parametrize("currency", ["EUR", "JPY"])
@pytest.mark.parametrize("by", [["entity", "customer"], ["country"], ["bucket"], ["item"]])
def test_the_pages_of_a_ranking_add_up_to_its_totals(book: OpenBook, by: list[str], currency: str) -> None:
    asked: dict[str, Any] = {"as_of": "2024-12-31", "by": by, "currency": currency}
    first = book.ranked(*POSITIONS, order="-net", limit=1000, **asked)
    pages = [
        row
        for offset in range(0, first.count, 7)
        for row in book.ranked(*POSITIONS, order="-net", limit=7, offset=offset, **asked).rows
    ]
    for name in POSITIONS:
        assert (
            summed(first.rows, name, "2024-12-31") == summed(pages, name, "2024-12-31") == first.totals[name]
        )
    assert pages == list(first.rows)


def test_the_cells_kept_of_a_ranking_add_up_too(book: OpenBook) -> None:
    asked: dict[str, Any] = {"as_of": "2024-12-31", "by": ["entity", "customer"], "currency": "EUR"}
    for more in ({"having": "net>100"}, {"search": "1"}):
        found = book.ranked("net", order="-net", limit=1000, **more, **asked)
        pages = [
            book.ranked("net", order="-net", limit=1, offset=n, **more, **asked) for n in range(found.count)
        ]
        assert found.count > 1
        assert (
            summed((row for page in pages for row in page.rows), "net", "2024-12-31") == found.totals["net"]
        )


def test_a_converted_answer_is_in_cents_whatever_more_decimals_would_hold(book: OpenBook) -> None:
    asked: dict[str, Any] = {"as_of": "2024-12-31", "where": "currency=EUR", "currency": "EUR"}
    for by in SPLITS:
        exact = sum(row["net"] for row in book.show("net", by=by, exact=True, **asked))
        shown = [row["net"] for row in book.show("net", by=by, **asked)]
        assert all(net == round(net, 2) for net in shown)
        assert abs(sum(shown) - exact) <= Decimal("0.005")


@given(
    parts=st.lists(st.decimals(-(10**6), 10**6, places=9), max_size=12)
    | st.lists(st.decimals(-1, 1, places=4), max_size=12),
    decimals=st.sampled_from([0, 2, 3]),
)
def test_parts_move_by_less_than_a_cent_and_those_that_are_whole_by_nothing(
    parts: list[Decimal], decimals: int
) -> None:
    from encours.money import rounded

    shown = add_up(parts, decimals)
    assert sum(shown, Decimal(0)) == rounded(sum(parts, Decimal(0)), decimals)
    for part, told in zip(parts, shown, strict=True):
        assert abs(part - told) < Decimal(1).scaleb(-decimals)
        assert part == told or part != round(part, decimals)
