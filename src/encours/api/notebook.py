"""An answer as a table of a notebook: what the terminal shows, in HTML."""

from __future__ import annotations

from html import escape

from encours.api.terminal import Answer, at_right, drawn, left_out

MOST_SHOWN = 100  # rows of a page one scrolls through


def html_table(result: Answer) -> str:
    """The rows under their labels, figures at the right; notes below, and how many rows are not shown."""
    heads, body = drawn(result, most=MOST_SHOWN)
    align = ["right" if one else "left" for one in at_right(result)]
    lines = [
        "<table><thead>",
        _line("th", heads, align),
        "</thead><tbody>",
        *(_line("td", cells, align) for cells in body),
        "</tbody></table>",
    ]
    below = [*left_out(result, len(body)), *result.notes]
    return "".join([*lines, *(f"<p>{escape(one)}</p>" for one in below)])


def _line(tag: str, cells: list[str], align: list[str]) -> str:
    held = (
        f'<{tag} style="text-align: {side}">{escape(cell)}</{tag}>'
        for cell, side in zip(cells, align, strict=True)
    )
    return "<tr>" + "".join(held) + "</tr>"
