"""Draw the pictures of docs/images: the demo group asked for its position, exactly as the terminal shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from tools.transcripts import alone, printed

IMAGES = Path(__file__).parent.parent / "docs" / "images"
PICTURES = {"position.fr.svg": "fr", "position.svg": "en"}
DEMO = "encours demo --folder demo-group > demo.txt"
QUESTIONS = (
    "encours show net overdue overdue_rate dso dbt --by entity",
    "encours show aged --set edges=30,60,90",
    "encours show net overdue_rate dso_countback --history 6",
)
CELL, LINE, MARGIN = 8, 19, 20  # pixels: width of a character, height of a line, blank around
SVG = "http://www.w3.org/2000/svg"
PAPER, INK, COMMAND = "#16202b", "#dfe6ee", "#7cc7ff"


def main() -> None:
    for name, language in PICTURES.items():
        with alone(language):
            answers = answered((DEMO, "export ENCOURS_HOME=demo-group/home", *QUESTIONS))
        (IMAGES / name).write_text(drawn(answers), encoding="utf-8")
        print(f"docs/images/{name}")


def answered(commands: tuple[str, ...]) -> list[str]:
    """The lines of a terminal where these commands were typed; those that print nothing are left out."""
    lines: list[str] = []
    for command in commands:
        answer, code = printed(command)
        if code:
            raise ValueError(f"{command}: exit code {code}\n{answer}")
        lines += [f"$ {command}", *answer.rstrip().splitlines(), ""] if answer else []
    return lines[:-1]


def drawn(lines: list[str]) -> str:
    """An SVG of these lines, in whatever font the reader has."""
    width = CELL * max(map(len, lines)) + 2 * MARGIN
    height = LINE * len(lines) + 2 * MARGIN
    style = "font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: 13px"
    body = [cell for number, line in enumerate(lines) for cell in _cells(number, line)]
    return "\n".join(
        [
            f'<svg xmlns="{SVG}" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
            f'<rect width="{width}" height="{height}" rx="8" fill="{PAPER}"/>',
            f'<g style="{style}" fill="{INK}">',
            *body,
            "</g>",
            "</svg>\n",
        ]
    )


def _cells(number: int, line: str) -> Iterator[str]:
    """The parts of a line that two blanks set apart, each at its own place: columns stand whatever the font."""
    colour = f' fill="{COMMAND}"' if line.startswith("$ ") else ""
    for part in re.finditer(r"[^ ]+(?: [^ ]+)*", line):
        place = f'x="{MARGIN + CELL * part.start()}" y="{MARGIN + LINE * number + 14}"'
        length = f'textLength="{CELL * len(part[0])}" lengthAdjust="spacingAndGlyphs"'
        yield f"<text {place} {length}{colour}>{escape(part[0], quote=False)}</text>"


if __name__ == "__main__":
    main()
