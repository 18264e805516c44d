"""A block as its form says it, and the form as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from encours.api.entities import dimension_values
from encours.api.question import NONE
from encours.i18n import _
from encours.indicators.catalogue import figure
from encours.indicators.record import Indicator, Parameter
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
from encours.web.filters.picker import picked, picker
from encours.web.labels.parameters import LABELS, label, periods, word
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import bucket_sets
from encours.web.workflow.own_indicators.own import indicators_of

NUMBERS = ("width", "height", "history", "limit")
TEXTS = ("form", "by", "compare", "text")
NOTED = ("window", "edges")  # settings with a list of their own, whatever the figures
SETTING = "set-"  # begins the fields of the parameters of the chosen figures


def read(post: QueryDict, block: Block) -> Block:
    """The block with what was typed; a number that is none is 0, which no bounds allow."""
    typed: dict[str, Any] = {name: whole(post[name]) for name in NUMBERS if name in post}
    typed |= {name: post[name].replace("\0", "") for name in TEXTS if name in post}
    return replace(
        block,
        **typed,
        title=post.get("title", "").strip(),
        figures=tuple(name for name in map(str.strip, post.getlist("figures")) if name),
        where=tuple(picked(post)),
        settings=_settings(post),
        own_scope="own_scope" in post,
        entities=tuple(filter(None, post.getlist("entities"))),
        portfolios=tuple(filter(None, post.getlist("portfolios"))),
        sort=_sort(post),
    )


def context(visit: Visit, block: Block, problems: Mapping[str, str]) -> dict[str, Any]:
    """What the form shows: the fields of the kind of block, with their choices."""
    kind = Kind(block.kind)
    return {
        "piece": block,
        "kind_label": _(KIND_LABELS[kind]),
        "problems": problems,
        "figure_fields": _figure_fields(visit, block),
        "forms": [(form.value, _(label)) for form, label in FORM_LABELS.items()],
        "splits": split_choices(visit.allowed.about.custom),
        "compared": [(name, _(label)) for name, label in COMPARED.items()],
        "picker": picker(visit, block.where) if kind is not Kind.TEXT else None,
        "window": block.settings.get("window", ""),
        "periods": periods(block.settings.get("window", "")),
        "edges": block.settings.get("edges", ""),
        "edge_sets": _edge_sets(block.settings.get("edges", "")),
        **_parameters(visit, block),
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
        {
            "place": n + 1,
            "chosen": name,
            "groups": groups,
            "odd": name if name and name not in known else "",
            "later": n > max(len(block.figures), 1),  # there is room for one more at sight
        }
        for n, name in enumerate(chosen)
    ]


def _edge_sets(held: str) -> list[tuple[str, str]]:
    """The sets of the company, and edges that are those of no set."""
    found = [(one.edges, f"{one.name} ({one.edges})") for one in bucket_sets()]
    return [*found, (held, held)] if held and held not in dict(found) else found


def _parameters(visit: Visit, block: Block) -> dict[str, Any]:
    """The parameters of the chosen figures, each with its list or its number; other settings go along unseen."""
    own = indicators_of(visit.person)
    found: dict[str, Parameter] = {}
    for name in block.figures:
        found |= {one.name: one for one in _taken(name, own) if one.name not in NOTED}
    return {
        "parameters": [
            {
                "name": f"{SETTING}{name}",
                "label": label(name),
                "about": _(one.about),
                "options": [(value, word(value)) for value in one.choices],
                "value": block.settings.get(name, ""),
                "usual": word(one.default),
            }
            for name, one in found.items()
        ],
        "carried": [
            (f"{SETTING}{name}", value)
            for name, value in block.settings.items()
            if name not in found and name not in NOTED
        ],
    }


def _scopes(visit: Visit, block: Block) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The entities and portfolios the person may choose; those chosen that they do not see stay."""
    found = []
    for name, by, heading, chosen in (
        ("entities", "entity", _("Entities"), block.entities),
        ("portfolios", "portfolio", _("Portfolios"), block.portfolios),
    ):
        values = {one.value: one.label for one in dimension_values(visit.allowed, by)}
        choices = {**values, **{value: value for value in chosen if value not in values}}
        found.append((name, heading, [(value, text, value in chosen) for value, text in choices.items()]))
    return found


def _settings(post: QueryDict) -> dict[str, str]:
    said = {name: post.get(name, "").strip() for name in NOTED}
    said |= {
        name.removeprefix(SETTING): value.strip() for name, value in post.items() if name.startswith(SETTING)
    }
    left = set(LABELS) - set(NOTED) - {one.name for name in post.getlist("figures") for one in _taken(name)}
    return {name[:40]: value[:80] for name, value in said.items() if value and name not in left}


def _taken(figure_name: str, own: Mapping[str, Indicator] = NONE) -> Sequence[Parameter]:
    """The parameters a figure takes; those of the figure that stood in its place are left with it."""
    of = figure(figure_name.partition(":")[0], own)
    return getattr(of, "parameters", ())


def _sort(post: QueryDict) -> str:
    """By one of the figures: `figure:3` is the third list of choice, so that it follows what is chosen there."""
    place, chosen = whole(post.get("sort", "")), post.getlist("figures")
    name = chosen[place - 1].strip() if 0 < place <= len(chosen) else ""
    return f"-{name}" if name and post.get("order") != "ascending" else name
