"""The history of a record: who wrote what and when, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from encours.api.recorded import one
from encours.i18n import _
from encours.web import typography
from encours.web.labels import work
from encours.web.records.about import label
from encours.web.records.opened import Found
from encours.web.workflow import acts
from encours.web.workflow.timeline.reading import of_one

HIDDEN = ("entity", "customer")


@dataclass(frozen=True, slots=True)
class Step:
    """One version: the act that wrote it, and each field it said otherwise than the one before: label, before, after.
    An imported one has no author and no hour."""

    title: str
    icon: str
    tone: str
    who: str
    at: datetime | None
    changes: list[tuple[str, str, str]]


def history(of: Found) -> list[Step]:
    """Every version that may be seen, the newest first; what was imported is the first of all."""
    told = {
        number: happening.act
        for key in (of.key, *{version.told_with for version in of.versions if version.told_with})
        for happening in of_one(of.kind.name, key)
        for number in happening.facts.get("versions", (happening.facts.get("version"),))
    }
    imported = one(of.of.book, of.kind.of, of.key, of.day, of.until, imported=True)
    before: Any = of.kind.model.said_in(imported) if imported else None
    steps = (
        [Step(_("By an import"), "file-input", "", "", None, _changes(of, None, before))] if imported else []
    )
    for version in of.versions:
        act = acts.ALL[told[version.pk]]
        said = version.said
        steps.append(
            Step(
                typography.capital(str(act)),
                act.icon,
                act.tone,
                str(version.person or ""),
                version.written_at,
                _changes(of, before, said),
            )
        )
        before = said
    return list(reversed(steps))


def _changes(of: Found, before: Any, after: Any) -> list[tuple[str, str, str]]:
    """Fields that were said, and those said otherwise since."""
    was: Mapping[str, Any] = asdict(before) if before is not None else {}
    return [
        (
            label(name, of.kind.form.labels),
            _shown(of, name, was.get(name), was),
            _shown(of, name, value, asdict(after)),
        )
        for name, value in asdict(after).items()
        if name not in HIDDEN and (value or None) != (was.get(name) or None)
    ]


def _shown(of: Found, name: str, value: Any, said: Mapping[str, Any]) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, Decimal) and name in of.kind.model.MONEY:
        return typography.money(value, str(said.get("currency", "")), "cents")
    if isinstance(value, Decimal):
        return typography.number(value, max(0, -int(value.normalize().as_tuple().exponent)))
    if isinstance(value, bool):
        return _("yes")
    if isinstance(value, datetime):
        return typography.moment(timezone.localtime(value))
    if isinstance(value, date):
        return typography.day(value)
    if name == "item":
        return of.of.named(value)[value].document if value in of.of.named(value) else ""
    return work.said(name, str(value))
