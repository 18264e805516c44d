"""What each line is, from its type column or from its sign, and the sign that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from encours.book.records import CREDITS, Kind
from encours.i18n import _
from encours.importers.flat.faults import some_lines
from encours.importers.headers import plain

ADJUSTMENT = "adjustment"  # a debit or a credit according to its sign

# Document types by the names they go by; the two-letter ones are those of SAP and of French accounting software.
_TYPES: dict[str, tuple[str, ...]] = {
    Kind.INVOICE: ("Facture", "Factures", "Fac", "FA", "FC", "FV", "FT", "F", "FACT", "Facture client",
                   "Facture de vente", "Facture d'acompte", "Facture de situation", "Vente", "Invoice", "INV", "SI",
                   "IN", "Customer invoice", "Sales invoice", "out_invoice", "RV", "DR", "VT", "Standard",
                   "Bill to customer"),
    Kind.CREDIT_NOTE: ("Avoir", "Avoirs", "AV", "AVR", "AVO", "AC", "Avoir client", "Facture d'avoir",
                       "Note de crédit", "NC", "Credit note", "Credit memo", "CN", "CM", "CRN", "DG",
                       "out_refund", "Customer credit note", "Refund", "Sales credit note", "Credit"),
    Kind.PAYMENT: ("Règlement", "Règlements", "RG", "RGT", "RGLT", "REG", "RT", "Règlement client", "Paiement",
                   "Encaissement", "ENC", "Virement", "VIR", "Chèque", "CHQ", "CH", "CB", "Carte bancaire",
                   "Prélèvement", "PRLV", "PRV", "Versement", "Espèces", "Payment", "Payments", "PMT", "PAY", "DZ",
                   "Receipt", "Cash", "Cash receipt", "Bank", "Banque", "Customer payment", "Remise de chèques"),
    Kind.ADVANCE: ("Acompte", "Acomptes", "ACPT", "ACO", "Avance", "Arrhes", "Advance", "Advance payment",
                   "Deposit", "Down payment", "Prepayment", "Customer deposit", "Acompte reçu"),
    Kind.BILL: ("Effet", "Effets", "EF", "EFF", "LCR", "Traite", "Lettre de change", "BOR", "Billet à ordre",
                "Effet à recevoir", "Bill of exchange", "Draft", "Promissory note", "Effet remis"),
    Kind.DEBIT_NOTE: ("Note de débit", "ND", "Debit note", "Debit memo", "DN", "Impayé", "IMP", "Rejet",
                      "Effet impayé", "Chèque impayé", "Pénalités", "Pénalité", "Intérêts", "Intérêts de retard",
                      "Frais", "Interest", "Late fee", "Finance charge", "Returned payment", "Remboursement"),
    Kind.WRITE_OFF: ("Perte", "Pertes", "Irrécouvrable", "Créance irrécouvrable", "Abandon", "Abandon de créance",
                     "Passage en perte", "Write-off", "Write off", "WO", "Bad debt", "Escompte", "Escompte accordé",
                     "Discount", "Cash discount"),
    ADJUSTMENT: ("OD", "Opération diverse", "Opérations diverses", "Écart", "Écart de règlement", "Ajustement",
                 "Adjustment", "AB", "SA", "Régularisation", "Écart de change", "Entry", "Miscellaneous"),
}  # fmt: skip
_CREDIT_DOCUMENT = r"(?i)^(AVOIR|AVO?R?|CN|CRN|CM|RBILL|RINV|NC)[-_ /.]?[0-9]"
_NAMES = (*map(str, Kind), ADJUSTMENT)
_CODES = {name: code for code, name in enumerate(_NAMES)}
_CREDIT_CODES = [_CODES[kind] for kind in CREDITS]
_NONE = -1
Units = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]


@dataclass(slots=True)
class Kinds:
    """The kind of each line and the factor (1 or -1) that gives its amounts their sign; `notes` say what was
    decided that the file does not say."""

    kinds: pa.Array
    factor: Units
    notes: list[str]


def kind_of(text: str, said: Mapping[str, Kind]) -> str | None:
    """The kind a type stands for: the mapping's word, else its usual names; None when unknown.

    >>> kind_of("Facture", {}), kind_of("RGLT", {}), kind_of("ZZ", {})
    (<Kind.INVOICE: 'invoice'>, <Kind.PAYMENT: 'payment'>, None)
    """
    if text in said:
        return said[text]
    return _BY_NAME.get(plain(text))


def read_kinds(
    types: pa.Array | None, amounts: Units, documents: pa.Array | None, said: Mapping[str, Kind], lines: Units
) -> Kinds:
    """From types (null when empty), amounts as read, document numbers and the translations of a mapping."""
    named, unknown = _named(types, said, len(amounts))
    factor = _unsigned(named, amounts)
    kinds = _by_sign(named, amounts * factor, documents)
    turned = (named != _NONE) & (named != _CODES[ADJUSTMENT]) & (named != kinds)
    notes = _notes(types is not None, unknown, factor, lines[turned])
    return Kinds(pa.array(_NAMES, pa.string()).take(pa.array(kinds)), factor, notes)


def _named(types: pa.Array | None, said: Mapping[str, Kind], count: int) -> tuple[Codes, list[str]]:
    """The code of each line's type, and the types that are unknown."""
    if types is None:
        return np.full(count, _NONE, dtype=np.int8), []
    encoded = types.dictionary_encode()
    kinds = {text: kind_of(text, said) for text in encoded.dictionary.to_pylist()}
    codes = np.array([_CODES.get(str(kind), _NONE) for kind in kinds.values()] + [_NONE], dtype=np.int8)
    places = encoded.indices.fill_null(len(kinds)).to_numpy(zero_copy_only=False)
    return codes[places], sorted(text for text, kind in kinds.items() if kind is None)


