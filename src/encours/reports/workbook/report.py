"""What every sheet of a workbook shares while it is being written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from encours.reports.workbook.asked import Asked
from encours.reports.workbook.look import Look
from encours.reports.workbook.words import Words


class Sheet(Protocol):
    """A page as the others name its cells."""

    def cell(self, row: int, col: int) -> str: ...
    def span(self, first: int, left: int, last: int, right: int) -> str: ...
    def paginate(self) -> None: ...


class Drawn(Protocol):
    """A table as other sheets read it: its cells, and what is in them."""

    @property
    def first(self) -> int: ...
    @property
    def rows(self) -> Sequence[Mapping[str, Any]]: ...
    def column(self, key: str, first: int | None = None) -> str: ...
    def cell(self, key: str, row: int) -> str: ...
    def sum(self, key: str) -> str: ...
    def title(self, key: str) -> str: ...


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
    tables: dict[str, Drawn] = field(default_factory=dict)
    indicators: Sheet | None = None
    pages: list[Sheet] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
