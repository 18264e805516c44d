"""What the other accounts of an entry say of its customer lines: one table of roots, changed by `[fec.rules]`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from encours.errors import DataError
from encours.said import _

RULES = "rules"
INTEREST_IS_SALE = "interest_is_sale"


class Holds:
    """What an entry holds, as far as customers are concerned: bits, whole numbers for speed."""

    NOTHING = 0
    SALES = 1
    VAT = 2
    CASH = 4
    LOSS = 8
    DISCOUNT = 16  # granted for early payment
    DOUBTFUL = 32
    CAPITAL = 64  # accounts of class 1, or 890: an opening entry on the first day of the year
    CLOSING = 128  # 891: an entry that empties the accounts on the last day of the year
    SALES_JOURNAL = 256
    BILL = 512
    DEPOSIT = 1024
    EXCHANGE_LOSS = 2048
    EXCHANGE_GAIN = 4096
    INTEREST = 8192
    SUPPLIER = 16384
    FACTOR = 32768
    MOVED = 65536  # third parties, group and suspense accounts
    OTHER = 131072
    CASH_OUT = 262144  # cash credited
    SALES_BACK = 524288  # sales debited
    GAIN = 1048576  # sundry income: a difference in our favour, a sale where it bears VAT or stands in a sales journal

    WAITING = 2097152  # suspense accounts: cash, or moved
    DEBTOR = 4194304  # other debtors: a factor's, unless words name a payment provider


# First figures of an account: what its presence says. The longest root that fits decides.
ROOTS: Mapping[str, int] = {
    "1": Holds.CAPITAL,
    "890": Holds.CAPITAL,
    "891": Holds.CLOSING,
    **dict.fromkeys(("7", "418", "4198", "487"), Holds.SALES),
    **dict.fromkeys(("78", "79"), Holds.OTHER),
    "758": Holds.GAIN,
    **dict.fromkeys(("763", "7631", "7711", "7788"), Holds.INTEREST),
    **dict.fromkeys(("766", "756"), Holds.EXCHANGE_GAIN),
    **dict.fromkeys(("666", "656", "668"), Holds.EXCHANGE_LOSS),
    "445": Holds.VAT,
    **dict.fromkeys(("51", "53", "54", "58"), Holds.CASH),
    **dict.fromkeys(("491", "651", "654", "658", "6714"), Holds.LOSS),
    "665": Holds.DISCOUNT,
    "40": Holds.SUPPLIER,
    "467": Holds.DEBTOR,
    **dict.fromkeys(("471", "472"), Holds.WAITING),
    **dict.fromkeys(("42", "43", "44", "45", "46", "47"), Holds.MOVED),
}
NAMES: Mapping[str, int] = {
    "sale": Holds.SALES,
    "cash": Holds.CASH,
    "loss": Holds.LOSS,
    "discount": Holds.DISCOUNT,
    "vat": Holds.VAT,
    "exchange": Holds.EXCHANGE_LOSS | Holds.EXCHANGE_GAIN,
    "interest": Holds.INTEREST,
    "offset": Holds.SUPPLIER,
    "to_factor": Holds.FACTOR,
    "other_account": Holds.MOVED,
}
_FAMILIES = {"doubtful": Holds.DOUBTFUL, "bill": Holds.BILL, "advance": Holds.DEPOSIT}
_ROOT = re.compile(r"[0-9][0-9A-Za-z]*")


@dataclass(frozen=True, slots=True)
class Rules:
    """What accounts say of an entry, and whether late-payment interest counts as sales."""

    roots: Mapping[str, int] = field(default_factory=lambda: ROOTS)
    interest_is_sale: bool = False

    def holds(self, account: str, family: str = "") -> int:
        """What the presence of an account says of its entry; `family`: that of a customer account.

        >>> Rules().holds("706000") == Holds.SALES, Rules().holds("763100") == Holds.INTEREST
        (True, True)
        >>> Rules().holds("627000") == Holds.OTHER, Rules().holds("411000", "receivable")
        (True, 0)
        """
        if family:
            return _FAMILIES.get(family, Holds.NOTHING)
        for length in range(min(len(account), 8), 0, -1):
            if account[:length] in self.roots:
                what = self.roots[account[:length]]
                interest = what == Holds.INTEREST and self.interest_is_sale
                return Holds.SALES if interest else what
        return Holds.OTHER


def rules_from(mapping: Mapping[str, Any] | None) -> Rules:
    """The rules of a mapping: `interest_is_sale`, and `[fec.rules]`, account roots and what they are (`7588 = "loss"`).

    DataError for what is no account, no word of the table, or neither true nor false.
    """
    fec = (mapping or {}).get("fec", {})
    interest, own = fec.get(INTEREST_IS_SALE, False), fec.get(RULES, {})
    if not isinstance(interest, bool):
        raise DataError(_("[fec] {0} in the mapping: expected true or false.").format(INTEREST_IS_SALE))
    if not isinstance(own, dict):
        raise DataError(_('[fec.rules] in the mapping: expected lines such as 7588 = "loss".'))
    for root, word in own.items():
        if not _ROOT.fullmatch(str(root)) or word not in NAMES:
            raise DataError(
                _(
                    "[fec.rules] {root} = {word} in the mapping: expected an account, and one of {known}."
                ).format(root=root, word=word, known=", ".join(NAMES))
            )
    return Rules({**ROOTS, **{str(root): NAMES[word] for root, word in own.items()}}, interest)
