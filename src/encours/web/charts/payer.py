"""How late an invoice is, as one of four tones."""

from __future__ import annotations

from decimal import Decimal

# Up to how many days after the due date; beyond the last, the worst tone.
LIMITS = ((0, "h0"), (15, "h1"), (45, "h2"))


def tone(days: int | Decimal | None) -> str:
    """The tone of so many days late, an invoice without a date being on time.

    >>> tone(-3), tone(0), tone(1), tone(15), tone(16), tone(46)
    ('h0', 'h0', 'h1', 'h1', 'h2', 'h3')
    """
    return next((name for limit, name in LIMITS if (days or 0) <= limit), "h3")
