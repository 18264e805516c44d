"""Every figure of the aged balance leads to rows that add up to it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.rounds import rounds
from tests.web.items.ledgers import address, sum_of

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.tables import Table

CENT = Decimal("0.01")


def balance(client: Client, **asked: Any) -> Any:
    response = client.get(address("/balance/", **asked))
    assert response.status_code == 200
    return response


def cents(value: Any) -> Decimal:
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)


def walk(client: Client, table: Table, lines: int = 3) -> int:
    """Follow the link of every figure of the first lines and of the totals; how many were followed."""
    followed = 0
    for column in table.shown:
        if not column.numeric or column.key == "change":
            continue
        cells = [(column.of(line), column.href(line)) for line in table.rows[:lines] if column.href]
        cells.append((table.totals[column.key], column.total_href))
        for value, href in cells:
            assert cents(sum_of(client, href)) == cents(value), (column.key, value, href)
            followed += 1
    return followed


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"by": "customer", "against": "2025-03-31", "date": "2025-04-15"},
        {"by": ["entity", "portfolio"]},
        {"by": ["customer", "kind"], "edges": "1,29"},
        {"by": ["zone", "country"], "where": ["kind!=debit_note", "amount>=-500"], "currency": "USD"},
        {"by": "dispute_cause", "base_date": "issue", "edges": "10,20,30,40,50,60,70"},
        {"by": ["salesperson", "doubtful"], "where": ["portfolio=P1,Nord\\, Est"], "currency": "GBP"},
        {"by": "due_date", "show": "count"},
        {"by": "group", "show": "count", "entity": "F1"},
        {"by": "collector", "where": "bucket=unapplied,31-60"},
    ],
    ids=lambda asked: " ".join(asked) or "plain",
)
def test_every_cell_leads_to_its_rows(
    ledger: Path, client_of: Callable[..., Client], asked: dict[str, Any]
) -> None:
    client = client_of()
    response = balance(client, **asked)
    assert walk(client, response.context["table"]) > 8
    assert response.context["tie"].holds


def test_so_do_those_of_the_demo_group(demo: Path, client_of: Callable[..., Client]) -> None:
    client = client_of()
    response = balance(client, by=["entity", "portfolio"], where="kind=invoice,payment", date="2026-08-17")
    assert walk(client, response.context["table"], lines=rounds(2, 4)) > rounds(18, 30)
    assert response.context["tie"].holds


def test_subtotals_are_the_sum_of_their_group_and_the_total_counts_nothing_twice(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    table = balance(client_of(), by=["entity", "customer"]).context["table"]
    groups = [line for line in table.rows if line.subtotal]
    assert [line.values for line in groups] == [("F1",), ("G/2",)]
    assert [line.subtotal for line in table.rows] == [True, False, False, False, False, True, False]
    for group in groups:
        inside = [line for line in table.rows if not line.subtotal and line.values[0] == group.values[0]]
        assert sum(line.net for line in inside) == group.net
        assert sum(line.amounts[0] for line in inside) == group.amounts[0]
    assert cents(table.totals["net"]) == cents(sum(line.net for line in groups))


def test_groups_and_their_rows_follow_the_order_asked_for(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    table = balance(client_of(), by=["entity", "portfolio"], sort="net").context["table"]
    subtotals = [line.net for line in table.rows if line.subtotal]
    inside = [line.net for line in table.rows if not line.subtotal and line.values[0] == "F1"]
    assert subtotals == sorted(subtotals)
    assert inside == sorted(inside)
    assert len(inside) == 4


def test_a_file_of_groups_has_no_subtotal_that_a_sheet_would_add_again(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    response = client_of().get(
        address("/balance/", by=["entity", "portfolio"], format="csv", columns="d0,d1,net")
    )
    lines = b"".join(response.streaming_content).decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Entity,Entity code,Portfolio,Net (EUR)"
    assert sorted(line.split(",")[1] for line in lines[1:] if line) == ["F1", "F1", "F1", "F1", "G/2"]


def test_the_same_code_in_two_entities_is_two_customers_when_the_names_differ(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    table = balance(client_of(), by="customer").context["table"]
    named = {line.values for line in table.rows}
    assert {("A/1 é", "Élan Métal"), ("A/1 é", "Elan Metal Ltd"), ("D", None)} <= named


def test_the_change_is_from_the_net_of_the_other_date(ledger: Path, client_of: Callable[..., Client]) -> None:
    table = balance(client_of(), by="customer", date="2025-03-05", against="2025-02-28").context["table"]
    changes = {line.values[0]: (line.before, line.net, line.change) for line in table.rows}
    assert changes["B"] == (Decimal("500"), Decimal("-100"), Decimal("-600"))
    # 20 was set against it by the payment of another customer
    assert changes["A/1 é"] == (Decimal("150"), Decimal("130"), Decimal("-20"))


def test_what_was_open_then_and_is_no_more_still_counts_in_the_change(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    asked = {"by": "posting_date", "date": "2025-02-20", "against": "2025-02-19"}
    table = balance(client_of(), **asked).context["table"]
    gone = next(line for line in table.rows if line.values == ("2025-01-10",))
    assert (gone.before, gone.net, gone.change) == (Decimal("100.50"), 0, Decimal("-100.50"))


@pytest.mark.parametrize(
    ("day", "bucket"),
    [("2025-04-30", "b0"), ("2025-05-01", "b0"), ("2025-05-02", "b1")],
)
def test_an_item_is_late_the_day_after_it_falls_due(
    ledger: Path, client_of: Callable[..., Client], day: str, bucket: str
) -> None:
    """VT/3 falls due on 1 May."""
    asked = {"by": "customer", "where": ["due_date=2025-05-01..2025-05-01"], "date": day}
    table = balance(client_of(), **asked).context["table"]
    assert {key: int(table.totals[key]) for key in ("b0", "b1")} == {"b0": 0, "b1": 0, bucket: 300}


@pytest.mark.parametrize(
    ("edges", "held"), [("51", "b1"), ("50", "b2"), ("50,52", "b2"), ("7, 51 ;90", "b2")]
)
def test_edges_are_the_last_day_of_their_bucket(
    ledger: Path, client_of: Callable[..., Client], edges: str, held: str
) -> None:
    """VT/2 is 51 days late on 2 May: the edge 51 holds it."""
    table = balance(client_of(), edges=edges, where="item=VT/2").context["table"]
    assert int(table.totals[held]) == 130


def test_a_date_before_the_first_item_shows_nothing_and_ties(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    response = balance(client_of(), date="2025-01-09")
    assert response.context["table"].count == 0
    assert response.context["tie"].holds
    first = balance(client_of(), date="2025-01-10")
    assert cents(first.context["table"].totals["net"]) == Decimal("100.50")


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "portfolio", "date": "2025-03-05", "against": "2025-02-28"},
        {"by": ["entity", "portfolio"], "date": "2025-03-05"},
        {"by": "posting_date", "date": "2025-02-20", "against": "2025-02-19"},
        {"by": "portfolio", "date": "2001-01-01", "against": "2000-12-31"},
    ],
    ids=str,
)
def test_what_the_rows_add_up_to_is_the_balance_asked_without_any_split(
    ledger: Path, client_of: Callable[..., Client], asked: dict[str, Any]
) -> None:
    from encours.web.aged.in_memory import whole

    shown = balance(client_of(), **asked).context
    assert shown["total"] == whole(shown["asked"])
