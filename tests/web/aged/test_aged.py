"""The page of the aged balance: what may be asked of it, by whom, and what it keeps."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.cube.branches import Text
from tests.web.aged.test_cells import balance, cents, walk
from tests.web.items.ledgers import address

if TYPE_CHECKING:
    from django.test import Client

HOSTILE = [
    {"by": "nothing"},
    {"by": "bucket"},
    {"by": "document"},
    {"by": ["entity", "country", "zone"]},
    {"by": "entity'; DROP TABLE items"},
    {"edges": "-2,30"},
    {"edges": "60,30"},
    {"edges": "1" * 30},
    {"edges": ",".join(map(str, range(1, 40)))},
    {"base_date": "payment"},
    {"show": "everything"},
    {"against": "tomorrow"},
    {"against": "0001-01-01"},
    {"date": "0001-01-02"},
    {"where": "1=1"},
    {"where": "amount>=1e99999"},
    {"where": [f"customer!=C{n}" for n in range(41)]},
]


@pytest.mark.parametrize("asked", HOSTILE, ids=lambda asked: str(asked)[:60])
def test_a_question_without_an_answer_is_a_page_that_says_why(
    ledger: Path, client_of: Callable[..., Client], asked: dict[str, Any]
) -> None:
    response = client_of().get(address("/balance/", **asked))
    assert response.status_code == 400
    assert "This question has no answer" in response.content.decode()


@pytest.mark.parametrize(
    "asked", [{"page": "-3"}, {"sort": "b99"}, {"by": ""}, {"by": ["entity", "entity"]}], ids=str
)
def test_what_is_merely_odd_is_answered(
    ledger: Path, client_of: Callable[..., Client], asked: dict[str, Any]
) -> None:
    assert balance(client_of(), **asked).context["table"].count


def test_a_confined_person_sees_a_balance_of_their_own(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    collector = client_of("collector", portfolios=["P2"])
    for asked in ({}, {"by": ["entity", "portfolio"]}, {"where": "portfolio!=P2"}, {"portfolio": "P1"}):
        table = balance(collector, **asked).context["table"]
        net = cents(table.totals["net"] or 0)
        assert net == (Decimal("-100.00") if not asked or "by" in asked else 0)
    table = balance(collector, by=["entity", "portfolio"]).context["table"]
    assert [line.values for line in table.rows] == [("F1",), ("F1", "P2")]


@pytest.mark.parametrize("sort", ["-b1", "b0", "-net", "unapplied", "d0", "-count"])
def test_very_many_rows_are_ordered_by_the_book_as_few_are_here(
    ledger: Path, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    client = client_of()
    asked = {
        "by": "customer",
        "date": "2025-05-02",
        "sort": sort,
        "where": "kind!=debit_note",
    }  # all have a name
    few = balance(client, **asked).context["table"]
    monkeypatch.setattr("encours.web.aged.query.MANY_CUSTOMERS", 1)
    many = balance(client, **asked).context["table"]
    column = next(column for column in few.columns if column.key == sort.removeprefix("-"))
    assert [column.of(line) for line in many.rows] == [column.of(line) for line in few.rows]
    assert {line.values: line for line in many.rows} == {line.values: line for line in few.rows}
    assert many.count == few.count == 4
    assert all(cents(many.totals[key]) == cents(few.totals[key]) for key in few.totals)


def test_very_many_rows_lead_to_theirs_too(
    ledger: Path, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("encours.web.aged.query.MANY_CUSTOMERS", 1)
    client = client_of()
    response = balance(client, by=["portfolio", "customer"], against="2025-04-15", where="kind!=debit_note")
    assert walk(client, response.context["table"]) > 30
    assert response.context["tie"].holds


@pytest.mark.parametrize(("words", "found"), [("elan", 2), ("ÉLAN ltd", 1), ("a/1", 2), ("nothing", 0)])
def test_rows_are_found_by_words_whatever_their_number(
    ledger: Path, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, words: str, found: int
) -> None:
    client = client_of()
    few = balance(client, by="customer", q=words).context["table"]
    monkeypatch.setattr("encours.web.aged.query.MANY_CUSTOMERS", 1)
    many = balance(client, by="customer", q=words).context["table"]
    assert (few.count, many.count) == (found, found)
    if found:
        assert abs(few.totals["net"] - many.totals["net"]) < Decimal("0.01") * found
        assert not next(column for column in many.columns if column.key == "net").total_href


def test_a_file_of_very_many_rows_has_them_all(
    ledger: Path, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"by": "customer", "format": "csv", "columns": "d0,net", "sort": "d0"}
    client = client_of()
    few = b"".join(client.get(address("/balance/", **asked)).streaming_content)
    monkeypatch.setattr("encours.web.aged.query.MANY_CUSTOMERS", 1)
    assert b"".join(client.get(address("/balance/", **asked)).streaming_content) == few
    assert few.count(b"\r\n") == 6


def test_the_edges_of_the_page_become_a_set_that_others_find(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    manager, collector = client_of("credit_manager"), client_of("collector")
    assert "Save these edges" not in collector.get("/balance/?edges=15,45").content.decode()
    page = manager.get("/balance/?edges=15,45&by=zone")
    response = manager.post(page.context["save_url"], {"name": "Short"})
    assert response["Location"] == page.context["asked"].url()
    sets = {one.name: one for one in collector.get("/balance/").context["sets"]}
    assert sets["Short"].edges == "15,45"
    assert not sets["Short"].default
    assert collector.get("/balance/").context["asked"].edges == "30,60,90"


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_a_set_needs_a_name(ledger: Path, client_of: Callable[..., Client], name: str) -> None:
    client = client_of("credit_manager")
    page = client.post("/balance/tranches/?edges=15,45", {"name": name}, follow=True)
    assert [one.edges for one in page.context["sets"]] == ["30,60,90"]
    assert 'class="note error"' in page.content.decode()


def test_who_may_not_steer_saves_nothing(ledger: Path, client_of: Callable[..., Client]) -> None:
    for role in ("collector", "auditor", "sales"):
        assert client_of(role).post("/balance/tranches/?edges=15,45", {"name": "Mine"}).status_code == 403


@pytest.mark.parametrize("day", ["2025-05-02", "2025-03-01"])
def test_the_ledger_is_checked_on_the_date_of_the_page(
    ledger: Path, client_of: Callable[..., Client], day: str
) -> None:
    html = client_of().get(f"/balance/controle/?date={day}").content.decode()
    assert "positions = items less allocations" in html


def test_a_ledger_that_does_not_tie_names_only_what_one_may_see(
    ledger: Path, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Text("SELECT * FROM (VALUES ('F1', 'EUR', 100000), ('G/2', 'GBP', 1))")
    monkeypatch.setattr("encours.api.entities._checked", {})
    monkeypatch.setattr("encours.cube.entities.gaps", lambda _day: wrong)
    assert "F1, G/2" in client_of().get("/balance/controle/").content.decode()
    html = client_of("controller", entities=["G/2"]).get("/balance/controle/").content.decode()
    assert "differ in G/2" in html


def test_the_chart_has_a_bar_for_each_group_and_adds_up_to_the_gross(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    chart = balance(client_of(), by="entity", columns="d0,gross").context["chart"]
    assert [line.head for line in chart.table.lines] == ["Filiale Une", "Branch Two"]
    assert all(cell.href for line in chart.table.lines for cell in line.cells if cell.text)


def test_filters_of_the_page_are_told_and_can_be_removed(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    response = balance(client_of(), by="zone", where=["country=FR", "zone="], edges="15,45")
    chips = response.context["chips"]
    assert [(chip.label, chip.text) for chip in chips] == [("Country", "FR"), ("Zone", "(none)")]
    assert "country" not in chips[0].without
    assert "edges=15%2C45" in chips[0].without


@pytest.mark.parametrize("asked", [{"by": "customer"}, {"by": ["entity", "country"]}], ids=str)
def test_shares_of_the_column_come_to_the_whole(
    ledger: Path, client_of: Callable[..., Client], asked: dict[str, Any]
) -> None:
    table = balance(client_of(), show="column", **asked).context["table"]
    rates = [column for column in table.shown if column.kind == "rate"]
    assert [column.key for column in rates][-1] == "gross"
    for column in rates:
        parts = [column.of(line) for line in table.rows if not line.subtotal]
        if any(parts):
            assert abs(sum(parts) - 1) < Decimal("1e-20")
            assert table.totals[column.key] == 1


def test_shares_of_the_row_come_to_the_whole(ledger: Path, client_of: Callable[..., Client]) -> None:
    table = balance(client_of(), show="share", by="customer").context["table"]
    rates = [column for column in table.shown if column.kind == "rate"]
    assert rates
    for line in table.rows:
        if line.gross:
            assert abs(sum(column.of(line) for column in rates) - 1) < Decimal("1e-20")


@pytest.mark.parametrize("said", ["pays", "Country", "PAYS"])
def test_what_splits_it_is_named_in_the_words_of_its_reader(
    ledger: Path, client_of: Callable[..., Client], said: str
) -> None:
    client = client_of("cfo")
    answers = [client.get(address("/balance/", by=by)) for by in (said, "country")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert list(answers[0].context["table"].rows) == list(answers[1].context["table"].rows)
