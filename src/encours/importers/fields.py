"""The fields of a receivable and the names their columns go by, in French and in English."""

from __future__ import annotations

from encours.importers.headings import amounts, customers, days, parties, states

SYNONYMS: dict[str, tuple[str, ...]] = {
    **parties.HEADINGS,
    **states.HEADINGS,
    **amounts.HEADINGS,
    **days.HEADINGS,
    **customers.HEADINGS,
}

FIELDS = tuple(SYNONYMS)
DATES = ("posting_date", "issue_date", "due_date", "matching_date", "settled_date", "dispute_date")
AMOUNTS = ("amount", "debit", "credit", "amount_excl_vat", "open", "paid")
ATTRIBUTES = (
    *("siren", "group", "country", "zone", "sector", "category", "portfolio", "collector"),
    *("payment_terms", "email", "phone", "language"),
)
# What these say is heeded, and their columns are kept as they are besides.
HEEDED = (
    *("status", "payment_status", "settled", "still_open", "cancelled", "draft", "posted"),
    "account",
    "account_type",
)
# Only the values of a column tell these from what else its header may mean: "Réglé" is a date, an amount, or yes.
BY_CONTENT = ("payment_status", "settled", "still_open", "cancelled", "draft", "posted")
# Headers of accounts that may be the customer's own; any other account is one of the general ledger.
CUSTOMER_ACCOUNTS = ("Account", "Compte", "N° compte", "Account number", "Numéro de compte", "N° de compte")
# Headers of references that are the number of the document where no other column is.
OWN_REFERENCES = (
    *(
        "Référence",
        "Référence interne",
        "Notre référence",
        "Reference",
        "Internal reference",
        "Our reference",
    ),
    *("Référence document", "Reference number"),
)
LOCAL_AMOUNT, LOCAL_CURRENCY = "Amount in local currency", "Local currency"
