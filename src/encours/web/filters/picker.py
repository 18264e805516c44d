"""Conditions chosen from lists, in words: the values of customers and items; and any other field by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from encours.api import words
from encours.api.entities import dimension_values
from encours.book.kinds import KINDS
from encours.cube.dimensions import BY_NAME
from encours.cube.filters import equals, parse
from encours.errors import UsageError
from encours.i18n import _, mark
from encours.web.filters.conditions import in_words
from encours.web.filters.panel import fields_of
from encours.web.labels import fields
from encours.web.visit.visit import Visit

LISTED = (
    "entity",
    "portfolio",
    "collector",
    "salesperson",
    "country",
    "category",
    "currency",
    "kind",
    "dispute_cause",
)
OPERATORS = {"=": mark("is"), "!=": mark("is not"), "~": mark("contains"), "!~": mark("does not contain")}
MOST_LISTED = 60
ROOM = 2  # conditions that can be added at once
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Picker:
    """`held` are the conditions in force (text, field, what is asked), `groups` those offered, by field; `others` are
    the fields whose values are typed."""

    held: list[tuple[str, str, str]]
    groups: list[tuple[str, Choices]]
    others: Choices
    operators: Choices
    room: range
    typed: str  # a condition that is not understood comes back as it was typed


def picker(visit: Visit, where: Sequence[str], of_customers: bool = False) -> Picker:
    """What a form offers under these conditions; `of_customers`: only what customers are."""
    custom = visit.allowed.about.custom
    names = [name for name in fields_of(custom) if not of_customers or _of_customers(name, custom)]
    held, odd = [], []
    for text in where:
        try:
            held.append((text, *in_words(parse(text, custom))))
        except UsageError:
            odd.append(text)
    groups = [(words.field(name), _offered(visit, name)) for name in LISTED if name in names]
    return Picker(
        held,
        [(label, choices) for label, choices in groups if choices],
        [(name, words.field(name)) for name in names],
        [(sign, _(label)) for sign, label in OPERATORS.items()],
        range(ROOM),
        "\n".join(odd),
    )


def picked(post: QueryDict) -> list[str]:
    """The conditions a form says: those kept, those chosen (values of one field together), those typed."""
    said = [line.strip() for text in post.getlist("where") for line in text.splitlines()]
    chosen: dict[str, list[str]] = {}
    for text in filter(None, post.getlist("pick")):
        field, _equals, value = text.partition("=")
        chosen.setdefault(field, []).append(value)
    said += [f"{field}={','.join(values)}" for field, values in chosen.items()]
    rows = zip(*(post.getlist(f"other-{part}") for part in ("field", "op", "value")), strict=False)
    for field, sign, value in rows:
        if field and value.strip() and sign in OPERATORS:
            said.append(f"{field}{sign}{value.strip()}")
    return list(dict.fromkeys(filter(None, said)))


def _of_customers(name: str, custom: Mapping[str, str]) -> bool:
    return bool(BY_NAME[name].where.holder) if name in BY_NAME else custom.get(name) == "customers"


def _offered(visit: Visit, name: str) -> Choices:
    if name == "kind":
        return [(equals(name, kind), words.kind(kind)) for kind in KINDS]
    found = [one for one in dimension_values(visit.allowed, name, MOST_LISTED) if one.value]
    return [(equals(name, one.value), _named(name, one.value, one.label)) for one in found]


def _named(name: str, value: str, label: str) -> str:
    return f"{label} · {value}" if label != value else fields.value(name, value)
