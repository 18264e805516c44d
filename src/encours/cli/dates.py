"""Dates as they are typed."""

from __future__ import annotations

from datetime import date

from encours.errors import UsageError
from encours.i18n import _


def day(text: str | None) -> date | None:
    """A date, or none when nothing was typed."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(_("{0} is not a date such as 2025-06-30.").format(text)) from None