def _unsigned(named: Codes, amounts: Units) -> Units:
    """Files without signs write payments and credit notes as positive: then, and only then, they are turned."""
    credit = np.isin(named, _CREDIT_CODES) & (amounts != 0)
    factor = np.ones(len(amounts), dtype=np.int64)
    if credit.any() and (amounts[credit] > 0).all():
        factor[credit] = -1
    return factor


def _by_sign(named: Codes, signed: Units, documents: pa.Array | None) -> Codes:
    """The kind that agrees with the sign: a payment that is a debit is a returned one, a debit note."""
    debit = signed >= 0
    kinds = np.where(debit, _CODES[Kind.INVOICE], _CODES[Kind.PAYMENT]).astype(np.int8)
    if documents is not None:
        looks = pc.fill_null(pc.match_substring_regex(documents, _CREDIT_DOCUMENT), False)
        kinds[looks.to_numpy(zero_copy_only=False) & ~debit] = _CODES[Kind.CREDIT_NOTE]
    adjusts = named == _CODES[ADJUSTMENT]
    known = (named != _NONE) & ~adjusts
    agrees = known & (np.isin(named, _CREDIT_CODES) != debit)
    kinds[agrees] = named[agrees]
    kinds[(known & ~agrees & ~debit)] = _CODES[Kind.CREDIT_NOTE]
    kinds[(known & ~agrees & debit) | (adjusts & debit)] = _CODES[Kind.DEBIT_NOTE]
    kinds[adjusts & ~debit] = _CODES[Kind.WRITE_OFF]
    return kinds


def _notes(typed: bool, unknown: list[str], factor: Units, turned: Units) -> list[str]:
    notes = []
    if not typed:
        notes.append(
            _("no type column: debits are invoices, credits are payments or numbered as credit notes")
        )
    if unknown:
        message = _("types unknown, read from the sign: {types} (say what they are in [kinds] of a mapping)")
        notes.append(message.format(types=", ".join(unknown[:10])))
    if (factor < 0).any():
        notes.append(_("amounts have no sign: payments and credit notes are counted as credits"))
    if len(turned):
        message = _(
            "{count} lines whose sign contradicts their type are debit or credit notes (lines {lines})"
        )
        notes.append(message.format(count=len(turned), lines=some_lines(turned.tolist())))
    return notes


_BY_NAME = {plain(name): kind for kind, names in _TYPES.items() for name in (kind.replace("_", " "), *names)}
