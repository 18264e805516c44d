"""Whose line it is: the company, the customer, the account, the document."""

from __future__ import annotations

# Most telling name first: when two columns fit, the earlier name wins.
HEADINGS: dict[str, tuple[str, ...]] = {
    "entity": (
        "Entité", "Entity", "Société", "Company code", "Company", "Filiale", "Subsidiary", "Code société", "Dossier",
        "Legal entity", "BUKRS",
    ),
    "customer": (
        "Code client", "N° client", "Compte client", "Compte tiers", "N° compte tiers", "N° compte client",
        "Identifiant client", "Client ID", "ID tiers", "Sell-to customer no", "Bill-to customer no", "Customer no",
        "Customer account number", "Client code", "Client number", "Contact account number", "Contact code",
        "Contact ID", "Code compte client", "Code du client", "N° de client", "Code contact", "Numéro tiers",
        "Party code", "Code débiteur", "Debtor number", "Debtor account", "Buyer code", "Compte client/tiers",
        "Tiers payeur", "Client", "Customer code", "Customer number", "Customer account", "Customer ID",
        "Code tiers", "N° tiers", "Tiers", "Compte auxiliaire", "Auxiliaire", "Customer", "Code auxiliaire",
        "CompAuxNum", "Débiteur", "Debtor", "Debtor code", "Party", "Partner", "Partenaire", "Partner ID",
        "Business partner", "Bill-to customer", "Payer", "Sold-to", "Code partenaire", "Référence client interne",
        "KUNNR", "Code comptable client", "Compte comptable client", "Contact", "Party name", "Acheteur", "Buyer",
        "Client facturé",
    ),
    "customer_name": (
        "Nom client", "Nom du client", "Raison sociale", "Intitulé client", "Intitulé du compte", "Libellé client",
        "Libellé compte", "Nom tiers", "Intitulé tiers", "Customer name", "Account name", "Customer full name",
        "Client name", "Contact name", "Company name", "Nom de la société", "Nom société", "Nom de l'entreprise",
        "Bill to name", "Billing name", "Sell-to customer name", "Bill-to customer name", "Customer display name",
        "Display name", "Customer company name", "Organization name", "Organisation", "Party name", "Party's name",
        "Nom du tiers", "Libellé tiers", "Raison sociale client", "Nom client facturé", "Client facturé",
        "Nom complet", "Buyer name", "Nom du contact", "Nom d'affichage du partenaire de la facture",
        "Partenaire de facturation", "Nom du partenaire", "Nom et prénom", "Particulars", "Nom", "Name", "Intitulé",
        "Nom du compte", "Dénomination", "Nom partenaire", "Partner name", "Debtor name", "Name 1", "NAME1",
        "CompAuxLib", "Nom du débiteur", "Invoice partner display name", "Client", "Customer", "Tiers", "Débiteur",
        "Partner", "Partenaire", "Contact", "Party", "Debtor", "Acheteur", "Buyer", "Destinataire",
        "Business partner", "Bill-to customer", "Customer/Project",
    ),
    "account": (
        "Compte général", "N° compte général", "Numéro de compte général", "GL account", "G/L account",
        "GL account number", "General ledger account", "Ledger account", "Compte collectif", "Control account",
        "CompteNum", "Compte comptable", "Receivable account", "Compte de tiers collectif", "HKONT", "Account",
        "Compte", "N° compte", "Account number", "Numéro de compte", "N° de compte", "Account code", "Code compte",
        "Account name", "Nom du compte", "Intitulé du compte", "Libellé compte", "Libellé du compte",
        "Distribution account", "Customer posting group",
    ),
    "account_type": (
        "Type de compte", "Account type", "Account internal type", "Type compte", "Internal type", "Type interne",
        "Account category", "Nature de compte", "Nature du compte", "Type du compte",
    ),
    "item": (
        "Clé", "Item", "Item key", "Item ID", "Identifiant", "Poste", "N° poste", "N° écriture", "Unique number",
        "Clé de poste",
    ),
    "document": (
        "N° facture", "N° de facture", "Facture", "N° pièce", "N° de pièce", "Pièce", "N° document",
        "Numéro de document", "Invoice number", "Invoice no", "Invoice", "Invoice ID", "Document number",
        "Document no", "Document", "Doc", "Référence pièce", "PieceRef", "N° doc", "Numéro", "Number", "Bill no",
        "Voucher number", "Voucher no", "Écriture", "Journal entry", "BELNR", "Facture n°", "Num", "N°", "No",
        "Réf facture", "Référence facture", "Référence de facture", "Facture réf", "Numéro de la facture",
        "N° de la facture", "Invoice ref", "Invoice reference number", "Transaction number", "Transaction no",
        "Document ID", "Ref no", "N° du document", "Pièce comptable", "Code facture", "Doc num", "Id facture",
        "Bill number", "Invoice nbr", "Réf pièce", "Libellé pièce", "Document reference", "External document no",
    ),
}  # fmt: skip
