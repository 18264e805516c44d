"""Charts of the workbook, native to the spreadsheet and drawn over the cells of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from encours.reports.workbook.look import FAINT_INK, FONT, LINE, SOFT_INK, Kind, number_format
from encours.reports.workbook.page import Page

WORDS = {"name": FONT, "size": 9, "color": SOFT_INK}
ROW_HEIGHT = 20  # pixels of a row of default height


@dataclass(frozen=True, slots=True)
class Series:
    """A name and values by the cells that hold them; no colour, no drawing (the empty part of a waterfall)."""

    name: str
    values: str
    colour: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chart stands: its first cell, its size in pixels, and what it shows for those who cannot see it."""

    row: int
    col: int
    width: int
    height: int
    about: str

    @property
    def after(self) -> int:
        """The first row below the chart."""
        return self.row + -(-self.height // ROW_HEIGHT) + 1


def stacked(
    page: Page,
    place: Place,
    categories: str,
    series: Sequence[Series],
    money: str,
    gap: int = 45,
    floor: int = 0,
) -> None:
    """Columns of parts that add up."""
    chart = page.report.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for part in series:
        drawn = {"fill": {"color": part.colour}, "border": {"none": True}}
        hidden = {"fill": {"none": True}, "border": {"none": True}}
        chart.add_series(
            {
                "name": f"={part.name}",
                "categories": f"={categories}",
                "values": f"={part.values}",
                "gap": gap,
                **(drawn if part.colour else hidden),
            }
        )
    _finish(page, place, chart, money, [rank for rank, part in enumerate(series) if not part.colour])
    if floor:
        chart.set_y_axis({**_values(money), "min": floor})


def bars(page: Page, place: Place, categories: str, series: Sequence[Series], numbers: str) -> None:
    """Horizontal bars of parts that add up, the first row on top."""
    chart = page.report.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for part in series:
        chart.add_series(
            {
                "name": f"={part.name}",
                "categories": f"={categories}",
                "values": f"={part.values}",
                "fill": {"color": part.colour},
                "border": {"none": True},
                "gap": 60,
            }
        )
    _finish(page, place, chart, numbers, [])
    rows = {"reverse": True, "line": {"color": LINE}, "num_font": WORDS, "major_tick_mark": "none"}
    chart.set_y_axis({**rows, "crossing": "max"})
    chart.set_x_axis(_values(numbers))


def lines(page: Page, place: Place, categories: str, series: Sequence[Series], numbers: str) -> None:
    """Lines over time, each with a mark on every point."""
    chart = page.report.workbook.add_chart({"type": "line"})
    for part in series:
        dash = {"dash_type": "dash"} if part.dashed else {}
        chart.add_series(
            {
                "name": f"={part.name}",
                "categories": f"={categories}",
                "values": f"={part.values}",
                "line": {"color": part.colour, "width": 2.25, **dash},
                "marker": {
                    "type": "circle",
                    "size": 4,
                    "fill": {"color": part.colour},
                    "border": {"color": part.colour},
                },
            }
        )
    _finish(page, place, chart, numbers, [])


def _finish(page: Page, place: Place, chart: Any, numbers: str, unnamed: list[int]) -> None:
    chart.set_title({"none": True})
    alone = len(chart.series) == 1
    chart.set_legend(
        {"none": True} if alone else {"position": "top", "font": WORDS, "delete_series": unnamed}
    )
    month = number_format(Kind.MONTH, page.report.say.lang)
    labels = {
        "num_format": month,
        "num_font": WORDS,
        "line": {"color": LINE},
        "major_tick_mark": "none",
        "label_position": "low",
    }
    chart.set_x_axis({**labels, "text_axis": True})
    chart.set_y_axis(_values(numbers))
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": "white"}})
    chart.set_size({"width": place.width, "height": place.height})
    chart.show_blanks_as("gap")
    page.sheet.insert_chart(place.row, place.col, chart, {"description": place.about, "object_position": 2})


def _values(numbers: str) -> dict[str, Any]:
    return {
        "num_format": numbers,
        "num_font": {**WORDS, "color": FAINT_INK},
        "line": {"none": True},
        "major_tick_mark": "none",
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.75}},
    }
