"""Which accounts of a FEC are customers', and which journals sell or open the year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from encours.errors import DataError
from encours.importers.fec.counterparts import INTEREST_IS_SALE, RULES
from encours.importers.fec.wording import folded
from encours.said import _

LEFT_OUT = "left_out"
CUSTOMERS = "41"  # customers and accounts attached to them, in the French chart of accounts


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
    said = {
        name: value
        for name, value in (mapping or {}).get("fec", {}).items()
        if name not in (RULES, INTEREST_IS_SALE)
    }
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


def is_sales_journal(code: str, name: str) -> bool:
    """
    >>> is_sales_journal("VT", ""), is_sales_journal("01", "Journal des ventes"), is_sales_journal("AC", "")
    (True, True, False)
    """
    return code.upper() in _SALES_CODES or any(word in folded(name) for word in _SALES_WORDS)


def is_opening_journal(code: str, name: str) -> bool:
    """
    >>> is_opening_journal("AN", ""), is_opening_journal("90", "À-nouveaux"), is_opening_journal("OD", "")
    (True, True, False)
    """
    return code.upper() in _OPENING_CODES or any(word in folded(name) for word in _OPENING_WORDS)


def says_opening(text: str) -> bool:
    """Whether the label of a line speaks of a balance brought forward.

    >>> says_opening("Report à nouveau"), says_opening("Facture nouveau contrat")
    (True, False)
    """
    return _OPENING_LABEL.search(folded(text)) is not None
