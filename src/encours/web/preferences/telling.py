"""What a change of the company's choices was, in words: which choice, and from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from encours.cube.buckets import DEFAULT
from encours.i18n import _, counted
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.web import typography
from encours.web.labels.figures import label_of, unit_of
from encours.web.preferences.forms import month_label
from encours.web.preferences.reach import TARGETS, pairs
from encours.web.workflow.choices.bucket_sets import CHOICE as SETS

NOTHING = "–"


def heading(name: str) -> str:
    """The choice a change is about."""
    return {
        "dso_method": _("DSO of the cockpit"),
        "window": _("Period of flows"),
        "on_time_tolerance": _("Days of grace after the due date"),
        "fiscal_start": _("First month of the fiscal year"),
        "reporting_currency": _("Currency of the group"),
        SETS: _("Buckets"),
        TARGETS: _("Targets"),
    }.get(name, name)


def lines(name: str, before: Any, after: Any, entities: Mapping[str, str], currency: str) -> list[str]:
    """What changed, a line each: a target, a set of buckets, or the choice itself."""
    if name == TARGETS:
        was, now = (_targets(held or {}, entities, currency) for held in (before, after))
        return _moved(was, now)
    if name == SETS:
        return _moved(_sets(before), _sets(after))
    return [f"{_value(name, before)} → {_value(name, after)}"]


def _moved(was: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [
        _("{0}: {1}").format(of, f"{was.get(of, NOTHING)} → {now.get(of, NOTHING)}")
        for of in dict.fromkeys([*was, *now])
        if was.get(of) != now.get(of)
    ]


def _targets(
    held: Mapping[str, Mapping[str, str]], entities: Mapping[str, str], currency: str
) -> dict[str, str]:
    return {
        f"{label_of(figure)} · {entities.get(entity, entity) if entity else _('Whole group')}": typography.shown(
            Decimal(value), unit_of(figure), currency
        )
        for (figure, entity), value in pairs(held)
    }


def _sets(held: Any) -> dict[str, str]:
    usual: list[dict[str, Any]] = [{"name": _("Usual"), "edges": DEFAULT, "default": True}]
    return {
        one["name"]: ", ".join(one["edges"].split(",")) + (f" ({_('by default')})" if one["default"] else "")
        for one in held or usual
    }


def _value(name: str, value: Any) -> str:
    if value in (None, ""):
        return NOTHING
    if name == "dso_method":
        return _(INDICATORS[value].label)
    if name == "window":
        return typography.over(str(value))
    if name == "on_time_tolerance":
        return counted("{0} day", "{0} days", int(value)).format(value)
    if name == "fiscal_start":
        return month_label(int(value))
    return str(value)
