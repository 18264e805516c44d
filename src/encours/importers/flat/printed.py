"""The lines of a printed list that are no items: who stands above his items, totals, what was brought forward."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOTAL = re.compile(
    r"\W*(sous[- ]?total|sub[- ]?total|grand[- ]total|total|totaux|cumul|somme)\b"
    r"(\s+(g[ée]n[ée]ral|due?|outstanding|receivables?|accounts receivable|a/r|overall|report))*"
    r"\s*(for|of|de|du|des|pour|client|customer|compte|account|tiers|contact|partner)?\b[\s:.-]*(?P<name>.*)",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(r"(?P<name>.+?)[\s:-]+(sub)?total\W*", re.IGNORECASE)
FORWARD = (
    r"\W*(opening|initial|beginning|starting|previous) balance|\W*(balance )?brought forward|\W*balance forward|"
    r"\W*solde (initial|d.ouverture|ant[ée]rieur|pr[ée]c[ée]dent|report[ée])|\W*(report )?[àa][ -]nouveaux?|"
    r"\W*ouverture\b|\W*report de solde|\W*report du solde"
)
_FORWARD = re.compile(FORWARD, re.IGNORECASE)
_PREFIX = re.compile(
    r"(client|customer|compte|account|tiers|d[ée]biteur|debtor|contact|partner|partenaire|code client|"
    r"nom du client|customer name)( n°| no\.?| number| code)?\s*[:–-]\s*",
    re.IGNORECASE,
)
_CODED = re.compile(
    r"(?P<code>\S*[0-9]\S*|[A-Z0-9]{3,12})\s*(?:\s[-–—|:]|:)\s+(?P<name>.+)|"
    r"(?P<code2>411\S+|[A-Z]{0,4}[0-9]{3,})\s+(?P<name2>\D.+)"
)
_RULE = re.compile(r"[^A-Za-z0-9]+")
_AMOUNT = re.compile(r"[^A-Za-z0-9]*[0-9][0-9\s.,'’]*[^A-Za-z0-9]*|[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line without a date: `kind` is heading, total, forward (money brought forward) or item (one that lacks its
    date); `texts` are the words of a heading, or the name of what a total sums up, "" when it is the whole list."""

    kind: str
    texts: tuple[str, ...] = ()


def printed(cells: Sequence[str | None]) -> Printed:
    """What a line without a date is, from its cells.

    >>> printed(["Total for Brun", None, "12.00"]), printed(["Brun", None, None])
    (Printed(kind='total', texts=('Brun',)), Printed(kind='heading', texts=('Brun',)))
    >>> printed([None, "TOTAL", "1,712.00"]).texts, printed(["Solde initial", None, "5,00"]).kind
    (('',), 'forward')
    """
    filled = [text for text in cells if text]
    words = [
        text
        for place, text in enumerate(filled)
        if not _AMOUNT.fullmatch(text) or (place == 0 and len(filled) == 1 and not _RULE.fullmatch(text))
    ]
    if not words:
        return Printed("total", ("",))
    if any(_FORWARD.match(text) for text in words):
        return Printed("forward")
    for text in words:
        if match := _TOTAL.fullmatch(text) or _TOTAL_AFTER.fullmatch(text):
            return Printed("total", (match["name"].strip(),))
    return Printed("heading", tuple(words)) if len(words) <= 2 else Printed("item")


def customers_of(headings: Sequence[tuple[str, ...]]) -> list[tuple[str | None, str]]:
    """Code and name of the customers that stand in headings; a code is one only when nearly all of them have one.

    >>> customers_of([("Client : C01 - Brun",), ("Client : C02 - Duval",)])
    [('C01', 'Brun'), ('C02', 'Duval')]
    >>> customers_of([("3M France",), ("Brun",)])
    [(None, '3M France'), (None, 'Brun')]
    """
    if all(len(texts) == 2 for texts in headings):
        return [(_bare(code), name) for code, name in headings]
    bare = [_bare(" ".join(texts)) for texts in headings]
    matches = [_CODED.fullmatch(text) for text in bare]
    if 5 * sum(match is not None for match in matches) < 4 * len(bare):
        return [(None, text) for text in bare]
    return [
        (match["code"] or match["code2"], (match["name"] or match["name2"]).strip())
        if match
        else (None, text)
        for match, text in zip(matches, bare, strict=True)
    ]


def _bare(text: str) -> str:
    return _PREFIX.sub("", text.strip(), count=1).strip() or text.strip()
