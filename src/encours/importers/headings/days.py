"""When, matched with what, disputed or not, and under which references."""

from __future__ import annotations

# Most telling name first: when two columns fit, the earlier name wins.
HEADINGS: dict[str, tuple[str, ...]] = {
    "posting_date": (
        "Date comptable", "Date de comptabilisation", "Posting date", "Date écriture", "Date d'enregistrement",
        "Accounting date", "Entry date", "Created", "Creation date", "Date de saisie", "Date création",
        "EcritureDate", "BUDAT", "Date de l'opération", "Date opération", "Date d'imputation", "GL date",
        "Created (UTC)", "Posted on", "Date compta", "Date validation", "Booking date", "Voucher date",
    ),
    "issue_date": (
        "Date facture", "Date de facture", "Date de facturation", "Date pièce", "Date de pièce", "Date document",
        "Date du document", "Date d'émission", "Invoice date", "Document date", "Issue date", "Bill date", "Date",
        "Billing date", "PieceDate", "BLDAT", "Date facturation", "Invoice/Bill date", "Transaction date",
        "Doc date", "Émise le", "Date de la facture", "Date de la pièce", "Date (UTC)", "Issued", "Issued on",
        "Issued date", "Invoiced on", "Émission", "Émis le", "Facturé le", "Billed on", "Date émission", "Sale date",
        "Date de vente", "Date de création de la facture", "Finalized at (UTC)", "Txn date",
        "Date d'émission de la facture", "Invoice created",
    ),
    "due_date": (
        "Date d'échéance", "Échéance", "Due date", "Net due date", "Date d'échéance nette", "Date éch", "Éch",
        "Payment due date", "Maturity date", "Maturity", "Due", "Due on", "Date maturité", "Date limite",
        "Date limite de paiement", "Date de règlement prévue", "EcheanceDate", "Date prévue de règlement",
        "Date maturity", "Due in", "NETDT", "Baseline due date", "Date limite de règlement", "Date limite règlement",
        "Due date (UTC)", "Date d'échéance de paiement", "Échéance de paiement", "Échéance paiement",
        "À payer avant", "À payer avant le", "Date d'exigibilité", "Exigible le", "Payment due", "Pay by",
        "Deadline", "Date d'échéance facture", "Échéance le", "Dû le", "Invoice due date", "Date de paiement prévue",
        "Due dt",
    ),
    "reminder_status": (
        "Niveau de relance", "Statut relance", "Statut de relance", "Relance", "Nb relances", "Dunning level",
        "Reminder status", "Reminder level", "Dernier niveau de relance", "Dunning", "Étape de relance", "MANST",
        "MAHNS", "Follow-up level", "Relances",
    ),
    "blocking_cause": (
        "Motif de blocage", "Cause de blocage", "Blocage", "Blocage relance", "Blocking cause", "Dunning block",
        "Blocage de relance", "Code blocage", "Payment block", "Blocked", "Bloqué", "Blocage paiement", "MANSP",
        "Blocking reason", "Block reason", "Hold reason",
    ),
    "matching_ref": (
        "Lettrage", "Code lettrage", "Lettre", "Lettre de lettrage", "Référence lettrage", "Réf lettrage",
        "N° lettrage", "Matching reference", "Matching ref", "Matching number", "Matching", "Clearing document",
        "Clearing doc", "Pièce de rapprochement", "Document de rapprochement", "EcritureLet", "Clearing", "AUGBL",
        "Full reconcile", "Matching code", "Reconciliation", "Rapprochement", "Let", "Lettré", "Reconciled",
        "Rapproché", "Code de lettrage", "Lettrage client", "Letter", "Pointage",
    ),
    "matching_date": (
        "Date de lettrage", "Date lettrage", "Matching date", "Clearing date", "Clear date", "Date de rapprochement",
        "DateLet", "AUGDT", "Cleared on", "Date rapprochement", "Date de lettrage client",
    ),
    "settled_date": (
        "Date de règlement", "Date de paiement", "Payment date", "Settled date", "Settlement date", "Paid date",
        "Date paid", "Paid on", "Date réglée", "Réglée le", "Payé le", "Réglé le", "Settled", "Date d'encaissement",
        "Date encaissement", "Date de solde", "Closed date", "Date soldée", "Réglé", "Payé", "Paid", "Receipt date",
        "Paid at", "Paid at (UTC)", "Last payment date", "Date du dernier règlement", "Date dernier règlement",
        "Date du dernier paiement", "Date dernier paiement", "Date paiement", "Date du paiement",
        "Date du règlement", "Date règlement", "Date d'acquittement", "Encaissé le", "Soldée le",
        "Payée le", "Closed at", "Closed at date", "Fully paid on", "Closed on", "Date de clôture", "Closed",
        "Encaissé", "Received on", "Date of payment",
        "Date de réception du paiement", "Payment received date",
    ),
    "dispute": (
        "Litige", "En litige", "Disputed", "Dispute", "Is disputed", "Contesté", "Litigieux", "Contestée",
        "Litigation",
    ),
    "dispute_cause": (
        "Motif de litige", "Motif litige", "Cause de litige", "Cause du litige", "Dispute cause", "Dispute reason",
        "Nature du litige", "Code litige", "Dispute code", "Type de litige",
    ),
    "dispute_date": (
        "Date de litige", "Date du litige", "Date litige", "Dispute date", "Disputed on", "Date ouverture litige",
        "Litige ouvert le",
    ),
    "reference": (
        "Référence client", "Référence", "Votre référence", "Reference", "Customer reference", "Ref",
        "Your reference", "External reference", "Payment reference", "Référence de paiement", "Réf client",
        "Référence externe", "Assignment", "Affectation", "Invoice reference", "XBLNR", "ZUONR", "PO reference",
    ),
    "order_reference": (
        "N° commande", "N° de commande", "Commande", "Bon de commande", "Order", "Order number", "Purchase order",
        "PO number", "Référence commande", "Order reference", "Sales order", "N° BC", "Customer PO",
        "Sales document", "VBELN",
    ),
    "payment_method": (
        "Mode de règlement", "Mode de paiement", "Moyen de paiement", "Payment method", "Mode règlement",
        "Payment mode", "Mode paiement", "Règlement prévu", "ZLSCH", "Code mode de règlement",
    ),
    "business_unit": (
        "Business unit", "BU", "Unité", "Unité commerciale", "Activité", "Établissement", "Site", "Agence", "Branch",
        "Business area", "Division", "Domaine d'activité", "Direction", "GSBER", "Centre de profit", "Profit center",
    ),
    "salesperson": (
        "Commercial", "Vendeur", "Représentant", "Salesperson", "Sales person", "Sales rep", "Seller",
        "Nom commercial", "Code commercial", "Code représentant", "Sales employee", "Account manager",
        "Responsable commercial",
    ),
}  # fmt: skip
