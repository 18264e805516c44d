"""The assignment people decided, as the book applies it."""

from __future__ import annotations


def assignment() -> None:
    """None: the ledger's own portfolios and collectors."""
    return None
