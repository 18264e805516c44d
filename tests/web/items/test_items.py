"""The rows page: what it says is what it shows, to anyone, on any date."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.items.ledgers import address, rows_of, sum_of

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.tables import Table


def rows(client: Client, **asked: Any) -> Table:
    return rows_of(client, address("/creances/", **asked))


@pytest.mark.parametrize(
    "measure", ["net", "overdue", "not_due", "unapplied", "disputed", "doubtful", "item_count"]
)
def test_rows_of_a_position_add_up_to_it(
    ledger: Path, client_of: Callable[..., Client], measure: str
) -> None:
    from encours.api import open_book

    shown = open_book(ledger).show(measure, as_of="2025-04-29", currency="EUR").value
    assert shown
    assert sum_of(client_of(), address("/creances/", measure=measure, date="2025-04-29")) == shown


@pytest.mark.parametrize("measure", ["sales", "receipts", "credit_notes", "write_offs"])
@pytest.mark.parametrize("window", ["1m", "3m", "45d"])
def test_rows_of_a_flow_add_up_to_it_over_its_window(
    ledger: Path, client_of: Callable[..., Client], measure: str, window: str
) -> None:
    from encours.api import open_book

    shown = open_book(ledger).show(measure, window=window, currency="EUR").value
    assert sum_of(client_of(), address("/creances/", measure=measure, window=window)) == shown


def test_a_figure_is_asked_over_three_months_unless_it_says_otherwise(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    client = client_of()
    unsaid = sum_of(client, address("/creances/", measure="sales"))
    assert unsaid == sum_of(client, address("/creances/", measure="sales", window="3m"))
    assert unsaid != sum_of(client, address("/creances/", measure="sales", window="12m"))


def test_the_head_says_what_these_rows_are(ledger: Path, client_of: Callable[..., Client]) -> None:
    asked = {"measure": "overdue", "where": ["bucket=31-60", "entity=F1"], "date": "2025-04-29"}
    html = client_of().get(address("/creances/", **asked)).content.decode()
    for said in ("<h1>Overdue</h1>", "as of 29 Apr 2025", "<b>31–60 d</b>", "<b>F1</b>"):
        assert said in html, said


def test_a_chip_takes_its_own_filter_away_and_keeps_the_rest(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    asked = {
        "measure": "net",
        "where": ["kind=invoice", "entity=F1"],
        "date": "2025-04-29",
        "sort": "due_date",
    }
    response = client_of().get(address("/creances/", **asked))
    first, second = response.context["chips"]
    without = parse_qs(urlsplit(first.without).query)
    assert without == {
        "measure": ["net"],
        "where": ["entity=F1"],
        "date": ["2025-04-29"],
        "sort": ["due_date"],
    }
    assert parse_qs(urlsplit(second.without).query)["where"] == ["kind=invoice"]


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2025-01-09", 0), ("2025-01-10", 1), ("2025-02-19", 1), ("2025-02-20", 0)],
)
def test_an_item_is_there_from_its_posting_to_its_settlement(
    ledger: Path, client_of: Callable[..., Client], day: str, shown: int
) -> None:
    assert rows(client_of(), where="item=VT/1", date=day).count == shown


def test_words_are_looked_for_in_numbers_references_and_names(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    client = client_of()
    for words, found in (("elan", 3), ("bc77", 0), ("fa-1001", 1), ("LEFEVRE", 2), ("nothing", 0)):
        assert rows(client, q=words, date="2025-05-01").count == found, words
    assert rows(client, q="bc77", date="2025-02-01").count == 1


def test_every_column_of_the_book_may_be_shown_and_ordered_by(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    from encours.api import open_book

    client, book = client_of(), open_book(ledger)
    for measure in ("doubtful", "receipts"):
        keys = {column.key for column in rows(client, measure=measure).columns}
        told = set(book.rows(measure, window="12m").columns)
        assert told <= keys
        for key in sorted(keys):
            assert (
                rows(client, measure=measure, window="12m", sort=f"-{key}", columns=key).asked.order.key
                == key
            )


def test_ticked_rows_are_added_up_in_their_own_currency(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    lines = {line.row["item"]: line for line in rows(client_of(), date="2025-04-29").lines}
    assert (lines["VT/5"].currency, Decimal(lines["VT/5"].units)) == ("USD", Decimal(70))
    assert (lines["I,6"].currency, Decimal(lines["I,6"].units)) == ("GBP", Decimal("80.01"))


def test_ticked_rows_alone_are_in_their_file(ledger: Path, client_of: Callable[..., Client]) -> None:
    client = client_of()
    url = address("/creances/", date="2025-04-29", columns="item,net")
    chosen = [line.check for line in rows_of(client, url).lines if line.row["item"] in ("VT/2", "I,6")]
    response = client.post(url, {"chosen": chosen, "format": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig").split("\r\n")
    assert sorted(line.rpartition(",")[0].strip('"') for line in text[1:] if line) == ["I,6", "VT/2"]


def test_ticked_rows_of_another_perimeter_are_not_taken(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    manager, collector = client_of(), client_of("collector", portfolios=["P2"])
    url = address("/creances/", date="2025-04-29", columns="item,net")
    chosen = [line.check for line in rows_of(manager, url).lines]
    response = collector.post(url, {"chosen": chosen, "format": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert "VT/4" in text
    assert "VT/2" not in text


def test_nothing_ticked_comes_back_to_the_page(ledger: Path, client_of: Callable[..., Client]) -> None:
    response = client_of().post(address("/creances/", where="kind=invoice"), {"format": "csv"})
    assert response.status_code == 302
    assert "where=kind%3Dinvoice" in response["Location"]


def test_the_whole_list_is_in_the_file_whatever_the_page(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    client = client_of()
    asked = {"date": "2025-04-29", "page": 1, "size": 25, "columns": "item,net", "format": "csv", "q": "elan"}
    text = b"".join(client.get(address("/creances/", **asked)).streaming_content).decode("utf-8-sig")
    assert len(text.strip().split("\r\n")) - 1 == rows(client, date="2025-04-29", q="elan").count


def test_figures_of_a_confined_person_are_theirs_alone(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    client = client_of("collector", portfolios=["P2"])
    for asked in (
        {},
        {"where": "portfolio=P1"},
        {"portfolio": "P1"},
        {"where": "portfolio!=P2"},
        {"q": "elan"},
    ):
        found = rows(client, date="2025-04-29", **asked)
        assert {row["customer"] for row in found.rows} <= {"B"}
        assert found.count == (2 if not asked else 0)


@pytest.mark.parametrize("role", ["sales", "auditor", "accountant"])
def test_every_role_that_sees_figures_sees_their_rows(
    ledger: Path, client_of: Callable[..., Client], role: str
) -> None:
    assert client_of(role).get("/creances/").status_code == 200


def test_a_stranger_is_asked_who_they_are(ledger: Path, stranger: Client) -> None:
    for url in ("/creances/", "/creances/F1/I1/", "/balance/", "/balance/controle/"):
        assert stranger.get(url).status_code == 302


HOSTILE = [
    {"measure": "nothing"},
    {"measure": "net'; DROP TABLE items"},
    {"measure": "on_time_due"},
    {"where": "1=1"},
    {"where": "entity'); DROP TABLE items; --=F1"},
    {"where": "no condition"},
    {"where": "amount>=1e999999999"},
    {"where": "amount>=99999999999999999999"},
    {"where": "open=NaN.."},
    {"where": "days_late=99999999999"},
    {"where": "due_date=0001-01-01.."},
    {"where": "due_date=2025-02-31.."},
    {"where": "as_of=2025-01-01"},
    {"where": "bucket=31-60", "measure": "sales"},
    {"where": [f"customer!=C{n}" for n in range(41)]},
    {"where": "customer=" + "x" * 20_001},
    {"edges": "30,20"},
    {"edges": "99999999999"},
    {"edges": ",".join(map(str, range(1, 14)))},
    {"window": "999999y"},
    {"window": "x"},
    {"base_date": "later"},
    {"date": "0001-01-01"},
    {"date": "9999-12-31"},
    {"date": "yesterday"},
    {"currency": "'; --"},
    {"filters": "1", "field": "no_such_field"},
]


@pytest.mark.parametrize("asked", HOSTILE, ids=lambda asked: str(asked)[:60])
def test_a_question_without_an_answer_is_a_page_that_says_why(
    ledger: Path, client_of: Callable[..., Client], asked: dict[str, Any]
) -> None:
    response = client_of().get(address("/creances/", **asked))
    assert response.status_code == 400
    assert "This question has no answer" in response.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "-1"},
        {"page": "99999999999999999999"},
        {"size": "-5"},
        {"sort": "nothing'; --"},
        {"columns": "nothing"},
        {"where": "customer_name~<script>alert(1)</script>"},
        {"where": "customer=' OR 1=1 --"},
        {"q": "' OR 1=1 --"},
        {"q": "%_\\"},
        {"where": ""},
        {"known": ""},
    ],
    ids=str,
)
def test_what_is_merely_odd_is_answered(
    ledger: Path, client_of: Callable[..., Client], asked: dict[str, Any]
) -> None:
    html = client_of().get(address("/creances/", **asked)).content.decode()
    assert "<script>alert" not in html
    assert '<div class="listing" id="items">' in html


def test_ten_thousand_filters_are_refused_before_anything_is_asked(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    from django.test import override_settings

    with override_settings(DEBUG=False):
        assert client_of().get(address("/creances/", where=["kind=invoice"] * 10_000)).status_code == 400
