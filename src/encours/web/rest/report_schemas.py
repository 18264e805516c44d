"""What an import did, or would do, as the interface tells it. Reports of older imports lack what is told since."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Field, Schema

from encours.i18n import mark
from encours.web.workflow.jobs.models import State

JobState: Any = Literal[("", *map(str, State))]


class OfKind(Schema):
    """Documents of a kind in a currency; amounts are text, with their decimals."""

    kind: str
    currency: str
    count: int
    amount: str


class Total(Schema):
    """What the documents of a currency add up to."""

    currency: str
    amount: str


class OpenAmounts(Schema):
    """What is open in a currency."""

    currency: str
    owed: str
    credits: str
    net: str


class PrintedTotal(Schema):
    """A total the file prints, beside what its lines add up to."""

    file: str
    line: int
    printed: str
    read: str
    agrees: bool


class FilesInAll(Schema):
    """What the files say in all."""

    documents: int
    customers: int
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    currencies: list[str]
    kinds: list[OfKind]
    totals: list[Total]
    open: list[OpenAmounts]
    printed: list[PrintedTotal]


class Doubt(Schema):
    """What looked doubtful before it was imported."""

    doubt: str
    count: int
    sentence: str


class InTable(Schema):
    """What became of the rows of a table of the book."""

    accepted: int
    new: int
    changed: int
    gone: int
    same: int


class Tie(Schema):
    """A total of the source beside what the book holds; amounts are text."""

    entity: str
    account: str
    currency: str
    source: str
    book: str
    agrees: bool
    first: date | None
    last: date | None
    advice: str


class WrongLine(Schema):
    """One thing wrong in a file; `line` 0 is the file as a whole, `lines` how many lines it stands for."""

    file: str
    line: int
    column: str
    message: str
    lines: int = 1


class Report(Schema):
    """What an import did; lines refused are told under `problems`."""

    number: int = Field(
        0, alias="import", description=mark("The number of the import; 0 when nothing was written")
    )
    format: str
    files: list[str]
    entities: list[str] = Field(default_factory=list)
    dry_run: bool = False
    summary: FilesInAll | None = Field(
        None, description=mark("What the files say in all: documents by kind, customers, days, open amounts")
    )
    doubts: list[Doubt] | None = Field(
        None, description=mark("What looked doubtful before it was imported, each a sentence with its count")
    )
    tables: dict[str, InTable] = Field(default_factory=dict)
    read: int
    accepted: int
    refused: int
    new: int
    changed: int
    gone: int
    cleared: int = 0
    notes: list[str]
    ties: list[Tie]
    problems: list[WrongLine]


class Import(Schema):
    """One version of the book: an import, or the taking back of one."""

    version: int
    recorded_at: datetime
    state: Literal["in_book", "undone", "undo"]
    undoes: int | None
    format: str
    files: list[str]
    entities: list[str]


class Received(Schema):
    """Files taken in charge: the job imports them, or tries them."""

    upload: str
    job: int
    files: list[str]


class TriedLine(WrongLine):
    """The same, with what stands there."""

    value: str | None = None


class Trial(Schema):
    """What importing a part would do; when it cannot be imported, `refused` says why and the rest is left out."""

    refused: str
    refused_lines: int | None = None
    whole: bool
    totals: list[dict[str, str]]
    files: list[str]
    entities: list[str]
    problems: list[TriedLine]
    number: int = Field(0, alias="import")
    format: str = ""
    dry_run: bool = True
    summary: FilesInAll | None = None
    doubts: list[Doubt] | None = None
    tables: dict[str, InTable] | None = None
    read: int | None = None
    accepted: int | None = None
    new: int | None = None
    changed: int | None = None
    gone: int | None = None
    cleared: int | None = None
    notes: list[str] | None = None
    ties: list[Tie] | None = None


class Sent(Schema):
    """Files sent, and how far they are: no `state` before a job has them. `reports` are those of the dry run,
    `versions` the imports they made."""

    upload: str
    files: list[str]
    state: JobState
    error: str
    versions: list[int]
    reports: list[Trial]
