"""What a line is, by the words its type or its label goes by: the one table of them.

A type says a kind and, for what is neither sold nor paid, a nature; the sign of the amount may turn it.

| Type | As a debit | As a credit |
|---|---|---|
| invoice | invoice | credit note |
| debit note | debit note | credit note |
| bill of exchange | bill | payment |
| credit note | debit note | credit note |
| payment | other debit: cancelled | payment |
| advance | other debit: from_deposit | advance |
| write-off, discount granted | other debit: other_account | write-off |
| returned, cancelled payment | other debit: returned, cancelled | payment |
| refund | other debit: refund | credit note |
| late-payment interest and indemnities | other debit: interest | other credit: interest |
| transfer, offset, exchange difference, to a factor, to doubtful | other debit of that nature | other credit likewise |
| miscellaneous entry | other debit: other_account | other credit: other_account |
| adjustment, rounding, difference on a payment | other debit: other_account | write-off |
| opening balance | other debit: opening | other credit: opening |
| none, or not known | invoice, or as its label says | payment, or as its number and label say |

`[kinds]` in a mapping says what other words stand for, and may say otherwise of these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from encours.book.natures import Nature
from encours.book.records import Kind
from encours.importers.headers import plain

ADJUSTMENT, RETURNED, CANCELLED, REFUND, CHARGE, OPENING, TRANSFER, OFFSET, EXCHANGE, FACTOR, DOUBTFUL, OTHER = (
    "adjustment", Nature.RETURNED, Nature.CANCELLED, Nature.REFUND, Nature.INTEREST, Nature.OPENING, Nature.TRANSFER,
    Nature.OFFSET, Nature.EXCHANGE, Nature.TO_FACTOR, Nature.TO_DOUBTFUL, Nature.OTHER_ACCOUNT,
)  # fmt: skip
What = tuple[Kind, Nature | None]
_D, _C = Kind.OTHER_DEBIT, Kind.OTHER_CREDIT

# For each type, kind and nature as a debit, and as a credit.
SIDES: dict[str, tuple[What, What]] = {
    Kind.INVOICE: ((Kind.INVOICE, None), (Kind.CREDIT_NOTE, None)),
    Kind.DEBIT_NOTE: ((Kind.DEBIT_NOTE, None), (Kind.CREDIT_NOTE, None)),
    Kind.BILL: ((Kind.BILL, None), (Kind.PAYMENT, None)),
    Kind.CREDIT_NOTE: ((Kind.DEBIT_NOTE, None), (Kind.CREDIT_NOTE, None)),
    Kind.PAYMENT: ((_D, Nature.CANCELLED), (Kind.PAYMENT, None)),
    Kind.ADVANCE: ((_D, Nature.FROM_DEPOSIT), (Kind.ADVANCE, None)),
    Kind.WRITE_OFF: ((_D, Nature.OTHER_ACCOUNT), (Kind.WRITE_OFF, None)),
    Kind.OTHER_DEBIT: ((_D, None), (_C, None)),
    Kind.OTHER_CREDIT: ((_D, None), (_C, None)),
    RETURNED: ((_D, Nature.RETURNED), (Kind.PAYMENT, None)),
    CANCELLED: ((_D, Nature.CANCELLED), (Kind.PAYMENT, None)),
    REFUND: ((_D, Nature.REFUND), (Kind.CREDIT_NOTE, None)),
    ADJUSTMENT: ((_D, Nature.OTHER_ACCOUNT), (Kind.WRITE_OFF, None)),
    **{
        nature: ((_D, nature), (_C, nature))
        for nature in (CHARGE, OPENING, TRANSFER, OFFSET, EXCHANGE, FACTOR, DOUBTFUL, OTHER)
    },
}

# Document types by the names they go by; the two-letter ones are those of SAP and of French accounting software.
_TYPES: dict[str, tuple[str, ...]] = {
    Kind.INVOICE: (
        "Facture", "Factures", "Fac", "FA", "FC", "FV", "FT", "F", "FACT", "Facture client", "Facture de vente",
        "Facture d'acompte", "Facture de situation", "Vente", "Invoice", "INV", "SI", "IN", "Customer invoice",
        "Sales invoice", "out_invoice", "RV", "DR", "VT", "Standard", "Bill to customer", "Ventes", "VE", "VEN",
        "VTE", "Journal des ventes", "Factures clients", "Customer invoices", "Sales", "Sale", "Facture standard",
        "Facture normale", "Facture finale", "Facture de solde", "Facture récapitulative", "Tax invoice",
        "Progress invoice", "Retainer invoice", "Bill", "ACCREC", "Facture de remplacement", "Sales order invoice",
    ),
    Kind.CREDIT_NOTE: (
        "Avoir", "Avoirs", "AV", "AVR", "AVO", "AC", "Avoir client", "Facture d'avoir", "Note de crédit", "NC",
        "Credit note", "Credit memo", "CN", "CM", "CRN", "DG", "out_refund", "Customer credit note",
        "Sales credit note", "Credit", "Avoir de vente", "Facture avoir", "Note d'avoir", "Avoir financier",
        "Sales credit memo", "Sales credit", "Customer credit", "ACCRECCREDIT", "Receivable credit note",
        "Credit notes",
    ),
    Kind.PAYMENT: (
        "Règlement", "Règlements", "RG", "RGT", "RGLT", "REG", "RT", "Règlement client", "Paiement", "Encaissement",
        "ENC", "Virement", "VIR", "Chèque", "CHQ", "CH", "CB", "Carte bancaire", "Prélèvement", "PRLV", "PRV",
        "Versement", "Espèces", "Payment", "Payments", "PMT", "PAY", "DZ", "Receipt", "Cash", "Cash receipt", "Bank",
        "Banque", "Customer payment", "Remise de chèques", "BQ", "BQ1", "BNK", "BNK1", "Caisse", "CAI",
        "BQE", "Journal de banque", "Payment received", "Received payment", "Bank transfer", "Wire transfer",
        "Virement reçu", "Règlement reçu", "Paiement reçu", "Paiement client", "Remise chèque", "Remise", "Check",
        "Cheque", "Card payment", "Direct debit", "Credit card", "Bank receipt", "Bank payment", "Receive payment",
        "Deposit slip", "Lockbox", "Incoming payment", "ARCREDITPAYMENT", "Customer receipt",
    ),
    Kind.ADVANCE: (
        "Acompte", "Acomptes", "ACPT", "ACO", "Avance", "Arrhes", "Advance", "Advance payment", "Deposit",
        "Down payment", "Prepayment", "Customer deposit", "Acompte reçu", "Overpayment", "Trop-perçu",
        "Unapplied payment", "Payment on account", "Paiement d'avance",
    ),
    Kind.BILL: (
        "Effet", "Effets", "EF", "EFF", "LCR", "Traite", "Lettre de change", "BOR", "Billet à ordre",
        "Effet à recevoir", "Bill of exchange", "Draft", "Promissory note", "Effet remis",
    ),
    Kind.DEBIT_NOTE: ("Note de débit", "ND", "Debit note", "Debit memo", "DN", "Frais", "Customer debit note"),
    Kind.WRITE_OFF: (
        "Perte", "Pertes", "Irrécouvrable", "Créance irrécouvrable", "Abandon", "Abandon de créance",
        "Passage en perte", "Write-off", "Write off", "WO", "Bad debt", "Escompte", "Escompte accordé", "Discount",
        "Cash discount", "Payment discount", "Remise accordée", "Écart d'arrondi", "Rounding",
    ),
    RETURNED: (
        "Impayé", "Impayés", "IMP", "Rejet", "Rejets", "Effet impayé", "Chèque impayé", "Chèque rejeté",
        "Chèque sans provision", "Prélèvement rejeté", "Prélèvement impayé", "Rejet de prélèvement",
        "Rejet prélèvement", "Rejet de virement", "Rejet de chèque", "Retour impayé", "Paiement rejeté",
        "Règlement rejeté", "LCR impayée", "Returned payment", "Returned check", "Returned cheque", "Bounced check",
        "Bounced cheque", "NSF", "NSF check", "Chargeback", "Dishonoured cheque", "Rejected payment",
        "Failed payment", "Unpaid cheque",
    ),
    REFUND: (
        "Refund", "Remboursement", "Remboursements", "Remboursement client", "Customer refund", "Cash refund", "RMB",
        "Payment refund", "Refund payment", "Refund receipt", "Remboursement d'avoir", "Remboursement acompte",
        "Remboursement de trop-perçu", "Credit refund", "Credit note refund", "Payout to customer",
        "Overpayment refund", "ARCREDITREFUND",
    ),
    CHARGE: (
        "Pénalités", "Pénalité", "Intérêts", "Intérêts de retard", "Interest", "Late fee", "Finance charge",
        "Finance charge memo", "Pénalités de retard", "Intérêt", "Indemnité de recouvrement",
        "Indemnité forfaitaire", "IFR", "Indemnité", "Late payment interest", "Late charge", "Frais de relance",
        "Reminder fee", "Dunning fee", "Reminder", "Frais de recouvrement",
    ),
    ADJUSTMENT: (
        "Écart", "Écart de règlement", "Ajustement", "Adjustment", "Régularisation",
    ),
    OPENING: (
        "À nouveau", "À nouveaux", "A-nouveaux", "AN", "ANO", "RAN", "Report à nouveau", "Report", "Solde initial",
        "Solde d'ouverture", "Ouverture", "Opening", "Opening balance", "Opening entry", "Beginning balance",
        "Balance forward", "Brought forward", "Reprise", "Reprise de solde", "Customer opening balance",
    ),
    CANCELLED: (
        "Payment reversal", "Reversed payment", "Payment cancellation", "Cancelled payment", "Canceled payment",
        "Void payment", "Annulation de règlement", "Annulation de paiement", "Annulation d'encaissement",
        "Règlement annulé", "Paiement annulé", "Contre-passation de règlement", "Extourne de règlement",
        "Receipt reversal",
    ),
    TRANSFER: (
        "Transfer", "Transfert", "Transferts", "Virement interne", "Virement de compte à compte",
        "Customer transfer", "Balance transfer",
    ),
    OFFSET: (
        "Compensation", "Offset", "Netting", "Contra",
    ),
    EXCHANGE: (
        "Écart de change", "Exchange gain", "Exchange loss", "Exchange difference", "Gain de change",
        "Perte de change", "Différence de change", "Currency revaluation",
    ),
    FACTOR: (
        "Affacturage", "Factoring", "Cession",
    ),
    DOUBTFUL: (
        "Passage en douteux",
    ),
    OTHER: (
        "OD", "Opération diverse", "Opérations diverses", "AB", "SA", "Entry", "Miscellaneous", "Journal entry",
        "Journal", "General journal", "Écriture", "Écriture manuelle", "Manual journal", "Reclassement",
        "Reclassification", "Entrée", "misc",
    ),
}  # fmt: skip
# Words that say it within a type or a label, tried in order.
_WITHIN: tuple[tuple[str, str], ...] = (
    (
        RETURNED,
        r"^(?!.*\b(facture|invoice)).*(\bimpaye|\brejet|\bretour (prelevement|cheque)|sans provision)",
    ),
    (RETURNED, r"returned (payment|check|cheque|direct debit)|bounced|\bnsf\b|chargeback|dishono"),
    (CANCELLED, r"\bannulation (reglement|paiement|virement|encaissement|cheque)"),
    (CANCELLED, r"(reglement|paiement|virement|cheque|prelevement) annule"),
    (RETURNED, r"(reglement|paiement|virement|cheque|prelevement) rejete"),
    (CANCELLED, r"(payment|receipt) (reversal|reversed|cancel)|(reversal|cancellation) (payment|receipt)"),
    (REFUND, r"remboursement (client|avoir|trop|acompte)|\brefund\b"),
    (CHARGE, r"penalites? retard|interets? (retard|moratoires)|indemnite forfaitaire|late (fee|interest)"),
    (
        OPENING,
        r"report nouveau|^nouveaux?( 20[0-9]{2})?$|solde (initial|ouverture)|(opening|beginning) balance",
    ),
    (
        ADJUSTMENT,
        r"^(transfert|transfer|compensation|virement interne)\b|(ecart|difference|perte|gain) change",
    ),
    (Kind.WRITE_OFF, r"^(escompte|passage perte|irrecouvrable|write off|bad debt)\b"),
    (Kind.CREDIT_NOTE, r"^(avoir|note credit|credit (note|memo))\b"),
)


def kind_of(text: str, said: Mapping[str, Kind]) -> str | None:
    """The type a word stands for: the mapping's word, else its usual names; None when unknown.

    >>> kind_of("Facture", {}), kind_of("RGLT", {}), kind_of("ZZ", {})
    (<Kind.INVOICE: 'invoice'>, <Kind.PAYMENT: 'payment'>, None)
    >>> kind_of("Chèque impayé n° 12", {}), kind_of("Rejet", {"Rejet": Kind.DEBIT_NOTE})
    (<Nature.RETURNED: 'returned'>, <Kind.DEBIT_NOTE: 'debit_note'>)
    """
    if text in said:
        return said[text]
    return _BY_NAME.get(plain(text)) or within(text)


def within(text: str) -> str | None:
    """The type some words of a text say, None for most texts."""
    bare = plain(text)
    return next((name for name, pattern in _WITHIN if re.search(pattern, bare)), None)


_BY_NAME = {plain(name): kind for kind, names in _TYPES.items() for name in (kind.replace("_", " "), *names)}
