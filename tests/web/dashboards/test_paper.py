"""A dashboard on paper: what its page shows, within what the reader sees."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from encours.web.dashboards.blocks import stored
from encours.web.dashboards.starters import STARTERS, starter_blocks

NET = {"kind": "tile", "figures": ["net"]}
TABLE = {"kind": "table", "figures": ["net", "overdue"], "by": "entity", "sort": "-net", "width": 4}
AGED = {"kind": "chart", "form": "buckets", "width": 2}
TEXT = {"kind": "text", "text": "**Late**: see [rows](/creances/) #set page(width: 1pt)", "width": 2}


def pages(answer: Any) -> list[str]:
    from pypdf import PdfReader

    assert answer["Content-Type"] == "application/pdf"
    return [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]


@pytest.fixture
def text(client_of: Callable, board: Callable, three: Path) -> Callable[..., str]:
    def read(*blocks: dict[str, Any], **perimeter: Any) -> str:
        client = client_of("cfo", **perimeter)
        made = board(client, *blocks)
        return "\n".join(pages(client.get(f"/tableaux/{made.pk}/pdf/")))

    return read


def test_it_shows_figures_charts_tables_and_texts(text: Callable[..., str]) -> None:
    said = text(NET, AGED, TABLE, TEXT)
    assert "Monday" in said
    assert "Ageing by bucket" in said
    assert "Vernoy" in said
    assert "Total" in said
    assert "Late: see rows #set page(width: 1pt)" in said  # what people write is printed, never read as code


def test_a_long_text_and_a_table_of_many_columns_are_printed_whole(text: Callable[..., str]) -> None:
    words = "\n\n".join(f"Line {number}" for number in range(400))
    wide = {**TABLE, "width": 1, "figures": ["net", "overdue", "gross", "not_due", "disputed", "unapplied"]}
    said = text({**TEXT, "text": words, "width": 1}, wide)
    assert [number for number in range(400) if f"Line {number}\n" not in said + "\n"] == []
    for name in ("Net", "Overdue", "Gross", "Not due", "Disputed", "Unapplied"):
        assert name in said
    assert "All entities" in said
    assert "Taken on" in said


def test_it_shows_no_more_than_the_reader_sees(text: Callable[..., str]) -> None:
    from encours.api.entities import dimension_values
    from encours.web.visit import connections

    by = {"kind": "table", "figures": ["net"], "by": "entity", "width": 4}
    whole, narrow = text(by), text(by, entities=["FR02"])
    names = {one.label: one.value for one in dimension_values(connections.book(), "entity")}
    assert len([name for name in names if name in whole]) > 1
    assert [names[name] for name in names if name in narrow] == ["FR02"]


def test_a_block_without_an_answer_says_why_and_the_others_stand(text: Callable[..., str]) -> None:
    said = text({"kind": "table", "figures": ["gone"], "by": "entity", "title": "Old one"}, NET)
    assert "Old one" in said
    assert "gone" in said
    assert "Net" in said


@pytest.mark.parametrize("name", STARTERS)
def test_those_to_start_from_fit_two_sheets(
    client_of: Callable, board: Callable, demo: Path, name: str
) -> None:
    client = client_of("cfo")
    made = board(client)
    made.blocks = stored(starter_blocks(name))
    made.save()
    found = pages(client.get(f"/tableaux/{made.pk}/pdf/"))
    assert 1 <= len(found) <= 3


def test_who_may_not_take_figures_away_has_no_pdf(client_of: Callable, board: Callable, demo: Path) -> None:
    from encours.web.access.roles import Right, Role, may

    owner = client_of("cfo")
    made = board(owner, NET, roles=[str(role) for role in Role])
    for role in Role:
        if may(role, Right.SEE):
            client = client_of(role)
            expected = 200 if may(role, Right.EXPORT) else 403
            assert client.get(f"/tableaux/{made.pk}/pdf/").status_code == expected
            assert ("/pdf/" in client.get(f"/tableaux/{made.pk}/").content.decode()) == (expected == 200)
