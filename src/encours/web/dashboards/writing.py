"""Text people write, as a page shows it: paragraphs, lists, titles, bold, italic, links. Nothing else gets through."""

from __future__ import annotations

import re
from html import escape

from django.utils.safestring import SafeString, mark_safe

BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
ITALIC = re.compile(r"\*([^*\n]+)\*")
# An address of ours, or one that says its protocol; never a script, nor a host without one.
LINK = re.compile(r"\[([^\]\n]{1,200})\]\(((?:https?://|/(?![/\\]))[^\s)<>\"]{0,500})\)")


def written(text: str) -> SafeString:
    """The text as HTML.

    >>> written("**Late**: see [rows](/creances/)\\n\\n- a\\n- <b>")
    '<p><strong>Late</strong>: see <a class="link" href="/creances/">rows</a></p><ul><li>a</li><li>&lt;b&gt;</li></ul>'
    >>> written("[x](javascript:alert(1)) [y](//evil.example)")
    '<p>[x](javascript:alert(1)) [y](//evil.example)</p>'
    """
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return mark_safe(
        "".join(_paragraph(part) for part in parts if part)
    )  # every letter of it is escaped first


def _paragraph(part: str) -> str:
    lines = part.split("\n")
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>"
    if part.startswith("# ") and len(lines) == 1:
        return f"<h3>{_inline(part[2:])}</h3>"
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _inline(line: str) -> str:
    """Links apart from the rest: what looks like bold in an address is none."""
    pieces: list[str] = []
    end = 0
    for found in LINK.finditer(line):
        pieces.append(_emphasis(line[end : found.start()]))
        outside = "" if found[2].startswith("/") else ' rel="noopener noreferrer"'
        pieces.append(f'<a class="link" href="{escape(found[2])}"{outside}>{_emphasis(found[1])}</a>')
        end = found.end()
    return "".join([*pieces, _emphasis(line[end:])])


def _emphasis(text: str) -> str:
    return ITALIC.sub(r"<em>\1</em>", BOLD.sub(r"<strong>\1</strong>", escape(text)))
