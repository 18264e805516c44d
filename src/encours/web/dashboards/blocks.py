"""One block of a dashboard: which figures, split and filtered how, drawn how, and how large."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from encours.i18n import mark


class Kind(StrEnum):
    """What a block is."""

    TILE = "tile"
    CHART = "chart"
    TABLE = "table"
    TEXT = "text"


class Form(StrEnum):
    """What a chart draws: months in lines, the largest parts as bars, the ageing by bucket."""

    LINES = "lines"
    BARS = "bars"
    BUCKETS = "buckets"


KIND_LABELS = {
    Kind.TILE: mark("Figure"),
    Kind.CHART: mark("Chart"),
    Kind.TABLE: mark("Table of figures"),
    Kind.TEXT: mark("Text"),
}
FORM_LABELS = {
    Form.LINES: mark("Lines over the months"),
    Form.BARS: mark("Bars by a dimension"),
    Form.BUCKETS: mark("Ageing by bucket"),
}
COMPARED = {"month": mark("the month before"), "year": mark("a year before"), "none": mark("nothing")}
MOST_FIGURES = {Kind.TILE: 1, Kind.CHART: 4, Kind.TABLE: 6, Kind.TEXT: 0}
SIZES = {Kind.TILE: (1, 1), Kind.CHART: (2, 3), Kind.TABLE: (4, 3), Kind.TEXT: (1, 1)}
WIDEST, TALLEST, MOST_BLOCKS = 4, 6, 40


@dataclass(frozen=True, slots=True)
class Block:
    """`own_scope` says that the entities and portfolios are those of the block, not of the page; `settings` are those
    of the figures (window, edges, k…); `width` is in columns of four, `height` in rows."""

    id: str
    kind: str = Kind.TILE
    title: str = ""
    figures: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    form: str = Form.LINES
    by: str = ""
    where: tuple[str, ...] = ()
    own_scope: bool = False
    entities: tuple[str, ...] = ()
    portfolios: tuple[str, ...] = ()
    history: int = 13
    compare: str = "month"
    sort: str = ""
    limit: int = 10
    width: int = 1
    height: int = 1
    text: str = ""

    def stored(self) -> dict[str, Any]:
        """As JSON says it."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}


def block_of(raw: Mapping[str, Any]) -> Block:
    """A block as it was stored; what a later version of the product added has its usual value."""
    known = {one.name for one in fields(Block)}
    said: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in raw.items()
        if name in known
    }
    return Block(**said)


def blocks_of(raw: Sequence[Mapping[str, Any]]) -> list[Block]:
    return [block_of(one) for one in raw]


def stored(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Blocks as they are written."""
    return [block.stored() for block in blocks]


def new(kind: Kind) -> Block:
    """An empty block of a kind, of its usual size."""
    width, height = SIZES[kind]
    return Block(identity(), kind, width=width, height=height)


def identity() -> str:
    """A name for a block, which also begins the parameters of its table in the address."""
    return f"b{secrets.token_hex(4)}"
