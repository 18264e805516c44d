"""The rows behind every measure, where promises are written too: those of promises name an item, or none."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from encours.cube.measures import PUBLISHED, measure
from tests.web.promises.ledgers import BOCAGE, address, recorded, text_of, today

if TYPE_CHECKING:
    from django.test import Client

ROWS = "/creances/"


def csv(client: Client, **asked: Any) -> str:
    answer: Any = client.get(address(ROWS, format="csv", **asked))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode("utf-8-sig")


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_rows_of_every_measure_are_a_page_a_file_and_an_order(manager: Client, name: str) -> None:
    recorded(manager, f"{BOCAGE}promesses/", made_on=today().isoformat())
    page = manager.get(address(ROWS, measure=name, date=today().isoformat()))
    assert page.status_code == 200
    table = page.context["table"]
    assert csv(manager, measure=name, date=today().isoformat()).count("\r\n") == table.count + 1
    for column in (*measure(name).fact.shown, name):
        asked = {"measure": name, "sort": column, "date": today().isoformat()}
        assert manager.get(address(ROWS, **asked)).status_code == 200, column


def test_a_promise_of_the_whole_account_is_a_row_that_leads_to_it(manager: Client) -> None:
    made = recorded(manager, f"{BOCAGE}promesses/", amount="100")
    page = manager.get(address(ROWS, measure="promised", date=today().isoformat()))
    (row,) = [row for row in page.context["table"].rows if row["promise"] == made.key]
    assert (row["item"], row["promised_amount"], row["promised"]) == (None, Decimal(100), Decimal(100))
    assert "The whole account" in text_of(page)
    chosen = f"F1\x1f\x1f{made.key}\x1f"
    assert chosen in text_of(page)
    form = {"chosen": chosen, "format": "csv"}
    file: Any = manager.post(address(ROWS, measure="promised", date=today().isoformat()), form)
    assert len(b"".join(file.streaming_content).splitlines()) == 2
