"""Causes as the company orders them: added, renamed, moved, retired, placed; what disputes hold stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.disputes.ledgers import LIST, NEW, recorded, row_of, text_of

if TYPE_CHECKING:
    from django.test import Client

SETTINGS = "/reglages/motifs-de-litige/"


def added(client: Client, label: str, parent: Any = None, code: str = "") -> Any:
    from encours.web.workflow.disputes.models import Cause

    said = {"label": label, "parent": parent.pk if parent else "", "code": code}
    assert client.post(SETTINGS, said).status_code == 302
    return Cause.objects.get(code=code or label)


def changed(client: Client, one: Any, **typed: Any) -> Any:
    said = {"label": one.label, "parent": one.parent_id or "", "seen": one.version}
    return client.post(f"{SETTINGS}{one.pk}/", {**said, **typed})


def test_what_imports_brought_is_said_unknown_until_it_is_placed(manager: Client) -> None:
    page = manager.get(SETTINGS)
    assert [cause for cause, _count in page.context["unknown"]] == ["Livraison", "Prix", "Qualité"]
    family = added(manager, "Commerce")
    added(manager, "Prix facturé", family, code="Prix")
    page = manager.get(SETTINGS)
    assert [cause for cause, _count in page.context["unknown"]] == ["Livraison", "Qualité"]
    assert [(one.label, depth) for one, depth, *_rest in page.context["nodes"]] == [
        ("Commerce", 0),
        ("Prix facturé", 1),
    ]
    assert row_of(manager, "D1")["cause"] == "Prix", "what is recorded stays"
    html = text_of(manager.get(LIST))
    assert "Prix facturé" in html
    assert "Commerce › Prix facturé" in text_of(manager.get("/litiges/D1/"))


def test_a_family_holds_all_of_its_parts_in_the_list_and_the_pareto(manager: Client) -> None:
    family = added(manager, "Commerce")
    added(manager, "Prix", family)
    added(manager, "Qualité", family)
    rows = manager.get(LIST, {"family": "Commerce"}).context["table"].rows
    assert {row["cause"] for row in rows} == {"Prix", "Qualité"}
    assert {row["cause"] for row in manager.get(LIST, {"cause": "Prix"}).context["table"].rows} == {"Prix"}
    weighed = manager.get(LIST, {"by": "family"}).context["pareto"].table.rows
    alone = manager.get(LIST).context["pareto"].table.rows
    assert {one.cause for one in weighed} == {"Commerce", "Livraison"}
    assert sum(one.amount for one in weighed) == sum(one.amount for one in alone)
    (commerce,) = [one for one in weighed if one.cause == "Commerce"]
    assert manager.get(commerce.href).context["table"].count == commerce.count


def test_a_cause_is_renamed_moved_and_retired_under_its_code(manager: Client, collector: Client) -> None:
    one, other = added(manager, "Emballage"), added(manager, "Logistique")
    assert changed(manager, one, label="Conditionnement", parent=other.pk).status_code == 302
    one.refresh_from_db()
    assert (one.code, one.label, one.parent) == ("Emballage", "Conditionnement", other)
    made = recorded(collector, cause="conditionnement")
    assert made.said.cause == "Emballage"
    form = collector.get(f"/litiges/{made.key}/correction/").context["form"]
    assert form["cause"].value() == "Conditionnement"
    assert changed(manager, one, retired="on").status_code == 302
    offered = dict(collector.get(NEW).context["form"].suggested)["said-cause"]
    assert "Conditionnement" not in offered
    assert "Logistique" in offered
    stale = changed(manager, one, label="Autre")
    assert (stale.status_code, stale.context["typed"]["label"]) == (409, "Autre")


@pytest.mark.parametrize(
    ("label", "sentence"),
    [("", "Write a label"), ("x" * 101, "Write a label"), ("LOGISTIQUE", "of that name already")],
)
def test_a_label_that_is_none_is_refused(manager: Client, label: str, sentence: str) -> None:
    added(manager, "Logistique")
    answer = manager.post(SETTINGS, {"label": label, "parent": ""})
    assert answer.status_code == 400
    assert sentence in text_of(answer)


def test_no_cause_is_a_part_of_itself_and_who_only_looks_changes_nothing(
    manager: Client, collector: Client
) -> None:
    one = added(manager, "Logistique")
    part = added(manager, "Transport", one)
    assert changed(manager, one, parent=part.pk).status_code == 400
    assert changed(manager, one, parent=one.pk).status_code == 400
    assert changed(collector, one, label="Autre").status_code == 403
    assert collector.get(SETTINGS).status_code == 403
