"""Writing small ledgers as FEC files, in any of the variants software produces.

One entry a line: `journal number date: account/auxiliary amount [document] [=letter[@date]], … | label`, debits
positive; `!` after an amount writes it as a negative one of the other side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from encours.book.reading import Known, Options, Reading
from encours.importers.fec.importer import FEC
from encours.money import from_units

HEADINGS = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
]


@dataclass(frozen=True)
class Leg:
    journal: str
    number: str
    day: date
    account: str
    auxiliary: str
    amount: Decimal
    piece: str
    letter: str
    letter_day: date | None
    label: str = ""
    turned: bool = False


@dataclass(frozen=True)
class Style:
    """How a software writes its FEC."""

    separator: str = "\t"
    sides: tuple[str, str] | None = None  # the marks of Sens when Montant/Sens replace Debit/Credit
    sub_accounts: bool = False  # 411DUPONT instead of an auxiliary
    lower: bool = False
    day_first: bool = False
    encoding: str = "utf-8"
    end: str = "\n"


def legs(text: str) -> list[Leg]:
    return [leg for line in text.strip().splitlines() if line.strip() for leg in _entry(line)]


def write(path: Path, text: str, style: Style = Style()) -> Path:
    """The ledger of `text` as a FEC at `path`."""
    return write_legs(path, legs(text), style)


def write_legs(path: Path, ledger: list[Leg], style: Style = Style()) -> Path:
    rows = [_cells(leg, style) for leg in ledger]
    headings = [name.lower() if style.lower else name for name in _headings(style)]
    lines = [style.separator.join(cells) for cells in (headings, *rows)]
    path.write_bytes((style.end.join(lines) + style.end).encode(style.encoding))
    return path


def read(*paths: Path, options: Options | None = None, known: Known | None = None) -> Reading:
    return FEC.read(paths, options or Options(), known or Known())


def rows(reading: Reading, table: str = "items") -> list[dict[str, Any]]:
    """A table of a reading as dictionaries, amounts as decimals."""
    found: list[dict[str, Any]] = reading.tables[table].arrow.to_pylist()  # type: ignore[union-attr]
    for row in found:
        if "amount" in row:
            row["amount"] = from_units(row["amount"], "EUR")
    return found


def only(reading: Reading, *columns: str, table: str = "items") -> list[tuple[Any, ...]]:
    """The columns named of each row, in order."""
    return [tuple(row[column] for column in columns) for row in rows(reading, table)]


def groups(reading: Reading) -> dict[str, set[str]]:
    """The items that each matching group puts together."""
    found: dict[str, set[str]] = {}
    for row in (*rows(reading), *rows(reading, "members")):
        if row["_group"]:
            found.setdefault(row["_group"], set()).add(row["item"])
    return found


def _entry(line: str) -> list[Leg]:
    line, _, label = line.partition("|")
    head, body = line.split(":", 1)
    journal, number, day = head.split()
    on = date.fromisoformat(day)
    return [_leg(journal, number, on, leg.split(), label.strip()) for leg in body.split(",")]


def _leg(journal: str, number: str, day: date, words: list[str], label: str) -> Leg:
    account, _, auxiliary = words[0].partition("/")
    letter = next((word[1:] for word in words[2:] if word.startswith("=")), "")
    code, _, lettered = letter.partition("@")
    piece = next((word for word in words[2:] if not word.startswith("=")), "")
    on = date.fromisoformat(lettered) if lettered else None
    return Leg(
        journal,
        number,
        day,
        account,
        auxiliary,
        Decimal(words[1].rstrip("!")),
        piece,
        code,
        on,
        label,
        words[1].endswith("!"),
    )


def _headings(style: Style) -> list[str]:
    swap = {"Debit": "Montant", "Credit": "Sens"} if style.sides else {}
    return [swap.get(name, name) for name in HEADINGS]


def _cells(leg: Leg, style: Style) -> list[str]:
    account, auxiliary = leg.account, leg.auxiliary
    if style.sub_accounts and auxiliary:
        account, auxiliary = re.sub("0+$", "", account) + auxiliary, ""
    name = f"Client {leg.auxiliary}" if leg.auxiliary else ""
    day = _day(leg.day, style)
    return [
        *(leg.journal, f"Journal {leg.journal}", leg.number, day),
        *(account, name if style.sub_accounts else f"Compte {account}", auxiliary, name if auxiliary else ""),
        *(leg.piece, "", leg.label or f"Ligne {leg.number}"),
        *_amounts(leg, style),
        *(leg.letter, _day(leg.letter_day, style), day, "", ""),
    ]


def _amounts(leg: Leg, style: Style) -> tuple[str, str]:
    point = "." if style.separator == "," else ","
    debit = (leg.amount >= 0) is not leg.turned
    size = f"{'-' if leg.turned else ''}{abs(leg.amount):.2f}".replace(".", point)
    if style.sides:
        return size, style.sides[not debit]
    zero = f"0{point}00"
    return (size, zero) if debit else (zero, size)


def _day(day: date | None, style: Style) -> str:
    if day is None:
        return ""
    return f"{day:%d/%m/%Y}" if style.day_first else f"{day:%Y%m%d}"
