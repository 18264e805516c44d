"""A table for a terminal that is narrower than it: long texts shortened, or a row told line by line."""

from __future__ import annotations

from collections.abc import Sequence

GAP = "  "
LEAST = 12  # characters that still tell one name from another


def length(widths: Sequence[int]) -> int:
    """Of a line of columns so wide.

    >>> length([10, 30])
    42
    """
    return sum(widths) + len(GAP) * (len(widths) - 1)


def fitted(widths: Sequence[int], names: Sequence[bool], width: int) -> list[int] | None:
    """The widths of the columns within that of the terminal, the longest `names` shortened first; other columns keep
    theirs. None where even that is too wide.

    >>> fitted([10, 30, 20], [False, True, False], 54)
    [10, 20, 20]
    >>> fitted([10, 30, 20], [False, False, False], 54)
    """
    found = list(widths)
    over = length(found) - width
    while over > 0:
        texts = [place for place, name in enumerate(names) if name and found[place] > LEAST]
        if not texts:
            return None
        longest = max(texts, key=lambda place: found[place])
        found[longest] -= 1
        over -= 1
    return found


def short(text: str, width: int) -> str:
    """
    >>> short("Transports Morbivigne", 12), short("net", 12)
    ('Transports …', 'net')
    """
    return text if len(text) <= width else text[: width - 1] + "…"


def stacked(heads: Sequence[str], body: Sequence[Sequence[str]], width: int) -> list[str]:
    """Each row as lines of a label and its value, those without one left out, rows apart by a rule.

    >>> print("\\n".join(stacked(["Item", "Net"], [["I1", "12.00 EUR"], ["I2", ""]], 20)))
    Item  I1
    Net   12.00 EUR
    ────────────────────
    Item  I2
    """
    left = min(max(map(len, heads), default=0), max(width // 2 - len(GAP), LEAST))
    lines: list[str] = []
    for number, row in enumerate(body):
        lines += ["─" * width] if number else []
        lines += [
            f"{short(head, left):{left}}{GAP}{cell}" for head, cell in zip(heads, row, strict=True) if cell
        ]
    return lines
