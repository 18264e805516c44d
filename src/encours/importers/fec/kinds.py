"""Which accounts of a FEC are customers', and what a line on them is: an invoice, a payment, a credit note…

A line is judged by the other accounts of its entry (same journal, number and date). First row that fits:

| Account | Side | The rest of the entry | Kind |
|---|---|---|---|
| 4191 | credit | anything | advance |
| 4191 | debit | sales (70, or a sales journal) | invoice (the part of the sale the advance pays) |
| 4191 | debit | anything else | debit_note |
| 413, 416 | debit | sales | invoice |
| 413, 416 | debit | cash (51, 53, 58) | debit_note (a returned payment) |
| 413, 416 | debit | anything else | bill (it replaces an item and is not a sale) |
| any | debit | sales | invoice |
| any | debit | cash | debit_note |
| any | debit | customers' accounts only | debit_note (put back on another account) |
| any | debit | anything else | invoice |
| any | credit | cash | payment (even with 4457: VAT on services falls due when they are paid) |
| any | credit | sales, or 665 (discount for early payment) | credit_note |
| any | credit | 654, 651, 658, 6714, 491, or another customer account 416 | write_off |
| any | credit | 4457 (VAT collected) | credit_note |
| any | credit | anything else | payment |

An opening line has no such entry: a debit is an invoice (413: a bill), a credit a payment (4191: an advance).
A line on 416 is doubtful whatever its kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from encours.book.records import Kind
from encours.errors import DataError
from encours.i18n import _

LEFT_OUT = "left_out"
CUSTOMERS = "41"  # customers and accounts attached to them, in the French chart of accounts


class Holds:
    """What an entry holds, as far as customers are concerned: bits, whole numbers for speed."""

    NOTHING = 0
    SALES = 1
    VAT = 2
    CASH = 4
    LOSS = 8
    DISCOUNT = 16
    DOUBTFUL = 32
    CAPITAL = 64  # accounts of class 1, or 890: an opening entry on the first day of the year
    CLOSING = 128  # 891: an entry that empties the accounts on the last day of the year


_BY_ACCOUNT = {
    "70": Holds.SALES,
    "4457": Holds.VAT,
    "51": Holds.CASH,
    "53": Holds.CASH,
    "58": Holds.CASH,
    "491": Holds.LOSS,
    "651": Holds.LOSS,
    "654": Holds.LOSS,
    "658": Holds.LOSS,
    "6714": Holds.LOSS,
    "665": Holds.DISCOUNT,
    "1": Holds.CAPITAL,
    "890": Holds.CAPITAL,
    "891": Holds.CLOSING,
}
_SALES_CODES = {"VT", "VE", "VTE", "VEN", "VENTE", "VENTES", "FAC", "FACT"}
_SALES_WORDS = ("vente", "sales", "facturation")
_OPENING_CODES = {"AN", "ANO", "ANX", "RAN", "RANO", "ANOUV", "A NOUVEAU", "A NOUVEAUX", "OUV"}
_OPENING_WORDS = ("nouveau", "opening", "ouverture")
_OPENING_LABEL = re.compile(
    r"\ba[ -]?nouveau|\breport|\bsoldes? (d'ouverture|initia)|\b(re)?ouverture|opening bal"
)


@dataclass(frozen=True, slots=True)
class Accounts:
    """The first figures of each family of customer accounts; `[fec]` in a mapping file changes them.

    `left_out` are accounts that begin as one of a family does and are no customer's all the same.
    """

    receivable: tuple[str, ...] = ("411",)
    bill: tuple[str, ...] = ("413",)
    doubtful: tuple[str, ...] = ("416",)
    advance: tuple[str, ...] = ("4191",)
    left_out: tuple[str, ...] = ()

    def family(self, account: str) -> tuple[str, str]:
        """The family of an account and the figures that make it so, ("", "") when it is no customer's.

        >>> Accounts().family("411DUPONT"), Accounts().family("401DURAND")
        (('receivable', '411'), ('', ''))
        >>> Accounts(left_out=("4118",)).family("411800")
        ('', '')
        """
        found = [
            (len(root), item.name, root)
            for item in fields(self)
            for root in getattr(self, item.name)
            if account.startswith(root)
        ]
        name, root = max(found)[1:] if found else ("", "")
        return (name, root) if name != LEFT_OUT else ("", "")


FAMILIES = tuple(item.name for item in fields(Accounts))


def accounts_from(mapping: Mapping[str, Any] | None) -> Accounts:
    """The families a mapping file gives in its `[fec]` table, such as `receivable = ["411", "4110"]`.

    DataError for a family that does not exist, for what is no list of accounts, and for an account in two families.
    """
    said = (mapping or {}).get("fec", {})
    known = [item.name for item in fields(Accounts)]
    for name, roots in said.items():
        if name not in known or not isinstance(roots, list) or not all(roots):
            raise DataError(
                _("[fec] {name} in the mapping: expected one of {known}, and a list of accounts.").format(
                    name=name, known=", ".join(known)
                )
            )
    accounts = Accounts(**{name: tuple(map(str, roots)) for name, roots in said.items()})
    _refuse_shared(accounts)
    return accounts


def _refuse_shared(accounts: Accounts) -> None:
    """An account cannot be of two families: which one would hold it?"""
    seen: set[str] = set()
    for root in (root for item in fields(accounts) for root in getattr(accounts, item.name)):
        if root in seen:
            raise DataError(_("Accounts {0} are given to two families: keep one.").format(root))
        seen.add(root)


def holds(account: str) -> int:
    """What the presence of an account says of its entry."""
    return next((what for root, what in _BY_ACCOUNT.items() if account.startswith(root)), Holds.NOTHING)


def is_sales_journal(code: str, name: str) -> bool:
    """
    >>> is_sales_journal("VT", ""), is_sales_journal("01", "Journal des ventes"), is_sales_journal("AC", "")
    (True, True, False)
    """
    return code.upper() in _SALES_CODES or any(word in _folded(name) for word in _SALES_WORDS)


def is_opening_journal(code: str, name: str) -> bool:
    """
    >>> is_opening_journal("AN", ""), is_opening_journal("90", "À-nouveaux"), is_opening_journal("OD", "")
    (True, True, False)
    """
    return code.upper() in _OPENING_CODES or any(word in _folded(name) for word in _OPENING_WORDS)


def says_opening(text: str) -> bool:
    """Whether the label of a line speaks of a balance brought forward.

    >>> says_opening("Report à nouveau"), says_opening("Facture nouveau contrat")
    (True, False)
    """
    return _OPENING_LABEL.search(_folded(text)) is not None


def kind_of(family: str, units: int, entry: int, among_customers: bool) -> Kind:
    """The kind of a line of an entry: the table above. `among_customers`: its customer lines sum to zero."""
    if units < 0:
        return Kind.ADVANCE if family == "advance" else _credit(family, entry)
    if entry & Holds.SALES:
        return Kind.INVOICE
    if entry & Holds.CASH or family == "advance":
        return Kind.DEBIT_NOTE
    if family in ("bill", "doubtful"):
        return Kind.BILL
    return Kind.DEBIT_NOTE if among_customers and not entry & Holds.VAT else Kind.INVOICE


def opening_kind(family: str, units: int) -> Kind:
    """The kind of a balance brought forward, of which nothing but the account and the side is known."""
    if units < 0:
        return Kind.ADVANCE if family == "advance" else Kind.PAYMENT
    return Kind.BILL if family == "bill" else Kind.INVOICE


def _credit(family: str, entry: int) -> Kind:
    if entry & Holds.CASH:
        return Kind.PAYMENT
    if entry & (Holds.SALES | Holds.DISCOUNT):
        return Kind.CREDIT_NOTE
    if entry & Holds.LOSS or (entry & Holds.DOUBTFUL and family != "doubtful"):
        return Kind.WRITE_OFF
    return Kind.CREDIT_NOTE if entry & Holds.VAT else Kind.PAYMENT


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in letters if not unicodedata.combining(c))
