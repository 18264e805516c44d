"""Pages begin before a block that would be cut, and never where there is room."""

from __future__ import annotations

import pytest

from encours.reports.workbook.paper import HEIGHT, ROW, SPARE, breaks

NARROW = [100.0]  # narrower than the page: printed unscaled
FIT = int(HEIGHT * SPARE / ROW)  # rows of a page


@pytest.mark.parametrize(("after", "found"), [(FIT - 1, []), (FIT, []), (FIT + 1, [10])])
def test_a_block_stays_while_it_fits(after: int, found: list[int]) -> None:
    assert breaks([(0, 10), (10, after)], {}, NARROW, repeated=2) == found


def test_repeated_rows_take_room_on_every_page_but_the_first() -> None:
    blocks = [(0, FIT), (FIT, 2 * FIT - 2), (2 * FIT - 2, 2 * FIT - 1)]
    assert breaks(blocks, {}, NARROW, repeated=2) == [FIT, 2 * FIT - 2]
    assert breaks(blocks, {}, NARROW, repeated=0) == [FIT]


def test_a_block_longer_than_a_page_begins_one_and_flows() -> None:
    assert breaks([(0, 5), (5, 5 + 2 * FIT)], {}, NARROW, repeated=0) == [5]


def test_a_wide_sheet_is_scaled_down_and_holds_more_rows() -> None:
    assert breaks([(0, 10), (10, FIT + 20)], {}, [400.0], repeated=0) == []


def test_high_rows_take_their_height() -> None:
    assert breaks([(0, 10), (10, FIT)], {3: 60}, NARROW, repeated=0) == [10]


def test_a_sheet_without_blocks_has_no_break() -> None:
    assert breaks([], {}, NARROW, repeated=0) == []
