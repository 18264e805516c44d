"""The FEC of a company, one file per fiscal year: opening balances, sales, bank and other entries, with letters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from encours.demo.group.clock import after
from encours.demo.group.entries import (
    ACCOUNTS,
    ADVANCES,
    CUSTOMERS,
    DOUBTFUL,
    JOURNALS,
    Entry,
    Letter,
    Line,
    entries_of,
)
from encours.demo.group.ledgers import Ledger
from encours.demo.group.pieces import Piece
from encours.demo.seasons import month_end

HEADINGS = (
    *("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum"),
    *(
        "CompAuxLib",
        "PieceRef",
        "PieceDate",
        "EcritureLib",
        "Debit",
        "Credit",
        "EcritureLet",
        "DateLet",
        "ValidDate",
    ),
    *("Montantdevise", "Idevise"),
)
_MATCHED = (CUSTOMERS, ADVANCES, DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Software:
    """How a company's accounting software exports: separator, encoding and the last day of each fiscal year."""

    separator: str
    encoding: str
    closings: tuple[date, ...]


def write_fec(
    folder: Path, ledger: Ledger, software: Software, start: date
) -> tuple[list[Path], dict[Piece, str]]:
    """Write the files, oldest first; and the key of each invoice, as `journal/day/number/rank` of its line."""
    entries = sorted(
        (entry for piece in ledger.pieces for entry in entries_of(piece)),
        key=lambda entry: (entry.day, list(JOURNALS).index(entry.journal), entry.reference),
    )
    paths: list[Path] = []
    keys: dict[Piece, str] = {}
    first = start
    for closing in software.closings:
        path = folder / f"{ledger.company.siren}FEC{closing:%Y%m%d}.txt"
        numbered = _numbered([_opening(entries, first), *(e for e in entries if first <= e.day <= closing)])
        _write(path, software, numbered, _codes(numbered, first, closing))
        keys |= {e.piece: f"{e.journal}/{e.day}/{number}/1" for number, e in numbered if e.piece}
        paths.append(path)
        first = after(closing, 1)
    return paths, keys


def _numbered(entries: Sequence[Entry]) -> list[tuple[str, Entry]]:
    """Entries with their number: each journal counts from one, every year."""
    last: Counter[str] = Counter()
    numbered = []
    for entry in entries:
        last[entry.journal] += 1
        numbered.append((f"{entry.journal}{last[entry.journal]:06d}", entry))
    return numbered


def _opening(entries: Sequence[Entry], first: date) -> Entry:
    """The balances brought forward: customers line by line, the other accounts of the balance sheet in one."""
    before = [entry for entry in entries if entry.day < first]
    lines: list[Line] = []
    balances: Counter[str] = Counter()
    for entry in before:
        for line in entry.lines:
            if line.account not in _MATCHED:
                # Income and charges of past years are brought forward as one balance.
                balances[line.account if line.account < "6" else "110000"] += line.amount
            elif not _settled(line.letter, first):
                lines.append(_Carried.of(line, entry))
    capital = -sum(line.amount for line in lines) - sum(balances.values())
    balances["101000"] += capital
    others = [Line(account, amount) for account, amount in sorted(balances.items()) if amount]
    return Entry("AN", first, "AN", first, "Report à nouveau", (*lines, *others))


@dataclass(frozen=True, slots=True)
class _Carried(Line):
    """A customer's line brought forward, which keeps the reference and date of its document."""

    reference: str = ""
    reference_date: date = date.min
    label: str = ""

    @classmethod
    def of(cls, line: Line, entry: Entry) -> _Carried:
        return cls(
            line.account, line.amount, line.auxiliary, line.name, line.letter,
            entry.reference, entry.reference_date, entry.label,
        )  # fmt: skip


def _settled(letter: Letter | None, first: date) -> bool:
    return letter is not None and letter.complete and letter.day < first


def _codes(
    numbered: Sequence[tuple[str, Entry]], first: date, closing: date
) -> dict[tuple[str, str, Letter], str]:
    """The letters given during the year: they start again on every account; in lower case when unbalanced."""
    given: dict[tuple[str, str, Letter], str] = {}
    count: Counter[tuple[str, str]] = Counter()
    held: dict[tuple[str, str, Letter], int] = defaultdict(int)
    for _number, entry in numbered:
        for line in entry.lines:
            if line.letter and first <= line.letter.day <= closing:
                held[line.account, line.auxiliary, line.letter] += 1
    for place in sorted(held, key=lambda place: (place[2].day, str(place[2].key))):
        if held[place] > 1:
            code = _code(count[place[:2]])
            count[place[:2]] += 1
            given[place] = code if place[2].complete else code.lower()
    return given


def _code(rank: int) -> str:
    """
    >>> _code(0), _code(27), _code(676)
    ('AAA', 'ABB', 'BAA')
    """
    letters = []
    for _ in range(3):
        rank, letter = divmod(rank, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(reversed(letters))


def _write(
    path: Path,
    software: Software,
    numbered: Sequence[tuple[str, Entry]],
    codes: dict[tuple[str, str, Letter], str],
) -> None:
    with path.open("w", encoding=software.encoding, newline="") as file:
        for cells in (HEADINGS, *(row for number, entry in numbered for row in _rows(number, entry, codes))):
            file.write(software.separator.join(cells) + "\r\n")


def _rows(number: str, entry: Entry, codes: dict[tuple[str, str, Letter], str]) -> Iterator[tuple[str, ...]]:
    for line in entry.lines:
        source = line if isinstance(line, _Carried) else entry
        code = codes.get((line.account, line.auxiliary, line.letter), "") if line.letter else ""
        yield (
            entry.journal, JOURNALS[entry.journal], number, f"{entry.day:%Y%m%d}",
            line.account, ACCOUNTS[line.account], line.auxiliary, line.name,
            source.reference, f"{source.reference_date:%Y%m%d}", source.label,
            _cents(max(line.amount, 0)), _cents(max(-line.amount, 0)),
            code, f"{line.letter.day:%Y%m%d}" if code and line.letter else "",
            f"{month_end(entry.day):%Y%m%d}", "", "",
        )  # fmt: skip


def _cents(amount: int) -> str:
    """
    >>> _cents(123405), _cents(0)
    ('1234,05', '0,00')
    """
    return f"{amount // 100},{amount % 100:02d}"
