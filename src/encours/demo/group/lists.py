"""Lists of receivables as three other programs export them, with their whole history."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from encours.book.records import Kind
from encours.demo.group.clock import END
from encours.demo.group.ledgers import Ledger
from encours.demo.group.pieces import Piece

_FRENCH = {
    Kind.INVOICE: "Facture",
    Kind.CREDIT_NOTE: "Avoir",
    Kind.PAYMENT: "Règlement",
    Kind.ADVANCE: "Acompte",
    Kind.WRITE_OFF: "Passage en perte",
}
_ENGLISH = {
    Kind.INVOICE: "Invoice",
    Kind.CREDIT_NOTE: "Credit note",
    Kind.PAYMENT: "Payment",
    Kind.ADVANCE: "Deposit",
    Kind.WRITE_OFF: "Write-off",
}
_SHEET_HEADINGS = (
    *(
        "Code client",
        "Nom client",
        "N° pièce",
        "Type de pièce",
        "Date comptable",
        "Date de pièce",
        "Échéance",
    ),
    *("Devise", "Montant TTC", "Montant HT", "Business unit", "Référence client", "N° commande"),
    *("Mode de règlement", "Niveau de relance", "Motif de blocage", "Lettrage", "Date de lettrage", "Canal"),
)
_FRENCH_HEADINGS = (
    *(
        "Compte client",
        "Raison sociale",
        "Pièce",
        "Nature",
        "Date comptable",
        "Date pièce",
        "Date d'échéance",
    ),
    *("Débit", "Crédit", "Devise", "Statut relance", "Blocage", "Lettrage", "Date lettrage", "Commande"),
)
_ENGLISH_HEADINGS = (
    *("Customer code", "Customer name", "Document number", "Document type", "Posting date", "Document date"),
    *(
        "Due date",
        "Currency",
        "Amount",
        "Net amount",
        "Reminder level",
        "Dunning block",
        "Matching reference",
    ),
    *("Matching date", "Business unit", "PO number", "region_code"),
)
_CHANNELS = ("Agence", "Web", "Grands comptes")


def write_sheet(path: Path, ledger: Ledger) -> None:
    """An Excel sheet: a title, French headers, real dates and numbers, codes as text, a total below."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        # The day of the export, not that of the machine: the same seed gives the same file.
        book.set_properties({"created": datetime(END.year, END.month, END.day)})  # noqa: DTZ001
        sheet = book.add_worksheet("Postes clients")
        day, money = (book.add_format({"num_format": form}) for form in ("dd/mm/yyyy", "#,##0.00"))
        sheet.write_string(0, 0, f"{ledger.company.name} - Grand livre clients au {END:%d/%m/%Y}")
        sheet.write_row(3, 0, _SHEET_HEADINGS)
        for row, piece in enumerate(ledger.pieces, 4):
            for column, value in enumerate(_sheet_row(piece)):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif isinstance(value, Decimal):
                    sheet.write_number(row, column, value, money)
                elif value:
                    sheet.write_string(row, column, value)
        below = 5 + len(ledger.pieces)
        sheet.write_string(below, 0, "Total général")
        sheet.write_number(below, 8, _money(sum(piece.amount for piece in ledger.pieces)), money)


def write_french_list(path: Path, ledger: Ledger) -> None:
    """A list in the manner of older French software: semicolons, cp1252, debit and credit columns, 1 234,56."""
    rows = [
        (
            piece.account.code, piece.account.party.name, piece.number, _FRENCH[piece.kind],
            f"{piece.posting:%d/%m/%Y}", f"{piece.issue:%d/%m/%Y}", f"{piece.due:%d/%m/%Y}",
            _spaced(piece.amount) if piece.amount > 0 else "", _spaced(-piece.amount) if piece.amount < 0 else "",
            piece.currency, piece.reminder, piece.blocking, *_matching(piece, "%d/%m/%Y"), piece.order,
        )
        for piece in ledger.pieces
    ]  # fmt: skip
    _write_csv(path, "cp1252", ";", _FRENCH_HEADINGS, rows)


def write_english_list(path: Path, ledger: Ledger) -> None:
    """A list in English: commas, UTF-8, signed amounts, day first."""
    rows = [
        (
            piece.account.code, piece.account.party.name, piece.number, _ENGLISH[piece.kind],
            f"{piece.posting:%d/%m/%Y}", f"{piece.issue:%d/%m/%Y}", f"{piece.due:%d/%m/%Y}", piece.currency,
            f"{_money(piece.amount):,}", f"{_money(piece.amount_excl_vat):,}", piece.reminder, piece.blocking,
            *_matching(piece, "%d/%m/%Y"), _UNITS.get(piece.business_unit, ""), piece.reference,
            f"UK{int(piece.account.code) % 6 + 1}",
        )
        for piece in ledger.pieces
    ]  # fmt: skip
    _write_csv(path, "utf-8", ",", _ENGLISH_HEADINGS, rows)


def shared_numbers(ledger: Ledger) -> dict[Piece, str]:
    """The items of instalments: lists give each the number of the invoice, so its due date tells them apart."""
    counts = Counter(piece.number for piece in ledger.pieces)
    return {piece: f"{piece.number}/{piece.due}" for piece in ledger.pieces if counts[piece.number] > 1}


_UNITS = {"Équipement": "Equipment", "Consommables": "Consumables", "Services": "Services"}


def _write_csv(
    path: Path, encoding: str, separator: str, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(headings)
        writer.writerows(rows)


def _sheet_row(piece: Piece) -> tuple[str | date | Decimal | None, ...]:
    lettered = piece.match
    return (
        piece.account.code, piece.account.party.name, piece.number, _FRENCH[piece.kind],
        piece.posting, piece.issue, piece.due, piece.currency,
        _money(piece.amount), _money(piece.amount_excl_vat),
        piece.business_unit, piece.reference, piece.order, piece.account.method, piece.reminder, piece.blocking,
        f"L{lettered.number:05d}" if lettered else "", lettered.day if lettered else None,
        _CHANNELS[int(piece.account.code) % len(_CHANNELS)],
    )  # fmt: skip


def _matching(piece: Piece, form: str) -> tuple[str, str]:
    return (f"L{piece.match.number:05d}", piece.match.day.strftime(form)) if piece.match else ("", "")


def _money(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _spaced(cents: int) -> str:
    """
    >>> _spaced(123456789)
    '1 234 567,89'
    """
    return f"{_money(cents):,}".replace(",", " ").replace(".", ",")
