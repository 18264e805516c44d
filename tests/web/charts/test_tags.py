"""The tags write figures a reader finds without script, and nothing that the content policy forbids."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from encours.web.charts.plot import Plot
from encours.web.charts.specs import bars, hbars

ROWS = [
    {
        "cause": "Quality </script><script>alert(1)</script>",
        "blocked": Decimal("463.10"),
        "href": "/disputes?cause=q&x=1",
    },
    {"cause": "Price", "blocked": Decimal("131"), "href": ""},
]


@pytest.fixture
def render(web_home: Path) -> Any:
    from django.template import Context, Template

    def page(text: str, **values: Any) -> str:
        return str(Template("{% load charts %}" + text).render(Context(values)))

    return page


def test_a_chart_comes_with_its_figures_as_links(render: Any) -> None:
    page = render(
        '{% chart drawn title="Disputes" %}', drawn=hbars(Plot(ROWS, "cause", "blocked", currency="EUR"))
    )
    assert 'role="group" aria-label="Disputes"' in page
    assert '<a href="/disputes?cause=q&amp;x=1">€463.10</a>' in page
    assert "<td>€131.00</td>" in page
    assert "<summary>Show the data</summary>" in page


def test_a_name_from_the_ledger_cannot_become_markup(render: Any) -> None:
    page = render('{% chart drawn title="Disputes" %}', drawn=hbars(Plot(ROWS, "cause", "blocked")))
    assert "<script>alert" not in page
    assert page.count("</script>") == 1


def test_a_chart_without_links_is_an_image(render: Any) -> None:
    page = render('{% chart drawn title="Net" %}', drawn=bars(Plot(ROWS[1:], "cause", "blocked")))
    assert 'role="img" aria-label="Net"' in page


def test_a_chart_without_figures_says_what_to_do(render: Any) -> None:
    page = render('{% chart drawn title="Net" %}', drawn=bars(Plot([], "cause", "blocked")))
    assert "Nothing to draw" in page
    assert "<svg" not in page


def test_the_small_drawings_say_what_they_show(render: Any) -> None:
    page = render(
        '{% spark trend "good" %}{% strip parts %}{% habit invoices %}{% meter used %}',
        trend=[Decimal(1), Decimal(2)],
        parts=[("not due", Decimal(3), "€3"), ("1-30", Decimal(1), "€1")],
        invoices=[(-2, False), (20, True)],
        used=Decimal("1.8"),
    )
    assert 'aria-label="not due €3, 1-30 €1"' in page
    assert 'aria-label="Last 2 invoices: 1 late"' in page
    assert 'aria-label="180%"' in page
    assert 'class="lv over" width="76.0"' in page
    assert re.search(r'class="open h2" x="7\.6" y="8\.\d+"', page)


def test_a_limit_that_is_not_known_fills_nothing(render: Any) -> None:
    page = render("{% meter used %}", used=None)
    assert "lv" not in page
    assert 'aria-hidden="true"' in page


def test_nothing_is_styled_inline(render: Any) -> None:
    page = render(
        '{% chart drawn title="x" %}{% spark trend %}{% strip parts %}{% habit invoices %}{% meter used %}',
        drawn=bars(Plot(ROWS, "cause", "blocked")),
        trend=[1, 2],
        parts=[("a", 1, "")],
        invoices=[(1, False)],
        used=Decimal(1),
    )
    assert "style=" not in page
    assert "<style" not in page
