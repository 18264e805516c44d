"""A client that a tool makes from the document asks every operation, and finds in it all that is answered."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from subprocess import run
from types import ModuleType
from typing import Any

import httpx
import pytest

from tests.web.rest.work import work
from tests.web.things import alerts_for

NAMES = [
    "acknowledge_alert",
    "answer_dispute",
    "cancel_plan",
    "cancel_promise",
    "close_dispute",
    "correct_action",
    "correct_contact",
    "correct_dispute",
    "correct_hold",
    "correct_promise",
    "get_action",
    "get_contact",
    "get_customer",
    "get_dispute",
    "get_files",
    "get_hold",
    "get_import",
    "get_item",
    "get_me",
    "get_plan",
    "get_promise",
    "get_statement",
    "lift_hold",
    "list_actions",
    "list_alert_rules",
    "list_alerts",
    "list_contacts",
    "list_customers",
    "list_dimensions",
    "list_disputes",
    "list_holds",
    "list_imports",
    "list_indicators",
    "list_plans",
    "list_promises",
    "list_rows",
    "list_worklist",
    "make_action",
    "make_contact",
    "make_dispute",
    "make_hold",
    "make_plan",
    "make_promise",
    "renegotiate_plan",
    "reopen_dispute",
    "send_files",
    "show",
    "withdraw_action",
    "withdraw_contact",
    "withdraw_dispute",
    "withdraw_hold",
    "withdraw_plan",
    "withdraw_promise",
]
LIST = "Client;Facture;Date facture;Échéance;Montant\nC1;F1;15/01/2026;14/02/2026;120,50\nC1;F2;x;;12\n"


def described() -> dict[str, Any]:
    from encours.web.rest.interface import api

    return json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))


def test_operations_say_what_they_do_under_names_that_stay(web_home: Path) -> None:
    found = [one["operationId"] for methods in described()["paths"].values() for one in methods.values()]
    assert sorted(found) == NAMES


def test_choices_stand_where_they_are_made(web_home: Path) -> None:
    """An enumeration of its own, or one within `allOf`, is what makers of clients stumble on."""
    document = described()
    schemas = document["components"]["schemas"]
    assert [name for name, one in schemas.items() if "enum" in one] == []
    assert "allOf" not in json.dumps(document)
    accounts = next(
        one
        for one in document["paths"]["/api/v1/customers"]["get"]["parameters"]
        if one["name"] == "accounts"
    )
    assert accounts["schema"]["enum"] == ["open", "empty", "all"]


@pytest.fixture(scope="module")
def made(web_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package of the client, made in a folder that is gone afterwards."""
    place = tmp_path_factory.mktemp("client")
    (place / "openapi.json").write_text(json.dumps(described()))
    tools = Path(sys.executable).parent
    said = run(
        [
            str(tools / "openapi-python-client"),
            *("generate", "--path", "openapi.json", "--output-path", "encours_client", "--meta", "none"),
        ],
        cwd=place,
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert "Warning" not in said.stdout + said.stderr
    sys.path.insert(0, str(place))
    yield place / "encours_client"
    sys.path.remove(str(place))
    for name in [one for one in sys.modules if one.partition(".")[0] == "encours_client"]:
        del sys.modules[name]


@pytest.fixture
def ask(made: Path, program: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """`ask("show", figures=["net"])`: what the client answers, all of it declared; `ask.asked` are the names."""
    from django.core import signals
    from django.db import close_old_connections

    from encours.web.serving.wsgi import application

    ends = (signals.request_started, signals.request_finished)
    for signal in ends:  # what the test writes is undone at its end: its connection stays
        signal.disconnect(close_old_connections)
    asked: set[str] = set()

    def answer(name: str, *place: Any, as_a: str = "credit_manager", **given: Any) -> Any:
        operation = module(made, name)
        if as_a not in clients:
            clients[as_a] = client_of(program(as_a).secret)
        said = operation.sync_detailed(*place, client=clients[as_a], **given)
        asked.add(name)
        if said.status_code < HTTPStatus.BAD_REQUEST:
            assert said.parsed is not None, said.content
            assert undeclared(said.parsed, name) == []
        return said

    def client_of(secret: str) -> Any:
        package = importlib.import_module("encours_client")
        return package.AuthenticatedClient(
            base_url="http://testserver",
            token=secret,
            raise_on_unexpected_status=True,
            httpx_args={"transport": httpx.WSGITransport(app=application)},
        )

    clients: dict[str, Any] = {}
    answer.asked = asked  # type: ignore[attr-defined]
    yield answer
    for signal in ends:
        signal.connect(close_old_connections)


def module(made: Path, name: str) -> ModuleType:
    (file,) = made.glob(f"api/*/{name}.py")
    return importlib.import_module(f"encours_client.api.{file.parent.name}.{name}")


def models() -> Any:
    return importlib.import_module("encours_client.models")


def undeclared(told: Any, where: str) -> list[str]:
    """The fields of an answer that its document says nothing of; what it says to be free has no fields of its own."""
    if isinstance(told, list):
        return [one for held in told for one in undeclared(held, where)]
    if not hasattr(told, "__attrs_attrs__") or not hasattr(told, "additional_properties"):
        return []  # a value, or a file
    fields = [one.name for one in told.__attrs_attrs__ if one.name != "additional_properties"]
    more = list(told.additional_properties) if fields else []
    within = [one for name in fields for one in undeclared(getattr(told, name), f"{where}.{name}")]
    return [*(f"{where}.{name}" for name in more), *within]


def test_it_asks_every_operation_and_knows_all_that_is_answered(ask: Callable[..., Any]) -> None:
    figures(ask)
    rows_and_customers(ask)
    promises(ask)
    disputes(ask)
    alerts(ask)
    work(ask)
    imports(ask)
    assert sorted(ask.asked) == NAMES  # type: ignore[attr-defined]


def figures(ask: Callable[..., Any]) -> None:
    me = ask("get_me").parsed
    assert (str(me.role), me.expires_on) == ("credit_manager", date(2199, 12, 31))
    shown = ask("show", figures=["net,dso"], by=["entity", "doubtful"], history="2").parsed
    first = shown.rows[0].additional_properties
    assert isinstance(first["doubtful"], bool)
    assert isinstance(shown.as_of, date)
    assert {str(unit) for unit in shown.units.additional_properties.values()} == {"money", "days"}
    named = [*ask("list_indicators").parsed, *ask("list_dimensions").parsed]
    assert {str(one.kind) for one in named} >= {"measure", "indicator", "dimension"}
    refused = ask("show", figures=["nett"])
    assert (refused.status_code, "nett" in refused.parsed.detail) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)


def rows_and_customers(ask: Callable[..., Any]) -> None:
    page = ask("list_rows", measure="disputed", limit=1).parsed
    row = page.rows[0].additional_properties
    item = ask("get_item", row["entity"], row["item"]).parsed
    assert item.item.open_ == row["open"]
    assert isinstance(item.disputes[0].opened_on, date)
    paid = ask("list_rows", measure="receipts", limit=1).parsed.rows[0].additional_properties
    settled = ask("get_item", paid["entity"], paid["item"]).parsed
    assert isinstance(settled.allocations[0].date, date)
    chosen = models().ListCustomersAccounts.ALL
    ranked = ask("list_customers", accounts=chosen, limit=1).parsed
    best = ranked.rows[0].additional_properties
    one = ask("get_customer", best["entity"], best["customer"]).parsed
    statement = ask("get_statement", best["entity"], best["customer"])
    assert statement.content.startswith(b"%PDF")
    assert (one.name, one.figures.net) == (best["customer_name"], best["net"])


def promises(ask: Callable[..., Any]) -> None:
    listed = ask("list_promises", limit=1).parsed
    about = listed.rows[0]
    day = datetime.now().astimezone().date()
    said = models().NewPromise(
        entity=about.entity, customer=about.customer, amount=12.5, currency=about.currency, due_on=day
    )
    made = ask("make_promise", body=said)
    assert made.status_code == HTTPStatus.CREATED, made.content
    key, seen = made.parsed.key, made.parsed.seen
    corrected = ask("correct_promise", key, body=models().CorrectedPromise(seen=seen, amount=13)).parsed
    assert corrected.said.amount == 13
    one = ask("get_promise", key).parsed
    assert (one.record.amount, one.seen) == (13, corrected.seen)
    cancelled = ask("cancel_promise", key, body=models().Cancellation(seen=one.seen, on=day)).parsed
    assert cancelled.said.cancelled_on == day
    gone = ask("withdraw_promise", key, body=models().Seen(seen=cancelled.seen)).parsed
    assert gone.withdrawn is True


def disputes(ask: Callable[..., Any]) -> None:
    about = ask("list_disputes", limit=1).parsed.rows[0]
    day = datetime.now().astimezone().date()
    account = {"entity": about.entity, "customer": about.customer, "currency": about.currency}
    made = ask("make_dispute", body=models().NewDispute(**account, cause="Price"))
    assert made.status_code == HTTPStatus.CREATED, made.content
    key, seen = made.parsed.key, made.parsed.seen
    assert (made.parsed.said.amount, made.parsed.said.opened_on) == (None, day)
    corrected = ask("correct_dispute", key, body=models().CorrectedDispute(seen=seen, amount=13)).parsed
    assert corrected.said.amount == 13
    one = ask("get_dispute", key).parsed
    assert (one.record.amount, str(one.record.state), one.seen) == (13, "open", corrected.seen)
    closed = ask("close_dispute", key, body=models().Closing(seen=one.seen, on=day, outcome="upheld")).parsed
    assert (closed.said.closed_on, closed.said.outcome) == (day, "upheld")
    opened = ask("reopen_dispute", key, body=models().Seen(seen=closed.seen)).parsed
    assert opened.said.closed_on is None
    assert ask("withdraw_dispute", key, body=models().Seen(seen=opened.seen)).parsed.withdrawn is True


def alerts(ask: Callable[..., Any]) -> None:
    from encours.web.workflow.people.models import Person

    assert ask("list_alerts").parsed.count == 0
    number = alerts_for(Person.objects.filter(role="credit_manager").latest("pk"))["alert"][0]
    (row,) = ask("list_alerts", limit=1).parsed.rows
    assert (row.id, row.value, str(row.criticality), row.currency) == (number, 2, "high", "EUR")
    (rule,) = ask("list_alert_rules").parsed.rows
    assert (rule.id, rule.watches, rule.active) == (row.rule, "net", True)
    body = models().Acknowledgement(silent_until=date(2199, 1, 1))
    done = ask("acknowledge_alert", str(number), body=body).parsed
    assert (isinstance(done.acknowledged_at, datetime), done.silenced_until) == (True, date(2199, 1, 1))
    assert ask("list_alerts").parsed.rows == []


def imports(ask: Callable[..., Any]) -> None:
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.doing import do

    for one in ask("list_imports", as_a="accountant").parsed:
        assert isinstance(one.recorded_at, datetime)
        report = ask("get_import", one.version, as_a="accountant").parsed
        assert report.import_ == one.version
    file = importlib.import_module("encours_client.types").File(LIST.encode(), "list.csv", "text/csv")
    body = models().SendFilesFileParams(files=[file])
    sent = ask("send_files", body=body, dry_run=True, as_a="accountant")
    assert sent.status_code == HTTPStatus.ACCEPTED, sent.content
    assert str(ask("get_files", sent.parsed.upload, as_a="accountant").parsed.state) == "queued"
    do(sent.parsed.job, "test", CATALOGUE)
    told = ask("get_files", sent.parsed.upload, as_a="accountant").parsed
    assert str(told.state) == "done"
    assert told.reports[0].problems
