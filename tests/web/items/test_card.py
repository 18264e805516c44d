"""The page of one item, on any date, whatever its codes hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.web.access.codes import CodeConverter
from encours.web.items.life import spans
from tests.web.items.ledgers import rows_of

if TYPE_CHECKING:
    from django.test import Client


def page(client: Client, entity: str, item: str, query: str = "") -> Any:
    from django.urls import reverse

    return client.get(reverse("item", args=[entity, item]) + query)


@pytest.mark.parametrize(
    "code", ["A/1 é", ".", "..", "a~b", "~2F", "x?y#z%2F", "I,6", "a\\b", "é\u202f", "\t"]
)
def test_any_code_makes_an_address_that_leads_back_to_it(code: str) -> None:
    from django.urls import resolve, reverse

    held = CodeConverter()
    assert held.to_python(held.to_url(code)) == code
    from urllib.parse import unquote

    found = resolve(unquote(reverse("item", args=[code, code])))
    assert found.kwargs == {"entity": code, "item": code}


def test_every_row_leads_to_its_item_and_its_customer(ledger: Path, client_of: Callable[..., Client]) -> None:
    client = client_of()
    table = rows_of(client, "/creances/?date=2025-04-29")
    document = next(column for column in table.columns if column.key == "document")
    for row in table.rows:
        response = client.get(document.href(row))
        assert response.status_code == 200
        assert response.context["columns"]["item"] == row["item"]
        assert response.context["columns"]["open"] == row["open"]


@pytest.mark.parametrize(
    ("day", "balance"),
    [
        ("2025-02-10", "200"),
        ("2025-02-19", "200"),
        ("2025-02-20", "150"),
        ("2025-03-01", "150"),
        ("2025-03-02", "130"),
    ],
)
def test_the_balance_after_each_step_is_what_was_open_then(
    ledger: Path, client_of: Callable[..., Client], day: str, balance: str
) -> None:
    context = page(client_of(), "F1", "VT/2", f"?date={day}").context
    assert context["spans"][0].balance == context["columns"]["open"] == Decimal(balance)
    assert context["spans"][0].until is None


def test_the_days_of_a_balance_follow_one_another(ledger: Path, client_of: Callable[..., Client]) -> None:
    found = list(reversed(page(client_of(), "F1", "VT/2").context["spans"]))
    assert [(span.since.isoformat(), span.until and span.until.isoformat()) for span in found] == [
        ("2025-02-10", "2025-02-19"),
        ("2025-02-20", "2025-03-01"),
        ("2025-03-02", None),
    ]


def test_a_credit_is_used_up_by_what_it_is_set_against(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    context = page(client_of(), "F1", "P1").context
    assert [str(span.balance) for span in reversed(context["spans"])] == ["-150.50", "0.00"]
    assert {event.other for event in context["events"] if event.href} == {"FA-1001", "FA-1002"}


def test_what_is_set_against_an_item_before_it_is_posted_counts_from_its_posting() -> None:
    columns = {"item": "I", "posting_date": date(2025, 3, 1), "amount": Decimal(100)}
    early = {"date": date(2025, 2, 1), "debit_item": "I", "amount": Decimal(40)}
    (span,) = spans(columns, [early])
    assert (span.since, span.change, span.balance) == (date(2025, 3, 1), Decimal(60), Decimal(60))


def test_an_item_that_is_not_posted_yet_does_not_exist(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    client = client_of()
    assert page(client, "F1", "VT/1", "?date=2025-01-09").status_code == 404
    assert page(client, "F1", "VT/1", "?date=2025-01-10").status_code == 200


def test_an_item_of_another_perimeter_does_not_exist(ledger: Path, client_of: Callable[..., Client]) -> None:
    collector = client_of("collector", portfolios=["P2"])
    assert page(collector, "F1", "VT/4").status_code == 200
    assert page(collector, "F1", "VT/2").status_code == 404
    assert page(client_of("controller", entities=["G/2"]), "F1", "VT/2").status_code == 404


def test_a_customer_one_may_not_see_is_not_named_by_the_credit_that_paid(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    """P3 of the customer B paid 20 of VT/2, an invoice of another portfolio."""
    html = page(client_of("collector", portfolios=["P1"]), "F1", "VT/2").content.decode()
    assert "Set against an item you may not see" in html
    assert "VIR-3" not in html
    assert "VIR-3" in page(client_of(), "F1", "VT/2").content.decode()


def test_amounts_are_in_the_currency_of_the_item_and_in_that_of_the_page(
    ledger: Path, client_of: Callable[..., Client]
) -> None:
    html = page(client_of(), "F1", "VT/5").content.decode()
    assert "$70.00" in html
    assert "€61.56" in html  # 70 / 1.1371, the last rate known on 2 May
    assert "€64.47" in page(client_of(), "F1", "VT/5", "?date=2025-04-14").content.decode()  # 70 / 1.0857


@pytest.mark.parametrize(("day", "late"), [("2025-05-01", 0), ("2025-05-02", 1)])
def test_due_today_is_not_late(ledger: Path, client_of: Callable[..., Client], day: str, late: int) -> None:
    assert page(client_of(), "F1", "VT/3", f"?date={day}").context["late"] == late


def test_a_dispute_stands_in_the_life_of_the_item(ledger: Path, client_of: Callable[..., Client]) -> None:
    assert "Dispute opened: Prix" in page(client_of(), "F1", "VT/3").content.decode()
    assert "Dispute opened" not in page(client_of(), "F1", "VT/3", "?date=2025-04-09").content.decode()
