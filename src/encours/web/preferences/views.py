"""The page of the company's choices, and what may be done there."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from encours.api.entities import dimension_values
from encours.errors import EncoursError
from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.address import whole
from encours.web.labels.figures import label_of, unit_of
from encours.web.preferences import telling
from encours.web.preferences.forms import Buckets, Calculation, Target
from encours.web.preferences.reach import (
    TARGETS,
    as_before,
    changes_of,
    may_choose,
    may_target,
    may_undo,
    seen_of,
)
from encours.web.typography import shown
from encours.web.visit.visit import Visit, enter
from encours.web.workflow.choices import bucket_sets, chosen
from encours.web.workflow.choices.changing import alone, choose
from encours.web.workflow.choices.models import Change

CALCULATION = ("dso_method", "window", "on_time_tolerance", "fiscal_start", "reporting_currency")


def preferences(request: HttpRequest) -> HttpResponse:
    """Read by those who see the settings, changed by those who steer."""
    visit = enter(request, Right.STEER if request.method == "POST" else Right.SEE_SETTINGS)
    entities = _entities(visit)
    forms = {
        "calculation": Calculation(initial=_now(), closed=not may_choose(visit.person)),
        "buckets": _buckets_form(request.GET.get("set", "")),
        "target": _target_form(visit, entities),
    }
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in ACTS:
            return redirect(visit.url("preferences"))
        before, targets = chosen.default_edges(), chosen.choice(TARGETS, {})
        with alone():
            refused = ACTS[act](visit, entities)
        if refused is None:
            moved = telling.lines(
                TARGETS, targets, chosen.choice(TARGETS, {}), dict(entities), _currency(visit)
            )
            messages.success(request, " ".join([_said(act, chosen.default_edges() != before), *moved]))
            return redirect(visit.url("preferences"))
        forms |= refused
    return render(request, "preferences/preferences.html", _context(visit, forms, dict(entities)))


def _said(act: str, moved: bool) -> str:
    """What came of an act: a set more is there to choose, and no page changes."""
    if act == "buckets" and not moved:
        return _("Saved: it can be chosen in the aged balance. No page changes by itself.")
    return _("Saved. Every page follows from now on.")


def _context(visit: Visit, forms: dict[str, Any], entities: dict[str, str]) -> dict[str, Any]:
    may_write = may_choose(visit.person)
    return forms | {
        "may_write": may_write,
        "may_target": bool(forms["target"].fields["entity"].choices),
        "narrow": visit.may(Right.STEER) and not may_write,
        "reader": not visit.may(Right.STEER),
        "sets": chosen.bucket_sets(),
        "named": bool(chosen.choice(bucket_sets.CHOICE, [])),
        "targets": _targets(visit, entities),
        "changes": [
            {
                "told": one,
                "heading": telling.heading(one.name),
                "lines": telling.lines(one.name, one.before, one.after, entities, _currency(visit)),
            }
            for one in changes_of(visit.person, list(entities))
        ],
    }


def _now() -> dict[str, Any]:
    return {name: getattr(chosen, name)() for name in CALCULATION}


def _entities(visit: Visit) -> list[tuple[str, str]]:
    try:
        return [(one.value, one.label) for one in dimension_values(visit.allowed, "entity")]
    except EncoursError:
        return []  # nothing imported yet: choices can be made all the same


def _buckets_form(of: str) -> Buckets:
    """Empty, or that of the set whose name the address says."""
    one = bucket_sets.named(of)
    said = {"of": one.name, "name": one.name, "edges": one.edges, "default": one.default} if one else {}
    return Buckets(prefix="buckets", initial=said)


def _currency(visit: Visit) -> str:
    try:
        return visit.currency
    except EncoursError:
        return chosen.reporting_currency() or "EUR"


def _target_form(visit: Visit, entities: list[tuple[str, str]], *given: Any) -> Target:
    """For the group and the entities whose targets this person may set."""
    offered = [one for one in (("", _("Whole group")), *entities) if may_target(visit.person, one[0])]
    return Target(*given, prefix="target", entities=offered)


def _targets(visit: Visit, entities: dict[str, str]) -> list[dict[str, Any]]:
    currency, person = _currency(visit), visit.person
    return [
        {
            "figure": name,
            "label": label_of(name),
            "entity": entity,
            "entity_label": entities.get(entity, entity),
            "value": shown(Decimal(value), unit_of(name), currency),
            "may_drop": may_target(person, entity),
        }
        for name, by in sorted(seen_of(chosen.choice("targets", {}), person, list(entities)).items())
        for entity, value in sorted(by.items())
    ]


def _calculation(visit: Visit, _entities: list[tuple[str, str]]) -> dict[str, Any] | None:
    _refuse_unless(may_choose(visit.person))
    form = Calculation(visit.request.POST)
    if not form.is_valid():
        return {"calculation": form}
    for name in CALCULATION:
        if str(form.cleaned_data[name]) != str(_now()[name]):  # a number is kept as one, and read as text
            choose(visit.request, visit.person, name, form.cleaned_data[name])
    return None


def _add_buckets(visit: Visit, _entities: list[tuple[str, str]]) -> dict[str, Any] | None:
    _refuse_unless(may_choose(visit.person))
    form = Buckets(visit.request.POST, prefix="buckets")
    if not form.is_valid():
        return {"buckets": form}
    said = form.cleaned_data
    one = said["name"], said["edges"], said["default"]
    held = bucket_sets.changed(said["of"], *one) if said["of"] else bucket_sets.added(*one)
    choose(visit.request, visit.person, bucket_sets.CHOICE, held)
    return None


def _drop_buckets(visit: Visit, _entities: list[tuple[str, str]]) -> None:
    _refuse_unless(may_choose(visit.person))
    held = bucket_sets.without(visit.request.POST.get("name", ""))
    choose(visit.request, visit.person, bucket_sets.CHOICE, held)


def _default_buckets(visit: Visit, _entities: list[tuple[str, str]]) -> None:
    _refuse_unless(may_choose(visit.person))
    name = visit.request.POST.get("name", "")
    if bucket_sets.named(name):
        choose(visit.request, visit.person, bucket_sets.CHOICE, bucket_sets.opening_on(name))


def _add_target(visit: Visit, entities: list[tuple[str, str]]) -> dict[str, Any] | None:
    form = _target_form(visit, entities, visit.request.POST)
    if not form.is_valid():
        return {"target": form}
    said, held = form.cleaned_data, dict(chosen.choice("targets", {}))
    held[said["figure"]] = {**held.get(said["figure"], {}), said["entity"]: said["value"]}
    choose(visit.request, visit.person, "targets", held)
    return None


def _drop_target(visit: Visit, _entities: list[tuple[str, str]]) -> None:
    figure, entity = visit.request.POST.get("figure", ""), visit.request.POST.get("entity", "")
    _refuse_unless(may_target(visit.person, entity))
    held = {name: dict(by) for name, by in chosen.choice("targets", {}).items()}
    held.get(figure, {}).pop(entity, None)
    choose(visit.request, visit.person, "targets", {name: by for name, by in held.items() if by} or None)


def _take_back(visit: Visit, _entities: list[tuple[str, str]]) -> None:
    change = get_object_or_404(Change, pk=whole(visit.request.POST.get("change", "")))
    _refuse_unless(may_undo(visit.person, change))
    targets = change.name == TARGETS
    back = as_before(chosen.choice(TARGETS, {}), change) if targets else change.before
    choose(visit.request, visit.person, change.name, back)


def _refuse_unless(theirs: bool) -> None:
    if not theirs:
        raise PermissionDenied


ACTS: dict[str, Callable[[Visit, list[tuple[str, str]]], dict[str, Any] | None]] = {
    "calculation": _calculation,
    "buckets": _add_buckets,
    "drop_buckets": _drop_buckets,
    "default_buckets": _default_buckets,
    "target": _add_target,
    "drop_target": _drop_target,
    "take_back": _take_back,
}
