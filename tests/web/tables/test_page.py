"""The table as it is read: without JavaScript, by anyone, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from tests.web.tables.books import COLUMNS, FRAME, ROWS, customer, many
from tests.web.tables.conftest import speech


@pytest.fixture
def page(get: Callable, listed: Callable) -> Callable[..., str]:
    """`page("sort=name")`: the HTML of that address."""
    from encours.web.tables import answer

    def made(query: str = "", context: Any = None, **given: Any) -> str:
        response = answer(get(f"/late/?{query}"), "tables/table.html", context or {}, listed(query, **given))
        assert response.status_code == 200
        return unescape(response.content.decode())

    return made


def test_a_header_orders_by_a_plain_link_and_says_how_it_is_ordered(page: Callable) -> None:
    html = page("sort=name&date=2026-11-20")
    assert html.count("aria-sort=") == 1
    assert re.search(
        r'<th scope="col"[^>]* aria-sort="ascending"><a id="late-by-name" href="\?date=[^"]*sort=-name"', html
    )
    assert 'href="?date=2026-11-20&sort=-overdue"' in html  # figures: the largest first


def test_the_same_link_is_followed_without_leaving_the_page(page: Callable) -> None:
    head = re.search(r"<thead ([^>]*)>", page())
    assert head
    for said in ('hx-select="#late"', 'hx-target="#late"', 'hx-swap="outerHTML', 'hx-push-url="true"'):
        assert said in head[1]


def test_every_figure_is_a_link_to_its_rows(page: Callable) -> None:
    html = page()
    assert re.search(r'<td class="num[^>]*><a href="/items/\?customer=C2">€8,195.74</a></td>', html)
    assert '<a href="/items/?measure=overdue">€9,145.84</a>' in html
    assert '<a href="/customers/C4/"><b>Œuvre & fils</b></a><small>C4</small>' in html


def test_text_of_a_customer_is_never_markup(get: Callable, listed: Callable) -> None:
    from encours.web.tables import answer

    rows = [customer("C", "<script>alert(1)</script>", "1", collector="<b>")]
    query = "q=%22%3E%3Cscript&columns=name,collector&x=%22%3E%3Cscript"
    for asked, shown in ((query, []), (query.replace("q=%22%3E%3C", "q="), rows)):
        table = listed(asked, rows=rows)
        html = answer(get(f"/late/?{asked}"), "tables/table.html", {}, table).content.decode()
        assert len(table.rows) == len(shown)
        assert "<script" not in html


def test_the_pager_goes_to_the_pages_there_are(page: Callable) -> None:
    rows = list(many(130))
    first, middle, last = (page(f"size=50&page={number}", rows=rows) for number in (1, 2, 3))
    assert ("1–50 of 130" in first, 'rel="prev"' in first, 'rel="next"' in first) == (True, False, True)
    assert ("51–100 of 130" in middle, 'rel="prev"' in middle, 'rel="next"' in middle) == (True, True, True)
    assert ("101–130 of 130" in last, 'rel="prev"' in last, 'rel="next"' in last) == (True, True, False)


def test_a_short_list_offers_no_sizes(page: Callable) -> None:
    assert "Rows per page" not in page()
    assert "Rows per page" in page(rows=list(many(26)))


def test_an_empty_list_says_what_to_do_next(page: Callable) -> None:
    from encours.web.tables import Empty

    empty = Empty("No customer yet.", "/imports/", "Import a file")
    html = page(rows=[], frame=replace(FRAME, empty=empty))
    assert "No customer yet." in html
    assert '<a class="btn" href="/imports/">Import a file</a>' in html
    assert "<table" not in html


def test_a_search_that_finds_nothing_can_be_cleared(page: Callable) -> None:
    html = page("q=nobody&date=2026-11-20")
    assert "No row holds these words." in html
    assert re.search(r'<a class="btn" href="\?date=2026-11-20" [^>]*>Clear the search</a>', html)


def test_a_bare_table_has_rows_and_no_tools(page: Callable) -> None:
    html = page(frame=replace(FRAME, tools=False, checks=None))
    assert "<tbody>" in html
    assert [word for word in ("<form", "format=xlsx", "checkbox", 'class="foot"') if word in html] == []


def test_ticked_rows_have_exact_amounts_and_a_form_of_their_own(page: Callable) -> None:
    html = page()
    assert '<tr data-amount="-250.005" data-currency="EUR">' in html
    assert html.count('name="chosen"') == len(ROWS) == html.count('form="late-bulk"')
    assert 'id="late-bulk" method="post" action="/remind/"' in html
    assert 'name="csrfmiddlewaretoken"' in html


def test_a_table_is_complete_for_those_who_do_not_see_it(page: Callable) -> None:
    html = page()
    assert '<caption class="sr">Late customers</caption>' in html
    assert 'tabindex="0" role="region" aria-label="Table: Late customers"' in html
    assert 'aria-label="Tick Élan Bâtiment"' in html
    assert html.count("<th scope=") == html.count("<th ")


def test_a_cell_may_be_drawn_by_a_template_of_its_own(page: Callable, tmp_path: Any) -> None:
    from django.conf import settings
    from django.test import override_settings

    from encours.web.tables import Column, Kind

    (tmp_path / "strip.html").write_text("<i>{{ row.code }}:{{ cell.value }}</i>")
    (tmp_path / "views.html").write_text("<i>saved views</i>")
    drawn = Column("items", "Items", Kind.COUNT, template="strip.html")
    usual = settings.TEMPLATES[0]
    with override_settings(TEMPLATES=[{**usual, "DIRS": [*usual["DIRS"], tmp_path]}]):
        html = page("sort=-items", {"views": "views.html"}, columns=(drawn,))
    assert html.index("<i>C4:3</i>") < html.index("<i>C2:1</i>")
    assert "<i>saved views</i>" in html


def test_a_table_in_french(get: Callable, listed: Callable) -> None:
    from encours.web.tables import answer

    with speech("fr"):
        table = listed("columns=overdue,rate,late,due")
        html = answer(get("/late/"), "tables/table.html", {}, table).content.decode()
    for shown in ("8\u202f195,74\u00a0€", "28,6\u202f%", "12,0\u00a0j", "30/09/2026", "−250,01\u00a0€"):
        assert shown in html


def test_filters_give_a_figure_by_its_unit_in_any_template(get: Callable) -> None:
    from django.template import engines

    text = (
        '{{ a|money:"EUR" }} {{ a|short_money:"EUR" }} {{ a|cents:"EUR" }} {{ r|rate }} {{ n|days }}'
        ' {% shown a "money" "EUR" %} {% signed a "money" "EUR" %} {{ d|day }} {{ d|long_day }} {{ d|week }}'
    )
    given = {"a": 12345, "r": 0.5, "n": None, "d": ROWS[1]["due"]}
    assert engines["django"].from_string(text).render(given) == (
        "€12,345 €12.3k €12,345.00 50.0% n/a €12,345 +€12,345 30 Sep 2026 Wednesday 30 September 2026 W40"
    )


def test_every_kind_of_column_is_shown(get: Callable) -> None:
    """A kind without its figure or its words would show as a blank."""
    from datetime import UTC, datetime

    from encours.web.tables import Kind
    from encours.web.tables.cells import text_of
    from encours.web.tables.columns import Column

    given: dict[Kind, Any] = dict.fromkeys(Kind, 1)
    given |= {Kind.DATE: "2026-11-20", Kind.MOMENT: datetime(2026, 11, 20, 9, 5, tzinfo=UTC)}
    shown = {kind: text_of(Column("a", "A", kind), value, "EUR") for kind, value in given.items()}
    assert [kind for kind, text in shown.items() if not text] == []
    assert (shown[Kind.DATE], shown[Kind.FLAG], shown[Kind.MONEY]) == ("20 Nov 2026", "yes", "€1")
    assert {column.kind for column in COLUMNS} <= set(Kind)
