"""A dashboard as a PDF made by the server: the figures, charts and tables its page shows, on sheets to hand over."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

from encours.errors import EncoursError
from encours.i18n import _, counted, language
from encours.reports.typeset import typeset
from encours.web import typography
from encours.web.charts.paper import color, on_paper
from encours.web.dashboards.blocks import WIDEST, Block, Kind, blocks_of
from encours.web.dashboards.charts import chart, drawn
from encours.web.dashboards.links import visit_of
from encours.web.dashboards.models import Dashboard
from encours.web.dashboards.parts import scope_of, title_of
from encours.web.dashboards.tables import table
from encours.web.dashboards.tile import tile
from encours.web.dashboards.writing import BOLD, ITALIC, LINK
from encours.web.visit.visit import Visit

LAYOUT = Path(__file__).with_name("board.typ")
COLUMN = 250  # pixels of a drawing for each of the four columns: its letters then have the size of the others
COLUMNS_ACROSS = 2  # of a table, in one of the four columns of the sheet
Said = dict[str, Any]


def pdf_of(visit: Visit, board: Dashboard) -> bytes:
    """The document, within what the reader sees. UsageError where typst is not installed."""
    lead = [board.about, *visit.told]
    taken = _("Taken on {0} by {1}").format(typography.moment(localtime()), visit.person)
    said = {
        "title": board.title,
        "lead": " · ".join(filter(None, lead)),
        "foot": f"{board.title} · {taken}",
        "language": language(),
        "empty": _("This dashboard has no block yet."),
        "blocks": in_lines([_printed(visit, block) for block in blocks_of(board.blocks)]),
    }
    return typeset(LAYOUT.read_bytes(), said, visit.day)


def in_lines(blocks: Sequence[Said]) -> list[list[Said]]:
    """The blocks side by side as long as four columns hold them.

    >>> [[one["width"] for one in line] for line in in_lines([{"width": n} for n in (1, 2, 2, 4, 1)])]
    [[1, 2], [2], [4], [1]]
    """
    lines: list[list[Said]] = []
    for one in blocks:
        if lines and sum(other["width"] for other in lines[-1]) + one["width"] <= WIDEST:
            lines[-1].append(one)
        else:
            lines.append([one])
    return lines


def _printed(visit: Visit, block: Block) -> Said:
    """One block; what has no answer says why, and the others do not suffer from it."""
    kind, where = Kind(block.kind), visit_of(visit, block)
    said: Said = {"kind": kind.value, "width": block.width, "scope": scope_of(block), "problem": ""}
    said["title"] = block.title if kind is Kind.TEXT else title_of(visit, block)
    try:
        return said | PRINTED[kind](where, block)
    except EncoursError as error:
        return said | {"problem": f"{said['title']} – {error}" if kind is Kind.TILE else str(error)}


def _tile(visit: Visit, block: Block) -> Said:
    one = tile(visit, block)
    return {name: getattr(one, name) for name in ("label", "value", "unit", "delta", "tone", "sub")}


def _chart(visit: Visit, block: Block) -> Said:
    one = chart(visit, block, drawn(visit, block))
    if one.empty:
        return {"problem": _("No figure makes sense here.")}
    keys = [{"name": f"{key.name} {key.share}".strip(), "color": color(key.color)} for key in one.legend]
    return {"svg": on_paper(one, COLUMN * block.width), "legend": keys, "notes": one.notes}


def _table(visit: Visit, block: Block) -> Said:
    found = table(visit, block, title_of(visit, block))
    more = found.count - len(found.rows)
    foot = found.foot
    total = [] if foot is None else [_("Total"), *[""] * (foot.span - 1), *(cell.text for cell in foot.cells)]
    return {
        # Side by side, amounts need room: a table of many columns takes that of its neighbours.
        "width": min(WIDEST, max(block.width, (len(found.shown) + 1) // COLUMNS_ACROSS)),
        "columns": [{"label": column.label, "number": column.numeric} for column in found.shown],
        "lines": [[_text(cell.text, cell.second) for cell in line.cells] for line in found.lines],
        "total": total if foot is None or foot.span else total[1:],
        "more": counted("and {0} other line", "and {0} other lines", more).format(more) if more else "",
    }


def _text(text: str, second: str) -> str:
    return f"{text} ({second})" if second else text


def _written(_visit: Visit, block: Block) -> Said:
    """The text with its bold and italic words; a link is its words, there is nothing to click on paper."""
    parts = re.split(r"\n\s*\n", block.text.replace("\r\n", "\n").strip())
    return {"paragraphs": [[runs(line) for line in part.split("\n")] for part in parts if part]}


def runs(line: str) -> list[dict[str, str]]:
    """The pieces of a line, each with its style.

    >>> runs("**Late**: [rows](/creances/)")
    [{'text': 'Late', 'style': 'strong'}, {'text': ': rows', 'style': ''}]
    """
    line = LINK.sub(r"\1", line)
    style = "strong" if line.startswith("# ") else ""
    line = line.removeprefix("# ")
    line = f"• {line[2:]}" if line.startswith("- ") else line
    pieces: list[dict[str, str]] = []
    for text, bold in zip_longest(*[iter(BOLD.split(line))] * 2, fillvalue=""):
        for plain, italic in zip_longest(*[iter(ITALIC.split(text))] * 2, fillvalue=""):
            pieces += [{"text": plain, "style": style}, {"text": italic, "style": "emphasis"}]
        pieces.append({"text": bold, "style": "strong"})
    return [piece for piece in pieces if piece["text"]]


PRINTED: dict[Kind, Callable[[Visit, Block], Said]] = {
    Kind.TILE: _tile,
    Kind.CHART: _chart,
    Kind.TABLE: _table,
    Kind.TEXT: _written,
}
