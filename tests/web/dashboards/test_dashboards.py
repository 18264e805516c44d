"""Dashboards as people read them: whose, shared with whom, and figures that are those of the book for each reader."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from encours.web.dashboards.models import Dashboard

NET = {"kind": "tile", "figures": ["net"]}
BY_PORTFOLIO = {"kind": "table", "figures": ["net", "overdue_rate"], "by": "portfolio", "limit": 50}
BY_CUSTOMER = {"kind": "table", "figures": ["overdue", "net"], "by": "customer"}
LINES = {"kind": "chart", "form": "lines", "figures": ["overdue"], "by": "entity"}
BARS = {"kind": "chart", "form": "bars", "figures": ["net"], "by": "entity"}
BUCKETS = {"kind": "chart", "form": "buckets"}


def text(client: Client, address: str, status: int = 200, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert answer.status_code == status, body.decode()[:2000]
    return body.decode()


def rows(client: Client, board: Dashboard, block: str = "b0", query: str = "") -> list[dict[str, str]]:
    """The rows of a block, from its file."""
    said = text(client, f"/tableaux/{board.pk}/?{block}-format=csv{query}")
    return list(csv.DictReader(io.StringIO(said.lstrip("\ufeff")), delimiter=";" if ";" in said else ","))


def book(*conditions: str) -> Any:
    from encours.web.visit.connections import book

    return book().within(list(conditions))


@pytest.fixture
def portfolios(demo: Path) -> list[str]:
    from encours.api.entities import dimension_values

    return [one.value for one in dimension_values(book(), "portfolio")]


def test_a_figure_is_that_of_the_book_for_who_reads(
    client_of: Callable, board: Callable, portfolios: list[str]
) -> None:
    first = portfolios[0]
    cfo, collector = client_of("cfo"), client_of("collector", portfolios=[first])
    made = board(cfo, BY_PORTFOLIO, roles=["collector"])
    column = next(name for name in rows(cfo, made)[0] if name.startswith("Net"))
    assert len(rows(cfo, made)) == len(book().show("net", by="portfolio"))
    (only,) = rows(collector, made)
    assert only["Portfolio"] == first
    assert float(only[column].replace(" ", "").replace(",", "")) == float(
        book(f"portfolio={first}").show("net").value
    )
    for other in portfolios[1:]:
        assert other not in text(collector, f"/tableaux/{made.pk}/?part=all")


@pytest.mark.parametrize("scope", [{}, {"own_scope": True}, {"own_scope": True, "portfolios": "others"}])
def test_a_block_with_a_scope_of_its_own_opens_nothing(
    client_of: Callable, board: Callable, portfolios: list[str], scope: dict[str, Any]
) -> None:
    first, other = portfolios[:2]
    said = {**scope, "portfolios": [other]} if "portfolios" in scope else scope
    made = board(client_of("cfo"), {**BY_PORTFOLIO, **said}, roles=["collector"])
    collector = client_of("collector", portfolios=[first])
    seen = [row["Portfolio"] for row in rows(collector, made, query=f"&portfolio={other}&entity=")]
    assert set(seen) <= ({first} if scope == {"own_scope": True} else set())


def test_a_block_of_its_own_scope_is_not_moved_by_that_of_the_page(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    made = board(client, {**NET, "own_scope": True, "entities": ["FR01"]}, NET)
    page = text(client, f"/tableaux/{made.pk}/?part=all&entity=GB01")
    links = re.findall(r'class="k" href="(/creances/[^"]+)"', page)
    assert ["entity=FR01" in link for link in links] == [True, False]
    assert ["entity=GB01" in link for link in links] == [False, True]


@pytest.mark.parametrize(
    "block", [NET, BY_PORTFOLIO, BY_CUSTOMER, LINES, BARS, BUCKETS, {**BUCKETS, "by": "entity"}]
)
def test_every_kind_of_block_is_shown_and_every_figure_leads_somewhere(
    client_of: Callable, board: Callable, demo: Path, block: dict[str, Any]
) -> None:
    client = client_of("cfo")
    made = board(client, block)
    page = text(client, f"/tableaux/{made.pk}/?part=all")
    assert "Loading" not in page
    assert "note warning" not in page
    address = re.search(r'(?:href="|\\"|")(/creances/\?[^"\\]*measure=[^"\\]+)', page)
    assert address is not None
    assert "note error" not in text(client, address[1].replace("&amp;", "&"))


def test_the_rows_behind_a_part_of_a_table_add_up_to_it(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    made = board(client, {**BY_CUSTOMER, "limit": 1})
    page = text(client, f"/tableaux/{made.pk}/?part=all")
    cell = re.search(r'<td class="num[^>]*><a href="([^"]+)">€([\d,]+)</a>', page)
    assert cell is not None
    total = re.search(r"<dd>€([\d,]+\.\d\d)</dd>", text(client, cell[1].replace("&amp;", "&")))
    assert total is not None
    assert round(Decimal(total[1].replace(",", ""))) == Decimal(cell[2].replace(",", ""))


def test_a_script_asks_for_one_block_alone(client_of: Callable, board: Callable, demo: Path) -> None:
    client = client_of("cfo")
    made = board(client, NET, BARS)
    page = text(client, f"/tableaux/{made.pk}/")
    assert page.count("data-part") == 2
    alone = text(client, f"/tableaux/{made.pk}/?part=b0", HX_Request="true")
    assert "<html" not in alone
    assert 'class="tile"' in alone
    with_one = text(client, f"/tableaux/{made.pk}/?part=b0")
    assert "<html" in with_one
    assert with_one.count("data-part") == 1


def test_a_figure_that_is_no_more_says_so_and_the_rest_shows(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    made = board(client, {"kind": "tile", "figures": ["gone_figure"]}, NET)
    page = text(client, f"/tableaux/{made.pk}/?part=all")
    assert "There is no figure gone_figure" in page
    assert 'class="tile"' in page


def test_text_is_written_as_text(client_of: Callable, board: Callable, demo: Path) -> None:
    client = client_of("cfo")
    bad = '<script>alert(1)</script> [x](javascript:alert(1)) [y](https://a.example/"onmouseover="x) **b**'
    made = board(
        client, {"kind": "text", "text": bad, "title": "<b>t</b>"}, title="<i>d</i>", about="<u>a</u>"
    )
    for address in (f"/tableaux/{made.pk}/", f"/tableaux/{made.pk}/modifier/", "/tableaux/"):
        page = text(client, address)
        for raw in ("<script>alert", "<b>t</b>", "<i>d</i>", "<u>a</u>", 'href="javascript', 'onmouseover="'):
            assert raw not in page
    assert "<strong>b</strong>" in text(client, f"/tableaux/{made.pk}/")


@pytest.mark.parametrize(
    ("role", "makes", "shares"),
    [
        ("cfo", True, True),
        ("credit_manager", True, True),
        ("controller", True, True),
        ("administrator", True, True),
        ("collector", True, False),
        ("sales", True, False),
        ("accountant", True, False),
        ("auditor", False, False),
    ],
)
def test_who_makes_and_who_shares(
    client_of: Callable, demo: Path, role: str, makes: bool, shares: bool
) -> None:
    client = client_of(role)
    assert text(client, "/tableaux/")
    assert client.post("/tableaux/nouveau/", {"title": "Mine"}).status_code == (302 if makes else 403)
    if makes:
        made = Dashboard.objects.get()
        about = {"act": "about", "version": 1, "title": "Mine", "roles": ["auditor", "nobody"]}
        client.post(f"/tableaux/{made.pk}/modifier/", about)
        made.refresh_from_db()
        assert made.roles == (["auditor"] if shares else [])


def test_a_shared_one_is_read_and_duplicated_never_changed(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    cfo, collector, other = client_of("cfo"), client_of("collector"), client_of("sales")
    made = board(cfo, NET, roles=["collector"])
    assert "modifier" not in text(collector, f"/tableaux/{made.pk}/")
    text(other, f"/tableaux/{made.pk}/", 404)
    for path in ("modifier/", "modifier/b0/", "suppression/"):
        assert (
            collector.post(f"/tableaux/{made.pk}/{path}", {"act": "remove", "block": "b0"}).status_code == 404
        )
    assert other.post(f"/tableaux/{made.pk}/copie/").status_code == 404
    assert collector.post(f"/tableaux/{made.pk}/copie/").status_code == 302
    copy = Dashboard.objects.get(owner=collector.person)
    assert (copy.blocks, copy.roles) == (made.blocks, [])


def test_what_someone_gone_shared_is_gone(client_of: Callable, board: Callable, demo: Path) -> None:
    cfo, collector = client_of("cfo"), client_of("collector")
    made = board(cfo, NET, roles=["collector"])
    cfo.person.is_active = False
    cfo.person.save()
    text(collector, f"/tableaux/{made.pk}/", 404)


def test_one_deleted_can_be_put_back(client_of: Callable, board: Callable, demo: Path) -> None:
    client = client_of("cfo")
    made = board(client, NET)
    client.post(f"/tableaux/{made.pk}/suppression/")
    text(client, f"/tableaux/{made.pk}/", 404)
    assert f"/tableaux/{made.pk}/retour/" in text(client, "/tableaux/")
    client.post(f"/tableaux/{made.pk}/retour/")
    text(client, f"/tableaux/{made.pk}/")


@pytest.mark.parametrize("start", ["controller", "credit_manager"])
def test_one_to_start_from_answers_every_block(client_of: Callable, demo: Path, start: str) -> None:
    client = client_of("cfo")
    answer = client.post("/tableaux/nouveau/", {"start": start})
    page = text(client, answer.url + "?part=all")
    assert page.count('class="cell') == 9
    assert "note warning" not in page


def test_an_auditor_takes_files_away_and_a_stranger_nothing(
    client_of: Callable, board: Callable, stranger: Client, demo: Path
) -> None:
    made = board(client_of("cfo"), NET, roles=["auditor"])
    assert rows(client_of("auditor"), made)
    assert stranger.get(f"/tableaux/{made.pk}/?b0-format=csv").status_code == 302


def test_one_to_start_from_is_looked_at_then_copied(client_of: Callable, demo: Path) -> None:
    from encours.web.dashboards.models import Dashboard

    client = client_of("cfo")
    page = client.get("/tableaux/modeles/board/")
    assert "Copy it to my dashboards" in page.content.decode()
    assert not Dashboard.objects.exists()
    assert 'class="tile"' in client.get("/tableaux/modeles/board/?part=all").content.decode()
    assert client.get("/tableaux/modeles/nothing/").status_code == 404
    assert client.post("/tableaux/nouveau/", {"start": "board"}).status_code == 302
    assert Dashboard.objects.get().title == "Board"
