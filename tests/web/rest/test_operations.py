"""Each operation answers what the command line answers, to the cent, and says what is wrong with a question."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.project.tree import ROOT

API = "/api/v1"


def exact(answer: Any) -> Any:
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content, parse_float=Decimal)


def test_figures_are_those_of_the_book_with_every_decimal(program: Callable[..., Any], demo: Any) -> None:
    from encours.api import open_book

    asked = {"figures": ["net,dso", "on_time_rate:5"], "by": "entity", "where": "country=FR", "window": "12m"}
    said = exact(program().get(f"{API}/show", asked))
    result = open_book(demo).show(
        "net", "dso", "on_time_rate:5", by="entity", where=["country=FR"], window="12m"
    )
    assert said["rows"] == json.loads(result.to_json(), parse_float=Decimal)
    assert said["currency"] == result.currency
    assert said["units"]["dso"] == "days"


def test_a_history_and_a_comparison_are_asked_as_on_the_command_line(program: Callable[..., Any]) -> None:
    said = exact(program().get(f"{API}/show", {"figures": "net", "history": "3", "compare": "true"}))
    assert len(said["rows"]) == 4
    assert len({row["as_of"] for row in said["rows"]}) == 4


def test_rows_of_all_the_pages_add_up_to_the_figure(program: Callable[..., Any]) -> None:
    client = program()
    net = exact(client.get(f"{API}/show", {"figures": "overdue", "where": "entity=FR01"}))["rows"][0][
        "overdue"
    ]
    asked = {"measure": "overdue", "where": "entity=FR01", "limit": 1000, "order": "entity"}
    rows: list[Any] = []
    while True:
        page = exact(client.get(f"{API}/rows", {**asked, "offset": len(rows)}))
        rows += page["rows"]
        if len(rows) == page["count"]:
            break
    assert sum(row["overdue"] for row in rows) == net == page["totals"]["overdue"]


def test_customers_are_ranked_and_each_has_its_page(program: Callable[..., Any]) -> None:
    client = program()
    page = exact(client.get(f"{API}/customers", {"limit": 2, "figures": "overdue", "having": "overdue>0"}))
    first, second = page["rows"]
    assert first["overdue"] >= second["overdue"] > 0
    one = exact(client.get(f"{API}/customers/{first['entity']}/{first['customer']}"))
    assert (one["name"], one["figures"]["overdue"]) == (first["customer_name"], first["overdue"])


def test_accounts_with_nothing_open_are_listed_when_asked_for(program: Callable[..., Any]) -> None:
    client = program()
    said = {which: exact(client.get(f"{API}/customers", {"accounts": which})) for which in ("empty", "all")}
    usual = exact(client.get(f"{API}/customers"))
    assert said["empty"]["count"] > 0
    assert said["all"]["count"] == usual["count"] + said["empty"]["count"]
    assert said["all"]["totals"] == usual["totals"]
    assert client.get(f"{API}/customers", {"accounts": "closed"}).status_code == 422


def test_an_item_is_told_with_what_is_set_against_it(program: Callable[..., Any]) -> None:
    client = program()
    row = exact(client.get(f"{API}/rows", {"measure": "net", "limit": 1}))["rows"][0]
    said = exact(client.get(f"{API}/items/{row['entity']}/{row['item']}"))
    assert (said["item"]["item"], said["item"]["open"]) == (row["item"], row["open"])
    assert isinstance(said["allocations"], list)


def test_imports_are_listed_and_reported(program: Callable[..., Any]) -> None:
    client = program("auditor")
    listed = client.get(f"{API}/imports").json()
    assert [one["version"] for one in listed] == list(range(1, len(listed) + 1))
    report = client.get(f"{API}/imports/{listed[0]['version']}").json()
    assert (report["files"], report["format"]) == (listed[0]["files"], listed[0]["format"])
    assert report["summary"]["documents"] == sum(one["count"] for one in report["summary"]["kinds"])
    assert client.get(f"{API}/imports/999").status_code == 404


def test_imports_of_other_entities_are_not_told(program: Callable[..., Any]) -> None:
    client = program("accountant", entities=["FR01"])
    whole = program("auditor").get(f"{API}/imports").json()
    assert {entity for one in client.get(f"{API}/imports").json() for entity in one["entities"]} <= {"FR01"}
    hidden = next(one for one in whole if "FR01" not in one["entities"] and one["entities"])
    assert client.get(f"{API}/imports/{hidden['version']}").status_code == 404


def test_files_are_received_as_on_the_page(
    program: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from types import SimpleNamespace

    from django.core.files.uploadedfile import SimpleUploadedFile

    from encours.web.rest import imports

    given: dict[str, Any] = {}
    upload = SimpleNamespace(pk="u1", files=SimpleNamespace(all=lambda: [SimpleNamespace(name="a.csv")]))
    monkeypatch.setattr(
        imports, "receive", lambda files, who, origin, **_more: given.update(files=files, who=who) or upload
    )
    monkeypatch.setattr(imports, "start", lambda received, who, **_more: SimpleNamespace(pk=7))
    client = program("accountant")
    answer = client.post(
        f"{API}/imports", {"files": [SimpleUploadedFile("a.csv", b"x"), SimpleUploadedFile("b", b"y")]}
    )
    assert (answer.status_code, answer.json()) == (202, {"upload": "u1", "job": 7, "files": ["a.csv"]})
    assert [file.name for file in given["files"]] == ["a.csv", "b"]
    assert given["who"] == client.person


def test_a_key_kept_from_a_part_of_the_book_brings_no_file(program: Callable[..., Any]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = program("accountant", key={"entities": ["FR01"]})
    assert client.post(f"{API}/imports", {"files": SimpleUploadedFile("a.csv", b"x")}).status_code == 403


def test_the_catalogue_and_the_dimensions_are_told(program: Callable[..., Any]) -> None:
    client = program()
    told = {one["name"]: one for one in client.get(f"{API}/indicators").json()}
    assert told["net"]["kind"] == "measure"
    assert told["dso"]["settings"]["window"] == "3m"
    assert "portfolio" in {one["name"] for one in client.get(f"{API}/dimensions").json()}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("show", "figures"),
        ("show?figures=nett", "nett"),
        ("show?figures=net&by=contry", "contry"),
        ("show?figures=net&portfolio=P1", "portfolio"),
        ("show?figures=net&as_of=yesterday", "as_of"),
        ("show?figures=net&where=country", "country"),
        ("show?figures=net&set=window", "window"),
        ("show?figures=sales&window=99999y", "99999y"),
        ("show?figures=net&by=item", "/rows"),
        ("show?figures=net&where=customer=%00", "character"),
        ("show?figures=net&currency=EURO", "EURO"),
        ("rows?measure=net&limit=1001", "limit"),
        ("rows?measure=net&offset=-1", "offset"),
        ("rows?measure=net&order=colour", "colour"),
        ("customers?figures=net,sales", "kind"),
        ("me?figures=net", "figures"),
    ],
)
def test_a_question_that_is_wrong_is_answered_by_a_sentence(
    program: Callable[..., Any], path: str, said: str
) -> None:
    answer = program().get(f"{API}/{path}")
    assert answer.status_code == 422
    assert list(answer.json()) == ["detail"]
    assert said in answer.json()["detail"]


def test_an_address_that_is_no_operation_is_told_in_json(db: None, stranger: Any) -> None:
    answer = stranger.get(f"{API}/nothing/here")
    assert (answer.status_code, list(answer.json())) == (404, ["detail"])


def test_a_browser_signed_in_reads_without_a_key_and_writes_with_its_token_only(
    demo: Any, client_of: Callable[..., Any]
) -> None:
    from django.test import Client

    client = client_of("accountant")
    assert client.get(f"{API}/me").json()["key"] is None
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = client.cookies
    assert careful.get(f"{API}/show?figures=net").status_code == 200
    assert careful.post(f"{API}/imports").status_code == 403


@pytest.mark.parametrize("pair", [("FR01", "A/1 é"), ("FR/01", "A"), ("F.R/0", "A/1/é")])
def test_codes_that_hold_slashes_are_found(pair: tuple[str, str]) -> None:
    from encours.web.rest.paths import splits

    first, _slash, rest = "/".join(pair).partition("/")
    assert pair in list(splits(first, rest))


def test_every_operation_and_its_parameters_are_on_the_page(demo: Any, client_of: Callable[..., Any]) -> None:
    book = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    page = client_of("collector").get(f"{API}/").content.decode()
    schema = client_of("collector").get(f"{API}/openapi.json").json()
    assert schema["openapi"] == "3.1.0"
    assert [path for path in schema["paths"] if path not in page] == []
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            assert f"`{method.upper()} {path.removeprefix(API)}`" in book
            assert {"401", "422", "429"} <= set(said["responses"])
            assert [p["name"] for p in said.get("parameters", ()) if p["name"] not in page] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sentences_are_in_the_language_asked_for_with_a_session_as_with_a_key(
    program: Callable[..., Any], client_of: Callable[..., Any], language: str
) -> None:
    session = client_of("cfo", language="fr" if language == "en" else "en")
    answers = [
        client.get("/api/v1/show?figures=nothing", headers={"Accept-Language": language}).json()
        for client in (program("cfo"), session)
    ]
    assert answers[0]["detail"] == answers[1]["detail"]
    assert ("Par exemple" in answers[1]["detail"]) == (language == "fr")


def test_a_customer_list_without_an_order_begins_with_the_largest_of_what_it_shows(
    program: Callable[..., Any],
) -> None:
    client = program()
    for figures, first in (("net", "net"), ("gross,overdue", "overdue"), ("item_count,net", "item_count")):
        rows = exact(client.get(f"{API}/customers", {"figures": figures, "limit": 5}))["rows"]
        values = [row[first] for row in rows]
        assert len(values) == 5
        assert values == sorted(values, reverse=True), figures
    assert client.get(f"{API}/customers", {"figures": ""}).status_code == 422


def test_the_page_tells_what_is_sent_and_what_stands_in_an_address(
    demo: Any, client_of: Callable[..., Any]
) -> None:
    page = client_of("collector").get(f"{API}/")
    held = {(one.method, one.path): one for one in page.context["operations"]}
    made = held["POST", f"{API}/promises"]
    assert {"entity", "customer", "amount", "currency", "due_on", "comment"} <= {
        one.name for one in made.body
    }
    assert {one.name for one in made.body if one.required} >= {"entity", "customer", "amount", "due_on"}
    sent = [one for one in held.values() if one.method == "POST"]
    assert [one.path for one in sent if not one.body] == []
    named = [(one.path, asked) for one in held.values() for asked in (*one.asked, *one.body)]
    assert [(path, asked.name) for path, asked in named if not asked.about and asked.name != "files"] == []
    assert "`" not in page.content.decode()
    assert "<code>seen</code>" in page.content.decode()


@pytest.mark.parametrize(
    "day", ["0", "1", "-1", "", "20260131", "2026-1-31", "1e3", "٢٠٢٦-01-31", "0000-00-00"]
)
def test_what_is_no_day_is_refused_with_a_sentence(program: Callable[..., Any], day: str) -> None:
    client = program()
    for address in (
        "show?figures=net&as_of=",
        "rows?measure=net&as_of=",
        "customers?as_of=",
        "promises?due_from=",
    ):
        answer = client.get(f"{API}/{address}{day}")
        assert answer.status_code == 422, address
        assert "write a day such as 2025-06-30" in json.loads(answer.content)["detail"]


def test_more_files_than_are_taken_at_once_are_refused_in_words(program: Callable[..., Any]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    many = [SimpleUploadedFile(f"{number}.csv", b"a;b\n") for number in range(120)]
    answer = program("accountant").post("/api/v1/imports", {"files": many})
    assert answer.status_code == 409
    assert "send fewer" in answer.json()["detail"]


@pytest.mark.parametrize(("entities", "named"), [(None, True), (["FR01"], False)])
def test_a_damaged_file_is_named_to_who_sees_the_whole(
    program: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, entities: list[str] | None, named: bool
) -> None:
    from encours.errors import Damaged
    from encours.web.visit import connections

    def damaged(*_of: Any) -> Any:
        raise Damaged("segments/0000005/items.parquet is lost")

    monkeypatch.setattr(connections, "book", damaged)
    answer = program("cfo", entities=entities).get("/api/v1/show", {"figures": "net"})
    assert answer.status_code == 503
    assert ("segments" in answer.json()["detail"]) == named
