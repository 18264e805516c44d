"""What a line is and what became of it: its type, its status, yes or no."""

from __future__ import annotations

# Most telling name first: when two columns fit, the earlier name wins.
HEADINGS: dict[str, tuple[str, ...]] = {
    "kind": (
        "Type pièce", "Type de pièce", "Nature pièce", "Type document", "Document type", "Type d'écriture",
        "Type de document", "Nature", "Type", "Kind", "Doc type", "Invoice type", "Type facture", "Move type",
        "Type de poste", "Transaction type", "Item type", "Voucher type", "BLART", "Genre", "Type de transaction",
        "Type de mouvement", "Type de facture", "Nature de la pièce", "Vch type", "Entry type", "Type d'opération",
        "Nature de l'opération", "Type du document", "Invoice kind", "Sous-type", "Code journal", "Journal",
        "Journal code", "JournalCode",
    ),
    "label": (
        "Libellé écriture", "Libellé de l'écriture", "Libellé", "Libellé mouvement", "Libellé opération", "Label",
        "Description", "Memo/Description", "Memo", "Narration", "Text", "Texte", "SGTXT", "EcritureLib",
        "Communication", "Commentaire", "Entry text", "Objet", "Entry description", "Désignation écriture",
    ),
    "status": (
        "Statut", "Statut facture", "Statut de la facture", "Statut du document", "Statut de facture", "Status",
        "Invoice status", "Document status", "État", "État facture", "État de la facture", "État de facture",
        "État du document", "État de la pièce", "Statut de la pièce", "Statut pièce", "State", "Invoice state",
        "Transaction status", "Avancement", "Status code", "Situation", "Statut de l'échéance", "Statut échéance",
        "Facture statut", "Status text", "Entry status", "Parent state",
    ),
    "payment_status": (
        "Statut de paiement", "Statut du paiement", "Statut paiement", "État du paiement", "État de paiement",
        "Payment status", "Payment state", "Paid status", "Statut de règlement", "Statut du règlement",
        "Statut règlement", "État du règlement", "État de règlement", "État règlement", "Settlement status",
        "Clearing status", "Paiement", "Règlement", "Payment", "Réglée", "Réglé", "Payé", "Payée", "Paid", "Soldé",
        "Lettré", "Lettrage", "In payment status", "Situation de paiement", "Situation du règlement",
        "Collection status", "Open/Closed", "Cleared/open items symbol", "Paid/Unpaid", "État lettrage",
        "Statut lettrage", "Ouvert", "Open", "Closed", "Solde",
    ),
    "settled": (
        "Réglé", "Réglée", "Payé", "Payée", "Paid", "Is paid", "Soldé", "Soldée", "Est soldé", "Lettré", "Lettrée",
        "Closed", "Is closed", "Clos", "Close", "Clôturé", "Clôturée", "Cleared", "Acquitté", "Acquittée",
        "Encaissé", "Encaissée", "Settled", "Fully paid", "Paid in full", "Facture réglée", "Facture payée",
        "Facture soldée", "Reconciled", "Rapproché", "Paye", "Totalement réglé", "Totalement réglée",
        "Entièrement réglé", "Entièrement payée", "Regle", "Paiement reçu", "Payment received", "Terminé",
        "Lettrage", "Fully applied", "Règlement", "Paiement", "Payment", "Closed invoice",
    ),
    "still_open": (
        "Open", "Is open", "Ouvert", "Ouverte", "Impayé", "Impayée", "Unpaid", "Is unpaid", "Non réglé",
        "Non réglée", "Non payé", "Non payée", "Non soldé", "Non soldée", "Non lettré", "À payer", "À régler",
        "À encaisser", "Outstanding", "En cours", "Overdue", "Pending", "Still open", "Reste à payer",
        "Poste ouvert", "Open item", "Facture impayée", "En attente",
    ),
    "cancelled": (
        "Annulé", "Annulée", "Est annulé", "Cancelled", "Canceled", "Is cancelled", "Is canceled", "Void", "Voided",
        "Is void", "Facture annulée", "Supprimé", "Supprimée", "Deleted", "Is deleted", "Reversed", "Extourné",
        "Extournée", "Abandonné", "Abandonnée",
    ),
    "draft": (
        "Brouillon", "Draft", "Is draft", "Provisoire", "Est brouillon", "Proforma", "Pro forma",
    ),
    "posted": (
        "Posting", "Is posting",
    ),
}  # fmt: skip
