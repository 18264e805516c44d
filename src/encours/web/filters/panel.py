"""The panel where filters are chosen: ranges, lists to pick from, and any other field; it works as a plain form."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from encours.api import words
from encours.api.entities import dimension_values
from encours.book.kinds import KINDS
from encours.cube.dimensions import CATALOGUE, dimension
from encours.cube.facts.place import Dimension
from encours.cube.facts.places import BUCKET, DATE
from encours.cube.filters import DATES, Filter, equals, parse
from encours.errors import UsageError
from encours.web.labels import fields
from encours.web.visit.visit import Visit

NUMBERS = ("amount", "open", "days_late")
RANGES = (*NUMBERS, "due_date", "issue_date")
PICKS = ("collector", "kind", "bucket", "entity", "currency", "dispute_cause")
OPERATORS = ("=", "!=", "~", "!~")
MOST_PICKED = 200
TEXTS = ("item", "document", "reference", "order_reference")


@dataclass(frozen=True, slots=True)
class Range:
    field: str
    label: str
    type: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Picks:
    """Values to tick: (value, name shown, whether ticked)."""

    field: str
    label: str
    values: list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Panel:
    """`kept` is what the form carries along; `others` the fields that may be chosen besides, `other` the one chosen."""

    ranges: list[Range]
    picks: list[Picks]
    others: list[tuple[str, str]]
    other: Range | Picks | None
    other_field: str
    kept: list[tuple[str, str]]


def panel(
    visit: Visit,
    where: Sequence[str],
    labels: Sequence[str],
    kept: Mapping[str, Sequence[str]],
    without: Sequence[str] = (),
    carried: Container[str] = (),
) -> Panel:
    """The panel under the conditions in force. `labels` are those of the buckets; `without` the fields that make no
    sense for the rows of this page, which have those `carried`."""
    custom = visit.book.about.custom
    held = _held(where, custom)
    shown = [field for field in (*RANGES, *PICKS) if field not in without]
    ranges = [_range(field, held.get(field)) for field in shown if field in RANGES]
    picks = [_picks(visit, field, held.get(field), labels) for field in shown if field in PICKS]
    listed = [one for one in picks if one.values]
    fields = {*(one.field for one in ranges), *(one.field for one in listed)}
    other = visit.request.GET.get("field", "")
    return Panel(
        ranges,
        listed,
        [
            (field, words.field(field))
            for field in fields_of(custom, carried)
            if field not in {*shown, *without}
        ],
        _other(visit, other, labels) if other else None,
        other,
        [
            *((name, value) for name, values in kept.items() for value in values),
            *(("where", text) for text in where if not _is_held(text, held, fields, custom)),
        ],
    )


def chosen(query: QueryDict, custom: Mapping[str, str]) -> list[str] | None:
    """The conditions a sent form makes; None when no form was sent."""
    if "apply" not in query:
        return None
    said = [text for text in query.getlist("where") if text]
    for field in RANGES:
        low, high = (query.get(f"{end}-{field}", "").strip().replace(",", ".") for end in ("low", "high"))
        if low or high:
            said.append(f"{field}={low}..{high}")
    for field in PICKS:
        if values := query.getlist(f"is-{field}"):
            said.append(equals(field, *values))
    return [*said, *_of_other(query, custom)]


def _of_other(query: QueryDict, custom: Mapping[str, str]) -> list[str]:
    field, operator = query.get("field", ""), query.get("op", "=")
    if not field or operator not in OPERATORS:
        return []
    low, high = query.get("low", "").strip(), query.get("high", "").strip()
    if field in DATES:
        return [f"{field}={low}..{high}"] if low or high else []
    values = [value.strip() for value in query.getlist("value") if value.strip()]
    if not values:
        return []
    dimension(field, custom)
    if operator in ("~", "!~"):
        return [f"{field}{operator}{value}" for value in values]
    return [equals(field, *values, operator=operator)]


def _held(where: Sequence[str], custom: Mapping[str, str]) -> dict[str, Filter]:
    """Conditions the fields of the form can show: those that are alone on their field, and say equal."""
    parsed = [parse(text, custom) for text in where]
    alone = [one for one in parsed if sum(other.field == one.field for other in parsed) == 1]
    return {one.field: one for one in alone if one.operator == "=" and _fits(one)}


def _fits(wanted: Filter) -> bool:
    if wanted.field in RANGES:
        return len(wanted.values) == 1 and ".." in wanted.values[0]
    return wanted.field in PICKS and "" not in wanted.values


def _is_held(text: str, held: Mapping[str, Filter], fields: set[str], custom: Mapping[str, str]) -> bool:
    field = parse(text, custom).field
    return field in held and field in fields


def _range(field: str, wanted: Filter | None) -> Range:
    low, _dots, high = wanted.values[0].partition("..") if wanted else ("", "", "")
    return Range(field, words.field(field), "date" if field in DATES else "text", low, high)


def _picks(visit: Visit, field: str, wanted: Filter | None, labels: Sequence[str]) -> Picks:
    ticked = wanted.values if wanted else ()
    base = visit.request.GET.get("base_date", "due")
    known_ones = {
        "bucket": [(label, words.bucket(label, base)) for label in labels],
        "kind": [(kind, words.kind(kind)) for kind in KINDS],
    }
    values = known_ones.get(field) or _listed(visit, field)
    listed = [value for value, _label in values]
    values += [(value, fields.value(field, value)) for value in ticked if value not in listed]
    return Picks(field, words.field(field), [(v, label, v in ticked) for v, label in values])


def _listed(visit: Visit, field: str) -> list[tuple[str, str]]:
    found = dimension_values(visit.allowed, field, MOST_PICKED)
    return [(one.value, _named(field, one.value, one.label)) for one in found]


def _named(field: str, value: str, label: str) -> str:
    return f"{value} · {label}" if label != value else fields.value(field, value)


def fields_of(custom: Mapping[str, str], carried: Container[str] = ()) -> list[str]:
    """Every field a condition may be about, but for dates of the page and buckets; with those of work
    that the rows of the page have."""
    fields = [
        one.name
        for one in CATALOGUE
        if one.where not in (DATE, BUCKET) and (not one.where.own or one.name in carried)
    ]
    return [*fields, *(name for name in custom if not set(name) & set("!=<>~"))]


def _other(visit: Visit, field: str, labels: Sequence[str]) -> Range | Picks:
    """The field chosen among the others; one without a list of values is written by hand."""
    of: Dimension = dimension(field, visit.book.about.custom)
    if of.name in DATES:
        return Range(field, words.field(field), "date", "", "")
    try:
        values = [] if of.many else _listed(visit, field)
    except UsageError:
        values = []
    return Picks(field, words.field(field), [(value, label, False) for value, label in values])
