"""Accounts of the general ledger: never the customer where he is named; of a whole ledger only customers' count."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa

from encours.importers.fec.kinds import Accounts
from encours.importers.fields import SYNONYMS
from encours.importers.flat.faults import Mask
from encours.importers.flat.names import folded, holds_names
from encours.importers.headers import may_be_customers, plain
from encours.importers.tabular import Grid, Layout
from encours.said import _

_COLLECTIVE = re.compile(r"(41[01368]|4191|419)[0-9]?0{0,6}([ .:-].*)?")
_RECEIVABLE = re.compile(
    r"receivable|recevable|\ba/r\b|\bclients?\b|trade debtors|debtors? (control|ledger)|sales ledger control|"
    r"créances?\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[1-8][0-9]{2,}")
_OTHERS = re.compile(
    r"(40[0-9]|42|43|44|45|46|47|5[0-9]|6[0-9]|7[0-9])[0-9]+"
)  # of a French ledger: not customers'
_SEVERAL = 1.5  # names an account has on average, from which it is no customer's own


def customers_apart(
    layout: Layout, grid: Grid, fields: Mapping[str, int], asked: Mapping[str, str]
) -> tuple[dict[str, int], list[str]]:
    """The fields, once it is known whether an account is a customer's own or one of the ledger; and what to tell."""
    found = dict(fields)
    if "customer" in asked or "customer" not in found:
        return found, []
    if "customer_name" in found and _is_account(layout.headers[found["customer"]]):
        if not _of_ledger(layout, grid, found["customer"], found["customer_name"]):
            return found, []
        found["account"] = found.pop("customer")
        message = _(
            '"{account}" holds accounts of the ledger, not of customers: "{customer}" tells who they are'
        )
        names = (layout.headers[found[field]] for field in ("account", "customer_name"))
        return found, [message.format(**dict(zip(("account", "customer"), names, strict=True)))]
    if "account" in found and _is_own(layout, grid, found["account"], found["customer"]):
        found.setdefault("customer_name", found["customer"])
        found["customer"] = found.pop("account")
    return found, []


def _is_account(header: str) -> bool:
    return plain(header) in map(plain, SYNONYMS["account"])


def _is_own(layout: Layout, grid: Grid, account: int, customer: int) -> bool:
    """Whether an account is the customer's own code, beside a column that has but his name."""
    if not may_be_customers(layout.headers[account]):
        return False
    if not holds_names(layout.headers[customer], grid.columns[customer].text):
        return False
    return not _of_ledger(layout, grid, account, customer)


def _of_ledger(layout: Layout, grid: Grid, account: int, name: int) -> bool:
    """Whether accounts are those of the general ledger: by their header, their numbers, or the names each has."""
    if not may_be_customers(layout.headers[account]):
        return True
    accounts, names = grid.columns[account].text, grid.columns[name].text
    others = _mask(accounts, lambda numbers: _by_number(numbers, Accounts()) or _by_words(numbers))
    if others is not None:
        accounts = accounts.filter(pa.array(~others))
        names = names.filter(pa.array(~others))
    numbers = accounts.unique().drop_null().to_pylist()
    if numbers and all(_COLLECTIVE.fullmatch(n) or _RECEIVABLE.search(n) for n in numbers):
        return True
    pairs = pa.table({"account": accounts, "name": names}).group_by(["account", "name"]).aggregate([])
    both = {
        (one, folded(other))
        for one, other in zip(pairs["account"].to_pylist(), pairs["name"].to_pylist(), strict=True)
        if one and other
    }
    return len(both) >= _SEVERAL * len({one for one, _other in both}) > 0


def other_accounts(layout: Layout, grid: Grid, families: Accounts) -> Mask | None:
    """The lines of a whole ledger that stand on other accounts than customers'; None when all may be theirs."""
    for name, choose in (
        ("account_type", _by_words),
        ("account", lambda numbers: _by_number(numbers, families) or _by_words(numbers)),
        ("customer", lambda numbers: _by_number(numbers, families)),
    ):
        index = layout.fields.get(name)
        if index is None or (name == "customer" and not _french_account(layout.headers[index])):
            continue
        mask = _mask(grid.columns[index].text, choose)
        if mask is not None:
            return mask
    return None


def _french_account(header: str) -> bool:
    return _is_account(header) and plain(header).startswith(("compte", "no compte"))


def _mask(text: pa.Array, choose: Callable[[list[str]], dict[str, bool] | None]) -> Mask | None:
    encoded = text.dictionary_encode()
    numbers = encoded.dictionary.to_pylist()
    others = choose(numbers)
    if not others:
        return None
    codes = np.array([others[number] for number in numbers] + [False])
    mask: Mask = codes[encoded.indices.fill_null(len(numbers)).to_numpy(zero_copy_only=False)]
    return mask


def _by_number(numbers: list[str], families: Accounts) -> dict[str, bool] | None:
    """For each account whether it is not a customer's, when some are and others are numbered as no customer's."""
    ours = {number: bool(families.family(number)[0]) for number in numbers}
    if not any(ours.values()) or not any(_OTHERS.match(number) for number in numbers):
        return None
    return {number: not ours[number] and _NUMBERED.match(number) is not None for number in numbers}


def _by_words(numbers: list[str]) -> dict[str, bool] | None:
    ours = {number: _RECEIVABLE.search(number.replace("_", " ")) is not None for number in numbers}
    if not any(ours.values()) or all(ours.values()):
        return None
    return {number: not receivable for number, receivable in ours.items()}
