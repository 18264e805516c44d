"""The page of the team: parts that are the whole, an agent who sees himself, objectives set and taken away."""

from __future__ import annotations

from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

TEAM, AIM = "/equipe/", "/equipe/objectifs/"
QUARTER = {"date": "2026-03-31", "window": "3m"}


def page(client: Client, **asked: Any) -> Any:
    answer = client.get(TEAM, QUARTER | asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer


def lines(answer: Any) -> dict[str, Any]:
    return {line.name: line.figures for line in answer.context["table"].rows}


@pytest.mark.parametrize(
    ("rule", "by"),
    [
        ("last", "author"),
        ("first", "collector"),
        ("linear", "portfolio"),
        ("last", "entity"),
        ("first", "action_kind"),
        ("linear", "level"),
        ("last", "automatic"),
    ],
)
def test_the_parts_are_the_receipts_and_lead_to_their_rows(manager: Client, rule: str, by: str) -> None:
    answer = page(manager, rule=rule, by=by)
    identity = answer.context["identity"]
    assert identity.ties
    assert [part.amount for part in identity.parts] == [150, Decimal("190.01"), 50]
    assert identity.receipts == Decimal("390.01")
    laid = {"last": "attributed", "first": "attributed_first", "linear": "attributed_linear"}[rule]
    assert sum(figures[laid] for figures in lines(answer).values()) == Decimal("340.01")
    for part in identity.parts:
        rows = manager.get(part.href).context["table"]
        assert rows.totals[_measure(part.href)] == part.amount


def _measure(address: str) -> str:
    return address.partition("measure=")[2].partition("&")[0]


def test_each_line_opens_its_actions_and_its_receipts(manager: Client) -> None:
    answer = page(manager)
    html = unescape(answer.content.decode())
    assert lines(answer)["Inès Garnier"]["action_count"] == 3
    found = manager.get("/creances/", QUARTER | {"measure": "action_count", "where": "author=Inès Garnier"})
    assert found.context["table"].count == 3
    assert "measure=attributed" in html
    assert "attribution, not causality" in html


def test_an_agent_sees_what_he_did_and_no_other(collector: Client) -> None:
    """Inès follows P1: she sees her call there; of the other parts of the receipts, no name."""
    answer = page(collector)
    assert set(lines(answer)) == {"Inès Garnier"}
    html = unescape(answer.content.decode())
    assert "Robot" not in html
    assert "Bob" not in html
    assert answer.context["form"] is None
    asked = page(collector, by="collector")
    assert asked.context["asked"].by == "author"
    assert collector.post(AIM, {"figure": "attributed", "of": "author:Bob", "target": "1"}).status_code == 403


def test_an_objective_is_set_followed_and_taken_away(manager: Client, collector: Client) -> None:
    said = {"figure": "action_count", "of": "author:Inès Garnier", "target": "4"}
    assert manager.post(f"{AIM}?date=2026-03-31", said).status_code == 302
    (one,) = page(manager).context["tables"]["aims"].rows
    assert (one.value, one.aim.target, one.met) == (2, 4, False)
    (hers,) = page(collector).context["tables"]["aims"].rows
    assert hers.value == 1  # what she did for the customers she may see
    manager.post(f"{AIM}?date=2026-03-31", said | {"target": "2"})
    assert page(manager).context["tables"]["aims"].rows[0].met
    manager.post(f"{AIM}?date=2026-03-31", said | {"target": ""})
    assert not page(manager).context["tables"]["aims"].rows
    from encours.web.workflow.objectives.models import Objective

    assert Objective.objects.count() == 3  # nothing is overwritten


def test_what_cannot_be_read_is_told_and_kept(manager: Client) -> None:
    answer = manager.post(AIM, {"figure": "dso", "of": "author:Inès Garnier", "target": "soon"})
    assert answer.status_code == 422
    html = unescape(answer.content.decode())
    assert "This is not a number" in html
    assert 'value="soon"' in html
    assert manager.get(TEAM, {"within": "x"}).status_code == 400
    assert manager.get(TEAM, {"within": "366"}).status_code == 400
