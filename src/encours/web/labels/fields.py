"""Measures and the values of fields, as a page shows them."""

from __future__ import annotations

import re
from datetime import date

from encours.api import words
from encours.cube.measures import BY_NAME as MEASURES
from encours.i18n import _
from encours.web import typography
from encours.web.labels import work

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def measure_label(name: str) -> str:
    measure = MEASURES["gross" if name == "aged" else name]
    return _(measure.label)


def value(name: str, said: str | None, base: str = "due") -> str:
    """A value of a field as a filter or a row of a split shows it; "(none)" where there is none."""
    if said in (None, ""):
        return _("(none)")
    match name:
        case "bucket":
            return words.bucket(said, base)
        case "kind" | "credit_kind":
            return words.kind(said)
        case "nature":
            return words.nature(said)
        case "blocking_cause" | "reminder_status":
            return words.standing(name, said)
        case "doubtful" | "inferred" | "opening":
            return _("yes") if said in ("true", "1") else _("no")
        case "action_kind":
            return work.action(said)
        case "action_outcome":
            return work.outcome(said)
        case "action_channel":
            return work.channel(said)
        case "due_source":
            return words.origin(said)
        case "came_after":
            return work.came_after(said)
        case "level":
            return _("Level {0}").format(said)
        case "automatic":
            return _("Automatic") if said == "true" else _("By hand")
        case "posting_date" | "issue_date" | "due_date":
            return _day(said)
    return said


def matching(reference: str | None) -> str:
    """The letters of a matching as people know them: without the account and the day that tell it from others, and
    nothing where the matching was deduced.

    >>> matching("2026-10-31/411000/C10006/AAR"), matching("411000/C10006/B/2026-03-02"), matching("inferred")
    ('AAR', 'B', '')
    """
    parts = (reference or "").split("/")
    if reference == "inferred" or parts[0] == "returned":
        return ""
    if len(parts) > 2 and _DAY.fullmatch(parts[0]):
        return parts[-1]
    return parts[-2] if len(parts) > 2 and _DAY.fullmatch(parts[-1]) else reference or ""


def _day(said: str) -> str:
    try:
        return typography.day(date.fromisoformat(said))
    except ValueError:
        return said
