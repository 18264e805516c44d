"""Every form of chart is a drawing that the engine accepts, and tells the figures as they are."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import vl_convert

from encours.errors import UsageError
from encours.i18n import speaking
from encours.indicators.record import Unit
from encours.web.charts.plot import Plot, ageing_colors
from encours.web.charts.record import Chart
from encours.web.charts.specs import KINDS, bars, chart, hbars, lines, lollipop, waterfall

SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 20)

AGED = [
    {"day": OCTOBER, "bucket": "not due", "net": Decimal("1200000.10"), "href": "/items?b=0&d=10"},
    {"day": OCTOBER, "bucket": "1-30", "net": Decimal("300000.20"), "href": "/items?b=1&d=10"},
    {"day": NOVEMBER, "bucket": "not due", "net": Decimal("900000.05"), "href": "/items?b=0&d=11"},
    {"day": NOVEMBER, "bucket": "1-30", "net": Decimal("-100000.00"), "href": "/items?b=1&d=11"},
]
DSO = [
    {"day": SEPTEMBER, "dso": Decimal("58.2"), "href": "/dso?d=9"},
    {"day": OCTOBER, "dso": None, "href": ""},
    {"day": NOVEMBER, "dso": Decimal("61"), "lower_bound": True, "href": "/dso?d=11"},
]
BRIDGE = [
    {"part": "October", "days": Decimal("58.2")},
    {"part": "Delay", "days": Decimal("4.1")},
    {"part": "Disputes", "days": Decimal("-1.3")},
    {"part": "November", "days": Decimal("61.0")},
]


def aged(**more: Any) -> Chart:
    return bars(Plot(AGED, "day", "net", "bucket", currency="EUR", **more))


def dso(**more: Any) -> Chart:
    return lines(Plot(DSO, "day", "dso", unit=Unit.DAYS, labels={"dso": "DSO"}, **more))


DRAWN = {
    "bars": lambda: aged(colors=ageing_colors(2)),
    "bars without links": lambda: bars(Plot(BRIDGE, "part", "days", unit=Unit.DAYS)),
    "hbars": lambda: hbars(Plot(AGED, "day", "net", "bucket", currency="EUR")),
    "lines": lambda: dso(target=Decimal(54)),
    "lines by method": lambda: lines(Plot(AGED, "day", "net", "bucket", currency="EUR")),
    "waterfall": lambda: waterfall(Plot(BRIDGE, "part", "days", unit=Unit.DAYS)),
    "lollipop": lambda: lollipop(Plot(BRIDGE, "part", "days", unit=Unit.DAYS)),
}


def told(drawn: Chart) -> str:
    """The text of the drawing, as the engine writes it."""
    return str(vl_convert.vegalite_to_svg(json.dumps(drawn.spec)))


@pytest.mark.parametrize("form", DRAWN)
def test_the_engine_draws_every_form(form: str) -> None:
    assert "<path" in told(DRAWN[form]())


def test_no_form_of_the_catalogue_is_left_without_a_test() -> None:
    assert {name.split()[0] for name in DRAWN} == set(KINDS)


def test_a_column_bears_its_total_and_the_axis_its_unit() -> None:
    svg = told(aged())
    assert ">1.5<" in svg  # 1 200 000.10 + 300 000.20
    assert ">0.8<" in svg  # 900 000.05 − 100 000.00: the credit is in the total
    assert ">€1.0M<" in svg


def test_french_drawings_have_french_figures() -> None:
    with speaking("fr"):
        drawn = aged()
        svg = told(drawn)
    assert ">1,5<" in svg
    assert "M€<" in svg
    assert "oct.\u00a026" in json.dumps(drawn.spec, ensure_ascii=False)


def test_the_table_has_the_figures_to_the_cent_with_their_links() -> None:
    table = aged(labels={"day": "Month"}).table
    assert table.heads == ("Month", "not due", "1-30")
    assert [line.head for line in table.lines] == ["Oct\u00a026", "Nov\u00a026"]
    assert [cell.text for line in table.lines for cell in line.cells] == [
        "€1,200,000.10",
        "€300,000.20",
        "€900,000.05",
        "−€100,000.00",
    ]
    assert table.lines[1].cells[0].href == "/items?b=0&d=11"


def test_a_figure_without_meaning_is_not_drawn_and_a_lower_bound_says_so() -> None:
    drawn = dso()
    texts = [cell.text.replace("\u00a0", " ") for line in drawn.table.lines for cell in line.cells]
    assert texts == ["58.2 d", "n/a", "≥ 61.0 d"]
    assert [point["y"] for point in drawn.spec["datasets"]["points"]] == [58.2, None, 61.0]
    assert [point["x"] for point in drawn.spec["datasets"]["least"]] == ["Nov\u00a026"]


def test_a_chart_in_which_no_figure_makes_sense_is_empty() -> None:
    row = {"day": OCTOBER, "dso": None}
    assert lines(Plot([row], "day", "dso", unit=Unit.DAYS)).empty
    assert bars(Plot([], "day", "net")).empty
    assert not dso().empty


def test_the_legend_gives_the_shares_of_the_last_position_without_its_credits() -> None:
    legend = bars(Plot(AGED[:2], "day", "net", "bucket"), shares=True).legend
    assert [(key.name, key.share) for key in legend] == [("not due", "80%"), ("1-30", "20%")]
    with_credit = bars(Plot(AGED, "day", "net", "bucket"), shares=True).legend
    assert [key.share for key in with_credit] == ["100%", ""]


def test_a_bridge_whose_parts_do_not_reach_its_end_is_refused() -> None:
    broken = [*BRIDGE[:-1], {"part": "November", "days": Decimal("61.01")}]
    with pytest.raises(ValueError, match="do not add up"):
        waterfall(Plot(broken, "part", "days", unit=Unit.DAYS))


def test_each_step_of_a_bridge_starts_where_the_one_before_stopped() -> None:
    spec = waterfall(Plot(BRIDGE, "part", "days", unit=Unit.DAYS)).spec
    steps = [(step["low"], step["high"], step["color"]) for step in spec["datasets"]["changes"]]
    assert steps == [(58.2, 62.3, "var(--h3)"), (61.0, 62.3, "var(--h0)")]


def test_an_open_invoice_is_hollow_and_a_late_one_warmer() -> None:
    rows = [{"n": "A", "late": 0}, {"n": "B", "late": 1}, {"n": "C", "late": 46, "open": True}]
    marks = lollipop(Plot(rows, "n", "late", unit=Unit.DAYS)).spec["datasets"]["points"]
    assert [mark["color"] for mark in marks] == ["var(--h0)", "var(--h1)", "var(--h3)"]
    assert [mark["fill"] for mark in marks] == ["var(--h0)", "var(--h1)", "var(--surface)"]


def test_colours_are_those_of_the_page() -> None:
    spec = json.dumps(aged(colors=ageing_colors(2)).spec)
    assert "var(--b0)" in spec
    assert "#" not in spec.replace("https://vega.github.io/schema/", "")


def test_one_chart_leaves_the_next_untouched() -> None:
    first = json.dumps(aged().spec)
    bars(Plot(BRIDGE, "part", "days", unit=Unit.DAYS))
    assert json.dumps(aged().spec) == first


def test_an_unknown_form_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="bars, hbars, lines"):
        chart("pie", AGED, "day", "net")
