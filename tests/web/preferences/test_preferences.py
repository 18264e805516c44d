"""The company's choices: who may make them, what they change, and that each can be taken back."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

PAGE = "/reglages/tranches-et-objectifs/"


def post(client: Any, act: str, **said: str) -> Any:
    return client.post(PAGE, {"act": act, **said})


def heads(answer: Any) -> list[str]:
    return re.findall(r"[0-9]+–[0-9]+ d", answer.content.decode())


def test_an_auditor_reads_the_choices_and_changes_none(demo: Path, client_of: Any) -> None:
    client = client_of("auditor")
    assert client.get(PAGE).status_code == 200
    assert post(client, "buckets", **{"buckets-name": "A", "buckets-edges": "15"}).status_code == 403


@pytest.mark.parametrize(
    ("role", "perimeter", "why"),
    [
        ("auditor", {}, "does not give the right to change these choices"),
        ("credit_manager", {"entities": ["FR02"]}, "someone who sees the whole must change"),
        ("cfo", {}, ""),
    ],
)
def test_fields_that_cannot_be_changed_look_so_and_the_page_says_why(
    three: Path, client_of: Any, role: str, perimeter: dict[str, Any], why: str
) -> None:
    page = client_of(role, **perimeter).get(PAGE).content.decode()
    form = page.split('value="calculation"')[1].split("</form>")[0]
    fields = re.findall(r"<(?:input|select)\b[^>]*>", form)
    assert len(fields) == 5
    assert {"disabled" in field for field in fields} == {bool(why)}
    assert why in page
    assert ('<p class="note">' in page) is bool(why)


def test_a_collector_does_not_see_the_page(demo: Path, client_of: Any) -> None:
    assert client_of("collector").get(PAGE).status_code == 403


def test_named_buckets_become_those_pages_open_on(demo: Path, client_of: Any) -> None:
    from encours.web.workflow.choices import chosen

    said = {"buckets-name": "Fine", "buckets-edges": "15, 45", "buckets-default": "on"}
    assert chosen.default_edges() == "30,60,90"
    assert post(client_of("cfo"), "buckets", **said).status_code == 302
    assert chosen.default_edges() == "15,45"


def test_a_set_more_changes_nothing_that_others_see(demo: Path, client_of: Any) -> None:
    from encours.web.workflow.choices import chosen

    client = client_of("cfo")
    before = heads(client.get("/balance/"))
    assert post(client, "buckets", **{"buckets-name": "Fine", "buckets-edges": "15, 45"}).status_code == 302
    assert [(one.edges, one.default) for one in chosen.bucket_sets()] == [
        ("30,60,90", True),
        ("15,45", False),
    ]
    assert heads(client.get("/balance/")) == before != []


@pytest.mark.parametrize("page", ["settings", "aged"])
def test_a_name_that_is_taken_is_refused(demo: Path, client_of: Any, page: str) -> None:
    from encours.web.workflow.choices import chosen

    client = client_of("cfo")
    post(client, "buckets", **{"buckets-name": "Fine", "buckets-edges": "15,45"})
    if page == "settings":
        answer = post(client, "buckets", **{"buckets-name": "Fine", "buckets-edges": "7"})
    else:
        answer = client.post("/balance/tranches/?edges=7", {"name": "Fine"}, follow=True)
    assert b"There is already a set of this name" in answer.content
    assert [one.edges for one in chosen.bucket_sets()] == ["30,60,90", "15,45"]


def test_a_set_is_changed_in_its_place(demo: Path, client_of: Any) -> None:
    from encours.web.workflow.choices import chosen

    client = client_of("cfo")
    post(client, "buckets", **{"buckets-name": "Fine", "buckets-edges": "15,45"})
    form = client.get(f"{PAGE}?set=Fine").context["buckets"]
    assert (form["of"].value(), form["edges"].value()) == ("Fine", "15,45")
    post(client, "buckets", **{"buckets-of": "Fine", "buckets-name": "Finer", "buckets-edges": "7,15"})
    kept = [(one.name, one.edges, one.default) for one in chosen.bucket_sets()]
    assert kept == [("Usual", "30,60,90", True), ("Finer", "7,15", False)]


@pytest.mark.parametrize(
    ("act", "said", "told"),
    [
        ("target", {"target-figure": "dso", "target-value": "54"}, "DSO · Whole group: – → 54.0\u00a0d"),
        ("buckets", {"buckets-name": "Fine", "buckets-edges": "15,45"}, "Fine: – → 15, 45"),
        (
            "calculation",
            {"dso_method": "dso", "window": "12m", "on_time_tolerance": "0", "fiscal_start": "1"},
            "– → over 12 months",
        ),
    ],
)
def test_last_changes_are_told_in_words(
    demo: Path, client_of: Any, act: str, said: dict[str, str], told: str
) -> None:
    client = client_of("cfo")
    assert post(client, act, **said).status_code == 302
    changes = client.get(PAGE).context["changes"]
    assert [line for one in changes for line in one["lines"]] == [told]


@pytest.mark.parametrize(
    ("typed", "kept", "reason"),
    [("usd", "USD", b""), ("", "", b""), ("EUX", "", b"Did you mean EUR?"), ("XTS", "", b"ISO 4217")],
)
def test_the_currency_of_the_group_is_one_of_iso_4217(
    demo: Path, client_of: Any, typed: str, kept: str, reason: bytes
) -> None:
    from encours.web.workflow.choices import chosen

    said = {"dso_method": "dso", "window": "3m", "on_time_tolerance": "0", "fiscal_start": "1"}
    answer = post(client_of("cfo"), "calculation", **said, reporting_currency=typed)
    assert answer.status_code == (200 if reason else 302)
    assert reason in answer.content
    assert chosen.reporting_currency() == kept


@pytest.mark.parametrize("edges", ["60,30", "x", "-2,30", "30,30"])
def test_edges_that_do_not_increase_come_back_with_the_reason(demo: Path, client_of: Any, edges: str) -> None:
    from encours.web.workflow.choices import chosen

    answer = post(client_of("cfo"), "buckets", **{"buckets-name": "Bad", "buckets-edges": edges})
    assert answer.status_code == 200
    assert b"increasing numbers of days" in answer.content
    assert b'value="Bad"' in answer.content
    assert chosen.default_edges() == "30,60,90"


def test_a_target_is_read_in_the_unit_of_its_figure(demo: Path, client_of: Any) -> None:
    from encours.web.workflow.choices import chosen

    client = client_of("cfo")
    post(client, "target", **{"target-figure": "on_time_rate", "target-value": "80 %"})
    post(client, "target", **{"target-figure": "dso", "target-value": "54 j"})
    assert chosen.targets() == {"on_time_rate": Decimal("0.80"), "dso": Decimal(54)}


def test_the_target_of_an_entity_stands_for_that_entity_alone(demo: Path, client_of: Any) -> None:
    from encours.api import open_book
    from encours.api.entities import dimension_values
    from encours.web.workflow.choices import chosen

    entity = dimension_values(open_book(demo), "entity")[0].value
    client = client_of("cfo")
    post(client, "target", **{"target-figure": "dso", "target-value": "54"})
    post(client, "target", **{"target-figure": "dso", "target-entity": entity, "target-value": "40"})
    assert chosen.target("dso", [entity]) == 40
    assert (
        chosen.target("dso", ["other"])
        == chosen.target("dso")
        == chosen.target("dso", [entity, "other"])
        == 54
    )


def test_a_change_can_be_put_back(demo: Path, client_of: Any) -> None:
    from encours.web.workflow.choices import chosen
    from encours.web.workflow.choices.models import Change

    client = client_of("cfo")
    post(client, "target", **{"target-figure": "dso", "target-value": "54"})
    post(client, "target", **{"target-figure": "dso", "target-value": "60"})
    last = Change.objects.order_by("-pk")[0]
    post(client, "take_back", change=str(last.pk))
    assert chosen.target("dso") == 54


@pytest.mark.parametrize(
    ("start", "end"), [(1, date(2025, 12, 31)), (5, date(2026, 4, 30)), (6, date(2025, 5, 31))]
)
def test_the_fiscal_year_ends_the_month_before_it_starts(db: None, start: int, end: date) -> None:
    from encours.web.workflow.choices import chosen
    from encours.web.workflow.choices.models import Preference
    from encours.web.workflow.choices.revisions import changed

    Preference.objects.create(name="fiscal_start", value=start)
    changed("preferences")
    assert dict(chosen.quick_dates(date(2026, 5, 20)))["Last fiscal year-end"] == end


# Within a perimeter


@pytest.fixture
def targets(three: Path, client_of: Any) -> None:
    """A target for the group and for two entities."""
    client = client_of("cfo")
    for entity, value in (("", "54"), ("FR01", "41"), ("FR02", "47")):
        post(client, "target", **{"target-figure": "dso", "target-entity": entity, "target-value": value})


def held() -> dict[str, str]:
    from encours.web.workflow.choices import chosen

    return dict(chosen.choice("targets", {})["dso"])


def test_the_target_of_an_entity_outside_is_neither_shown_nor_changed(targets: None, client_of: Any) -> None:
    from encours.web.workflow.choices.models import Change

    client = client_of("credit_manager", entities=["FR02"])
    page = client.get(PAGE).content.decode()
    assert "47.0" in page
    assert "54.0" in page
    assert "41.0" not in page
    outside = Change.objects.get(after__dso__FR01="41", before__dso={"": "54"})
    assert post(client, "drop_target", figure="dso", entity="FR01").status_code == 403
    assert post(client, "take_back", change=str(outside.pk)).status_code == 403
    for entity in ("FR01", ""):
        said = {"target-figure": "dso", "target-entity": entity, "target-value": "1"}
        assert post(client, "target", **said).status_code == 200
    assert held() == {"": "54", "FR01": "41", "FR02": "47"}


def test_the_target_of_an_entity_within_is_theirs_and_its_change_alone_is_put_back(
    targets: None, client_of: Any
) -> None:
    from encours.web.workflow.choices.models import Change

    client = client_of("credit_manager", entities=["FR02"])
    said = {"target-figure": "dso", "target-entity": "FR02", "target-value": "30"}
    assert post(client, "target", **said).status_code == 302
    own = Change.objects.order_by("-pk")[0]
    post(client_of("cfo"), "target", **{**said, "target-entity": "FR01", "target-value": "35"})
    assert post(client, "take_back", change=str(own.pk)).status_code == 302
    assert held() == {"": "54", "FR01": "35", "FR02": "47"}


@pytest.mark.parametrize("perimeter", [{"entities": ["FR02"]}, {"portfolios": ["West"]}])
def test_what_every_page_computes_with_is_changed_by_who_sees_the_whole(
    three: Path, client_of: Any, perimeter: dict[str, Any]
) -> None:
    from encours.web.workflow.choices.models import Change

    client = client_of("credit_manager", **perimeter)
    assert "someone who sees the whole must change" in client.get(PAGE).content.decode()
    assert post(client, "calculation", dso_method="dso", window="12m").status_code == 403
    assert post(client, "buckets", **{"buckets-name": "A", "buckets-edges": "15"}).status_code == 403
    for act in ("drop_buckets", "default_buckets"):
        assert post(client, act, name="Usual").status_code == 403
    assert client.post("/balance/tranches/", {"name": "A", "edges": "15"}).status_code == 403
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("perimeter", "address", "shown"),
    [
        ({"entities": ["FR02"]}, "/?entity=FR01", "54"),
        ({"entities": ["FR02"]}, "/?entity=FR02", "47"),
        ({"entities": ["FR02"]}, "/", "47"),
        ({"entities": ["FR01", "FR02"]}, "/", "54"),
        ({"entities": None}, "/?entity=FR01", "41"),
    ],
)
def test_a_tile_shows_the_target_of_what_is_seen(
    targets: None, client_of: Any, perimeter: dict[str, Any], address: str, shown: str
) -> None:
    page = client_of("cfo", **perimeter).get(address).content.decode()
    told = {value for value in ("54", "47", "41") if re.search(rf"[Tt]arget[^<]*\b{value}\b", page)}
    assert told == {shown}
