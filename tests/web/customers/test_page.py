"""The page of one customer: the figures of the library, tabs, perimeter, addresses of odd codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from encours.book.home import Home
from tests.book.small_books import imported
from tests.web.customers.ledgers import BOCAGE, CODE, DAY, ELAN, OTHER, TABLES, TABS, address
from tests.web.items.ledgers import sum_of

if TYPE_CHECKING:
    from django.test import Client

    from encours.api import OpenBook
    from encours.web.customers.page.synthesis import Fact

Clients = Callable[..., "Client"]
WHERE = {"entity": "F1", "customer": "A/1 é"}


def book_of(home: Path) -> OpenBook:
    from encours.api import open_book

    return open_book(home)


def facts(client: Client, url: str = ELAN) -> dict[str, Fact]:
    return {fact.label: fact for fact in client.get(url).context["synthesis"].facts}


@pytest.mark.parametrize("day", [DAY, "2025-04-30", "2025-03-12"])
def test_the_head_says_what_the_library_says_and_leads_to_its_rows(
    ledger: Path, client_of: Clients, day: str
) -> None:
    from encours.web import typography

    client = client_of()
    shown = facts(client, address(ELAN, date=day))
    for measure, label in (
        ("net", "Net"),
        ("overdue", "Overdue"),
        ("disputed", "Disputed"),
        ("unapplied", "Unapplied credits"),
    ):
        value = book_of(ledger).show(measure, as_of=day, where=WHERE, currency="EUR").value
        assert shown[label].text == typography.money(value, "EUR")
        assert sum_of(client, shown[label].href) == value


def test_the_ageing_adds_up_to_the_open_debits(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    parts = client.get(ELAN).context["synthesis"].ageing
    gross = book_of(ledger).show("gross", where=WHERE, currency="EUR").value
    assert sum(part.amount for part in parts) == gross
    assert [sum_of(client, part.href) for part in parts] == [part.amount for part in parts]


@pytest.mark.parametrize(("day", "text"), [("2025-05-01", "123.1%"), ("2024-12-31", "")])
def test_the_limit_counts_from_its_first_day(ledger: Path, client_of: Clients, day: str, text: str) -> None:
    # 200 - 50 matched + 300 + 50 - 7.77 of credit note, over 400
    shown = facts(client_of(), address(ELAN, date=day))
    assert (shown["Credit limit used"].text if text else "Credit limit used" not in shown) == (text or True)


@pytest.mark.parametrize("measure", ["net", "overdue", "not_due", "disputed", "unapplied"])
def test_open_items_add_up_to_the_figure(ledger: Path, client_of: Clients, measure: str) -> None:
    table = client_of().get(address(ELAN, tab="open", measure=measure)).context["table"]
    value = book_of(ledger).show(measure, where=WHERE, currency="EUR").value
    assert table.totals[measure] == sum(Decimal(row[measure]) for row in table.rows) == value


def test_open_items_say_why_they_are_not_paid(ledger: Path, client_of: Clients) -> None:
    table = client_of().get(ELAN).context["table"]
    place = [column.key for column in table.shown].index("state")
    said = {line.row["item"]: line.cells[place].text for line in table.lines}
    assert (said["VT/3"], said["VT/2"], said["VT/8"]) == ("Dispute: Prix", "Chased at level 2", "")


def test_movements_are_those_of_the_library(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    paid = client.get(address(ELAN, tab="receipts")).context["table"].rows
    assert [(row["item"], row["amount"], row["unmatched"]) for row in paid] == [
        ("P2", Decimal("40.00"), Decimal("40.00")),
        ("P1", Decimal("150.50"), Decimal("0.00")),
    ]
    assert [row["item"] for row in client.get(address(ELAN, tab="credits")).context["table"].rows] == ["N1"]
    matched = client.get(address(ELAN, tab="allocations")).context["table"].rows
    assert sum(row["amount"] for row in matched) == Decimal("150.50")


@pytest.mark.parametrize(("day", "count"), [("2025-02-19", 0), ("2025-02-20", 2)])
def test_allocations_begin_on_their_day(ledger: Path, client_of: Clients, day: str, count: int) -> None:
    table = client_of().get(address(ELAN, tab="allocations", date=day)).context["table"]
    assert table.count == count


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2025-03-19", [("D0", False)]),
        ("2025-03-20", [("D0", True)]),
        ("2025-04-10", [("D1", False), ("D0", True)]),
    ],
)
def test_disputes_are_told_as_they_were(
    ledger: Path, client_of: Clients, day: str, told: list[tuple[str, bool]]
) -> None:
    tables = client_of().get(address(ELAN, tab="follow-up", date=day)).context["tables"]
    assert [(one["dispute"], one["closed_on"] is not None) for one in tables["disputes"].rows] == told
    ages = {row["dispute"]: row["open_days"] for row in tables["disputes"].rows}
    lived = {"D0": min((date.fromisoformat(day) - date(2025, 3, 1)).days, 19)}
    lived |= {"D1": (date.fromisoformat(day) - date(2025, 4, 10)).days}
    assert ages == {name: lived[name] for name, _closed in told}


def test_the_family_is_added_up_over_entities_in_one_currency(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    table = client.get(address(ELAN, tab="group")).context["table"]
    assert {(row["entity"], row["customer"]) for row in table.rows} == {
        ("F1", "A/1 é"),
        ("F1", "B"),
        ("G2", "B"),
    }
    shown = book_of(ledger).show("net", by=["entity", "customer"], currency="EUR")
    own = {(row["entity"], row["customer"]): row["net"] for row in shown}
    assert table.totals["net"] == sum(own[row["entity"], row["customer"]] for row in table.rows)
    place = [column.key for column in table.shown].index("net")
    for line in table.lines:
        assert sum_of(client, line.cells[place].href) == line.row["net"]


def test_the_family_is_whole_whatever_the_scope_of_the_page(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    table = client.get(address(ELAN, tab="group", entity="F1")).context["table"]
    assert table.count == 3
    assert all("entity=F1&" not in cell.href for line in table.lines for cell in line.cells[3:])


@pytest.mark.parametrize(
    "figure", ["position", "flows", "dso", "overdue_rate", "weighted_age", "days_to_pay", "dbt"]
)
@pytest.mark.parametrize("months", ["12", "24"])
def test_a_figure_is_drawn_with_its_data(ledger: Path, client_of: Clients, figure: str, months: str) -> None:
    response = client_of().get(address(ELAN, tab="indicators", figure=figure, months=months))
    assert len(response.context["drawn"].table.lines) == int(months)
    assert "Show the data" in response.content.decode()


def test_a_point_of_a_measure_leads_to_its_rows(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    drawn = client.get(address(ELAN, tab="indicators", figure="flows")).context["drawn"]
    wanted = book_of(ledger).show("sales", "receipts", where=WHERE, window="1m", history=12, currency="EUR")
    for line, row in list(zip(drawn.table.lines, wanted, strict=True))[-4:]:
        assert [sum_of(client, cell.href) for cell in line.cells] == [row["sales"], row["receipts"]]


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_answers_whole_and_by_itself(ledger: Path, client_of: Clients, tab: str) -> None:
    client = client_of()
    whole = client.get(address(ELAN, tab=tab)).content.decode()
    alone = client.get(
        address(ELAN, tab=tab), headers={"HX-Request": "true", "HX-Target": "tab"}
    ).content.decode()
    assert 'id="tab"' in whole
    assert 'id="tab"' in alone
    assert "<html" in whole
    assert "<html" not in alone
    assert f'id="tab-{tab}"' in alone
    for html in (whole, alone):
        assert "<script>alert" not in html
        assert "onclick" not in html
        assert 'style="' not in html


@pytest.mark.parametrize("tab", TABS)
def test_a_page_restored_by_the_browser_is_whole(ledger: Path, client_of: Clients, tab: str) -> None:
    headers = {"HX-Request": "true", "HX-Target": "tab", "HX-History-Restore-Request": "true"}
    assert "<html" in client_of().get(address(ELAN, tab=tab), headers=headers).content.decode()


def test_a_scope_that_leaves_the_customer_out_is_left_aside(ledger: Path, client_of: Clients) -> None:
    response = client_of().get(address(OTHER, entity="F1", date="2025-04-30"))
    assert response.status_code == 200
    visit = response.context["visit"]
    assert (visit.scope.entities, visit.scope.day.isoformat()) == ((), "2025-04-30")
    kept = client_of().get(address(ELAN, entity="F1")).context["visit"]
    assert kept.scope.entities == ("F1",)


@pytest.mark.parametrize(
    "path",
    [
        "/clients/F1/Z/",
        "/clients/F1/A/",
        "/clients/X/B/",
        f"/clients/G2/{CODE}/",
        "/clients/F1/%27%20OR%201=1/",
        "/clients/F1/A~/",
        "/clients/F1/~00/",
    ],
)
def test_a_customer_there_is_not_is_not_found(ledger: Path, client_of: Clients, path: str) -> None:
    assert client_of().get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "tab=x",
        "measure=x",
        "figure=x&tab=indicators",
        "months=9&tab=indicators",
        "page=-1",
        "tab=timeline&page=99999999999999999999",
        "tab=timeline&kind=x",
        "tab=timeline&correct=x",
        "format=xml",
        "part=latest",
    ],
)
def test_what_is_unknown_in_the_address_is_left_aside(ledger: Path, client_of: Clients, query: str) -> None:
    response = client_of().get(f"{ELAN}?{query}")
    assert response.status_code == 200
    assert "<html" in response.content.decode()


HIDDEN = [
    *(address(BOCAGE, tab=tab) for tab in TABS),
    address(BOCAGE, format="csv"),
    address(BOCAGE, tab="timeline", format="csv"),
    address(BOCAGE, part="latest"),
    address(BOCAGE, portfolio="P2"),
    f"{BOCAGE}releve/",
]


@pytest.mark.parametrize(
    "perimeter", [{"portfolios": ["P1"]}, {"entities": ["G2"]}, {"salesperson": "Paul"}, {"portfolios": []}]
)
def test_beyond_the_perimeter_there_is_no_customer(
    ledger: Path, client_of: Clients, perimeter: dict[str, object]
) -> None:
    client = client_of("collector", **perimeter)
    for url in HIDDEN:
        assert client.get(url).status_code == 404, url
        assert client.get(url, headers={"HX-Request": "true", "HX-Target": "tab"}).status_code == 404, url
    assert client.post(f"{BOCAGE}notes/", {"text": "x"}).status_code == 404


def test_the_family_stops_at_the_perimeter(ledger: Path, client_of: Clients) -> None:
    response = client_of("collector", portfolios=["P1"]).get(address(ELAN, tab="group"))
    assert {(row["entity"], row["customer"]) for row in response.context["table"].rows} == {
        ("F1", "A/1 é"),
        ("G2", "B"),
    }
    assert "Fonderie" not in response.content.decode()


def test_a_stranger_is_asked_to_sign_in(ledger: Path, stranger: Client) -> None:
    for url in (ELAN, f"{ELAN}releve/", "/clients/"):
        assert stranger.get(url).status_code == 302
    assert stranger.post(f"{ELAN}notes/", {"text": "x"}).status_code == 302


@pytest.mark.parametrize(("days", "seen"), [(-1, True), (0, True), (1, False)])
def test_what_was_done_since_the_newest_data_is_told_by_today(
    tmp_path: Path, showing: Callable[[Path], Path], client_of: Clients, days: int, seen: bool
) -> None:
    done = f"{timezone.localdate() + timedelta(days=days)}T12:00:00"
    actions = f"{TABLES['actions']}AC2,F1,A/1 é,,call,,phone,{done},Inès,Late\n"
    imported(Home(showing(tmp_path)), **{**TABLES, "actions": actions})
    client = client_of()
    rows = client.get(address(ELAN, tab="follow-up")).context["tables"]["actions"].rows
    assert ("Late" in [row["outcome"] for row in rows]) is seen
    events = client.get(address(ELAN, tab="timeline", kind="action")).context["events"]
    assert any("Late" in event.text for event in events) is seen


def test_the_head_says_how_the_customer_is_reached(ledger: Path, client_of: Clients) -> None:
    page = client_of().get(ELAN).content.decode()
    head = page[page.index("pagehead") : page.index("head360")]
    assert 'href="mailto:a@elan.example"' in head
    assert 'href="tel:+331"' in head
    assert "mailto:" not in client_of().get(BOCAGE).content.decode()


def test_a_limit_is_told_in_the_currency_of_the_position(ledger: Path, client_of: Clients) -> None:
    euro = facts(client_of())["Credit limit used"]
    dollar = facts(client_of(), address(ELAN, currency="USD"))["Credit limit used"]
    assert (euro.sub, dollar.sub) == ("of €400", "of $434 (€400)")
    assert euro.text == dollar.text


def test_a_promise_is_told_by_the_number_of_its_document_with_what_it_has_come_to(
    ledger: Path, client_of: Clients
) -> None:
    client = client_of()
    tables = {
        part.table.key: part.table for part in client.get(address(ELAN, tab="follow-up")).context["parts"]
    }
    (line,) = tables["promises"].lines
    said = {cell.text for cell in line.cells}
    assert {"FA-1002", "Broken"} <= said
    assert "VT/2" not in said
    (event,) = [
        one for one in client.get("/creances/F1/VT~2F2/").context["events"] if one.icon == "handshake"
    ]
    assert (event.other, event.href.split("?")[0]) == ("Broken", "/promesses/PR1/")
