"""Blocks in another order, of another size, doubled, taken away and put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from encours.web.dashboards.blocks import TALLEST, WIDEST, Block, identity


def moved(blocks: Sequence[Block], name: str, step: int) -> list[Block]:
    """One block some places later, or earlier; at an end it stays there.

    >>> [block.id for block in moved([Block("a"), Block("b"), Block("c")], "a", 1)]
    ['b', 'a', 'c']
    """
    at = place(blocks, name)
    rest = [block for block in blocks if block.id != name]
    rest.insert(min(max(at + step, 0), len(rest)), blocks[at])
    return rest


def in_order(blocks: Sequence[Block], names: Sequence[str]) -> list[Block]:
    """The blocks in the order of their names; those not named stay last, as they were.

    >>> [block.id for block in in_order([Block("a"), Block("b"), Block("c")], ["c", "a", "gone"])]
    ['c', 'a', 'b']
    """
    rank = {name: n for n, name in enumerate(names)}
    return sorted(blocks, key=lambda block: rank.get(block.id, len(rank)))


def sized(blocks: Sequence[Block], name: str, wider: int = 0, taller: int = 0) -> list[Block]:
    """One block wider or taller by so much, within the grid."""
    at = place(blocks, name)
    width = min(max(blocks[at].width + wider, 1), WIDEST)
    height = min(max(blocks[at].height + taller, 1), TALLEST)
    return put(blocks, replace(blocks[at], width=width, height=height))


def put(blocks: Sequence[Block], block: Block) -> list[Block]:
    """A block in the place of the one of its name, else last."""
    if all(one.id != block.id for one in blocks):
        return [*blocks, block]
    return [block if one.id == block.id else one for one in blocks]


def doubled(blocks: Sequence[Block], name: str) -> list[Block]:
    """A copy beside the block."""
    at = place(blocks, name)
    return [*blocks[: at + 1], replace(blocks[at], id=identity()), *blocks[at + 1 :]]


def without(blocks: Sequence[Block], name: str) -> list[Block]:
    return [block for block in blocks if block.id != name]


def back(blocks: Sequence[Block], block: Block, at: int) -> list[Block]:
    """A block taken away, where it was."""
    rest = without(blocks, block.id)
    return [*rest[:at], block, *rest[at:]]


def place(blocks: Sequence[Block], name: str) -> int:
    """LookupError for a block that is gone."""
    found = next((n for n, block in enumerate(blocks) if block.id == name), None)
    if found is None:
        raise LookupError(name)
    return found
