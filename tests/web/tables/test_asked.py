"""Whatever the address says, a table answers."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest

from tests.web.tables.books import COLUMNS, FRAME, ROWS, many

USUAL = tuple(column.key for column in COLUMNS if not column.hidden)


def codes(table) -> list[str]:
    return [row["code"] for row in table.rows]


@pytest.mark.parametrize("page", ["", "0", "-1", "1", "x", "1.5", "²", "%00"])
def test_a_page_that_does_not_exist_is_the_first(listed: Callable, page: str) -> None:
    assert listed(f"page={page}&size=25", list(many(60))).pager.text == "1–25 of 60"


@pytest.mark.parametrize("page", ["3", "4", "9999", "9" * 400])
def test_a_page_beyond_the_end_is_the_last(listed: Callable, page: str) -> None:
    assert listed(f"page={page}&size=25", list(many(60))).pager.text == "51–60 of 60"


@pytest.mark.parametrize(
    ("count", "after"), [(24, False), (25, False), (26, True), (50, True)], ids=["24", "25", "26", "50"]
)
def test_there_is_a_next_page_from_the_first_row_that_does_not_fit(
    listed: Callable, count: int, after: bool
) -> None:
    assert bool(listed("size=25", list(many(count))).pager.after) is after


def test_the_last_page_has_none_after_it(listed: Callable) -> None:
    pager = listed("size=25&page=2", list(many(50))).pager
    assert (pager.after, bool(pager.before)) == ("", True)


@pytest.mark.parametrize("size", ["1000000", "0", "-25", "26", "all", ""])
def test_a_size_that_is_not_offered_is_the_usual_one(listed: Callable, size: str) -> None:
    assert listed(f"size={size}").asked.size == FRAME.size


@pytest.mark.parametrize("sort", ["salary", "-salary", "--overdue", "", "-", "name;drop"])
def test_an_unknown_order_is_the_usual_one(listed: Callable, sort: str) -> None:
    assert str(listed(f"sort={sort}").asked.order) == "-overdue"


@pytest.mark.parametrize("columns", ["", "salary", ",,,", "salary,wages"])
def test_unknown_columns_are_the_usual_ones(listed: Callable, columns: str) -> None:
    assert listed(f"columns={columns}").asked.columns == USUAL


@pytest.mark.parametrize(
    "query", ["columns=due,name", "columns=due&columns=name", "columns=due,salary,name,due"]
)
def test_columns_are_those_asked_for_in_their_order(listed: Callable, query: str) -> None:
    assert [column.key for column in listed(query).shown] == ["due", "name"]


def test_a_column_that_is_not_sortable_is_not_sorted(listed: Callable) -> None:
    from encours.web.tables import Column

    table = listed("sort=name", columns=(Column("name", "Name", sortable=False),))
    assert (table.asked.order, table.heads[0].url) == (None, "")


def test_an_unknown_file_is_the_page(listed: Callable) -> None:
    assert listed("format=exe").asked.form == ""


def test_a_link_changes_its_part_of_the_address_and_keeps_the_rest(listed: Callable) -> None:
    asked = listed("date=2026-11-20&entity=A&entity=B&q=mor&page=3&sort=name").asked
    said = parse_qs(asked.url(sort="-due").lstrip("?"))
    assert said == {"date": ["2026-11-20"], "entity": ["A", "B"], "q": ["mor"], "sort": ["-due"]}


def test_two_tables_of_a_page_do_not_share_their_parameters(get: Callable) -> None:
    from dataclasses import replace

    from encours.web.tables import of_rows

    request = get("/?sort=name&late-sort=due&late-page=2")
    late = of_rows(request, "late", COLUMNS, ROWS, replace(FRAME, prefix="late"))
    other = of_rows(request, "other", COLUMNS, ROWS, FRAME)
    assert (str(late.asked.order), str(other.asked.order)) == ("due", "name")
    assert parse_qs(late.asked.url(sort="-due").lstrip("?")) == {"sort": ["name"], "late-sort": ["-due"]}


def test_a_form_carries_what_it_has_no_field_for(listed: Callable) -> None:
    form = listed("date=2026-11-20&q=mor&page=3&size=25&columns=name").form
    assert form.kept == [("date", "2026-11-20"), ("size", "25"), ("columns", "name")]
    assert form.kept_by_columns == [("date", "2026-11-20"), ("q", "mor"), ("size", "25")]


def test_on_paper_a_table_has_all_its_rows(listed: Callable) -> None:
    rows = list(many(60))
    table = listed("size=25&page=2", rows=rows)
    assert table.pager.paper == "?size=25&paper=1"
    whole = listed("size=25&page=2&paper=1", rows=rows)
    assert len(whole.rows) == whole.count == 60
    assert whole.pager.paper == ""
    assert "paper" not in whole.asked.url(sort="name")
    assert listed("size=100", rows=rows).pager.paper == "", "all of them are there already"


def test_a_card_of_a_narrow_screen_has_a_name_and_an_amount(listed: Callable) -> None:
    line = listed("sort=-overdue").lines[0]
    roles = {cell.role: cell.label for cell in line.cells if cell.role}
    assert roles == {"card-lead": COLUMNS[0].label, "card-main": "Overdue"}
    told = [cell.drawn for cell in line.cells if not cell.role and not cell.template]
    assert all("data-label=" in drawn for drawn in told)
