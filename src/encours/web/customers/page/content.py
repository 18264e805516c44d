"""What a tab of the customer page shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from encours.web.tables import Table


@dataclass(frozen=True, slots=True)
class Content:
    """A template, what it says, and its tables, which the template finds by their keys."""

    template: str
    said: dict[str, Any] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
