"""Measures and the values of fields, as a page shows them."""

from __future__ import annotations

from datetime import date

from encours.api import words
from encours.cube.measures import BY_NAME as MEASURES
from encours.i18n import _
from encours.web import typography


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
        case "doubtful" | "inferred" | "opening":
            return _("yes") if said in ("true", "1") else _("no")
        case "due_source":
            return words.origin(said)
        case "posting_date" | "issue_date" | "due_date":
            return _day(said)
    return said


def _day(said: str) -> str:
    try:
        return typography.day(date.fromisoformat(said))
    except ValueError:
        return said
