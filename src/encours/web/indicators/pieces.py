"""What a formula is made of, chosen from lists: a sign, a measure by its name, the moment it is taken at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import QueryDict

from encours.cube.measures import BY_NAME as MEASURES
from encours.cube.measures import PUBLISHED
from encours.cube.spoken import folded
from encours.i18n import _, mark
from encours.indicators.formula_tree import DAYS
from encours.indicators.formula_words import spoken

SIGNS = {"+": "+", "-": "\N{MINUS SIGN}", "*": "\N{MULTIPLICATION SIGN}", "/": "\N{DIVISION SIGN}"}
MOMENTS = {
    "": mark("at the date, or over the period"),
    "@start": mark("just before the period"),
    "@year": mark("over twelve months"),
}
HUNDRED = "100"
EXAMPLE = "overdue / gross * 100"
EXAMPLES = {
    EXAMPLE: mark("the share that is late, in percent"),
    "(overdue - disputed) / sales * days": mark("days of sales overdue without dispute"),
    "net - net@start": mark("what the period added to the receivables"),
}


@dataclass(frozen=True, slots=True)
class Pieces:
    """Choices (value, label); each measure with its name, its definition and whether it is a flow; formulas with what
    they tell; a measure taken at each of the two other moments."""

    signs: list[tuple[str, str]]
    positions: list[tuple[str, str]]
    flows: list[tuple[str, str]]
    others: list[tuple[str, str]]
    moments: list[tuple[str, str]]
    measures: list[tuple[str, str, str, bool]]
    examples: list[tuple[str, str]]
    taken: tuple[str, str]


def pieces() -> Pieces:
    """The lists, in the reader's language, the measures in the order of their names."""
    named = sorted(((name, _(MEASURES[name].label)) for name in PUBLISHED), key=lambda one: folded(one[1]))
    return Pieces(
        list(SIGNS.items()),
        [one for one in named if not MEASURES[one[0]].flow],
        [one for one in named if MEASURES[one[0]].flow],
        [(DAYS, _("Days of the period")), (HUNDRED, HUNDRED)],
        [(sign, _(label)) for sign, label in MOMENTS.items()],
        [(name, label, _(MEASURES[name].definition), MEASURES[name].flow) for name, label in named],
        [(spoken(text), _(about)) for text, about in EXAMPLES.items()],
        (spoken("net@start"), spoken("sales@year")),
    )


def lengthened(post: QueryDict) -> QueryDict:
    """What a form says, its formula with what was chosen in the lists after it; what is of no list adds nothing."""
    said = post.copy()
    sign, piece, moment = (post.get(f"piece-{part}", "") for part in ("sign", "what", "when"))
    if piece not in (*PUBLISHED, DAYS, HUNDRED) or moment not in MOMENTS:
        return said
    formula = post.get("formula", "").strip()
    if sign in ("*", "/") and re.search(r"[+\-\N{MINUS SIGN}]", formula):
        formula = f"({formula})"  # the whole of what was put together, not its last piece
    before = f"{formula} {sign if sign in SIGNS else '+'} " if formula else ""
    said["formula"] = before + spoken(piece + (moment if piece in PUBLISHED else ""))
    return said
