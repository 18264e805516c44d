"""The customers most overdue: whose figures, in what order, for whom, and as a file."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from encours.api import open_book
from encours.api.habits import Payer, habits
from encours.web import typography
from encours.web.cockpit import late_rows
from encours.web.tables.memory import folded

if TYPE_CHECKING:
    from django.test import Client

Read = Callable[..., str]
NAME = re.compile(r'<td class="who[^>]*><a href="[^"]*"><b>([^<]*)</b>')


def test_the_twenty_most_overdue_come_first_with_the_total_of_all(
    cfo: Client, demo: Path, part: Read
) -> None:
    card = part(cfo, "late")

    found = open_book(demo).ranked(
        "overdue", by=["entity", "customer", "customer_name"], having="overdue>0", limit=20
    )
    assert NAME.findall(card) == [row["customer_name"] for row in found.rows]
    assert f"{found.count} customers overdue" in card
    foot = card.partition("<tfoot>")[2]
    assert typography.money(found.totals["overdue"], "EUR", "thousands") in foot


def test_the_total_stands_only_under_the_whole_list(cfo: Client, part: Read) -> None:
    assert "<tfoot>" in part(cfo, "late")
    assert "<tfoot>" not in part(cfo, "late", **{"late-q": "transports"})
    assert "<tfoot>" not in part(cfo, "late", habit="bad")


def test_a_search_keeps_the_customers_of_that_name(cfo: Client, part: Read) -> None:
    names = NAME.findall(part(cfo, "late", **{"late-q": "transports"}))

    assert names
    assert all("transports" in name.lower() for name in names)


def test_one_kind_of_payers_is_kept_and_every_line_says_so(cfo: Client, demo: Path, part: Read) -> None:
    card = part(cfo, "late", habit="bad")

    book = open_book(demo)
    by = ["entity", "customer", "customer_name"]
    rows = list(book.ranked("overdue", by=by, having="overdue>0", limit=10_000).rows)
    known = habits(book, [(row["entity"], row["customer"]) for row in rows], book.data_date)
    bad = [r["customer_name"] for r in rows if known[r["entity"], r["customer"]].payer is Payer.BAD]
    assert bad
    assert NAME.findall(card) == bad[:20]
    assert f"{len(bad)} customers overdue" in card
    assert "looked for among" not in card


def test_where_not_all_were_looked_at_the_card_and_its_file_say_so(
    cfo: Client, part: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    everyone = int(re.findall(r"(\d+) customers? overdue", part(cfo, "late"))[0])
    exact = NAME.findall(part(cfo, "late", habit="bad"))
    said = "ooked for among the first {0} customers of the list, out of {1}"
    for looked_at, told in ((everyone - 1, True), (everyone, False), (30, True)):
        monkeypatch.setattr(late_rows, "LOOKED_AT", looked_at)
        card = part(cfo, "late", habit="bad")
        assert (said.format(looked_at, everyone) in card) is told
        assert NAME.findall(card) == exact[: len(NAME.findall(card))]
        text = b"".join(cfo.get("/", {"late-format": "csv", "habit": "bad"}).streaming_content).decode()  # type: ignore[attr-defined]
        assert len(text.splitlines()) - 1 == int(re.findall(r"(\d+) customers? overdue", card)[0])


def test_the_next_page_follows_the_first(cfo: Client, part: Read) -> None:
    first, second = part(cfo, "late"), part(cfo, "late", **{"late-page": "2"})

    assert len(NAME.findall(second)) == 20
    assert not set(NAME.findall(first)) & set(NAME.findall(second))
    assert "part=late" not in re.findall(r'id="late-after"[^>]*href="([^"]*)"', first)[0]


def test_a_link_of_the_table_alone_opens_the_page_with_the_table_in_it(cfo: Client) -> None:
    page = cfo.get("/", {"late-sort": "customer_name"}).content.decode()

    assert 'id="late"' in page
    names = [folded(html.unescape(name)) for name in NAME.findall(page)]
    assert names == sorted(names)


def test_a_script_that_replaces_the_table_receives_the_table_alone(cfo: Client) -> None:
    headers = {"HX-Request": "true", "HX-Target": "late"}
    alone = cfo.get("/", {"late-sort": "net"}, headers=headers)
    whole = cfo.get("/", {"late-sort": "net"}, headers={**headers, "HX-History-Restore-Request": "true"})

    assert "<html" not in alone.content.decode()
    assert "<html" in whole.content.decode()
    assert "HX-Request" in alone.headers["Vary"]


def test_the_file_holds_every_customer_overdue(cfo: Client, demo: Path) -> None:
    answer = cfo.get("/", {"late-format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]

    lines = list(csv.reader(io.StringIO(text)))
    found = open_book(demo).ranked("overdue", by=["entity", "customer"], having="overdue>0", limit=1)
    place = next(n for n, head in enumerate(lines[0]) if head.startswith("Overdue"))
    assert len(lines) - 1 == found.count
    assert sum(Decimal(line[place]) for line in lines[1:]) == found.totals["overdue"]


def test_a_customer_without_anything_late_is_not_there_the_day_before_it_falls_due(
    cfo: Client, part: Read
) -> None:
    assert "No customer has anything overdue at this date." in part(cfo, "late", date="2010-01-01")
