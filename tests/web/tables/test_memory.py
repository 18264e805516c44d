"""Rows at hand: found, put in order, added up."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.web.tables.books import COLUMNS, ROWS, customer, many


def codes(table) -> list[str]:
    return [row["code"] for row in table.rows]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("overdue", ["C4", "C1", "C2", "C3"]),
        ("-overdue", ["C2", "C1", "C4", "C3"]),
        ("due", ["C2", "C1", "C3", "C4"]),
        ("-due", ["C1", "C3", "C2", "C4"]),
    ],
)
def test_rows_without_a_value_come_last_both_ways(listed: Callable, sort: str, order: list[str]) -> None:
    assert codes(listed(f"sort={sort}")) == order


def test_accents_and_capitals_do_not_change_the_order_of_names(listed: Callable) -> None:
    """Eclair, Élan, Œuvre, Zinguerie: not all the accents after Z."""
    assert codes(listed("sort=name")) == ["C3", "C2", "C4", "C1"]
    assert codes(listed("sort=-name")) == ["C1", "C4", "C2", "C3"]


def test_rows_that_tie_keep_their_order_both_ways(listed: Callable) -> None:
    tied = [customer(code, "Same", "1") for code in ("A", "B", "C")]
    assert codes(listed("sort=overdue", tied)) == codes(listed("sort=-overdue", tied)) == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("elan", ["C2"]),
        ("ÉLAN", ["C2"]),
        ("oeuvre", ["C4"]),
        ("c3", ["C3"]),
        ("morel zing", ["C1"]),
        ("morel elan", []),
        ("  ", ["C2", "C1", "C4", "C3"]),
        ("zoe", ["C3"]),
    ],
)
def test_every_word_looked_for_is_held_by_the_row(listed: Callable, search: str, found: list[str]) -> None:
    assert codes(listed(f"q={search}")) == found


def test_totals_are_those_of_all_the_rows_found_whatever_the_page(listed: Callable) -> None:
    rows = list(many(130))
    first, last = listed("size=25&sort=name", rows), listed("size=25&page=6", rows)
    assert first.totals["overdue"] == last.totals["overdue"] == sum(row["overdue"] for row in rows)
    assert first.totals["items"] == 130 * 131 // 2


def test_totals_follow_the_search(listed: Callable) -> None:
    table = listed("q=a")
    assert table.totals["overdue"] == sum(row["overdue"] or 0 for row in table.rows)
    assert listed("q=morel").totals["overdue"] == Decimal("1200.10")


def test_a_total_keeps_every_decimal(listed: Callable) -> None:
    rows = [customer("A", "A", "12345678901234567890.0000000001"), customer("B", "B", "0.0000000002")]
    assert listed("", rows).totals["overdue"] == Decimal("12345678901234567890.0000000003")


def test_nothing_to_add_is_not_zero(listed: Callable) -> None:
    assert listed("", [ROWS[2]]).totals["overdue"] is None
    assert listed("", []).totals["rate"] is None


def test_amounts_of_several_currencies_are_never_added() -> None:
    from encours.web.tables import Column, Kind

    with pytest.raises(ValueError, match="does not add up"):
        Column("open", "Open", Kind.MONEY, currency=lambda row: row["currency"], total=True)
    with pytest.raises(ValueError, match="does not add up"):
        Column("rate", "Rate", Kind.RATE, total=True)


def test_totals_stand_under_their_columns(listed: Callable) -> None:
    foot = listed("columns=name,due,items,overdue").foot
    assert (foot.span, [cell.text for cell in foot.cells]) == (2, ["6", "€9,145.84"])
    assert listed("columns=name,due").foot is None
    assert {column.key for column in COLUMNS if column.total} == {"overdue", "rate", "items"}
