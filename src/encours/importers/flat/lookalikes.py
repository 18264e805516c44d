"""Files with the columns of a list of receivables that are none: lists of payments, ledgers of a single account."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from encours.errors import DataError, option
from encours.importers.flat.faults import Mask
from encours.importers.headers import plain
from encours.importers.mapping import FlatMapping
from encours.importers.standing import Standing
from encours.importers.tabular import Grid, Layout
from encours.said import _

_NUMBERS = (
    "CustomerPayment ID", "Customer payment ID", "Payment ID", "Payment number", "Payment no", "Charge ID",
    "N° règlement", "N° de règlement", "N° paiement", "N° de paiement",
)  # fmt: skip
_HEADERS = frozenset(map(plain, (
    *_NUMBERS, "Amount applied to invoice", "Invoice payment applied date", "Deposit to", "Unused amount",
    "Seller message", "Statement descriptor", "Captured", "Amount refunded", "Card last4", "Montant affecté",
    "Montant imputé", "Unapplied amount",
)))  # fmt: skip
_PAYMENT_NUMBERS = tuple(dict.fromkeys(map(plain, (*_NUMBERS, "id"))))
_FEWEST = 2  # headers that speak of payments, in a list that speaks of nothing owed
_OWED = ("kind", "due_date", "open", "paid")
# What became of a payment, where its words say another thing of an invoice.
_STATUSES = {
    **dict.fromkeys(("Failed", "failed", "Refunded", "refunded", "Échoué"), Standing.VOID),
    **dict.fromkeys(("Paid", "paid", "Succeeded", "succeeded"), Standing.NEUTRAL),
}
_CONTRA = re.compile(
    r"(dr|cr|to|by)\.?|.*\b(sales?|bank|cash|purchases?|opening balance|closing balance|round(ed)? off|[csi]gst)\b.*",
    re.IGNORECASE,
)


def refuse_lookalikes(layout: Layout, grid: Grid, mapping: FlatMapping) -> None:
    """DataError when the lines are payments and no mapping says so, or the customer is but the other account."""
    told = _payment_headers(layout)
    if told and "kind" not in mapping.constants:
        message = _(
            "{file} lists payments, not what is owed ({headers}). Import the list of invoices; or say that its lines "
            'are payments in a mapping ({option}): kind = "payment" under [constants].'
        )
        said = {"file": layout.path.name, "headers": ", ".join(told), "option": option("mapping")}
        raise DataError(message.format(**said))
    if not set(mapping.columns) & {"customer", "customer_name"} and _other_accounts(layout, grid):
        message = _(
            '{file} is the ledger of one account: "{header}" holds the other account of each entry, not the customer. '
            "Import the list of outstanding bills, or add a column that names the customer."
        )
        header = layout.headers[layout.fields["customer_name"]]
        raise DataError(message.format(file=layout.path.name, header=header))


def numbered(layout: Layout, mapping: FlatMapping) -> Layout:
    """The layout of a list of payments with their own numbers: those of the invoices they paid are not theirs."""
    columns = _numbers(layout) if _payment_headers(layout) else []
    if not columns or {"document", "item"} & set(mapping.columns):
        return layout
    fields = {field: index for field, index in layout.fields.items() if index != columns[0]}
    return replace(layout, fields={**fields, "document": columns[0]})


def payment_statuses(layout: Layout, mapping: FlatMapping) -> Mapping[str, Standing]:
    """The words of statuses: in a list of payments a failed one is none, and one that succeeded counts."""
    return {**_STATUSES, **mapping.statuses} if _payment_headers(layout) else mapping.statuses


def payment_repeats(layout: Layout, grid: Grid, keep: Mask) -> Mask:
    """The lines kept that repeat a payment: one for each of the invoices it went to, with the whole amount on each."""
    again = np.zeros(len(keep), dtype=bool)
    columns = [] if not _payment_headers(layout) or "amount" not in layout.fields else _numbers(layout)
    if not columns:
        return again
    amounts = grid.columns[layout.fields["amount"]].text.to_pylist()
    seen: set[tuple[str, str | None]] = set()
    for place, number in enumerate(grid.columns[columns[0]].text.to_pylist()):
        if keep[place] and number:
            again[place] = (number, amounts[place]) in seen
            seen.add((number, amounts[place]))
    return again


def _payment_headers(layout: Layout) -> list[str]:
    """The headers that speak of payments, where enough do and none speaks of what is owed."""
    told = [header for header in layout.headers if plain(header) in _HEADERS]
    return told if len(told) >= _FEWEST and not set(_OWED) & set(layout.fields) else []


def _numbers(layout: Layout) -> list[int]:
    """The columns that number payments, the most telling first."""
    spelled = {plain(header): index for index, header in reversed(list(enumerate(layout.headers)))}
    return [spelled[name] for name in _PAYMENT_NUMBERS if name in spelled]


def _other_accounts(layout: Layout, grid: Grid) -> bool:
    """Whether the column that should name customers names the accounts on the other side of their entries."""
    index = layout.fields.get("customer_name")
    if index is None or "customer" in layout.fields or plain(layout.headers[index]) != plain("Particulars"):
        return False
    values = grid.columns[index].text.drop_null().to_pylist()
    return 2 * sum(_CONTRA.fullmatch(value) is not None for value in values) >= max(len(values), 1)
