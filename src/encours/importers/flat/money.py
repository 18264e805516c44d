"""The amounts of a list put together: debit and credit columns, side, what is still open, what was paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from encours.importers.flat.faults import Faults
from encours.importers.headers import plain
from encours.said import _

Units = npt.NDArray[np.int64]
_DEBIT = ("d", "s", "debit", "db", "dr", "soll", "+", "1", "+1", "debiteur")
_CREDIT = ("c", "h", "credit", "cr", "haben", "-", "-1", "crediteur")


@dataclass(slots=True)
class Money:
    """Amounts in units, as the file signs them. `known` marks the lines that have one; `turn` (1 or -1) is what
    the side column did to them. `open` and `paid` are null where the file says nothing."""

    amount: Units
    known: npt.NDArray[np.bool_]
    turn: Units
    excl_vat: pa.Array
    open: pa.Array
    paid: pa.Array


def put_together(values: Mapping[str, pa.Array], side: pa.Array | None, headers: Mapping[str, str],
                 faults: Faults) -> Money:  # fmt: skip
    """From the amount columns found (in units) and the side column, when there is one."""
    count = len(next(iter(values.values())))
    nothing = pa.nulls(count, pa.int64())
    amount = values.get("amount", nothing)
    if "debit" in values and "credit" in values:
        amount = pc.coalesce(amount, _ledger(values["debit"], values["credit"]))
    if "amount" not in values and "debit" not in values:
        amount = values["open"]
    known = pc.is_valid(amount).to_numpy(zero_copy_only=False)
    units = amount.fill_null(0).to_numpy()
    header = headers.get("amount") or headers.get("debit") or headers.get("open") or ""
    faults.add(np.flatnonzero(~known).tolist(), header, _("an amount is missing"))
    turn = _turn(units, side, headers.get("side", ""), faults)
    parts = {name: values.get(name, nothing) for name in ("amount_excl_vat", "open", "paid")}
    return Money(units * turn, known, turn, parts["amount_excl_vat"], parts["open"], parts["paid"])


def like(units: Units, part: pa.Array) -> pa.Array:
    """A part with the sign of the amounts it belongs to."""
    return pc.multiply(pc.abs(part), pa.array(np.where(units < 0, -1, 1)))


def _ledger(debit: pa.Array, credit: pa.Array) -> pa.Array:
    either = pc.or_(pc.is_valid(debit), pc.is_valid(credit))
    difference = pc.subtract(debit.fill_null(0), credit.fill_null(0))
    return pc.if_else(either, difference, pa.scalar(None, pa.int64()))


def _turn(units: Units, side: pa.Array | None, header: str, faults: Faults) -> Units:
    """1 or -1 for each line, from its side; a file whose credits are negative already is left alone."""
    turn = np.ones(len(units), dtype=np.int64)
    if side is None:
        return turn
    encoded = side.dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    factors = np.array([_factor(text) for text in texts] + [0], dtype=np.int64)
    factor = factors[encoded.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)]
    faults.add(
        np.flatnonzero(factor == 0).tolist(), header, _("neither debit (D, S, 1) nor credit (C, H, -1)")
    )
    credit = (factor < 0) & (units != 0)
    signed = bool(credit.any()) and bool((units[credit] < 0).all())
    return turn if signed else np.where(factor < 0, -1, 1).astype(np.int64)


def _factor(text: str) -> int:
    name = text.casefold() if text in ("+", "-", "+1", "-1") else plain(text)
    return 1 if name in _DEBIT else -1 if name in _CREDIT else 0
