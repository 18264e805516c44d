"""The columns of a FEC, in whichever order, spelling and separator a software writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from encours.errors import DataError
from encours.said import _

SEPARATORS = ("\t", "|", ";", ",")

# Field: the heading of article A47 A-1 first, then the spellings met in real files.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "journal": ("JournalCode", "CodeJournal"),
    "journal_name": ("JournalLib", "JournalLibelle"),
    "number": ("EcritureNum", "NumEcriture"),
    "date": ("EcritureDate", "DateEcriture"),
    "account": ("CompteNum", "NumCompte"),
    "account_name": ("CompteLib", "CompteLibelle"),
    "auxiliary": ("CompAuxNum", "CompteAuxNum"),
    "auxiliary_name": ("CompAuxLib", "CompteAuxLib", "CompAuxLibelle"),
    "piece": ("PieceRef", "RefPiece"),
    "piece_date": ("PieceDate", "DatePiece"),
    "label": ("EcritureLib", "EcritureLibelle"),
    "debit": ("Debit",),
    "credit": ("Credit",),
    "amount": ("Montant",),
    "side": ("Sens",),
    "letter": ("EcritureLet", "EcrtureLet", "Lettrage", "LettragePiece"),
    "letter_date": ("DateLet", "DateLettrage"),
    "valid_date": ("ValidDate", "DateValid"),
    "foreign_amount": ("Montantdevise",),
    "foreign_currency": ("Idevise", "IdDevise"),
    "due": ("EcheanceDate", "DateEcheance"),
    "method": ("ModeRglt",),
}
# Headings of the matching letter are many: any of them serves when the file has none of the usual ones.
_LETTER = (
    r"(n|no|num|numero|code|ref|id)?(de)?(ecriture|ecrit|ecr|piece|compte|cpte)?(de)?"
    r"(lettrage|letrage|lettre|letre|lettr|let|letter|lettering|matching|match|reconciliation|reconcile)"
    r"(code|num|no|number|id|ref|piece|ecriture)?"
)
_ANY_LETTER = {
    "letter_date": re.compile(rf"date(de|du)?{_LETTER}|{_LETTER}(date|le|on)"),
    "letter": re.compile(_LETTER),
}
# Headings of a due date are many too, but may hold terms or a mode: one serves when its cells are dates.
_ANY_DUE = re.compile(
    r"(date|dt)?(de|du|d)?(l)?(echeance|echeances|ech|echue|due|maturity)(date|paiement|reglement|on|le)?"
    r"|(payment|invoice)due(date)?"
    r"|(date|dt)?(de|du)?(lim|limit|limite)(de|du)?(reg|regl|reglt|reglmt|reglmnt|reglement|pai|paiement|payment)"
    r"|(datede)?exigibilite|dateexigible"
)
_DAY = re.compile(r"\d{8}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")
NEEDED = ("journal", "number", "date", "account")
DATES = ("date", "piece_date", "letter_date", "valid_date", "due")
AMOUNTS = ("debit", "credit", "amount")
FREE_TEXT = ("label", "piece", "auxiliary_name", "account_name", "journal_name")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each field stands. `extras` are the other columns; `start` is the line of the header."""

    start: int
    separator: str
    headings: tuple[str, ...]
    at: Mapping[str, int]
    extras: tuple[tuple[int, str], ...]

    def heading(self, field: str) -> str:
        """The heading of that field as it stands in the file."""
        return self.headings[self.at[field]] if field in self.at else ""


def find_layout(name: str, head: Sequence[str]) -> Layout:
    """The columns of a file, from its first lines; DataError names what is missing or double."""
    start, text = next(((i, line) for i, line in enumerate(head, 1) if line.strip()), (1, ""))
    separator = max(SEPARATORS, key=lambda s: len(_recognised(text, s)))
    headings = _cells(text, separator)
    headings += [""] * _trailing(head[start:], separator, len(headings))
    at: dict[str, int] = {}
    for index, heading in enumerate(headings):
        field = _FIELD_OF.get(_folded(heading))
        if field in at:
            raise DataError(
                _("{file}: two columns are {heading}. Keep one.").format(file=name, heading=heading)
            )
        if field:
            at[field] = index
    _find_letters(headings, at)
    _find_due(headings, at, [_cells(line, separator) for line in head[start:]])
    extras = tuple(
        (index, heading) for index, heading in enumerate(headings) if heading and index not in at.values()
    )
    _refuse_missing(name, at)
    return Layout(start, separator, tuple(headings), at, extras)


def looks_like_fec(text: str) -> bool:
    """Whether a text begins with the header of a FEC."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return any({"journal", "account"} < found and found & {"number", "date"} for found in _all(header))


def _find_letters(headings: Sequence[str], at: dict[str, int]) -> None:
    """The matching letter and its date under another name, when one column only can be it."""
    for field, pattern in _ANY_LETTER.items():
        fits = [
            index
            for index, heading in enumerate(headings)
            if index not in at.values() and pattern.fullmatch(_folded(heading))
        ]
        if field not in at and len(fits) == 1:
            at[field] = fits[0]


def _find_due(headings: Sequence[str], at: dict[str, int], rows: Sequence[list[str]]) -> None:
    """The due date under another name, when one column only can be it: of its cells, none is anything but a date."""
    fits = []
    for index in (i for i, heading in enumerate(headings) if i not in at.values() and may_be_due(heading)):
        cells = [row[index] for row in rows if len(row) == len(headings) and row[index].strip("0 ")]
        if all(_DAY.fullmatch(cell) for cell in cells):
            fits.append((bool(cells), index))
    filled = [index for seen, index in fits if seen] or [index for _seen, index in fits]
    if "due" not in at and len(filled) == 1:
        at["due"] = filled[0]


def may_be_due(heading: str) -> bool:
    """Whether a heading speaks of a due date.

    >>> may_be_due("DateLimitReglmt"), may_be_due("Date d'échéance"), may_be_due("DateRglt")
    (True, True, False)
    """
    return _ANY_DUE.fullmatch(_folded(heading)) is not None


def _trailing(lines: Sequence[str], separator: str, width: int) -> int:
    """How many empty columns every line has beyond the header: software that ends its lines by a separator."""
    rows = [line.split(separator) for line in lines if line.strip()]
    surplus = {len(row) - width for row in rows}
    return max(surplus) if len(surplus) == 1 and not any("".join(row[width:]).strip() for row in rows) else 0


def _all(header: str) -> list[set[str]]:
    return [_recognised(header, separator) for separator in SEPARATORS]


def _recognised(header: str, separator: str) -> set[str]:
    fields = (_FIELD_OF.get(_folded(cell)) for cell in _cells(header, separator))
    return {field for field in fields if field}


def _cells(header: str, separator: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in header.split(separator)]


def _folded(heading: str) -> str:
    letters = unicodedata.normalize("NFKD", heading.lower())
    return re.sub(r"[^a-z0-9]", "", letters)


_FIELD_OF = {_folded(heading): field for field, headings in HEADINGS.items() for heading in headings}


def _refuse_missing(name: str, at: Mapping[str, int]) -> None:
    missing = [HEADINGS[field][0] for field in NEEDED if field not in at]
    if not ({"debit", "credit"} <= at.keys() or {"amount", "side"} <= at.keys()):
        missing.append(_("Debit and Credit (or Montant and Sens)"))
    if missing:
        raise DataError(
            _("{file} has no column {columns}: export the whole FEC (article A47 A-1).").format(
                file=name, columns=", ".join(missing)
            )
        )
