"""The amounts of a line and their currency."""

from __future__ import annotations

# Most telling name first: when two columns fit, the earlier name wins.
HEADINGS: dict[str, tuple[str, ...]] = {
    "amount": (
        "Montant TTC", "Montant", "Amount", "Total TTC", "TTC", "Montant signé", "Invoice amount", "Amount incl VAT",
        "Amount including VAT", "Gross amount", "Montant facture", "Montant de la facture", "Total", "Montant total",
        "Total amount", "Amount in doc curr", "Amount in document currency", "Montant en devise document",
        "Montant en devise pièce", "Amount in currency", "Montant en devise", "Montant devise", "Invoice total",
        "Original amount", "Montant d'origine", "Montant initial", "Amount in local currency",
        "Montant en devise locale", "Amount in local cur", "WRBTR", "DMBTR", "Montant EUR", "Amount EUR",
        "Montant TTC EUR", "Total signed", "Total en devise", "Montant total TTC", "Total facture",
        "Total facture TTC", "Montant facturé", "Invoiced amount", "Grand total", "Gross total", "Total incl VAT",
        "Total including VAT", "Total incl tax", "Total including tax", "Total invoice amount", "Invoice value",
        "Bill amount", "Document amount", "Transaction amount", "Total signé", "Amount signed",
        "Total in currency signed", "Total en devise signé", "Original amt", "Amount (LCY)", "Original amt (LCY)",
        "Montant (DS)", "Montant initial (DS)", "Opening amount", "Net à payer", "Montant net à payer",
        "Total à payer", "Montant TTC en devise", "Balance total", "Total price", "Total TTC signé",
        "Foreign amount", "Gross", "Montant de la pièce", "Montant du document", "Total du document",
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
        "Montant HT", "Total HT", "HT", "Amount excl VAT", "Amount excluding VAT", "Net amount", "Untaxed amount",
        "Base HT", "Montant hors taxes", "Amount excl tax", "Tax excluded", "Subtotal", "Sub total", "Sous-total",
        "Tax excluded signed", "Untaxed amount signed", "Montant HT signé", "Hors taxes", "Total hors taxes",
        "Hors taxes signé", "Montant hors taxe", "Total HT signé", "Total excl VAT", "Total excluding VAT",
        "Total excl tax", "Total net", "Amount excl. tax",
    ),
    "open": (
        "Open balance", "Reste à encaisser", "Montant résiduel", "Amount remaining", "Montant restant à payer",
        "Montant restant à régler", "Montant restant à encaisser", "Remaining balance", "Montant résiduel en devise",
        "Residual amount in currency", "Remaining amt", "Remaining amount", "Residual amount", "Residual",
        "Amount due signed", "Montant dû signé", "Invoice amount due", "Amount outstanding", "Outstanding balance",
        "Balance outstanding", "Unpaid amount", "Amount unpaid", "Unpaid balance", "Montant non réglé",
        "Montant non payé", "Montant impayé", "Restant à payer", "Restant à régler", "Restant à encaisser",
        "Reste à recouvrer", "Reste à percevoir", "Solde restant dû", "Solde à régler", "Solde à encaisser",
        "Solde non réglé", "Montant à encaisser", "Pending amount", "Open amt", "Invoice balance",
        "Balance remaining", "Balance amount", "Reste dû", "Reste à payer", "Reste à régler", "Solde", "Solde dû",
        "Montant dû", "Montant ouvert", "Solde restant", "Restant dû", "Montant restant", "Montant restant dû",
        "Open amount", "Outstanding", "Outstanding amount", "Amount due", "Balance", "Balance due", "Remaining",
        "Solde facture", "Encours", "Solde pièce", "Amount open", "Amount residual", "Solde à payer", "Reste",
        "Solde ouvert", "Non réglé", "Unpaid", "Due amount", "Total due", "Total dû", "Net dû", "Résiduel",
        "À encaisser", "À payer", "À régler", "Pending", "Remaining due", "Still due", "Uncollected", "Open",
        "Ouvert", "Impayé", "Solde TTC", "Reste TTC", "Reste dû TTC", "Total outstanding", "Remaining amt (LCY)",
        "Montant ouvert (DS)", "Balance (LCY)", "Open amount (LCY)", "Montant ouvert en devise",
        "Amount open in currency", "Restant",
    ),
    "paid": (
        "Montant réglé", "Montant payé", "Déjà réglé", "Déjà payé", "Total réglé", "Paid amount", "Amount paid",
        "Réglé", "Payé", "Paid", "Settled", "Settled amount", "Acompte déduit", "Montant encaissé", "Encaissé",
        "Total payé", "Total paid", "Total encaissé", "Invoice amount paid", "Amount received", "Received", "Reçu",
        "Montant reçu", "Payments", "Payment amount", "Montant du règlement", "Montant des règlements", "Réglé TTC",
        "Montant lettré",
    ),
    "currency": (
        "Devise", "Code devise", "Currency", "Currency code", "Document currency", "Devise document", "Devise pièce",
        "Devise du document", "Monnaie", "Curr", "WAERS", "Doc currency", "Local currency", "Devise locale", "Cur",
        "Idevise",
    ),
}  # fmt: skip
