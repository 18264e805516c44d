"""What people make for themselves: put back for a month, whatever it is; removed for good afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from encours.web.workflow import undoable

KINDS = ("saved.SavedView", "dashboards.Dashboard", "indicators.CustomIndicator", "alerts.Rule")
GIVEN: dict[str, dict[str, Any]] = {
    "saved.SavedView": {"label": "Late", "page": "items"},
    "dashboards.Dashboard": {"title": "Late"},
    "indicators.CustomIndicator": {"name": "late", "label": "Late", "formula": "net", "unit": "money"},
    "alerts.Rule": {"label": "Late", "event": "promise_broken"},
}


def model_of(kind: str) -> Any:
    from django.apps import apps

    return apps.get_model(kind)


def test_they_are_four(db: None) -> None:
    from django.apps import apps

    kinds = {model._meta.label for model in apps.get_models() if issubclass(model, undoable.Undoable)}
    assert kinds == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_it_can_be_put_back_for_thirty_days_by_its_owner(db: None, person: Callable, kind: str) -> None:
    model, owner, request = model_of(kind), person(), None
    one = model.objects.create(owner=owner, **GIVEN[kind])
    undoable.delete(request, model, owner, one.pk)
    with pytest.raises(Http404):
        undoable.own(model, owner, one.pk)
    with pytest.raises(Http404):
        undoable.put_back(request, model, person(), one.pk)
    for days, there in ((29, True), (31, False)):
        model.objects.update(deleted_at=timezone.now() - timedelta(days=days))
        assert undoable.restorable(model, owner).exists() is there
    with pytest.raises(Http404):
        undoable.put_back(request, model, owner, one.pk)
    model.objects.update(deleted_at=timezone.now())
    assert undoable.put_back(request, model, owner, one.pk) == undoable.own(model, owner, one.pk)


@pytest.mark.parametrize("kind", KINDS)
def test_the_trail_tells_that_it_was_deleted_and_put_back(db: None, person: Callable, kind: str) -> None:
    from encours.web.workflow.acts import ALL
    from encours.web.workflow.trail.models import Event

    model, owner = model_of(kind), person()
    one = model.objects.create(owner=owner, **GIVEN[kind])
    undoable.delete(None, model, owner, one.pk)
    undoable.put_back(None, model, owner, one.pk)
    last = [event.what for event in Event.objects.order_by("-number")[:2]]
    assert last == [model.PUT_BACK.words, model.DELETED.words]
    assert set(last) <= set(ALL)


@pytest.mark.parametrize("kind", KINDS)
def test_of_two_who_change_the_same_version_the_second_writes_nothing(
    db: None, person: Callable, kind: str
) -> None:
    model = model_of(kind)
    one = model.objects.create(owner=person(), **GIVEN[kind])
    assert undoable.change(one, 1, roles=["cfo"])
    assert not undoable.change(one, 1, roles=["sales"])
    assert (one.roles, one.version) == (["cfo"], 2)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_open_to_its_owner_and_to_the_roles_it_is_shared_with(
    db: None, person: Callable, kind: str
) -> None:
    model, owner, manager, sales = model_of(kind), person(), person("credit_manager"), person("sales")
    one = model.objects.create(owner=owner, roles=["credit_manager"], **GIVEN[kind])
    seen = [undoable.open_to(model, reader) for reader in (owner, manager, sales)]
    assert seen == [[one], [one], []]
    owner.is_active = False
    owner.save()
    assert undoable.open_to(model, manager) == ([] if model.WITH_OWNER else [one])


def test_what_was_deleted_over_a_month_ago_is_removed_for_good(db: None, person: Callable) -> None:
    owner = person()
    for kind in KINDS:
        for days in (29, 31):
            model_of(kind).objects.create(
                owner=owner, deleted_at=timezone.now() - timedelta(days=days), **GIVEN[kind]
            )
        model_of(kind).objects.create(owner=owner, **GIVEN[kind])
    assert undoable.sweep() == len(KINDS)
    assert [model_of(kind).objects.count() for kind in KINDS] == [2] * len(KINDS)
