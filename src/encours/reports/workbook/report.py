"""What every sheet of a workbook shares while it is being written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from encours.reports.workbook.asked import Asked
from encours.reports.workbook.look import Look
from encours.reports.workbook.words import Words


@dataclass(frozen=True, slots=True)
class Tie:
    """A control written in a sheet: where it stands, what it compares, and whether it holds."""

    sheet: str
    cell: str
    about: str
    holds: bool


@dataclass(slots=True)
class Report:
    """`anchors` are the cells other sheets refer to, by name; `ties` the controls written so far."""

    workbook: Any
    asked: Asked
    say: Words
    look: Look
    anchors: dict[str, str] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
