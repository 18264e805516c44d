"""What someone must never read: the names, codes, documents and totals of the customers outside their perimeter."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

WORD = re.compile(r"[\w./-]+")
DISTINCTIVE = re.compile(r"[A-Z]+\d\d\S{2,}")  # no amount, date or count looks so
TOTALS = ("net", "overdue", "gross")


@dataclass(frozen=True)
class Secrets:
    """`words` are looked for whole, `texts` anywhere."""

    words: frozenset[str]
    texts: frozenset[str]

    def told_by(self, answer: Any, asked: str) -> list[str]:
        """Those an answer tells; what the address itself holds is only told back."""
        said, given = _text(answer), unquote_plus(asked)
        found = {*(self.words & set(WORD.findall(said))), *(text for text in self.texts if text in said)}
        return sorted(one for one in found if one not in given)


@dataclass(frozen=True)
class Elsewhere:
    """One customer outside the perimeter, with an item: what one would try to reach."""

    entity: str
    customer: str
    name: str
    item: str
    portfolio: str


def secrets(conditions: Sequence[str]) -> Secrets:
    """What the book holds beyond these conditions and nowhere within them."""
    from encours.web.visit import connections

    whole = connections.book()
    every, own = _known(whole), _known(whole.within(conditions))
    words = {word for word in every[0] - own[0] if DISTINCTIVE.fullmatch(word)}
    assert len(words) > 100
    return Secrets(frozenset(words), frozenset((every[1] - own[1]) | (_totals(whole))))


def elsewhere(conditions: Sequence[str]) -> Elsewhere:
    """The customer that owes the most of those that are not within these conditions."""
    from encours.web.visit import connections

    whole = connections.book()
    own = {(row["entity"], row["customer"]) for row in whole.within(conditions).rows("gross")}
    for row in whole.rows("overdue", order="-open"):
        if (row["entity"], row["customer"]) not in own:
            names = ("entity", "customer", "customer_name", "item")
            where = {"entity": row["entity"], "customer": row["customer"]}
            portfolio = next(iter(whole.show("overdue", by="portfolio", where=where)))["portfolio"]
            return Elsewhere(*(row[name] for name in names), portfolio)
    raise AssertionError("everything is within these conditions")


def _known(book: Any) -> tuple[set[str], set[str]]:
    rows = [*book.rows("gross"), *book.rows("sales", window="60m")]
    accounts = book.show("net", "sales", by=("customer", "customer_name"), window="60m")
    words = {row[name] for row in rows for name in ("document", "item", "customer") if row[name]}
    names = {row["customer_name"] for row in (*rows, *accounts) if row["customer_name"]}
    return words | {row["customer"] for row in accounts if row["customer"]}, names


def _totals(book: Any) -> set[str]:
    """The totals of the whole book, as pages and answers write them."""
    from encours.web import typography

    row = next(iter(book.show(*TOTALS)))
    written = {typography.money(row[name], "EUR", style) for name in TOTALS for style in ("full", "cents")}
    return written | {str(row[name]) for name in TOTALS}


def _text(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as sheet:
            body = b" ".join(sheet.read(name) for name in sheet.namelist())
    said = body.decode("utf-8", "replace")
    if "json" in kind:
        said = json.dumps(json.loads(said), ensure_ascii=False)
    return html.unescape(said)
