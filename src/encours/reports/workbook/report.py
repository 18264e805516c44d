"""What every sheet of a workbook shares while it is being written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from encours.reports.workbook.asked import Asked
from encours.reports.workbook.look import Look
from encours.reports.workbook.words import Words

if TYPE_CHECKING:
    from encours.reports.workbook.page import Page
    from encours.reports.workbook.table import Placed


@dataclass(frozen=True, slots=True)
class Tie:
    """A control written in a sheet: where it stands, what it compares, and whether it holds."""

    sheet: str
    cell: str
    about: str
    holds: bool


@dataclass(slots=True)
class Report:
    """`net`, `gross` and `disputed` are the cells that every split is compared with; `tables` those that other
    sheets draw; `ties` the controls written so far."""

    workbook: Any
    asked: Asked
    say: Words
    look: Look
    net: str = ""
    gross: str = ""
    disputed: str = ""
    controls: str = ""
    tables: dict[str, Placed] = field(default_factory=dict)
    indicators: Page | None = None
    pages: list[Page] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
