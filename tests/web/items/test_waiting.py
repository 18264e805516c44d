"""What is not applied yet: since when; and who follows, refers to, disputes each row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.items.ledgers import address, rows_of, sum_of

if TYPE_CHECKING:
    from django.test import Client


def test_each_credit_says_since_when_it_waits_and_all_add_up_to_the_tile(
    demo: Path, client_of: Callable[..., Client]
) -> None:
    from encours.api import open_book

    url = address("/creances/", measure="unapplied", size=500)
    table = rows_of(client_of(), url)
    keys = [column.key for column in table.columns]
    assert {"issue_date", "age_days", "customer_name"} <= set(keys)
    day = open_book(demo).data_date
    for row in table.rows:
        assert row["age_days"] == (day - date.fromisoformat(row["issue_date"])).days
    assert sum_of(client_of(), url) == open_book(demo).show("unapplied", currency="EUR").value


def test_the_file_says_since_when(demo: Path, client_of: Callable[..., Client]) -> None:
    file = client_of().get(address("/creances/", measure="unapplied", format="csv"))
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    assert "Unapplied since" in text
    assert "Days unapplied" in text


def test_rows_sort_by_how_long_they_wait(demo: Path, client_of: Callable[..., Client]) -> None:
    table = rows_of(client_of(), address("/creances/", measure="unapplied", sort="-age_days"))
    days = [row["age_days"] for row in table.rows]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("column", ["collector", "portfolio", "reference", "dispute_cause"])
def test_a_row_has_who_follows_it_what_it_refers_to_and_why_it_is_disputed(
    demo: Path, client_of: Callable[..., Client], column: str
) -> None:
    url = address("/creances/", measure="disputed", columns=["document", column], sort=f"-{column}")
    table = rows_of(client_of(), url)
    assert column in [one.key for one in table.columns]
    if column != "reference":
        assert all(row[column] for row in table.rows)


def test_one_collector_is_chosen_in_front_of_the_list(demo: Path, client_of: Callable[..., Client]) -> None:
    client = client_of()
    page = client.get(address("/creances/", measure="overdue")).content.decode()
    name = page.partition('name="collector"')[2].partition('<option value="')[2]
    name = name.partition('<option value="')[2].partition('"')[0]
    assert name
    sent = client.get(
        "/creances/", {"measure": "overdue", "collector": name, "where": ["kind=invoice", "collector=x"]}
    )
    where = parse_qs(urlsplit(sent.headers["Location"]).query)["where"]
    assert where == ["kind=invoice", f"collector={name}"]
    chosen = client.get(sent.headers["Location"])
    assert f'value="{name}" selected' in chosen.content.decode()
    assert {row["collector"] for row in rows_of(client, sent.headers["Location"]).rows} == {name}
    everyone = client.get("/creances/", {"measure": "overdue", "collector": "", "where": f"collector={name}"})
    assert "collector" not in everyone.headers["Location"]
