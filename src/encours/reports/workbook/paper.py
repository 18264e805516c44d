"""Where printed pages end, so that no table or chart is cut in two when it fits on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 1045, 688  # pixels of an A4 landscape page between our margins, unscaled
ROW = 20
SPARE = 0.94  # programs differ by a little in what they fit on a page


def breaks(
    blocks: Sequence[tuple[int, int]], heights: Mapping[int, float], widths: Sequence[float], repeated: int
) -> list[int]:
    """The rows that begin a page, for blocks given by their first row and the row after their last.

    `heights` are those of the rows that differ from the default, in points; `widths` of the columns, in characters;
    `repeated` rows come again on top of every page. The sheet is scaled down to the width of the page.

    >>> breaks([(3, 20), (20, 30), (30, 45)], {}, [140], repeated=2)
    [30]
    """
    across = sum(int(width * 7 + 5) for width in widths)
    room = HEIGHT * max(across / WIDTH, 1) * SPARE
    again = _tall(0, repeated, heights)
    found, used = [], _tall(0, blocks[0][0], heights) if blocks else 0.0
    for first, after in blocks:
        block = _tall(first, after, heights)
        if used + block > room and used > again:
            found.append(first)
            used = again
        used += block
    return [row for row in found if row > blocks[0][0]]


def _tall(first: int, after: int, heights: Mapping[int, float]) -> float:
    return sum(heights[row] * 4 / 3 if row in heights else ROW for row in range(first, after))
