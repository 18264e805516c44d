"""The double entries of a company: each piece of a ledger as the accountant writes it, debits equal to credits."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from encours.book.records import Kind
from encours.demo.group.clock import END
from encours.demo.group.pieces import Match, Piece

JOURNALS = {"AN": "À nouveaux", "VT": "Journal des ventes", "BQ": "Banque", "OD": "Opérations diverses"}
CUSTOMERS, ADVANCES, DOUBTFUL, BANK, VAT = "411000", "419100", "416000", "512000", "445710"
ACCOUNTS = {
    CUSTOMERS: "Clients",
    ADVANCES: "Clients, avances et acomptes reçus",
    DOUBTFUL: "Clients douteux",
    BANK: "Banque",
    VAT: "TVA collectée",
    "101000": "Capital",
    "110000": "Report à nouveau",
    "654000": "Pertes sur créances irrécouvrables",
    "658000": "Charges diverses de gestion courante",
    "701000": "Ventes de produits finis",
    "706000": "Prestations de services",
    "707000": "Ventes de marchandises",
}
_SALES = {"Équipement": "701000", "Services": "706000", "Consommables": "707000"}


@dataclass(frozen=True, slots=True)
class Letter:
    """Lines of one customer account that share this are matched together on that day."""

    key: Hashable
    day: date
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One account moved, by signed cents: debits positive. `auxiliary` is the customer's account, else ""."""

    account: str
    amount: int
    auxiliary: str = ""
    name: str = ""
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a journal; `piece` is what it records, for the disputes that refer to it."""

    journal: str
    day: date
    reference: str
    reference_date: date
    label: str
    lines: tuple[Line, ...]
    piece: Piece | None = None


def entries_of(piece: Piece) -> list[Entry]:
    """The entry of a piece, and the one that moves a doubtful invoice to its own account."""
    match piece.kind:
        case Kind.INVOICE:
            return [_invoice(piece), *([_to_doubtful(piece)] if _is_doubtful(piece) else [])]
        case Kind.CREDIT_NOTE:
            return [_credit_note(piece)]
        case Kind.PAYMENT:
            return [_receipt(piece, _customer(piece, CUSTOMERS, piece.amount, _letter(piece.match)))]
        case Kind.ADVANCE:
            return [_receipt(piece, _customer(piece, ADVANCES, piece.amount, _deducted(piece)))]
        case _:
            return [_loss(piece)]


def _invoice(piece: Piece) -> Entry:
    """The advance already received is deducted through its own account, where it is matched at once."""
    advance = piece.advance.amount if piece.advance else 0
    letter = (
        Letter(("doubtful", piece.number), _doubtful_on(piece))
        if _is_doubtful(piece)
        else _letter(piece.match)
    )
    lines = [_customer(piece, CUSTOMERS, piece.amount + advance, letter)]
    if piece.advance:
        lines.append(_customer(piece, ADVANCES, -advance, _deducted(piece.advance)))
    label = f"Facture {piece.number} {piece.account.party.name}"
    return _entry("VT", piece, label, [*lines, *_sale(piece)])


def _credit_note(piece: Piece) -> Entry:
    label = f"Avoir {piece.number} sur {piece.about[0].number} {piece.account.party.name}"
    return _entry(
        "VT", piece, label, [_customer(piece, CUSTOMERS, piece.amount, _letter(piece.match)), *_sale(piece)]
    )


def _sale(piece: Piece) -> list[Line]:
    """Sales and VAT, the other way round for a credit note."""
    vat = piece.amount - piece.amount_excl_vat
    sales = Line(_SALES.get(piece.business_unit, "707000"), -piece.amount_excl_vat)
    return [sales, Line(VAT, -vat)] if vat else [sales]


def _receipt(piece: Piece, credit: Line) -> Entry:
    """A receipt is labelled as the bank does: who pays, and the invoices quoted when there are few."""
    quoted = " ".join(other.number for other in piece.about[:3]) if len(piece.about) <= 3 else "RELEVE"
    label = f"VIR {piece.account.party.name.upper()} {quoted}"
    return _entry("BQ", piece, label, [Line(BANK, -piece.amount), credit])


def _to_doubtful(piece: Piece) -> Entry:
    """An invoice the company no longer expects goes to account 416, where it stays or is written off."""
    day = _doubtful_on(piece)
    owed = piece.amount + (piece.advance.amount if piece.advance else 0)
    lines = (
        _customer(piece, DOUBTFUL, owed, _letter(piece.match)),
        _customer(piece, CUSTOMERS, -owed, Letter(("doubtful", piece.number), day)),
    )
    return Entry("OD", day, piece.number, piece.issue, f"Créance douteuse {piece.number}", lines)


def _loss(piece: Piece) -> Entry:
    """A difference of a few euros, or a doubtful invoice given up with the VAT that comes back."""
    invoice, letter = piece.bad_debt, _letter(piece.match)
    if invoice is None:
        lines = [Line("658000", -piece.amount), _customer(piece, CUSTOMERS, piece.amount, letter)]
        return _entry("OD", piece, f"Écart de règlement {piece.about[0].number}", lines)
    vat = -piece.amount * (invoice.amount - invoice.amount_excl_vat) // invoice.amount
    back = [Line(VAT, vat)] if vat else []
    lines = [Line("654000", -piece.amount - vat), *back, _customer(piece, DOUBTFUL, piece.amount, letter)]
    return _entry("OD", piece, f"Créance irrécouvrable {invoice.number}", lines)


def _customer(piece: Piece, account: str, amount: int, letter: Letter | None) -> Line:
    return Line(account, amount, piece.account.code, piece.account.party.name, letter)


def _entry(journal: str, piece: Piece, label: str, lines: list[Line]) -> Entry:
    return Entry(journal, piece.posting, piece.number, piece.issue, label, tuple(lines), piece)


def _deducted(advance: Piece) -> Letter | None:
    """An advance is matched on its own account the day its invoice deducts it; None before."""
    if not advance.about:
        return None
    return Letter(("advance", advance.number), max(advance.about[0].posting, advance.posting))


def _letter(match: Match | None) -> Letter | None:
    return Letter(match.number, match.day, match.complete) if match else None


def _is_doubtful(piece: Piece) -> bool:
    return piece.doubtful_on is not None and piece.doubtful_on <= END


def _doubtful_on(piece: Piece) -> date:
    assert piece.doubtful_on is not None
    return piece.doubtful_on
