"""Codes in the address of one customer or item."""

from __future__ import annotations

from collections.abc import Iterator


def splits(first: str, rest: str) -> Iterator[tuple[str, str]]:
    """The pairs an address may mean, since either code may hold slashes; the plainest first.

    >>> list(splits("FR01", "A/1"))
    [('FR01', 'A/1'), ('FR01/A', '1')]
    """
    parts = [first, *rest.split("/")]
    for place in range(1, len(parts)):
        yield "/".join(parts[:place]), "/".join(parts[place:])
