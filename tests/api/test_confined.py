"""A perimeter: whoever is within it sees the book as if the rest of it did not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from encours.api import NOTHING, OpenBook, columns
from encours.book.home import Home
from encours.cube.dimensions import CATALOGUE
from encours.cube.facts.places import DATE
from encours.cube.facts.position import POSITION
from encours.cube.measures import PUBLISHED
from encours.cube.measures import measure as measure_named
from encours.errors import UsageError
from encours.indicators.catalogue import BY_NAME as INDICATORS
from tests.book.small_books import imported
from tests.oracle import draws
from tests.oracle.books import book_of
from tests.oracle.ledger import Ledger

DAY = "2024-12-31"
MINE = "Nord, Est"
POSITIONS = tuple(name for name in PUBLISHED if measure_named(name).fact is POSITION)
FIGURES = (*PUBLISHED, *INDICATORS)
DIMENSIONS = tuple(
    d.name
    for d in CATALOGUE
    if d.where is not DATE and not d.where.own and d.name not in ("bucket", "doubtful")
)
OF_WORK = tuple(d.name for d in CATALOGUE if d.where.own)


def apart(ledger: Ledger) -> Ledger:
    """No matching and no dispute between the items of two customers: two perimeters then share nothing."""
    of = {(item.entity, item.item): item.customer for item in ledger.items}
    matched = [a for a in ledger.allocations if of[a.entity, a.debit_item] == of[a.entity, a.credit_item]]
    named = [replace(c, portfolio=MINE if c.portfolio == "P1" else c.portfolio) for c in ledger.customers]
    return ledger.with_(customers=named, allocations=matched)


def only_mine(ledger: Ledger) -> Ledger:
    """The same ledger, where the customers of other portfolios never were."""
    mine = {(c.entity, c.customer) for c in ledger.customers if c.portfolio == MINE}
    items = [item for item in ledger.items if (item.entity, item.customer) in mine]
    held = {(item.entity, item.item) for item in items}
    return ledger.with_(
        customers=[c for c in ledger.customers if (c.entity, c.customer) in mine],
        items=items,
        allocations=[a for a in ledger.allocations if (a.entity, a.debit_item) in held],
        disputes=[d for d in ledger.disputes if (d.entity, d.customer) in mine],
    )


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return apart(draws.ledger(5, 140))


@pytest.fixture(scope="module")
def whole(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return book_of(ledger, tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def alone(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return book_of(only_mine(ledger), tmp_path_factory.mktemp("alone"))


@pytest.fixture
def mine(whole: OpenBook) -> OpenBook:
    return whole.within(["portfolio=Nord\\, Est"])


def asked(book: OpenBook, names: tuple[str, ...], **how: Any) -> list[dict[str, Any]]:
    return list(book.show(*names, as_of=DAY, currency="EUR", **how).rows)


def test_the_two_books_differ_and_neither_is_empty(whole: OpenBook, alone: OpenBook) -> None:
    whole_net, mine_net = (asked(book, ("item_count",))[0]["item_count"] for book in (whole, alone))
    assert 0 < mine_net < whole_net


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_figure_by_every_dimension_is_that_of_a_book_of_its_own(
    mine: OpenBook, alone: OpenBook, dimension: str
) -> None:
    assert asked(mine, FIGURES, by=dimension) == asked(alone, FIGURES, by=dimension)


@pytest.mark.parametrize("dimension", OF_WORK)
def test_figures_of_work_by_what_was_done_too(mine: OpenBook, alone: OpenBook, dimension: str) -> None:
    of = tuple(name for name in PUBLISHED if dimension in measure_named(name).fact.carries)
    assert of
    assert asked(mine, of, by=dimension) == asked(alone, of, by=dimension)


@pytest.mark.parametrize("how", [{"by": "bucket"}, {"by": ["entity", "bucket"], "history": 4}])
def test_ageing_and_its_history_too(mine: OpenBook, alone: OpenBook, how: dict[str, Any]) -> None:
    assert asked(mine, POSITIONS, **how) == asked(alone, POSITIONS, **how)


@pytest.mark.parametrize("figure", FIGURES)
def test_the_history_of_every_figure_too(mine: OpenBook, alone: OpenBook, figure: str) -> None:
    assert asked(mine, (figure,), history=5) == asked(alone, (figure,), history=5)


@pytest.mark.parametrize("figures", [("dso_countback",), ("net", "overdue"), ("sales",)])
def test_answers_computed_on_columns_too(
    mine: OpenBook, alone: OpenBook, figures: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "MANY_CUSTOMERS", 0)
    how: dict[str, Any] = {"by": ["entity", "customer"], "history": 3}
    found = asked(mine, figures, **how)
    assert found == asked(alone, figures, **how)
    assert found


def test_the_bridge_of_dso_too(mine: OpenBook, alone: OpenBook) -> None:
    assert mine.bridge(DAY, currency="EUR").rows == alone.bridge(DAY, currency="EUR").rows


@pytest.mark.parametrize("measure", PUBLISHED)
def test_rows_pages_streams_and_rankings_hold_no_row_of_others(
    mine: OpenBook, alone: OpenBook, measure: str
) -> None:
    how: dict[str, Any] = {"as_of": DAY, "currency": "EUR"}
    expected = sorted((row["entity"], row["item"]) for row in alone.rows(measure, **how))
    page = mine.page(measure, **how, limit=1000)
    streamed = [row for batch in mine.stream(measure, **how) for row in batch]
    for rows in (mine.rows(measure, **how), page.rows, streamed):
        assert sorted((row["entity"], row["item"]) for row in rows) == expected
    assert (page.count, page.total) == (len(expected), alone.show(measure, **how).value)
    by = ("entity", "customer")
    ranked, theirs = (
        book.ranked(measure, by=by, order=f"-{measure}", **how, limit=1000) for book in (mine, alone)
    )
    assert (ranked.rows.rows, ranked.count, ranked.totals) == (
        theirs.rows.rows,
        theirs.count,
        theirs.totals,
    )


def test_the_rows_behind_a_cell_of_the_whole_book_are_the_visible_ones(
    whole: OpenBook, mine: OpenBook, alone: OpenBook
) -> None:
    cell = whole.show("net", by="entity", as_of=DAY, currency="EUR")
    for row in cell.rows:
        seen = mine.behind(cell, row, "net")
        assert seen.rows == alone.behind(cell, row, "net").rows


@pytest.mark.parametrize(
    "where",
    [["portfolio=P2"], ["portfolio!=Nord\\, Est"], ["portfolio="], {"portfolio": ["P2"]}],
)
def test_no_condition_widens_a_perimeter(mine: OpenBook, where: Any) -> None:
    how: dict[str, Any] = {"as_of": DAY, "currency": "EUR", "where": where}
    assert mine.show("item_count", **how).value == 0
    assert mine.rows("net", **how).rows == []
    assert (mine.page("net", **how).count, list(mine.stream("net", **how))) == (0, [])
    assert mine.ranked("net", by="customer", order="-net", **how).count == 0


def test_a_perimeter_within_another_only_narrows_it(whole: OpenBook, mine: OpenBook) -> None:
    assert mine.within(["portfolio=P2"]).show("item_count", as_of=DAY).value == 0
    named = [wanted.field for wanted in mine.within(["entity=F1"]).confines]
    assert named == ["portfolio", "entity"]
    assert whole.confines == ()


def test_a_perimeter_of_other_kinds(whole: OpenBook) -> None:
    for text in ("entity=F1", "salesperson=Ann,Bob", "business_unit=north"):
        field, values = text.split("=")
        seen = whole.within(text).show("net", by=field, as_of=DAY, currency="EUR")
        assert {row[field] for row in seen} <= set(values.split(","))
        assert seen.rows == whole.show("net", by=field, where=text, as_of=DAY, currency="EUR").rows


@pytest.mark.parametrize("conditions", [[NOTHING], {"portfolio": []}, {"entity": ()}])
def test_no_allowed_value_shows_nothing(whole: OpenBook, conditions: Any) -> None:
    blind = whole.within(conditions)
    how: dict[str, Any] = {"as_of": DAY, "currency": "EUR"}
    shown = blind.show(*PUBLISHED, **how).rows[0]
    assert [shown[name] for name in PUBLISHED] == [0] * len(PUBLISHED)
    assert blind.show("net", "dso", by="customer", **how).rows == []
    for measure in PUBLISHED:
        assert blind.rows(measure, **how).rows == blind.page(measure, **how).rows.rows == []
        assert list(blind.stream(measure, **how)) == []
    assert blind.ranked("net", by="entity", order="net", **how).totals == {"net": 0}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    """Portfolios called P, P\\ and the two of them with a comma between."""
    folder = tmp_path_factory.mktemp("odd")
    imported(
        Home(folder),
        customers="""
            entity,customer,portfolio
            E,A,P\\
            E,B,Q
            E,C,"P,Q"
            E,D,
            """,
        items="""
            entity,customer,item,kind,posting_date,currency,amount
            E,A,I1,invoice,2025-01-01,EUR,1
            E,B,I2,invoice,2025-01-01,EUR,2
            E,C,I3,invoice,2025-01-01,EUR,4
            E,D,I4,invoice,2025-01-01,EUR,8
            """,
    )
    opened = OpenBook(folder)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("allowed", "net"), [(["P\\", "Q"], 3), (["P,Q"], 4), (["P,Q", "Q"], 6), ("Q", 2), (None, 8), ([None], 8)]
)
def test_the_values_of_a_dictionary_are_taken_as_they_are(odd: OpenBook, allowed: Any, net: int) -> None:
    assert odd.within({"portfolio": allowed}).show("net").value == net
    assert odd.show("net", where={"portfolio": allowed}).value == net


def test_a_perimeter_by_a_field_there_is_not_is_refused(odd: OpenBook) -> None:
    with pytest.raises(UsageError, match="portfolio"):
        odd.within(["portfolo=P1"])


def test_a_perimeter_keeps_the_indicators_people_defined(odd: OpenBook) -> None:
    own = {"late_share": replace(INDICATORS["overdue_rate"], name="late_share")}
    seen = odd.using(own).within({"portfolio": "Q"})
    assert seen.show("late_share", as_of="2025-02-01").value == 1
    with pytest.raises(UsageError, match="late_share"):
        odd.show("late_share")
