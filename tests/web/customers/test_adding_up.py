"""Files of converted money add up to the totals of their page, to the cent."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def cfo(demo: Path, client_of: Callable[..., Client]) -> Client:
    return client_of("cfo")


def column(client: Client, url: str, label: str) -> Decimal:
    """The sum of the first column of a file whose heading begins so."""
    answer: Any = client.get(url + "&format=csv&lang=en")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ",")
    place = next(place for place, name in enumerate(head) if name.startswith(label))
    return sum((Decimal(line[place].replace(",", ".")) for line in lines if line[place]), Decimal(0))


@pytest.mark.parametrize(
    "url", ["/clients/?currency=USD", "/clients/?currency=JPY", "/clients/?by=group&currency=USD"]
)
def test_customers_and_groups_of_a_file_are_the_total_of_the_page(cfo: Client, url: str) -> None:
    totals = cfo.get(url).context["table"].totals
    for key, label in (("net", "Net"), ("overdue", "Overdue")):
        assert column(cfo, url, label) == totals[key]


def test_the_parts_of_the_demo_group_add_up_to_what_is_shown(demo: Path) -> None:
    from encours.api import open_book

    book = open_book(demo)
    try:
        whole = book.show("net", "sales", currency="USD")
        for by in ("customer", "entity", "portfolio", "currency"):
            parts = book.show("net", "sales", by=by, currency="USD")
            for name in ("net", "sales"):
                assert sum(parts[name], Decimal(0)) == whole.rows[0][name]
    finally:
        book.close()
