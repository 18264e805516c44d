"""A block is kept when it makes sense: its names exist, its sizes are within bounds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from encours.web.dashboards.blocks import Block, Form, Kind, block_of, new
from encours.web.dashboards.checking import MOST_MONTHS, problems
from encours.web.dashboards.starters import STARTERS, starter_blocks

TILE = Block("b0", Kind.TILE, figures=("net",))
CHART = Block("b0", Kind.CHART, figures=("net",), by="entity", form=Form.BARS)
TABLE = Block("b0", Kind.TABLE, figures=("net", "dso"), by="entity")


@pytest.fixture
def book(demo: Path) -> Any:
    from encours.web.visit.connections import book

    return book()


@pytest.mark.parametrize("block", [TILE, CHART, TABLE, replace(CHART, form=Form.BUCKETS, figures=(), by="")])
def test_a_block_that_makes_sense_is_kept(book: Any, block: Block) -> None:
    assert problems(block, book, {}) == {}


@pytest.mark.parametrize("name", STARTERS)
def test_every_block_to_start_from_makes_sense(book: Any, name: str) -> None:
    blocks = starter_blocks(name)
    assert len(blocks) >= 7
    assert [problem for block in blocks if (problem := problems(block, book, {}))] == []


@pytest.mark.parametrize(
    ("block", "field"),
    [
        (replace(TILE, figures=()), "figures"),
        (replace(TILE, figures=("nothing",)), "figures"),
        (replace(TILE, figures=("net", "dso")), "figures"),
        (replace(TILE, figures=("aged",)), "figures"),
        (replace(TABLE, figures=("net", "net")), "figures"),
        (replace(CHART, form=Form.LINES, by="", figures=("net", "dso")), "figures"),
        (replace(CHART, figures=("net", "overdue")), "figures"),
        (replace(TABLE, by="customer"), "figures"),
        (replace(TABLE, by="customer", figures=("net", "sales")), "figures"),
        (replace(TABLE, by="customer", figures=("dso",)), "figures"),
        (replace(TABLE, by="nothing"), "by"),
        (replace(TABLE, by="item"), "by"),
        (replace(CHART, by=""), "by"),
        (replace(CHART, form=Form.LINES, by="customer"), "by"),
        (replace(CHART, form=Form.BUCKETS, by="bucket"), "by"),
        (replace(TILE, where=("nothing=1",)), "where"),
        (replace(TILE, where=("country",)), "where"),
        (replace(TILE, where=("country=F\0R",)), "where"),
        (replace(TILE, where=("country=FR",) * 11), "where"),
        (replace(TILE, settings={"k": "5"}), "settings"),
        (replace(TILE, settings={"window": "3 months"}), "settings"),
        (replace(TILE, settings={"edges": "60,30"}), "settings"),
        (replace(TILE, title="a" * 81), "title"),
        (replace(TILE, title="a\nb"), "title"),
        (replace(TILE, kind="script"), "kind"),
        (replace(TILE, compare="always"), "kind"),
        (replace(new(Kind.TEXT), text=" "), "text"),
        (replace(new(Kind.TEXT), text="a" * 5001), "text"),
    ],
)
def test_a_block_that_makes_none_says_why_beside_the_field(book: Any, block: Block, field: str) -> None:
    assert list(problems(block, book, {})) == [field]


@pytest.mark.parametrize(
    ("field", "low", "high"),
    [("width", 1, 4), ("height", 1, 6), ("limit", 1, 50), ("history", 2, MOST_MONTHS)],
)
def test_a_number_is_within_its_bounds(book: Any, field: str, low: int, high: int) -> None:
    for number, wrong in ((low - 1, [field]), (low, []), (high, []), (high + 1, [field])):
        assert list(problems(replace(TILE, **{field: number}), book, {})) == wrong


def test_a_block_is_read_as_it_was_stored() -> None:
    block = replace(TABLE, where=("country=FR",), settings={"window": "12m"}, entities=("FR01",))
    assert block_of(block.stored()) == block
    assert block_of({"id": "b1", "kind": "tile", "of_a_later_version": 1}) == Block("b1", "tile")
