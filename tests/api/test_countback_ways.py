"""The count-back of few customers, of a thousand and of very many: three ways to one figure, whatever the currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from encours.api import OpenBook
from tests.oracle import draws
from tests.oracle.books import book_of
from tests.oracle.ledger import Entity, Item, Ledger, Rate

CURRENCIES = ("EUR", "USD", "JPY")
COLUMNS, A_THOUSAND = "encours.api.columns.MANY_CUSTOMERS", "encours.api.months_and_shares.FEW_CELLS"


def said(
    book: OpenBook, patch: pytest.MonkeyPatch, way: str, **asked: object
) -> dict[tuple[str, ...], float]:
    """Days by cell, those that make sense."""
    with patch.context() as other:
        if way:
            other.setattr(way, 0)
        result = book.show("dso_countback", **asked)  # type: ignore[arg-type]
    cells = ((tuple(str(row[d]) for d in result.dimensions), row["dso_countback"]) for row in result)
    return {cell: float(days) for cell, days in cells if days}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return book_of(draws.ledger(11, 200, CURRENCIES), tmp_path_factory.mktemp("book"))


@pytest.mark.parametrize("by", [["customer"], ["entity", "customer"], ["group"]])
@pytest.mark.parametrize("currency", CURRENCIES)
def test_columns_and_cells_agree(
    book: OpenBook, monkeypatch: pytest.MonkeyPatch, by: list[str], currency: str
) -> None:
    asked = {"by": by, "as_of": "2024-12-31", "history": 6, "currency": currency}
    alone = said(book, monkeypatch, "", **asked)
    assert alone
    for way in (COLUMNS, A_THOUSAND):
        assert said(book, monkeypatch, way, **asked) == pytest.approx(alone, rel=1e-9, abs=1e-9)


@pytest.fixture(scope="module")
def cents(tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    """Seven cents of a dollar sold in September, November and December, one of them paid, at one rate for all."""
    days = (date(2024, 9, 3), date(2024, 11, 20), date(2024, 12, 10))
    sold = [Item("F", "C", str(day), "invoice", day, Decimal("0.07"), currency="USD") for day in days]
    paid = Item("F", "C", "P", "payment", date(2024, 12, 12), Decimal("-0.07"), currency="USD")
    rates = (Rate(date(2024, 1, 1), "USD", Decimal("1.3")),)
    return book_of(Ledger((Entity("F"),), items=(*sold, paid), rates=rates), tmp_path_factory.mktemp("cents"))


@pytest.mark.parametrize("way", ["", COLUMNS, A_THOUSAND])
@pytest.mark.parametrize("by", [[], ["entity"], ["customer"]])
def test_what_the_sales_just_cover_is_covered_to_the_last_decimal(
    cents: OpenBook, monkeypatch: pytest.MonkeyPatch, way: str, by: list[str]
) -> None:
    """What a rounding would leave would count the empty month before."""
    (days,) = said(cents, monkeypatch, way, by=by, as_of="2024-12-31", currency="EUR").values()
    assert days == 31 + 30
