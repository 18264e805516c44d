"""The fields of a receivable and the names their columns go by, in French and in English."""

from __future__ import annotations

# For each field, most telling name first: when two columns fit, the earlier name wins.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "entity": (
        "Entité", "Entity", "Société", "Company code", "Company", "Filiale", "Subsidiary", "Code société",
        "Dossier", "Legal entity", "BUKRS",
    ),
    "customer": (
        "Code client", "N° client", "Compte client", "Compte tiers", "N° compte tiers", "N° compte client",
        "Client", "Customer code", "Customer number", "Customer account", "Customer ID", "Code tiers",
        "N° tiers", "Tiers", "Compte auxiliaire", "Auxiliaire", "Customer", "Account", "Compte",
        "N° compte", "Account number", "Compte général", "Code auxiliaire", "CompAuxNum", "Débiteur",
        "Debtor", "Debtor code", "Party", "Partner", "Partenaire", "Partner ID", "Business partner",
        "Bill-to customer", "Payer", "Sold-to", "Code partenaire", "Référence client interne", "KUNNR",
    ),
    "customer_name": (
        "Nom client", "Nom du client", "Raison sociale", "Intitulé client", "Intitulé du compte",
        "Libellé client", "Libellé compte", "Nom tiers", "Intitulé tiers", "Customer name", "Account name",
        "Nom", "Name", "Intitulé", "Nom du compte", "Dénomination", "Nom partenaire", "Partner name",
        "Debtor name", "Name 1", "NAME1", "CompAuxLib", "Nom du débiteur", "Invoice partner display name",
        "Client", "Customer", "Tiers", "Débiteur",
    ),
    "item": (
        "Clé", "Item", "Item key", "Item ID", "Identifiant", "Poste", "N° poste", "N° écriture",
        "Unique number", "Clé de poste",
    ),
    "document": (
        "N° facture", "N° de facture", "Facture", "N° pièce", "N° de pièce", "Pièce", "N° document",
        "Numéro de document", "Invoice number", "Invoice no", "Invoice", "Invoice ID", "Document number",
        "Document no", "Document", "Doc", "Référence pièce", "PieceRef", "N° doc", "Numéro", "Number",
        "Bill no", "Voucher number", "Voucher no", "Écriture", "Journal entry", "BELNR", "Facture n°",
    ),
    "kind": (
        "Type pièce", "Type de pièce", "Nature pièce", "Type document", "Document type", "Type d'écriture",
        "Type de document", "Nature", "Type", "Kind", "Doc type", "Invoice type", "Type facture",
        "Move type", "Type de poste", "Transaction type", "Item type", "Voucher type", "BLART", "Genre",
    ),
    "amount": (
        "Montant TTC", "Montant", "Amount", "Total TTC", "TTC", "Montant signé", "Invoice amount",
        "Amount incl VAT", "Amount including VAT", "Gross amount", "Montant facture",
        "Montant de la facture", "Total", "Montant total", "Total amount", "Amount in doc curr",
        "Amount in document currency", "Montant en devise document", "Montant en devise pièce",
        "Amount in currency", "Montant en devise", "Montant devise", "Invoice total", "Original amount",
        "Montant d'origine", "Montant initial", "Amount in local currency", "Montant en devise locale",
        "Amount in local cur", "WRBTR", "DMBTR", "Montant EUR", "Amount EUR", "Montant TTC EUR",
        "Total signed", "Total en devise",
    ),
    "debit": (
        "Débit", "Debit", "Montant débit", "Debit amount", "Mouvement débit", "Débit EUR",
    ),
    "credit": (
        "Crédit", "Credit", "Montant crédit", "Credit amount", "Mouvement crédit", "Crédit EUR",
    ),
    "side": (
        "Sens", "Débit/Crédit", "D/C", "Debit/Credit", "Debit/Credit indicator", "Sign", "Signe", "SHKZG",
        "Debit/credit ind", "DC",
    ),
    "amount_excl_vat": (
        "Montant HT", "Total HT", "HT", "Amount excl VAT", "Amount excluding VAT", "Net amount",
        "Untaxed amount", "Base HT", "Montant hors taxes", "Amount excl tax", "Tax excluded",
    ),
    "open": (
        "Reste dû", "Reste à payer", "Reste à régler", "Solde", "Solde dû", "Montant dû", "Montant ouvert",
        "Solde restant", "Restant dû", "Montant restant", "Montant restant dû", "Open amount",
        "Outstanding", "Outstanding amount", "Amount due", "Balance", "Balance due", "Residual",
        "Residual amount", "Remaining", "Remaining amount", "Solde facture", "Encours", "Solde pièce",
        "Amount open", "Amount residual", "Solde à payer", "Reste", "Solde ouvert", "Non réglé",
    ),
    "paid": (
        "Montant réglé", "Montant payé", "Déjà réglé", "Déjà payé", "Total réglé", "Paid amount",
        "Amount paid", "Réglé", "Payé", "Paid", "Settled", "Settled amount", "Acompte déduit",
    ),
    "posting_date": (
        "Date comptable", "Date de comptabilisation", "Posting date", "Date écriture",
        "Date d'enregistrement", "Accounting date", "Entry date", "Created", "Creation date",
        "Date de saisie", "Date création", "EcritureDate", "BUDAT", "Date de l'opération", "Date opération",
        "Date d'imputation", "GL date",
    ),
    "issue_date": (
        "Date facture", "Date de facture", "Date de facturation", "Date pièce", "Date de pièce",
        "Date document", "Date du document", "Date d'émission", "Invoice date", "Document date",
        "Issue date", "Bill date", "Date", "Billing date", "PieceDate", "BLDAT", "Date facturation",
        "Invoice/Bill date", "Transaction date", "Doc date", "Émise le",
    ),
    "due_date": (
        "Date d'échéance", "Échéance", "Due date", "Net due date", "Date d'échéance nette", "Date éch",
        "Éch", "Payment due date", "Maturity date", "Maturity", "Due", "Due on", "Date maturité",
        "Date limite", "Date limite de paiement", "Date de règlement prévue", "EcheanceDate",
        "Date prévue de règlement", "Date maturity", "Due in", "NETDT", "Baseline due date",
    ),
    "currency": (
        "Devise", "Code devise", "Currency", "Currency code", "Document currency", "Devise document",
        "Devise pièce", "Devise du document", "Monnaie", "Curr", "WAERS", "Doc currency", "Local currency",
        "Devise locale", "Cur", "Idevise",
    ),
    "reminder_status": (
        "Niveau de relance", "Statut relance", "Statut de relance", "Relance", "Nb relances",
        "Dunning level", "Reminder status", "Reminder level", "Dernier niveau de relance", "Dunning",
        "Étape de relance", "MANST", "MAHNS", "Follow-up level", "Relances",
    ),
    "blocking_cause": (
        "Motif de blocage", "Cause de blocage", "Blocage", "Blocage relance", "Blocking cause",
        "Dunning block", "Blocage de relance", "Code blocage", "Payment block", "Blocked", "Bloqué",
        "Blocage paiement", "MANSP", "Blocking reason", "Block reason", "Hold reason",
    ),
    "matching_ref": (
        "Lettrage", "Code lettrage", "Lettre", "Lettre de lettrage", "Référence lettrage", "Réf lettrage",
        "N° lettrage", "Matching reference", "Matching ref", "Matching number", "Matching",
        "Clearing document", "Clearing doc", "Pièce de rapprochement", "Document de rapprochement",
        "EcritureLet", "Clearing", "AUGBL", "Full reconcile", "Matching code", "Reconciliation",
        "Rapprochement", "Let",
    ),
    "matching_date": (
        "Date de lettrage", "Date lettrage", "Matching date", "Clearing date", "Clear date",
        "Date de rapprochement", "DateLet", "AUGDT", "Cleared on", "Date rapprochement",
    ),
    "settled_date": (
        "Date de règlement", "Date de paiement", "Payment date", "Settled date", "Settlement date",
        "Paid date", "Date paid", "Paid on", "Date réglée", "Réglée le", "Payé le", "Réglé le", "Settled",
        "Date d'encaissement", "Date encaissement", "Date de solde", "Closed date", "Date soldée", "Réglé",
        "Payé", "Paid", "Receipt date",
    ),
    "dispute": (
        "Litige", "En litige", "Disputed", "Dispute", "Is disputed", "Contesté", "Litigieux", "Contestée",
        "Litigation",
    ),
    "dispute_cause": (
        "Motif de litige", "Motif litige", "Cause de litige", "Cause du litige", "Dispute cause",
        "Dispute reason", "Nature du litige", "Code litige", "Dispute code", "Type de litige",
    ),
    "dispute_date": (
        "Date de litige", "Date du litige", "Date litige", "Dispute date", "Disputed on",
        "Date ouverture litige", "Litige ouvert le",
    ),
    "reference": (
        "Référence client", "Référence", "Votre référence", "Reference", "Customer reference", "Ref",
        "Your reference", "External reference", "Payment reference", "Référence de paiement", "Réf client",
        "Référence externe", "Assignment", "Affectation", "Invoice reference", "XBLNR", "ZUONR",
        "PO reference",
    ),
    "order_reference": (
        "N° commande", "N° de commande", "Commande", "Bon de commande", "Order", "Order number",
        "Purchase order", "PO number", "Référence commande", "Order reference", "Sales order", "N° BC",
        "Customer PO", "Sales document", "VBELN",
    ),
    "payment_method": (
        "Mode de règlement", "Mode de paiement", "Moyen de paiement", "Payment method", "Mode règlement",
        "Payment mode", "Mode paiement", "Règlement prévu", "ZLSCH", "Code mode de règlement",
    ),
    "business_unit": (
        "Business unit", "BU", "Unité", "Unité commerciale", "Activité", "Établissement", "Site", "Agence",
        "Branch", "Business area", "Division", "Domaine d'activité", "Direction", "GSBER",
        "Centre de profit", "Profit center",
    ),
    "salesperson": (
        "Commercial", "Vendeur", "Représentant", "Salesperson", "Sales person", "Sales rep", "Seller",
        "Nom commercial", "Code commercial", "Code représentant", "Sales employee", "Account manager",
        "Responsable commercial",
    ),
    "siren": (
        "SIREN", "N° SIREN", "SIRET", "N° SIRET", "Registration number", "Company registration",
        "Identifiant SIREN",
    ),
    "group": (
        "Groupe", "Groupe client", "Customer group", "Group", "Maison mère", "Parent company", "Parent",
        "Société mère",
    ),
    "country": (
        "Pays", "Code pays", "Country", "Country code", "Country key", "LAND1", "Pays client",
    ),
    "zone": (
        "Zone", "Région", "Region", "Secteur géographique", "Territory", "Sales zone", "Zone commerciale",
        "Area", "Sales area", "Territoire",
    ),
    "sector": (
        "Secteur", "Secteur d'activité", "Sector", "Industry", "Line of business", "Industry sector",
        "Code NAF", "NAF", "Code APE",
    ),
    "category": (
        "Catégorie", "Catégorie client", "Category", "Customer category", "Segment", "Famille",
        "Famille client", "Classe", "Customer class", "Catégorie tarifaire", "Type de client",
        "Type client", "Customer type",
    ),
    "portfolio": (
        "Portefeuille", "Portfolio", "Portefeuille client", "Collection portfolio",
    ),
    "collector": (
        "Chargé de recouvrement", "Recouvreur", "Gestionnaire", "Collector", "Credit controller",
        "Credit analyst", "Chargé de clientèle", "Credit representative", "Gestionnaire de recouvrement",
        "Accounting clerk", "Responsable recouvrement",
    ),
    "payment_terms": (
        "Conditions de paiement", "Condition de paiement", "Conditions de règlement",
        "Condition de règlement", "Payment terms", "Terms of payment", "Terms", "Délai de paiement",
        "Délai de règlement", "Conditions règlement", "Conditions", "ZTERM", "Délai", "Payment term",
    ),
    "email": (
        "E-mail", "Email", "Mail", "Adresse e-mail", "Courriel", "Email address", "Adresse mail",
        "Email client", "Customer email",
    ),
    "phone": (
        "Téléphone", "Phone", "Tél", "Telephone", "N° téléphone", "Phone number", "Numéro de téléphone",
        "Mobile", "Tél client",
    ),
    "language": (
        "Langue", "Language", "Code langue", "Language key",
    ),
}  # fmt: skip

FIELDS = tuple(SYNONYMS)
DATES = ("posting_date", "issue_date", "due_date", "matching_date", "settled_date", "dispute_date")
AMOUNTS = ("amount", "debit", "credit", "amount_excl_vat", "open", "paid")
ATTRIBUTES = (
    *("siren", "group", "country", "zone", "sector", "category", "portfolio", "collector"),
    *("payment_terms", "email", "phone", "language"),
)
LOCAL_AMOUNT, LOCAL_CURRENCY = "Amount in local currency", "Local currency"
