"""A block as its form says it, and the form as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from encours.api.entities import dimension_values
from encours.i18n import _
from encours.web.address import whole
from encours.web.dashboards.blocks import (
    COMPARED,
    FORM_LABELS,
    KIND_LABELS,
    MOST_FIGURES,
    TALLEST,
    WIDEST,
    Block,
    Kind,
)
from encours.web.dashboards.labels import figure_choices, split_choices
from encours.web.visit.visit import Visit
from encours.web.workflow.own_indicators.own import indicators_of

NUMBERS = ("width", "height", "history", "limit")
TEXTS = ("form", "by", "compare", "text")
NOTED = ("window", "edges")  # settings with a field of their own; the others are written name=value


def read(post: QueryDict, block: Block) -> Block:
    """The block with what was typed; a number that is none is 0, which no bounds allow."""
    typed: dict[str, Any] = {name: whole(post[name]) for name in NUMBERS if name in post}
    typed |= {name: post[name].replace("\0", "") for name in TEXTS if name in post}
    return replace(
        block,
        **typed,
        title=post.get("title", "").strip(),
        figures=tuple(name for name in map(str.strip, post.getlist("figures")) if name),
        where=tuple(line.strip() for line in post.get("where", "").splitlines() if line.strip()),
        settings=_settings(post),
        own_scope="own_scope" in post,
        entities=tuple(filter(None, post.getlist("entities"))),
        portfolios=tuple(filter(None, post.getlist("portfolios"))),
        sort=_sort(post),
    )


def context(visit: Visit, block: Block, problems: Mapping[str, str]) -> dict[str, Any]:
    """What the form shows: the fields of the kind of block, with their choices."""
    kind = Kind(block.kind)
    more = {name: value for name, value in block.settings.items() if name not in NOTED}
    return {
        "piece": block,
        "kind_label": _(KIND_LABELS[kind]),
        "problems": problems,
        "figure_fields": _figure_fields(visit, block),
        "forms": [(form.value, _(label)) for form, label in FORM_LABELS.items()],
        "splits": split_choices(visit.allowed.about.custom),
        "compared": [(name, _(label)) for name, label in COMPARED.items()],
        "where": "\n".join(block.where),
        "window": block.settings.get("window", ""),
        "edges": block.settings.get("edges", ""),
        "more": ", ".join(f"{name}={value}" for name, value in more.items()),
        "widths": range(1, WIDEST + 1),
        "heights": range(1, TALLEST + 1),
        "scopes": _scopes(visit, block) if kind is not Kind.TEXT else [],
        "descending": not block.sort or block.sort.startswith("-"),
    }


def _figure_fields(visit: Visit, block: Block) -> list[dict[str, Any]]:
    """One list of choice for each figure the kind has room for; a figure that is no more stays named."""
    groups = figure_choices(indicators_of(visit.person))
    known = {name for _label, choices in groups for name, _choice in choices}
    room = MOST_FIGURES[Kind(block.kind)]
    chosen = [*block.figures[:room], *[""] * (room - len(block.figures))]
    return [
        {"place": n + 1, "chosen": name, "groups": groups, "odd": name if name and name not in known else ""}
        for n, name in enumerate(chosen)
    ]


def _scopes(visit: Visit, block: Block) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The entities and portfolios the person may choose; those chosen that they do not see stay."""
    found = []
    for name, by, label, chosen in (
        ("entities", "entity", _("Entities"), block.entities),
        ("portfolios", "portfolio", _("Portfolios"), block.portfolios),
    ):
        values = {one.value: one.label for one in dimension_values(visit.allowed, by)}
        choices = {**values, **{value: value for value in chosen if value not in values}}
        found.append((name, label, [(value, text, value in chosen) for value, text in choices.items()]))
    return found


def _settings(post: QueryDict) -> dict[str, str]:
    said = {name: post.get(name, "").strip() for name in NOTED}
    for pair in post.get("more", "").split(","):
        name, equals, value = pair.partition("=")
        if name.strip():
            said[name.strip()] = value.strip() if equals else ""
    return {name[:40]: value[:80] for name, value in said.items() if value or name not in NOTED}


def _sort(post: QueryDict) -> str:
    """By one of the figures: `figure:3` is the third list of choice, so that it follows what is chosen there."""
    place, chosen = whole(post.get("sort", "")), post.getlist("figures")
    name = chosen[place - 1].strip() if 0 < place <= len(chosen) else ""
    return f"-{name}" if name and post.get("order") != "ascending" else name
