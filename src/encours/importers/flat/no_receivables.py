"""Lines that are no receivable by their type: quotes, orders, delivery notes, and sales paid at once."""

from __future__ import annotations

import numpy as np

from encours.importers.flat.asides import Aside, set_aside
from encours.importers.flat.faults import Mask
from encours.importers.headers import plain
from encours.importers.mapping import NO_RECEIVABLE, FlatMapping
from encours.importers.tabular import Grid, Layout

PAID_AT_ONCE = "paid_at_once"
# Types by the names they go by. Abbreviations are not among them: two letters may be those of a journal.
_NAMES: dict[str, tuple[str, ...]] = {
    NO_RECEIVABLE: (
        "Devis", "Devis client", "Devis de vente", "Quote", "Quotes", "Quotation", "Sales quote", "Sales quotation",
        "Estimate", "Estimates", "Sales estimate", "Proposition", "Proposition commerciale", "Offre de prix",
        "Proposal", "Proforma", "Pro forma", "Pro-forma", "Facture proforma", "Facture pro forma", "Facture pro-forma",
        "Proforma invoice", "Pro forma invoice", "Pro-forma invoice", "Commande", "Commandes", "Commande client",
        "Commande de vente", "Bon de commande", "Bon de commande client", "Accusé de réception de commande", "Order",
        "Orders", "Sales order", "Sales orders", "Customer order", "Order confirmation", "Blanket order",
        "Sales blanket order", "Bon de livraison", "Bons de livraison", "Livraison", "Delivery note", "Delivery",
        "Delivery order", "Shipment", "Sales shipment", "Packing slip", "Goods delivery note", "Bon de retour",
        "Bon de réception", "Bon de préparation", "Bon de sortie", "Return order", "Sales return order",
        "Return merchandise authorization",
    ),
    PAID_AT_ONCE: (
        "Sales receipt", "Sales receipts", "Reçu de vente", "Reçus de vente", "Cash sale", "Vente au comptant",
    ),
}  # fmt: skip
_BY_NAME = {plain(name): reason for reason, names in _NAMES.items() for name in names}


def left_out_as(text: str, mapping: FlatMapping) -> str | None:
    """Why lines of this type are no receivables; None when they may be, or the mapping says they are.

    >>> left_out_as("Bon de livraison", FlatMapping()), left_out_as("Cash Sale", FlatMapping())
    ('no_receivable', 'paid_at_once')
    >>> left_out_as("Facture", FlatMapping()), left_out_as("ZZ", FlatMapping(not_owed=("ZZ",)))
    (None, 'no_receivable')
    """
    if text in mapping.not_owed:
        return NO_RECEIVABLE
    return None if text in mapping.kinds else _BY_NAME.get(plain(text))


def no_receivables(layout: Layout, grid: Grid, keep: Mask, mapping: FlatMapping) -> list[Aside]:
    """The lines whose type is that of no receivable, taken out of `keep`."""
    if "kind" not in layout.fields:
        return []
    encoded = grid.columns[layout.fields["kind"]].text.dictionary_encode()
    reasons = [left_out_as(text, mapping) for text in encoded.dictionary.to_pylist()]
    if not any(reasons):
        return []
    places = encoded.indices.fill_null(len(reasons)).to_numpy(zero_copy_only=False)
    asides = []
    for reason in _NAMES:
        mask = keep & np.array([*(said == reason for said in reasons), False])[places]
        if mask.any():
            asides.append(set_aside(reason, mask, layout, grid))
            keep &= ~mask
    return asides
